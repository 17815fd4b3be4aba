/**
 * Packs what is taken to the server into one zip.
 *
 *   deno task pacote [--programa dist/windows/MonitorRetornos.exe] [--saida dist]
 *
 * Same input, same bytes: entries are sorted and dated by SOURCE_DATE_EPOCH, or by the last commit.
 */
import { createHash } from "node:crypto";
import { join, posix, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Zippable, zipSync } from "fflate";
import { BuildError, ROOT, run, say, script, VERSION } from "./build.ts";
import { joinModule, MODULE } from "./modulo.ts";

/** Files and folders of the source tree that go along, under the same names. */
const CONTENT = [
  "install.ps1",
  "config.ini",
  "README.md",
  "LICENSE",
  "config",
  "tasks",
];

await script(async () => {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      programa: { type: "string", default: join(ROOT, "dist", "windows", "MonitorRetornos.exe") },
      saida: { type: "string", default: join(ROOT, "dist") },
    },
  });
  const files = new Map<string, Uint8Array>();
  files.set("MonitorRetornos.exe", await program(resolve(values.programa)));
  for (const name of CONTENT) await add(files, name);
  for (const [name, bytes] of await joinModule()) files.set(posix.join(MODULE, name), bytes);
  check(files);
  const sums = [...files].map(([name, bytes]) => `${sha256(bytes)} *${name}\n`).sort().join("");
  files.set("SHA256SUMS.txt", new TextEncoder().encode(sums));

  const folder = resolve(values.saida);
  await Deno.mkdir(folder, { recursive: true });
  const output = join(folder, `MonitorRetornos-${VERSION}-windows-x64.zip`);
  const mtime = await date();
  const content: Zippable = {};
  for (const name of [...files.keys()].sort()) {
    content[`MonitorRetornos-${VERSION}/${name}`] = [files.get(name)!, { mtime, level: 9 }];
  }
  await Deno.writeFile(output, zipSync(content));
  say(`${output}: ${files.size} arquivos, versão ${VERSION}`);
});

async function program(path: string): Promise<Uint8Array> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new BuildError(`${path} não existe; rode antes: deno task compilar --alvo windows`);
  }
}

/** Adds a file, or a folder with all that is in it. */
async function add(files: Map<string, Uint8Array>, name: string): Promise<void> {
  const path = join(ROOT, name);
  let info: Deno.FileInfo;
  try {
    info = await Deno.stat(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new BuildError(`falta ${name} na árvore do projeto`);
  }
  if (info.isFile) {
    files.set(name, await Deno.readFile(path));
    return;
  }
  for await (const entry of Deno.readDir(path)) await add(files, posix.join(name, entry.name));
}

/** What Windows would trip over on the server, found here. */
function check(files: Map<string, Uint8Array>): void {
  const problems: string[] = [];
  for (const [name, bytes] of files) {
    if (/\.(ps1|psm1|psd1|ps1xml)$/.test(name)) {
      const text = new TextDecoder("latin1").decode(bytes);
      // Windows PowerShell 5.1 reads a file without the mark as ANSI; signatures need CRLF.
      if (!text.startsWith("\xef\xbb\xbf")) problems.push(`${name}: sem BOM do UTF-8`);
      if (/(?<!\r)\n/.test(text)) problems.push(`${name}: linhas sem CRLF`);
    }
    if (name.endsWith(".xml") && !(bytes[0] === 0xff && bytes[1] === 0xfe)) {
      problems.push(`${name}: não está em UTF-16`);
    }
  }
  const manifest = files.get(`${MODULE}/MonitorRetornos.psd1`);
  const version = /ModuleVersion\s*=\s*'([^']*)'/.exec(new TextDecoder().decode(manifest))?.[1];
  if (version !== VERSION) {
    problems.push(`o módulo é da versão ${version}, deno.json diz ${VERSION}`);
  }
  if (problems.length > 0) throw new BuildError(`o pacote não serve:\n  ${problems.join("\n  ")}`);
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Zip knows no dates before 1980 and no time zone; the same day everywhere is what matters. */
async function date(): Promise<Date> {
  const given = Deno.env.get("SOURCE_DATE_EPOCH") ?? (await lastCommit());
  const seconds = Number(given);
  return new Date(
    Number.isFinite(seconds) && seconds > 315_619_200 ? seconds * 1000 : "2025-01-01",
  );
}

async function lastCommit(): Promise<string> {
  try {
    return (await run("git", ["log", "-1", "--format=%ct"])).text.trim();
  } catch (error) {
    if (error instanceof BuildError) return "";
    throw error;
  }
}
