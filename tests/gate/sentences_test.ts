import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { ALLOWED, checkSentences } from "../../.ci/gate/sentences.ts";
import { isSentence } from "../../.ci/gate/sentences_plugin.ts";

Deno.test("isSentence() knows Portuguese from names, labels, English and SQL", () => {
  for (
    const [text, expected] of [
      ["a pasta não existe", true],
      ["O arquivo encolheu.", true],
      ["linha 7: repete a linha 3, aplicada uma vez", true],
      ["título já pago", true],
      ["pago", false],
      ["Situação do título", true],
      ["não lido", false],
      ["the server is not there", false],
      ["no such table", false],
      ["INSERT INTO titulos (situacao) VALUES (?) ON CONFLICT DO NOTHING", false],
      ["CREATE TABLE x (y TEXT -- agência de um título\n)", false],
      ["t.situacao AS situacao, f.name AS arquivo", false],
      ["MONITOR_RETORNOS_SENHA", false],
      ["\\\\SERVIDOR1\\Pasta\\Retorno", false],
    ] as const
  ) assert.equal(isSentence(text), expected, text);
});

Deno.test("checkSentences() finds sentences in code, not in comments, and each once", async () => {
  const sentence = "a pasta não existe";
  const text = [
    `// ${sentence}`,
    `/** ${sentence} */`,
    `export const a = "${sentence}";`,
    `export const b = (x: string) => \`o arquivo \${x} sumiu\`;`,
    `export const c = "o arquivo " + a + " foi " + "trocado por outro";`,
    `export const d = (x: string) => \`\${x === "" ? "${sentence}" : x}\`;`,
    `export const e = "no such table", f = ["o arquivo", "da pasta"];`,
    `throw new Error(\`falta a \${a} na pasta\`);`,
  ].join("\n");
  const root = await Deno.makeTempDir({ prefix: "portao_" });
  try {
    const needed = ALLOWED.map(({ under }) => `${under}known.ts`);
    const homes = ["words", "commands", "ensaio", "views"].map((layer) => `core/${layer}/x.ts`);
    for (const path of ["core/adapters/x.ts", ...homes, ...needed]) {
      await Deno.mkdir(dirname(join(root, path)), { recursive: true });
      await Deno.writeTextFile(join(root, path), text);
    }
    const found = await checkSentences(root);
    assert.deepEqual(
      found.map((line) => line.split(":").slice(0, 2).join(":")),
      [3, 4, 5, 6, 8].map((line) => `core/adapters/x.ts:${line}`),
    );
    assert.equal(
      found[2],
      'core/adapters/x.ts:5: frase para pessoas fora de core/words: "o arquivo foi trocado por outro"',
    );
    // An allowance outlives its reason.
    await Deno.remove(join(root, needed[0] ?? ""));
    assert.deepEqual((await checkSentences(root)).slice(5), [
      `.ci/gate/sentences.ts:1: ${
        ALLOWED[0]?.under
      } já não tem frases; tire a permissão de ALLOWED`,
    ]);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
