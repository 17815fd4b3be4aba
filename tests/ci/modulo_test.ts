/** The module that ships: every function of the sources, whole, in one file that Windows PowerShell 5.1 reads. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { joinModule, MODULE } from "../../.ci/modulo.ts";
import { ROOT } from "../../.ci/build.ts";

const BOM = "\ufeff";
const decode = (bytes: Uint8Array | undefined) =>
  new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

/** A module of its own in a folder that goes away. */
async function withModule(
  files: Readonly<Record<string, string>>,
  work: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const name of ["Private", "Public"]) await Deno.mkdir(join(folder, name));
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(join(folder, name), text);
    }
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const ROOT_MODULE = `${BOM}# começo\r\n#region Funções\r\n. $tudo\r\n#endregion\r\nfim\r\n`;

Deno.test("the joined module holds each source file whole, once, under its name, with mark and CRLF", async () => {
  const files = await joinModule();
  const joined = decode(files.get("MonitorRetornos.psm1"));
  assert.ok(joined.startsWith(BOM));
  assert.ok(!joined.slice(1).includes(BOM));
  assert.ok(!/(?<!\r)\n/.test(joined));
  let functions = 0;
  for (const part of ["Private", "Public"]) {
    for (const entry of Deno.readDirSync(join(ROOT, MODULE, part))) {
      const text = decode(await Deno.readFile(join(ROOT, MODULE, part, entry.name)));
      const whole = `# ${part}/${entry.name}\r\n${text.slice(1).trimEnd()}\r\n`;
      assert.equal(joined.split(whole).length, 2, entry.name);
      functions++;
    }
  }
  assert.equal(joined.match(/^function /gm)?.length, functions);
  assert.ok(
    !/scriptblock\]::Create|GetFiles\(\[System\.IO\.Path\]::Combine\(\$PSScriptRoot/.test(joined),
  );
  assert.deepEqual([...files.keys()].sort(), [
    "MonitorRetornos.format.ps1xml",
    "MonitorRetornos.psd1",
    "MonitorRetornos.psm1",
    "MonitorRetornos.types.ps1xml",
    "en-US/about_MonitorRetornos.help.txt",
    "pt-BR/about_MonitorRetornos.help.txt",
  ]);
});

Deno.test("private functions first, each part by name; a $ in a function stays as it is", () =>
  withModule({
    "MonitorRetornos.psm1": ROOT_MODULE,
    "Public/Get-B.ps1": `${BOM}function Get-B { "$& $1 $$" }\r\n\r\n`,
    "Public/Get-A.ps1": `${BOM}function Get-A { 'ação' }\r\n`,
    "Private/Get-Z.ps1": `${BOM}function Get-Z { 1 }\r\n`,
  }, async (folder) => {
    assert.equal(
      decode((await joinModule(folder)).get("MonitorRetornos.psm1")),
      `${BOM}# começo\r\n#region Funções\r\n` +
        "# Private/Get-Z.ps1\r\nfunction Get-Z { 1 }\r\n\r\n" +
        "# Public/Get-A.ps1\r\nfunction Get-A { 'ação' }\r\n\r\n" +
        '# Public/Get-B.ps1\r\nfunction Get-B { "$& $1 $$" }\r\n#endregion\r\nfim\r\n',
    );
  }));

const REFUSED: readonly [string, Readonly<Record<string, string>>, RegExp][] = [
  ["a source without the mark", {
    "MonitorRetornos.psm1": ROOT_MODULE,
    "Public/Get-A.ps1": "function Get-A { }\r\n",
  }, /Get-A\.ps1: sem BOM/],
  ["bare line feeds", {
    "MonitorRetornos.psm1": ROOT_MODULE,
    "Public/Get-A.ps1": `${BOM}function Get-A {\n}\r\n`,
  }, /Get-A\.ps1: linhas sem CRLF/],
  ["a root module without the region", {
    "MonitorRetornos.psm1": `${BOM}. $tudo\r\n`,
    "Public/Get-A.ps1": `${BOM}function Get-A { }\r\n`,
  }, /#region Funções/],
  ["no function", { "MonitorRetornos.psm1": ROOT_MODULE }, /nenhuma função/],
];
for (const [name, files, said] of REFUSED) {
  Deno.test(`does not join: ${name}`, () =>
    withModule(files, async (folder) => {
      await assert.rejects(joinModule(folder), said);
    }));
}
