import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { checkBoundaries } from "../../.ci/gate/boundaries.ts";
import { checkDocs, countCode } from "../../.ci/gate/docs.ts";
import { filesUnder, ROOT } from "../../.ci/gate/tree.ts";
import { checkWords } from "../../.ci/gate/words.ts";

/** A copy of what the gates read, with more files planted in it. */
async function copyWith(planted: Record<string, string>): Promise<string> {
  const root = await Deno.makeTempDir({ prefix: "portao_" });
  const files = [...(await filesUnder(ROOT, "core")), "deno.json", ".dvmrc"];
  for (const path of files) {
    await Deno.mkdir(dirname(join(root, path)), { recursive: true });
    await Deno.copyFile(join(ROOT, path), join(root, path));
  }
  for (const [path, text] of Object.entries(planted)) {
    await Deno.mkdir(dirname(join(root, path)), { recursive: true });
    await Deno.writeTextFile(join(root, path), text);
  }
  return root;
}

/** What a gate says about the planted files, and only about them. */
async function found(
  gate: (root: string) => Promise<string[]>,
  planted: Record<string, string>,
): Promise<string[]> {
  const root = await copyWith(planted);
  try {
    const names = Object.keys(planted);
    return (await gate(root)).filter((line) => names.some((name) => line.startsWith(`${name}:`)));
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("checkBoundaries() finds every import that points outward", async () => {
  const problems = await found(checkBoundaries, {
    "core/domain/planted.ts": 'import "../app/planted.ts";\n' +
      'import type { Config } from "../config/config.ts";\n' +
      'export * from "../adapters/planted.ts";\nexport type X = Config;\n',
    "core/app/planted.ts": "// nothing\n\nawait import('../adapters/planted.ts');\n",
    "core/adapters/planted.ts": 'import "../app/planted.ts";\nimport "node:fs";\n',
    "core/ensaio/planted.ts": 'import "../domain/pure.ts";\nimport "../ports/log.port.ts";\n',
    "core/commands/planted.ts": 'import "../app/planted.ts";\nimport "../main.ts";\n' +
      'import "../adapters/planted.ts";\nimport "../compose/planted.ts";\n',
    "core/main.ts": 'import "./commands/planted.ts";\nimport "./adapters/planted.ts";\n',
    "core/compose/planted.ts": 'import "../adapters/planted.ts";\nimport "../app/planted.ts";\n',
    "core/domain/pure.ts": 'import "node:path";\nimport "./planted.ts";\nimport "./gone.ts";\n',
    "core/novo/planted.ts": "export {};\n",
    "core/config/planted.ts": 'import "../../tests/planted.ts";\n',
    "tests/planted.ts": "export {};\n",
  });
  const places = problems.map((line) => line.split(": ").slice(0, 2).join(": ")).sort();
  assert.deepEqual(places.filter((line) => !line.includes("gone")), [
    "core/adapters/planted.ts:1: core/adapters não pode importar core/app (core/app/planted.ts); pode",
    "core/adapters/planted.ts:1: círculo de imports",
    "core/app/planted.ts:3: core/app não pode importar core/adapters (core/adapters/planted.ts); pode",
    "core/commands/planted.ts:2: core/commands não pode importar core/main.ts (core/main.ts); pode",
    "core/commands/planted.ts:2: círculo de imports",
    "core/commands/planted.ts:3: core/commands não pode importar core/adapters (core/adapters/planted.ts); pode",
    "core/config/planted.ts:1: core/config não pode importar tests/planted.ts, fora de core/",
    "core/domain/planted.ts:1: core/domain não pode importar core/app (core/app/planted.ts); pode",
    "core/domain/planted.ts:2: core/domain não pode importar core/config (core/config/config.ts); pode",
    "core/domain/planted.ts:3: core/domain não pode importar core/adapters (core/adapters/planted.ts); pode",
    "core/domain/pure.ts:1: core/domain é puro e não pode importar node:path; passe o valor por parâmetro",
    "core/ensaio/planted.ts:2: core/ensaio não pode importar core/ports (core/ports/log.port.ts); pode",
    "core/main.ts:2: core/main.ts não pode importar core/adapters (core/adapters/planted.ts); pode",
    "core/novo/planted.ts:1: não pertence a nenhuma camada; as camadas estão em .ci/gate/layers.ts",
  ]);
});

Deno.test("checkBoundaries() keeps each format in its room", async () => {
  const problems = await found(checkBoundaries, {
    "core/formats/cnab240/planted.ts": 'import "../cbr724/planted.ts";\nimport "../retorno.ts";\n' +
      'import "../record/planted.ts";\nimport "../read_retorno.ts";\nimport "./banks/planted.ts";\n',
    "core/formats/cnab240/banks/planted.ts": 'import "../planted.ts";\nimport "../codes.ts";\n',
    "core/formats/cbr724/planted.ts": 'import "../record/planted.ts";\n',
    "core/formats/record/planted.ts": 'import "../retorno.ts";\nimport "../cbr724/planted.ts";\n',
    "core/formats/planted.ts": 'import "./cbr724/planted.ts";\nimport "./record/planted.ts";\n',
    "core/formats/detect.ts": 'import "./cbr724/planted.ts";\n',
    "core/app/planted.ts": 'import "../formats/cbr724/planted.ts";\n' +
      'import "../formats/record/planted.ts";\nimport "../formats/read_retorno.ts";\n',
  });
  const room =
    "só read_retorno.ts, detect.ts e known_formats.ts podem importar a sala de um formato";
  assert.deepEqual(problems.filter((line) => !line.includes("círculo")).sort(), [
    `core/app/planted.ts:1: ${room} (core/formats/cbr724/planted.ts)`,
    `core/formats/cnab240/planted.ts:1: ${room} (core/formats/cbr724/planted.ts)`,
    "core/formats/cnab240/planted.ts:4: core/formats/cnab240 não pode importar " +
    "core/formats/read_retorno.ts, que conhece todos os formatos",
    `core/formats/planted.ts:1: ${room} (core/formats/cbr724/planted.ts)`,
    `core/formats/record/planted.ts:2: ${room} (core/formats/cbr724/planted.ts)`,
  ]);
});

Deno.test("checkBoundaries() finds the system and the clock in pure code, not in comments and texts", async () => {
  const impure = [
    "export const a = Deno.args;",
    "export const b = Date.now();",
    "export const c = new Date();",
    "export const d = globalThis.Deno.env;",
    "export const e = Date['now']();",
    "export const f = performance.now();",
    "export const g = Date();",
    "export const h = (name: string) => import(name);",
  ];
  const pure = "// Deno.args, Date.now()\nexport const ok = 'new Date() Deno.cwd()';\n" +
    "export const when = new Date(0), utc = Date.UTC(2025, 1);\nexport const re = /Deno.x/;\n";
  for (const layer of ["domain", "formats", "titulos", "words", "views"]) {
    const file = `core/${layer}/planted.ts`;
    const problems = await found(checkBoundaries, { [file]: pure + impure.join("\n") });
    assert.deepEqual(
      problems.map((line) => Number(line.split(":")[1])),
      impure.map((_, index) => index + 5),
      problems.join("\n"),
    );
  }
  for (const layer of ["app", "config", "ports"]) {
    const file = `core/${layer}/planted.ts`;
    const problems = await found(checkBoundaries, { [file]: pure + impure.join("\n") });
    assert.deepEqual(problems.map((line) => Number(line.split(":")[1])), [6, 7, 9, 10, 11], layer);
  }
  const outside = await found(checkBoundaries, { "core/adapters/planted.ts": impure.join("\n") });
  assert.deepEqual(outside, []);
});

Deno.test("checkDocs() finds exports without a comment and files that are too long", async () => {
  const long = `/** Long. */\nexport const long = [\n${"  1,\n".repeat(349)}];\n`;
  // Files without imports from the tree: the check of the rest may not hide them.
  const root = await Deno.makeTempDir({ prefix: "portao_" });
  try {
    await Deno.mkdir(join(root, "core"));
    await Deno.copyFile(join(ROOT, "deno.json"), join(root, "deno.json"));
    await Deno.writeTextFile(
      join(root, "core", "a.ts"),
      "/** Module. */\n\n/** Good. */\nexport function good(): void {}\n" +
        "export function bad(): void {}\n// Not a doc comment.\nexport interface Bad {}\n" +
        "/** */\nexport const empty = 1;\nfunction inner(): void {}\ninner();\n",
    );
    await Deno.writeTextFile(join(root, "core", "b.ts"), long);
    assert.deepEqual((await checkDocs(root)).map((line) => line.split(" ").slice(0, 2).join(" ")), [
      "core/a.ts:5: bad",
      "core/a.ts:7: Bad",
      "core/a.ts:9: empty",
      "core/b.ts:1: 351",
    ]);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("countCode() counts neither blank lines nor comments", () => {
  const text = "/** a\n * b\n */\nx();\n\n// c\n/* d */ y();\n  /* e\n z() */ w();\nq(); // r\n";
  assert.equal(countCode(text.split("\n")), 4);
});

Deno.test("checkWords() finds machine paths, registry hosts and other versions", async () => {
  const folder = (name: string, rest: string) => `/${name}/${rest}`;
  const wrong = [
    `cd ${folder("root", "projeto")}`,
    `"${folder("work", "x")}"`,
    `file://${folder("home", "ana")}`,
    `Z:\\\\${"work"}\\\\x`,
    `C:\\${"Users"}\\ana`,
    `https://registry.${"npmjs"}.org/x`,
    "npx -y deno@2" + ".9.4 task ok",
    'deno-version: "v2' + '.8.0"',
    "Deno 2" + ".1.0",
  ];
  const right = [
    ".github/workflows/ci.yml",
    "a/home/b, ../work/x, ./root/x, $HOME/x, ${x}/work/y",
    "npx -y deno@2.9.5 task test",
    "C:\\Users\\Public\\x",
    "deno-version-file: .dvmrc",
    "npm:valibot@1.5.0",
  ].map((line) => line.replace("2.9.5", Deno.readTextFileSync(join(ROOT, ".dvmrc")).trim()));
  const problems = await found(checkWords, { "planted.md": [...right, ...wrong].join("\n") });
  assert.deepEqual(
    problems.map((line) => Number(line.split(":")[1])),
    wrong.map((_, index) => right.length + index + 1),
    problems.join("\n"),
  );
});
