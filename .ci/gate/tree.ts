/** The files of the project, for the gates. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of the project. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const SKIPPED = new Set([
  ".git",
  "node_modules",
  "dist",
  "dados",
  "logs",
  "coverage",
  "bin",
  "obj",
]);

/** All files under `folder` of `root`, relative to `root`, with `/`; nothing that is built or fetched. */
export async function filesUnder(root: string, folder = "."): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir(join(root, folder))) {
    const path = folder === "." ? entry.name : `${folder}/${entry.name}`;
    if (SKIPPED.has(entry.name)) continue; // `.git` is a file in a worktree
    if (entry.isDirectory) found.push(...await filesUnder(root, path));
    else if (entry.isFile) found.push(path);
  }
  return found.sort();
}

/** TypeScript files under `folder`. */
export async function typescriptUnder(root: string, folder: string): Promise<string[]> {
  return (await filesUnder(root, folder)).filter((path) => path.endsWith(".ts"));
}

/**
 * The files that git tracks; without git (an unpacked copy, Wine) all files that are not ignored by
 * name. Not tracked yet, but not ignored either, counts as tracked: the next commit would add it.
 */
export async function trackedFiles(root: string): Promise<string[]> {
  try {
    const { success, stdout } = await new Deno.Command("git", {
      args: ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
      cwd: root,
      stdout: "piped",
      stderr: "null",
    }).output();
    const names = new TextDecoder().decode(stdout).split("\0").filter((name) => name !== "");
    if (success && names.length > 0) return [...new Set(names)].sort();
  } catch {
    // No git: look at the folders instead.
  }
  return await filesUnder(root);
}

/** The lines of a tracked text file; null for binary files and for files deleted but not committed. */
export async function readLines(root: string, path: string): Promise<string[] | null> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(
      await Deno.readFile(join(root, path)),
    );
    return text.includes("\0") ? null : text.split(/\r\n|\n|\r/);
  } catch (error) {
    if (error instanceof TypeError || error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** A lint plugin now and then takes Deno down with a signal (seen: 139, on a busy machine): that says nothing of the tree. */
const ATTEMPTS = 3;

/** Runs this same Deno and gives back its standard output. Throws with its standard error on failure. */
export async function deno(args: string[], cwd: string, okCodes: number[] = [0]): Promise<string> {
  const command = new Deno.Command(Deno.execPath(), {
    args,
    cwd,
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  });
  let { code, stdout, stderr } = await command.output();
  for (let n = 1; n < ATTEMPTS && code > 128; n++) {
    ({ code, stdout, stderr } = await command.output());
  }
  if (!okCodes.includes(code)) {
    throw new Error(`deno ${args[0]} failed (${code}): ${new TextDecoder().decode(stderr)}`);
  }
  return new TextDecoder().decode(stdout);
}

/** Prints what a gate found and ends the process: 0 when clean, 1 otherwise. */
export function report(gate: string, problems: readonly string[]): never {
  const lines = problems.length === 0 ? [`${gate}: ok`] : [
    ...problems,
    `${gate}: ${problems.length} ${problems.length === 1 ? "problema" : "problemas"}`,
  ];
  const out = problems.length === 0 ? Deno.stdout : Deno.stderr;
  out.writeSync(new TextEncoder().encode(`${lines.join("\n")}\n`));
  Deno.exit(problems.length === 0 ? 0 : 1);
}
