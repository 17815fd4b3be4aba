/**
 * The PowerShell module as it ships: one MonitorRetornos.psm1 with every function in it, the manifest, the views and
 * the help. Import is fast, a signature covers all of the code, and a stack trace names a file and a line of it.
 */
import { join, posix } from "node:path";
import { BuildError, ROOT } from "./build.ts";

/** Where the sources lie, one function a file. */
export const MODULE = "ps-module/MonitorRetornos";

const ROOT_MODULE = "MonitorRetornos.psm1";
/** In the order in which they are joined. */
const CODE = ["Private", "Public"];
/** What stands in the place of the functions in the source. */
const LOADER = /(?<=^#region Funções\r\n)[^]*?(?=^#endregion\r\n)/m;

/**
 * The files of the module by their names in it (`MonitorRetornos.psm1`, `pt-BR/...`). Code is UTF-8 with BOM and CRLF,
 * as the sources are: Windows PowerShell 5.1 reads a file without the mark as ANSI.
 *
 * @param folder The module's sources.
 * @throws {BuildError} A source without the mark or with bare LF, no function at all, or a root module without the
 * region that the functions replace.
 */
export async function joinModule(
  folder: string = join(ROOT, MODULE),
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const name of await list(folder)) {
    if (!CODE.some((part) => name.startsWith(`${part}/`))) {
      files.set(name, await Deno.readFile(join(folder, name)));
    }
  }
  const functions: string[] = [];
  for (const part of CODE) {
    for (const name of await list(join(folder, part))) {
      const text = await code(join(folder, part, name));
      functions.push(`# ${part}/${name}\r\n${text.trimEnd()}\r\n`);
    }
  }
  if (functions.length === 0) throw new BuildError(`${folder} não tem nenhuma função`);
  const root = await code(join(folder, ROOT_MODULE));
  if (!LOADER.test(root)) {
    throw new BuildError(`${ROOT_MODULE} não tem o trecho entre '#region Funções' e '#endregion'`);
  }
  const joined = root.replace(LOADER, () => functions.join("\r\n"));
  files.set(ROOT_MODULE, new TextEncoder().encode(`\ufeff${joined}`));
  return files;
}

/** Writes the joined module to a folder that need not exist yet. */
export async function layModule(target: string): Promise<void> {
  for (const [name, bytes] of await joinModule()) {
    const path = join(target, name);
    await Deno.mkdir(join(path, ".."), { recursive: true });
    await Deno.writeFile(path, bytes);
  }
}

/** The text of a script, without the mark. */
async function code(path: string): Promise<string> {
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
    .decode(await Deno.readFile(path));
  if (!text.startsWith("\ufeff")) throw new BuildError(`${path}: sem BOM do UTF-8`);
  if (/(?<!\r)\n/.test(text)) throw new BuildError(`${path}: linhas sem CRLF`);
  return text.slice(1);
}

/** Every file below a folder, with `/`, sorted the same way on every machine. */
async function list(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    if (entry.isFile) names.push(entry.name);
    else {for (const below of await list(join(folder, entry.name))) {
        names.push(posix.join(entry.name, below));
      }}
  }
  return names.sort();
}
