/**
 * Gate: imports under core/ only point inward and never in a circle, and the inner layers touch no system and no clock.
 *
 * The graph comes from `deno info`; the use of `Deno` and of the clock from a lint plugin, which sees code and never
 * comments or texts.
 */
import { checkCircles } from "./circles.ts";
import { readImports } from "./import_graph.ts";
import { CLOCKLESS, judgeImport, layerOf, LAYERS, PURE } from "./layers.ts";
import { lintWith } from "./lint.ts";
import { report, ROOT } from "./tree.ts";

/** Everything wrong in the tree at `root`, as `file:line: sentence`. */
export async function checkBoundaries(root: string): Promise<string[]> {
  const { files, imports, problems } = await readImports(root);
  const homeless = files.filter((path) => LAYERS[layerOf(path)] === undefined).map((path) =>
    `${path}:1: não pertence a nenhuma camada; as camadas estão em .ci/gate/layers.ts`
  );
  const outward = imports.flatMap((found) => {
    const problem = judgeImport(found);
    return problem === null ? [] : [`${found.from}:${found.line}: ${problem}`];
  });
  const of = (layers: readonly string[]) => files.filter((path) => layers.includes(layerOf(path)));
  return [
    ...homeless,
    ...problems,
    ...outward,
    ...checkCircles(imports),
    ...await lintWith(root, "purity_plugin.ts", of(PURE)),
    ...await lintWith(root, "purity_plugin.ts", of(CLOCKLESS), ["puro/sem-sistema"]),
  ];
}

if (import.meta.main) report("limites", await checkBoundaries(ROOT));
