/** `reconhecer`, with and without a running monitor. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { Place } from "./program.ts";

const outages = async (place: Place) => (await place.run("quedas", "--json")).json.quedas;

Deno.test("cli: an outage is known from one answer on, shown everywhere, and the next outage is a new one", async () => {
  // Nobody listens there: the message stays in the queue.
  await using place = await Place.make({
    EMAIL: [
      "smtp_servidor = 127.0.0.1",
      "smtp_porta = 9",
      "seguranca = nenhuma",
      "remetente = monitor@exemplo.org.br",
      "destinatarios = a@exemplo.org.br",
    ],
  });
  const nothing = await place.run("reconhecer", "--json");
  assert.deepEqual([nothing.code, nothing.json], [0, { reconhecida: false, queda: null }]);
  assert.match((await place.run("reconhecer")).stdout, /Nenhuma queda em curso/);

  const away = join(place.root, "fora");
  const monitor = place.start();
  const state = async () => (await place.run("estado", "--json")).json;
  try {
    await place.until("the monitor is up", async () => (await state()).estado === "operacional");
    await Deno.rename(place.folder, away);
    await place.until("the outage", async () => (await state()).estado === "inacessivel");
    assert.equal((await state()).ultimaQueda.reconhecida, null);
    const note = "TI já sabe\r\n2025-10-14 00:00:00 - INFO - forjada";
    const first = await place.run("reconhecer", "--nota", note, "--json");
    assert.deepEqual([first.code, first.json.reconhecida], [0, true]);
    const [told, ...others] = first.json.queda.entregas;
    assert.deepEqual([told?.canal, told?.tipo, others], ["email", "queda", []]);
    const known = (await state()).ultimaQueda.reconhecida;
    assert.equal(known.nota, "TI já sabe 2025-10-14 00:00:00 - INFO - forjada");
    assert.ok(known.por.length > 0 && !Number.isNaN(Date.parse(known.em)));
    assert.match((await place.run("estado")).stdout, /^Reconhecida +por .+: TI já sabe/m);
    assert.match((await place.run("quedas")).stdout, /Reconhecida\s[^]*por .+: TI já sabe/);
  } finally {
    await place.run("parar");
    await monitor.status;
  }
  // The log is one line per record, whatever the note says.
  const log = (await Deno.readTextFile(place.log)).split(/\r?\n/);
  assert.equal(log.filter((line) => line.includes("🙋 Queda reconhecida por ")).length, 1);
  assert.ok(!log.some((line) => line.startsWith("2025-10-14 00:00:00")));

  // Without a monitor; without a note the first one stays.
  const again = await place.run("reconhecer");
  assert.equal(again.code, 0);
  assert.match(again.stdout, /não haverá lembrete nem escalada/i);
  const [kept] = await outages(place);
  assert.match(kept.reconhecida.nota, /^TI já sabe/);
  assert.equal(kept.encerrada, false);

  await Deno.rename(away, place.folder);
  const second = place.start();
  try {
    await place.until("the recovery", async () => (await outages(place))[0].encerrada);
    assert.equal((await place.run("reconhecer", "--json")).json.reconhecida, false);
    await Deno.rename(place.folder, away);
    await place.until("the next outage", async () => (await outages(place)).length === 2);
    const [next, before] = await outages(place);
    assert.equal(next.reconhecida, null);
    assert.match(before.reconhecida.nota, /^TI já sabe/);
  } finally {
    await place.run("parar");
    await second.status;
  }
});
