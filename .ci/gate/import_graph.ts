/** Who imports whom under core/, as `deno info` sees it: type-only and dynamic imports count too. */
import { join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { deno, typescriptUnder } from "./tree.ts";

/** One import or re-export of a file. */
export interface Import {
  /** The importing file, relative to the root, with `/`. */
  readonly from: string;
  /** Counted from 1. */
  readonly line: number;
  /** As it is written. */
  readonly written: string;
  /** The imported file relative to the root, or the specifier of what is no file (`node:`, `npm:`). */
  readonly target: string;
  readonly isFile: boolean;
  /** Why it cannot be resolved, or null. */
  readonly error: string | null;
}

/** All files under core/ and all that they import. */
export interface ImportGraph {
  readonly files: readonly string[];
  readonly imports: readonly Import[];
  /** Files that cannot be read as a module, as `file:line: sentence`. */
  readonly problems: readonly string[];
}

interface Resolved {
  specifier?: string;
  error?: string;
  span?: { start: { line: number } };
}

interface Info {
  modules: {
    specifier: string;
    error?: string;
    dependencies?: { specifier: string; code?: Resolved; type?: Resolved }[];
  }[];
}

const ENTRY = "limites_";

/** Reads the graph of the tree at `root`. Throws when `deno info` fails. */
export async function readImports(root: string): Promise<ImportGraph> {
  const files = await typescriptUnder(root, "core");
  const local = (url: string) => relative(resolve(root), fileURLToPath(url)).replaceAll("\\", "/");
  const imports: Import[] = [];
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const module of (await info(root, files)).modules) {
    if (!module.specifier.startsWith("file:") || module.specifier.includes(`/${ENTRY}`)) continue;
    const from = local(module.specifier);
    seen.add(from);
    if (module.error !== undefined) problems.push(`${from}:1: ${module.error}`);
    if (!from.startsWith("core/")) continue;
    for (const { specifier: written, code, type } of module.dependencies ?? []) {
      const found = code ?? type ?? {};
      const target = found.specifier ?? written;
      const isFile = target.startsWith("file:");
      imports.push({
        from,
        line: (found.span?.start.line ?? 0) + 1,
        written,
        target: isFile ? local(target) : target,
        isFile,
        error: found.error ?? null,
      });
    }
  }
  const unseen = files.filter((path) => !seen.has(path)).map((path) =>
    `${path}:1: deno info não mostrou este arquivo`
  );
  return { files, imports, problems: [...problems, ...unseen] };
}

/** One entry that imports everything, so that the graph is read once. */
async function info(root: string, files: readonly string[]): Promise<Info> {
  const temp = await Deno.makeTempDir({ prefix: ENTRY });
  try {
    const entry = join(temp, "entry.ts");
    const all = files.map((path) =>
      `import ${JSON.stringify(pathToFileURL(join(root, path)).href)};`
    );
    await Deno.writeTextFile(entry, all.join("\n"));
    const config = join(root, "deno.json");
    // As a URL: `deno info C:\x.ts` takes `c:` for a protocol.
    const url = pathToFileURL(entry).href;
    return JSON.parse(await deno(["info", "--json", "--no-lock", "--config", config, url], root));
  } finally {
    await Deno.remove(temp, { recursive: true });
  }
}
