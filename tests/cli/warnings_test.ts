/** A warning that nobody sees is silence: whoever looks at a file with warnings meets them. */
import assert from "node:assert/strict";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { Place } from "./program.ts";

const DATE = new Date().toISOString().slice(0, 10);

Deno.test("cli: a file's warnings are counted by processar and arquivos, listed by --avisos and --json, and in the log", async () => {
  await using place = await Place.make();
  const put = (name: string, titulos: number) =>
    Deno.writeFile(
      `${place.folder}/${name}`,
      syntheticCbr724({ titulos, nsa: 1, date: DATE }),
    );
  await put("A.ret", 2);
  assert.equal((await place.run("processar", "--json")).code, 0);
  await put("A_copia.ret", 3);
  const done = await place.run("processar");
  assert.equal(done.code, 0);
  assert.match(
    done.stdout,
    /⚠️ A_copia\.ret: 1 aviso\(s\); veja: arquivos "A_copia\.ret" --avisos/,
  );
  assert.doesNotMatch(done.stdout, /A\.ret: \d+ aviso/);

  const table = await place.run("arquivos");
  const [, , copy, first] = table.stdout.split("\n");
  assert.match(table.stdout.split("\n")[0]!, /Títulos\s+Avisos\s+Nome/);
  assert.match(copy!, /processado\s+CBR724\s+3\s+1\s+A_copia\.ret/);
  assert.match(first!, /processado\s+CBR724\s+2\s+-\s+A\.ret/);

  const cut = await place.run("arquivos", "--limite", "1");
  assert.match(cut.stdout, /^mostrando 1 de 2; veja --limite$/m);
  assert.equal((await place.run("arquivos", "--limite", "1", "--json")).json.cortado, true);
  assert.doesNotMatch(table.stdout, /mostrando/);

  const listed = await place.run("arquivos", "A_copia", "--avisos");
  assert.match(
    listed.stdout,
    /^A_copia\.ret: 1 aviso\(s\)\n {2}copia\s+mesma conta e data de A\.ret, outro conteúdo/,
  );
  assert.match(
    (await place.run("arquivos", "A.ret", "--avisos")).stdout,
    /^A\.ret: nenhum aviso$/m,
  );
  const { json } = await place.run("arquivos", "--nome", "A_copia", "--json");
  assert.deepEqual(json.arquivos.map((file: { avisos: unknown }) => file.avisos), [[{
    codigo: "copia",
    linha: null,
    mensagem: "mesma conta e data de A.ret, outro conteúdo: só o que é novo se aplica",
  }]]);

  const warnings = (await Deno.readTextFile(place.log)).split("\n").filter((line) =>
    line.includes(" - WARNING - ")
  );
  assert.equal(warnings.length, 1);
  assert.match(warnings[0]!, /⚠️ A_copia\.ret: aviso: mesma conta e data de A\.ret/);
});
