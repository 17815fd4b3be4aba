/**
 * Gate: imports under core/ only point inward, and the inner layers touch no system and no clock.
 *
 * The graph comes from `deno info`, so type-only and dynamic imports count too; the use of `Deno` and
 * of the clock from a lint plugin, which sees code and never comments or texts.
 */
import { join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { deno, report, ROOT, typescriptUnder } from "./tree.ts";

/** Each layer with the layers that it may import besides itself. */
export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  "domain": [],
  "formats": ["domain"],
  "words": ["domain"],
  "titulos": ["domain", "formats"],
  "ports": ["domain", "formats", "titulos"],
  "config": ["domain", "ports"],
  "ensaio": ["domain", "formats", "words"],
  "app": ["domain", "formats", "titulos", "words", "ports", "config"],
  "adapters": ["domain", "formats", "titulos", "words", "ports", "config"],
  "commands": [
    "domain",
    "formats",
    "titulos",
    "words",
    "ports",
    "config",
    "ensaio",
    "app",
    "adapters",
  ],
  "main.ts": [
    "domain",
    "formats",
    "titulos",
    "words",
    "ports",
    "config",
    "ensaio",
    "app",
    "adapters",
    "commands",
  ],
};

/** Layers without system calls and without a clock. */
const PURE = ["domain", "formats", "titulos", "words"];

interface Resolved {
  specifier?: string;
  error?: string;
  span?: { start: { line: number } };
}

interface Graph {
  modules: {
    specifier: string;
    error?: string;
    dependencies?: { specifier: string; code?: Resolved; type?: Resolved }[];
  }[];
}

/** Everything wrong in the tree at `root`, as `file:line: sentence`. */
export async function checkBoundaries(root: string): Promise<string[]> {
  const files = await typescriptUnder(root, "core");
  const temp = await Deno.makeTempDir({ prefix: "limites_" });
  try {
    return [...await checkImports(root, files, temp), ...await checkPurity(root, files, temp)];
  } finally {
    await Deno.remove(temp, { recursive: true });
  }
}

function layerOf(path: string): string {
  return path.split("/")[1] ?? "";
}

async function checkImports(root: string, files: string[], temp: string): Promise<string[]> {
  const problems = files.filter((path) => LAYERS[layerOf(path)] === undefined).map((path) =>
    `${path}:1: não pertence a nenhuma camada; as camadas estão em .ci/gate/boundaries.ts`
  );
  // One entry that imports everything, so that the graph is read once.
  const entry = join(temp, "entry.ts");
  const all = files.map((path) =>
    `import ${JSON.stringify(pathToFileURL(join(root, path)).href)};`
  );
  await Deno.writeTextFile(entry, all.join("\n"));
  const graph: Graph = JSON.parse(
    // As a URL: `deno info C:\x.ts` takes `c:` for a protocol.
    await deno(
      [
        "info",
        "--json",
        "--no-lock",
        "--config",
        join(root, "deno.json"),
        pathToFileURL(entry).href,
      ],
      root,
    ),
  );
  const local = (url: string) => relative(resolve(root), fileURLToPath(url)).replaceAll("\\", "/");
  const seen = new Set<string>();
  for (const module of graph.modules) {
    if (!module.specifier.startsWith("file:") || module.specifier.includes("/limites_")) continue;
    const from = local(module.specifier);
    const layer = layerOf(from);
    seen.add(from);
    if (module.error !== undefined) problems.push(`${from}:1: ${module.error}`);
    if (!from.startsWith("core/")) continue;
    for (const dependency of module.dependencies ?? []) {
      const found = dependency.code ?? dependency.type ?? {};
      const place = `${from}:${(found.span?.start.line ?? 0) + 1}`;
      const problem = judge(layer, dependency.specifier, found, local);
      if (problem !== null) problems.push(`${place}: ${problem}`);
    }
  }
  const unseen = files.filter((path) => !seen.has(path));
  return [...problems, ...unseen.map((path) => `${path}:1: deno info não mostrou este arquivo`)];
}

function judge(
  layer: string,
  written: string,
  found: Resolved,
  local: (url: string) => string,
): string | null {
  if (found.error !== undefined) return `import ${written}: ${found.error}`;
  const target = found.specifier ?? written;
  if (target.startsWith("node:")) {
    return PURE.includes(layer)
      ? `core/${layer} é puro e não pode importar ${target}; passe o valor por parâmetro`
      : null;
  }
  if (!target.startsWith("file:")) return null;
  const path = local(target);
  if (!path.startsWith("core/")) {
    return path.endsWith(".json") ? null : `core/${layer} não pode importar ${path}, fora de core/`;
  }
  const to = layerOf(path);
  if (to === layer || LAYERS[layer]?.includes(to)) return null;
  const allowed = LAYERS[layer]?.join(", ") || "nenhuma outra camada";
  return `core/${layer} não pode importar core/${to} (${path}); pode: ${allowed}`;
}

async function checkPurity(root: string, files: string[], temp: string): Promise<string[]> {
  const pure = files.filter((path) => PURE.includes(layerOf(path)));
  if (pure.length === 0) return [];
  const config = join(temp, "deno.json");
  const plugin = new URL("./purity_plugin.ts", import.meta.url).href;
  await Deno.writeTextFile(
    config,
    JSON.stringify({ lint: { plugins: [plugin], rules: { tags: [] } } }),
  );
  const output = await deno(["lint", "--json", "--config", config, ...pure], root, [0, 1]);
  const { diagnostics, errors }: {
    diagnostics: { filename: string; range: { start: { line: number } }; message: string }[];
    errors: { file_path: string; message: string }[];
  } = JSON.parse(output);
  const local = (url: string) =>
    relative(resolve(root), url.startsWith("file:") ? fileURLToPath(url) : url).replaceAll(
      "\\",
      "/",
    );
  return [
    ...errors.map((error) => `${local(error.file_path)}:1: ${error.message}`),
    ...diagnostics.map((found) =>
      `${local(found.filename)}:${found.range.start.line}: ${found.message}`
    ),
  ];
}

if (import.meta.main) report("limites", await checkBoundaries(ROOT));
