/** The program of this version on the data folder of version 1.0.0. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { gunzipSync } from "node:zlib";
import { FileLock } from "../../core/adapters/lock/file_lock.ts";
import { Place } from "./program.ts";

const OLD = new URL("../fixtures/ledger-1.0.0.db.gz", import.meta.url);

async function oldPlace(): Promise<Place> {
  const place = await Place.make();
  await Deno.mkdir(place.data, { recursive: true });
  await Deno.writeFile(join(place.data, "ledger.db"), gunzipSync(await Deno.readFile(OLD)));
  return place;
}

const copies = (place: Place) =>
  [...Deno.readDirSync(place.data)].map((entry) => entry.name).filter((name) =>
    name.includes("esquema")
  );

Deno.test("cli: the first query after an upgrade brings the ledger up, keeps a copy, and answers", async () => {
  await using place = await oldPlace();
  const { code, json } = await place.run(
    "titulos",
    "--situacao",
    "pago",
    "--limite",
    "1",
    "--json",
  );
  assert.equal(code, 0);
  assert.deepEqual([json.totais.quantidade, json.totais.valorPago], [1772, 89_464_671]);
  assert.deepEqual(copies(place), ["ledger.db.esquema-1"]);
  const { json: outages } = await place.run("quedas", "--limite", "2", "--json");
  assert.deepEqual(
    outages.quedas.map((one: { id: string; entregas: { tipo: string; aceitaEm: unknown }[] }) => [
      one.id,
      one.entregas.map(({ tipo, aceitaEm }) => [tipo, aceitaEm !== null]),
    ]),
    [
      ["queda-040", [["queda", false]]],
      ["queda-039", [["queda", false], ["recuperacao", false]]],
    ],
  );
  const { json: status } = await place.run("estado", "--json");
  assert.deepEqual([status.emailsNaFila, status.emailsRecusados, status.avisoLivro], [7, 1, null]);
  assert.deepEqual(copies(place), ["ledger.db.esquema-1"]);
});

Deno.test("cli: while a monitor of the old version still runs, its ledger is left alone, and it is said", async () => {
  await using place = await oldPlace();
  const release = await new FileLock(join(place.data, "monitor.lock")).tryAcquire();
  const before = await Deno.readFile(join(place.data, "ledger.db"));
  for (const command of ["titulos", "processar"]) {
    const ran = await place.run(command);
    assert.equal(ran.code, 1, command);
    assert.match(ran.stderr, /versão anterior \(esquema 1\); o início do monitor o atualiza/);
  }
  const { json } = await place.run("estado", "--json");
  assert.match(json.avisoLivro, /esquema 1/);
  assert.deepEqual([copies(place), await Deno.readFile(join(place.data, "ledger.db"))], [
    [],
    before,
  ]);
  release!();
});

Deno.test("cli: livro versao says how the ledger stands to the program, and changes nothing", async () => {
  await using place = await oldPlace();
  const ledger = join(place.data, "ledger.db");
  const asked = async () => {
    const { code, json } = await place.run("livro", "versao", "--json");
    return [code, json.motor, json.situacao, json.esquema];
  };
  const before = await Deno.readFile(ledger);
  assert.deepEqual(await asked(), [0, "sqlite", "antigo", 1]);
  assert.deepEqual([copies(place), await Deno.readFile(ledger)], [[], before]);
  await place.run("quedas");
  assert.deepEqual(await asked(), [0, "sqlite", "atual", null]);
  const db = new DatabaseSync(ledger);
  db.exec("PRAGMA user_version = 99");
  db.close();
  assert.deepEqual(await asked(), [1, "sqlite", "novo", 99]);
  // And so does whoever asks for what is in it.
  const { code, json } = await place.run("quedas", "--json");
  assert.deepEqual([code, json.erro.codigo], [1, "livro_novo"]);
  await Deno.remove(ledger);
  assert.deepEqual(await asked(), [0, "sqlite", "nenhum", null]);
});

Deno.test("cli: the monitor brings the ledger up at its start, and says so once", async () => {
  await using place = await oldPlace();
  const begun = async () =>
    (await Deno.readTextFile(place.log).catch(() => "")).split("🚀").length - 1;
  const start = async () => {
    const before = await begun();
    const monitor = place.start();
    await place.until("the monitor begins", async () => await begun() > before);
    await place.run("parar");
    await monitor.status;
  };
  await start();
  await start();
  const lines = (await Deno.readTextFile(place.log)).split("\n");
  const told = lines.filter((line) => line.includes("📖"));
  assert.equal(told.length, 1, lines.join("\n"));
  assert.match(
    told[0]!,
    /atualizado do esquema 1 para o \d+; o livro como era ficou em .*esquema-1$/,
  );
});
