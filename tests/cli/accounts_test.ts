/** `[PROCESSAMENTO] contas`: a file of an account that is not ours is refused, by name. */
import assert from "node:assert/strict";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { Place } from "./program.ts";

const DATE = new Date().toISOString().slice(0, 10);

Deno.test("cli: only files of the configured accounts are taken; a wrong list stops the start", async () => {
  await using place = await Place.make({
    PROCESSAMENTO: ["intervalo_varredura = 1", "tempo_espera_arquivo = 1", "contas = 456789, 11-1"],
  });
  const put = (name: string, conta: string) =>
    Deno.writeFile(
      `${place.folder}/${name}`,
      syntheticCbr724({ titulos: 1, nsa: 1, date: DATE, conta }),
    );
  await put("NOSSA.ret", "456789");
  await put("ALHEIA.ret", "987654");
  // A refusal waits for what might still be written.
  const { code, json } = await place.run("processar", "--json");
  assert.equal(code, 5);
  assert.deepEqual(
    json.arquivos.map((file: { nome: string; situacao: string }) => [file.nome, file.situacao])
      .sort(),
    [["ALHEIA.ret", "recusado"], ["NOSSA.ret", "processado"]],
  );
  const refused = json.arquivos.find((file: { nome: string }) => file.nome === "ALHEIA.ret");
  assert.match(refused.motivo, /conta 987654, convênio \d+: não é uma das contas configuradas/);

  await using wrong = await Place.make({ PROCESSAMENTO: ["contas = minha conta"] });
  const ran = await wrong.run("processar");
  assert.equal(ran.code, 2);
  assert.match(ran.stderr, /contas.*minha conta.*números de conta ou de convênio/s);
});
