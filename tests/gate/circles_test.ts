import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { checkCircles, findCircles } from "../../.ci/gate/circles.ts";
import { readImports } from "../../.ci/gate/import_graph.ts";

/** Circles of a graph written as `a>b b>c`. */
function circles(graph: string): string[] {
  const imports = graph.split(" ").map((arrow) => arrow.split(">"))
    .map(([from = "", target = ""]) => ({ from, target }));
  return findCircles(imports).map((circle) => circle.join(""));
}

Deno.test("findCircles() tells one circle for each knot, the shortest", () => {
  for (
    const [graph, expected] of [
      ["a>b b>c a>c", []],
      ["a>b b>a", ["ab"]],
      ["a>a", ["a"]],
      ["c>a a>b b>c d>a c>e", ["abc"]],
      ["a>b b>c c>d d>a c>b", ["bc"]],
      ["x>y y>x m>n n>m y>m", ["mn", "xy"]],
      // A file that only leads into a circle, or out of it, is no part of it.
      ["a>b b>c c>b c>d d>e", ["bc"]],
    ] as const
  ) assert.deepEqual(circles(graph), expected, graph);
});

Deno.test("checkCircles() sees imports of types, re-exports and dynamic imports, and names every file", async () => {
  const root = await Deno.makeTempDir({ prefix: "portao_" });
  try {
    for (
      const [path, text] of Object.entries({
        "deno.json": "{}",
        "core/a/one.ts": 'import "../b/alone.ts";\nimport type { Two } from "../b/two.ts";\n' +
          "export type One = Two;\n",
        "core/b/two.ts": 'export * from "./three.ts";\nexport type Two = 2;\n',
        "core/b/three.ts": 'export const later = () => import("../a/one.ts");\n',
        "core/b/alone.ts": "export {};\n",
        "core/b/user.ts": 'import "./two.ts";\n',
      })
    ) {
      await Deno.mkdir(dirname(join(root, path)), { recursive: true });
      await Deno.writeTextFile(join(root, path), text);
    }
    const { imports, problems } = await readImports(root);
    assert.deepEqual(problems, []);
    assert.deepEqual(checkCircles(imports), [
      "core/a/one.ts:2: círculo de imports: " +
      "core/a/one.ts → core/b/two.ts → core/b/three.ts → core/a/one.ts",
    ]);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
