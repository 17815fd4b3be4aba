import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

const MODULE = new URL("../../../../core/adapters/runtime/permissions.ts", import.meta.url).href;
const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

/** Revoking is for good: each case has a process of its own. */
async function drop(files: string[], windows: boolean) {
  const code = `const { dropPermissions } = await import(${JSON.stringify(MODULE)});
    const dropped = dropPermissions(${JSON.stringify(files)}, ${windows}, "C:");
    const state = (name) => Deno.permissions.querySync({ name }).state;
    const remote = await import("https://exemplo.invalid/x.ts" + "").catch((e) => e.message);
    const library = typeof (await import("nodemailer")).createTransport;
    console.log(JSON.stringify({ dropped, kept: ["read", "write", "net", "env", "run", "ffi", "sys"].map(state),
      refused: /import access/.test(remote), library }));
    Deno.exit(0);`;
  const file = await Deno.makeTempFile({ dir: ROOT, prefix: ".permissoes_", suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, code);
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-lock", file],
      stdin: "null",
    }).output();
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return JSON.parse(decode(stdout) || JSON.stringify(decode(stderr)));
  } finally {
    await Deno.remove(file);
  }
}

const KEPT = Array.from({ length: 7 }, () => "granted");

Deno.test("code from the network is refused from then on, libraries and the rest go on", async () => {
  const done = await drop(["C:\\ProgramData\\MonitorRetornos\\ledger.db", "c:\\x.ini"], true);
  assert.deepEqual(done, { dropped: ["import"], kept: KEPT, refused: true, library: "function" });
});

for (const file of ["\\\\SERVIDOR1\\Logs\\monitor.log", "X:\\config.ini", "//servidor/x"]) {
  Deno.test(`nothing is dropped when one of its files may lie on a share: ${file}`, async () => {
    const done = await drop(["C:\\x.ini", file], true);
    assert.deepEqual(done.dropped, []);
    assert.deepEqual(done.kept, KEPT);
  });
}

Deno.test("elsewhere than on Windows every path will do", async () => {
  assert.deepEqual((await drop(["/srv/x"], false)).dropped, ["import"]);
});
