/** Running `deno lint` with one plugin of the gate, and with no other rule. */
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { deno } from "./tree.ts";

interface Output {
  diagnostics: { filename: string; range: { start: { line: number } }; message: string }[];
  errors: { file_path: string; message: string }[];
}

/**
 * What the plugin (a file beside this one) says of `files` of the tree at `root`, as `file:line: sentence`.
 * `without`: rules of the plugin, `plugin/rule`, that do not count.
 */
export async function lintWith(
  root: string,
  plugin: string,
  files: readonly string[],
  without: readonly string[] = [],
): Promise<string[]> {
  if (files.length === 0) return [];
  const temp = await Deno.makeTempDir({ prefix: "lint_" });
  try {
    const config = join(temp, "deno.json");
    const plugins = [new URL(`./${plugin}`, import.meta.url).href];
    await Deno.writeTextFile(
      config,
      JSON.stringify({ lint: { plugins, rules: { tags: [], exclude: without } } }),
    );
    const output = await deno(["lint", "--json", "--config", config, ...files], root, [0, 1]);
    const { diagnostics, errors }: Output = JSON.parse(output);
    const local = (url: string) =>
      relative(resolve(root), url.startsWith("file:") ? fileURLToPath(url) : url)
        .replaceAll("\\", "/");
    return [
      ...errors.map((error) => `${local(error.file_path)}:1: ${error.message}`),
      ...diagnostics.map((found) =>
        `${local(found.filename)}:${found.range.start.line}: ${found.message}`
      ),
    ];
  } finally {
    await Deno.remove(temp, { recursive: true });
  }
}
