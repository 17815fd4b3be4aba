/** What still lies in the folder is in `estado`, also where no monitor runs. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { Place } from "./program.ts";

const retorno = () => syntheticCbr724({ titulos: 1, nsa: 1, date: "2025-10-14", firstNumber: 100 });

Deno.test("cli: estado counts what processar could not move, before any monitor ever ran", async () => {
  await using place = await Place.make({ PROCESSAMENTO: ["tempo_espera_arquivo = 0"] });
  await Deno.writeTextFile(join(place.folder, "Processados"), "não é uma pasta");
  await Deno.writeFile(join(place.folder, "A.ret"), retorno());
  assert.equal((await place.run("processar", "--json")).json.pendentes, 1);
  assert.equal((await place.run("estado", "--json")).json.pendentes, 1);
  assert.equal((await place.run("estado", "--todas", "--json")).json.pastas[0].pendentes, 1);
  assert.equal((await place.run("arquivos", "--pendentes", "--json")).json.pendentes, 1);
  await Deno.remove(join(place.folder, "Processados"));
  assert.equal((await place.run("processar", "--json")).json.pendentes, 0);
  assert.equal((await place.run("estado", "--json")).json.pendentes, 0);
});

Deno.test("cli: what a stopped monitor saw gives way to what processar sees", async () => {
  await using place = await Place.make({
    PROCESSAMENTO: [
      "intervalo_varredura = 1",
      "tempo_espera_arquivo = 0",
      "tamanho_maximo_arquivo_mb = 1",
    ],
  });
  const large = join(place.folder, "GRANDE.ret");
  await Deno.writeFile(large, new Uint8Array(2 * 1024 * 1024));
  const monitor = place.start();
  const state = async () => (await place.run("estado", "--json")).json;
  await place.until("the file is shown", async () => (await state()).totalComProblema === 1);
  await place.run("parar");
  await monitor.status;
  const stopped = await state();
  assert.equal(stopped.pendentes, 1);

  await place.run("processar");
  const again = await state();
  assert.deepEqual([again.pendentes, again.totalComProblema, again.desde], [1, 1, stopped.desde]);
  assert.equal(again.comProblema[0].desde, stopped.comProblema[0].desde);
  assert.ok(again.comProblema[0].tentativas > stopped.comProblema[0].tentativas);

  await Deno.remove(large);
  await place.run("processar");
  const clean = await state();
  assert.deepEqual([clean.pendentes, clean.comProblema, clean.desde], [0, [], stopped.desde]);
  assert.equal((await place.run("arquivos", "--pendentes", "--json")).json.pendentes, 0);
});
