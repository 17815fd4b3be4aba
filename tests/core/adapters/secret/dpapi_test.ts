import assert from "node:assert/strict";
import { join } from "node:path";
import { DpapiError, protect, unprotect } from "../../../../core/adapters/secret/crypt32.ts";
import {
  CREDENTIAL_FILE,
  CredentialError,
  ENTROPY,
  readProtectedPassword,
} from "../../../../core/adapters/secret/dpapi.ts";

const windows = Deno.build.os === "windows";
const utf8 = (text: string) => new TextEncoder().encode(text);

async function inFolder(work: (folder: string, file: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder, join(folder, CREDENTIAL_FILE));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("no file: no password, and no file is made", () =>
  inFolder(async (folder) => {
    assert.equal(await readProtectedPassword(folder), null);
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  }));

Deno.test({
  name: "elsewhere than on Windows the file is not looked at",
  ignore: windows,
  fn: () =>
    inFolder(async (folder, file) => {
      await Deno.writeFile(file, utf8("qualquer coisa"));
      assert.equal(await readProtectedPassword(folder), null);
    }),
});

const PASSWORDS = [
  "curta",
  'com espaço, "aspas" e \';#=$()',
  "ação-日本-🔐",
  "x".repeat(500),
  " \r\n ",
];

for (const password of PASSWORDS) {
  Deno.test({
    name: `what DPAPI kept comes back: ${JSON.stringify(password.slice(0, 30))}`,
    ignore: !windows,
    fn: () =>
      inFolder(async (folder, file) => {
        const sealed = protect(utf8(password), ENTROPY);
        assert.equal(new TextDecoder("latin1").decode(sealed).includes(password), false);
        await Deno.writeFile(file, sealed);
        assert.equal(await readProtectedPassword(folder), password);
      }),
  });
}

Deno.test({
  name: "another entropy does not open it",
  ignore: !windows,
  fn: () => {
    const sealed = protect(utf8("segredo"), ENTROPY);
    assert.deepEqual(unprotect(sealed, ENTROPY), utf8("segredo"));
    assert.throws(() => unprotect(sealed, utf8("outra")), DpapiError);
  },
});

Deno.test({
  name: "a damaged file is an error that tells what to do and shows nothing of the content",
  ignore: !windows,
  fn: () =>
    inFolder(async (folder, file) => {
      const sealed = protect(utf8("segredo-42"), ENTROPY);
      const half = sealed.slice(0, sealed.length >> 1);
      for (const bytes of [utf8(""), utf8("segredo-42"), half, new Uint8Array(70_000)]) {
        await Deno.writeFile(file, bytes);
        await assert.rejects(readProtectedPassword(folder), (error) => {
          assert.ok(error instanceof CredentialError);
          assert.match(error.message, /Set-MonitorCredencial/);
          assert.equal(error.message.includes("segredo-42"), false);
          return true;
        });
      }
    }),
});
