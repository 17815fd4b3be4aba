/** The release zip: what is in it, whole, the same every time. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { unzipSync } from "fflate";
import manifest from "../../deno.json" with { type: "json" };

const SCRIPT = fileURLToPath(new URL("../../.ci/pacote.ts", import.meta.url));
const NAME = `MonitorRetornos-${manifest.version}`;

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function pack(folder: string, program: string) {
  const output = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", SCRIPT, "--saida", folder, "--programa", program],
    env: { NO_COLOR: "1", SOURCE_DATE_EPOCH: "1760000000" },
    stdin: "null",
  }).output();
  return { code: output.code, stderr: new TextDecoder().decode(output.stderr) };
}

const zipOf = (folder: string) => Deno.readFile(join(folder, `${NAME}-windows-x64.zip`));

Deno.test("the zip holds the program and everything that install.ps1 asks for, with true sums", () =>
  inFolder(async (folder) => {
    const program = join(folder, "programa.bin");
    await Deno.writeFile(program, crypto.getRandomValues(new Uint8Array(5000)));
    const ran = await pack(folder, program);
    assert.equal(ran.code, 0, ran.stderr);
    const files = unzipSync(await zipOf(folder));
    const names = Object.keys(files).map((name) => name.replace(`${NAME}/`, ""));
    assert.ok(Object.keys(files).every((name) => name.startsWith(`${NAME}/`)));
    for (
      const name of [
        "MonitorRetornos.exe",
        "install.ps1",
        "config.ini",
        "README.md",
        "LICENSE",
        "config/REFERENCIA.md",
        "tasks/MonitorRetornos.xml",
        "tasks/MonitorRetornos-Notificacoes.xml",
        "tasks/Mostrar-Notificacoes.ps1",
        "tasks/Vigiar-Monitor.ps1",
        "tasks/monitor.png",
        "tasks/README.md",
        "ps-module/MonitorRetornos/MonitorRetornos.psd1",
        "ps-module/MonitorRetornos/MonitorRetornos.psm1",
        "SHA256SUMS.txt",
      ]
    ) assert.ok(names.includes(name), name);
    assert.deepEqual(names.filter((name) => /(^|\/)(tests|core|\.)/.test(name)), []);
    // Whoever signs everything is told of every script.
    const guide = new TextDecoder().decode(files[`${NAME}/tasks/README.md`]);
    const signing = /Onde a política é `AllSigned`[^]*?\n\n/.exec(guide)?.[0] ?? "";
    const scripts = names.filter((name) => /\.(ps1|psm1|psd1|ps1xml)$/.test(name));
    assert.ok(scripts.length >= 7, scripts.join(" "));
    for (const name of scripts) {
      const told = name.replace(/^ps-module\/MonitorRetornos\/MonitorRetornos(?!\.psm1)/, "")
        .replace(/^ps-module\/MonitorRetornos\//, "").replaceAll("/", "\\");
      assert.ok(signing.includes("`" + told + "`"), `${name}: ${told}`);
    }
    // The module is one file of code, whatever the sources are.
    assert.deepEqual(names.filter((name) => /^ps-module.*\.ps[md]?1$/.test(name)).sort(), [
      "ps-module/MonitorRetornos/MonitorRetornos.psd1",
      "ps-module/MonitorRetornos/MonitorRetornos.psm1",
    ]);
    assert.deepEqual(files[`${NAME}/MonitorRetornos.exe`], await Deno.readFile(program));

    const sums = new TextDecoder().decode(files[`${NAME}/SHA256SUMS.txt`]).trim().split("\n");
    assert.equal(sums.length, names.length - 1);
    for (const line of sums) {
      const [sum, name] = line.split(" *");
      const bytes = files[`${NAME}/${name}`];
      assert.ok(bytes, name);
      assert.equal(createHash("sha256").update(bytes).digest("hex"), sum, name);
    }
  }));

Deno.test("the same input gives the same bytes", () =>
  inFolder(async (folder) => {
    const program = join(folder, "programa.bin");
    await Deno.writeTextFile(program, "programa");
    const zips: Uint8Array[] = [];
    for (const name of ["um", "dois"]) {
      const ran = await pack(join(folder, name), program);
      assert.equal(ran.code, 0, ran.stderr);
      zips.push(await zipOf(join(folder, name)));
    }
    assert.deepEqual(zips[0], zips[1]);
  }));

Deno.test("without the program it says which command makes it, and writes nothing", () =>
  inFolder(async (folder) => {
    const ran = await pack(join(folder, "dist"), join(folder, "nada.exe"));
    assert.equal(ran.code, 1);
    assert.match(ran.stderr, /deno task compilar --alvo windows/);
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  }));
