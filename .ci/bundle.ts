/**
 * The program as it ships: plain JavaScript in a hundred small files. What a command does not
 * ask for is not even read, nothing is looked up among packages, and a query starts in half the time.
 */
import { join } from "node:path";
import { BuildError, run } from "./build.ts";

/** How `deno bundle` gives packages their `require`: `node:module` alone costs every start more than an empty program. */
const EAGER = `import { createRequire as __deno_internal_createRequire } from "node:module";
var __require = __deno_internal_createRequire(import.meta.url);
`;
/** The same, made when a package asks for the first time. */
const LAZY = `var __made;
var __require = (name) =>
  (__made ??= process.getBuiltinModule("node:module").createRequire(import.meta.url))(name);
`;

/**
 * Bundles the program into a folder, which is emptied first.
 *
 * @param entry Its main module.
 * @returns The path of the main module in the folder.
 * @throws {BuildError} Deno refused, or it writes `require` in another way than it did.
 */
export async function bundle(entry: string, folder: string): Promise<string> {
  await Deno.remove(folder, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  const ran = await run(Deno.execPath(), [
    ...["bundle", "--quiet", "--code-splitting", "--outdir", folder, entry],
  ]);
  if (ran.code !== 0) throw new BuildError(`o Deno recusou:\n${ran.text}`);
  for await (const { name } of Deno.readDir(folder)) await finish(join(folder, name));
  return join(folder, entry.replace(/^.*[\\/]/, "").replace(/\.ts$/, ".js"));
}

/** Where a package lay on the machine that builds, as the bundle names it in comments and keys. */
const CACHED = /(?<=^(?:\/\/ | *"))[^"\n]*[\\/]npm[\\/][^"\n\\/]+[\\/]/gm;

async function finish(path: string): Promise<void> {
  const text = await Deno.readTextFile(path);
  const late = text.replace(EAGER, LAZY);
  if (late.includes("__deno_internal_createRequire")) {
    throw new BuildError(
      `${path}: o deno bundle escreve require de outro modo; veja .ci/bundle.ts`,
    );
  }
  await Deno.writeTextFile(path, late.replace(CACHED, ""));
}
