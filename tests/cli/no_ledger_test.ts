/** Questions before the first file: an empty answer, and not a failure; wrong usage is told all the same. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { Place } from "./program.ts";

const EMPTY: readonly [command: string, document: Record<string, unknown>][] = [
  ["arquivos", { arquivos: [], cortado: false }],
  ["lacunas", { lacunas: [] }],
  ["quedas", { quedas: [], cortado: false }],
  ["titulos", {
    unidade: "centavos",
    totais: { quantidade: 0, valorNominal: 0, valorPago: 0, porSituacao: {} },
    titulos: [],
    cortado: false,
  }],
];

Deno.test("cli: before there is a ledger every question has an empty answer", async () => {
  await using place = await Place.make();
  for (const [command, document] of EMPTY) {
    for (const more of [[], ["--todas"]]) {
      const { code, json, stderr } = await place.run(command, ...more, "--json");
      assert.deepEqual([command, code, json], [command, 0, document], stderr);
    }
  }
  assert.match((await place.run("titulos")).stdout, /^Nenhum título encontrado\./);
  await assert.rejects(() => Deno.stat(place.data), Deno.errors.NotFound);
});

Deno.test("cli: before there is a ledger an export has its titles, and wrong options are wrong usage", async () => {
  await using place = await Place.make();
  const [csv, xlsx, other] = ["t.csv", "t.xlsx", "u.csv"].map((name) => join(place.root, name));
  assert.equal((await place.run("titulos", "--csv", csv!, "--xlsx", xlsx!)).code, 0);
  assert.match(await Deno.readTextFile(csv!), /^\ufeffBanco;[^\n]*\r\n$/);
  assert.ok((await Deno.stat(xlsx!)).size > 0);
  for (const option of [["--limite", "x"], ["--ultimos", "0"], ["--situacao", "sumido"]]) {
    const { code } = await place.run("titulos", ...option, "--csv", other!);
    assert.deepEqual([option, code], [option, 2]);
  }
  await assert.rejects(() => Deno.stat(other!), Deno.errors.NotFound, "nothing was exported");
});
