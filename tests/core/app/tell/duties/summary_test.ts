/** The daily summary: what it says of a real ledger, at its hour, once, whatever happens to the machine. */
import assert from "node:assert/strict";
import { availability, timeShares } from "../../../../../core/domain/availability.ts";
import { Lab, retorno } from "../../../../support/lab.ts";
import { MemoryFolder } from "../../../../support/memory_folder.ts";
import { WELL } from "../../../../support/status.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (local: string) => new Date(local).getTime();
const INI = "[EMAIL]\nhabilitado = false\nresumo_diario = 18:00\n";

async function world(ini = INI): Promise<{ lab: Lab; folder: MemoryFolder }> {
  const folder = new MemoryFolder();
  const lab = await Lab.open({
    wrapFolder: () => folder,
    ini,
    watch: { lookEveryMs: MINUTE, probeDeadlineMs: 20_000 },
  });
  lab.clock.setWall(at("2025-10-14T09:00:00"));
  return { lab, folder };
}

const summaries = (lab: Lab) =>
  lab.now.db.prepare("SELECT event FROM outbox WHERE kind = 'resumo' ORDER BY id").all()
    .map(({ event }) => String(event).slice("resumo:".length));
/** The monitor's signs of life over some time, as its other lane gives them. */
async function watched(lab: Lab, from: string, to: string): Promise<void> {
  const { presence } = lab.now.ledger;
  const status = { ...WELL, folder: lab.folder, since: at(from) };
  await presence.start({ instance: "i", pid: 1, version: "1", startedAt: at(from), status });
  for (let time = at(from); time <= at(to); time += MINUTE) {
    await presence.publish("i", status, time);
  }
}

const until = (lab: Lab, local: string) => lab.clock.advance(at(local) - lab.clock.now().wall);

Deno.test("one a day at its hour: files, amounts, refused with the reason, outages, what waits", async () => {
  const { lab, folder } = await world();
  await using _ = lab;
  await watched(lab, "2025-10-14T09:00:00", "2025-10-14T18:00:00");
  await lab.watching(async () => {
    await lab.clock.advance(MINUTE);
    for (const n of [1, 2, 3]) folder.put(`R${n}.ret`, retorno(n), lab.clock.now().wall - HOUR);
    folder.put("COPIA.ret", retorno(1), lab.clock.now().wall - HOUR);
    folder.put("RUIM.ret", new TextEncoder().encode("nada disto\r\n"), lab.clock.now().wall - HOUR);
    await until(lab, "2025-10-14T12:00:00");
    folder.trouble = 53;
    await until(lab, "2025-10-14T13:00:00");
    folder.trouble = 0;
    await until(lab, "2025-10-14T17:59:00");
    assert.deepEqual(summaries(lab), []);
    await until(lab, "2025-10-14T18:01:00");
  });
  assert.deepEqual(summaries(lab), ["2025-10-14"]);
  const text = lab.mailText("resumo");
  assert.match(
    text,
    /^📊 Resumo diário 14\/10\/2025 - 3 processado\(s\), 1 recusado\(s\), 1 queda\(s\)$/m,
  );
  assert.match(text, /^Arquivos duplicados: 1$/m);
  const paid = await lab.now.ledger.titulos.sum({ situacoes: ["pago"] });
  assert.match(text, new RegExp(`^Títulos pagos: ${paid.quantidade}$`, "m"));
  assert.ok(paid.quantidade > 0);
  assert.match(text, /^Valor pago: R\$ [\d.]+,\d\d$/m);
  assert.match(text, /^ {2}- RUIM\.ret: .+/m);
  // An hour of the nine that were watched.
  assert.match(text, /^Tempo observado pelo monitor: 9 h de 1 dia$/m);
  assert.match(text, /^Disponibilidade da pasta: 8[789],\d\d %$/m);
  // The messages of the outage wait in the lab for ever: the channel is in trouble.
  assert.match(text, /^ {2}- email: 2 mensagens esperam desde /m);
});

Deno.test("the availability of a young monitor is that of the page: time that nobody watched, maintenance and tests don't count", async () => {
  const { lab, folder } = await world(INI + "[MANUTENCAO]\njanelas = ter 17:30-17:40\n");
  await using _ = lab;
  lab.clock.setWall(at("2025-10-14T17:20:00"));
  await watched(lab, "2025-10-14T17:20:00", "2025-10-14T18:00:00");
  await lab.watching(async () => {
    await until(lab, "2025-10-14T17:32:00");
    folder.trouble = 53;
    await until(lab, "2025-10-14T17:45:00");
    folder.trouble = 0;
    await until(lab, "2025-10-14T18:01:00");
  });
  const text = lab.mailText("resumo");
  const span = { start: at("2025-10-13T18:00:00"), end: at("2025-10-14T18:00:00") };
  const { watched: seen, down } = await lab.now.ledger.history.time(span, span.end);
  const [shares] = timeShares([span], {
    watched: seen,
    down,
    maintenance: [{ start: at("2025-10-14T17:30:00"), end: at("2025-10-14T17:40:00") }],
  });
  const figure = Math.floor(availability(shares!)! * 10_000) / 100;
  assert.ok(figure > 70 && figure < 90, String(figure));
  assert.ok(
    text.includes(`Disponibilidade da pasta: ${figure.toFixed(2).replace(".", ",")} %`),
    text,
  );
  assert.match(
    text,
    /^Tempo observado pelo monitor: 30 min de 1 dia \(10 min de manutenção ou de teste fora da conta\)$/m,
  );
});

Deno.test("missed while the machine was off: one, late, over all that time; restarts repeat nothing", async () => {
  const { lab, folder } = await world();
  await using _ = lab;
  await lab.watching(async () => {
    await until(lab, "2025-10-14T18:00:30");
    folder.put("R1.ret", retorno(1), lab.clock.now().wall - HOUR);
    await lab.clock.advance(MINUTE);
  });
  assert.deepEqual(summaries(lab), ["2025-10-14"]);
  lab.clock.pass(at("2025-10-18T10:00:00") - lab.clock.now().wall);
  for (let n = 0; n < 3; n++) {
    await lab.start();
    await lab.watching(() => lab.clock.advance(HOUR));
  }
  assert.deepEqual(summaries(lab), ["2025-10-14", "2025-10-17"]);
  const text = lab.mailText("resumo");
  assert.match(text, /^Período: de 14\/10\/2025 18:00:\d\d .* a 18\/10\/2025 10:00:00 /m);
  assert.match(text, /^Arquivos processados: 1$/m);
});

Deno.test("the clock is set back and forward over the hour: still one a day", async () => {
  const { lab } = await world();
  await using _ = lab;
  await lab.watching(async () => {
    await until(lab, "2025-10-14T18:10:00");
    lab.clock.setWall(at("2025-10-14T17:50:00"));
    await lab.clock.advance(30 * MINUTE);
    lab.clock.setWall(at("2025-10-15T17:59:50"));
    await lab.clock.advance(MINUTE);
    lab.clock.setWall(at("2025-10-15T09:00:00"));
    await lab.clock.advance(24 * HOUR);
  });
  assert.deepEqual(summaries(lab), ["2025-10-14", "2025-10-15"]);
});

Deno.test("a summary that cannot be queued is not counted as told; nothing is said twice", async () => {
  const { lab } = await world();
  await using _ = lab;
  await lab.watching(async () => {
    await until(lab, "2025-10-14T17:59:00");
    const heal = lab.now.db.refuse("INSERT ON outbox", "cheio");
    await until(lab, "2025-10-14T18:30:00");
    assert.deepEqual(summaries(lab), []);
    heal();
    await lab.clock.advance(HOUR);
  });
  assert.deepEqual(summaries(lab), ["2025-10-14"]);
  assert.equal(lab.log.take().filter((line) => line.includes("📊")).length, 1);
});

Deno.test("in a maintenance window the summary waits for its end", async () => {
  const { lab } = await world(INI + "[MANUTENCAO]\njanelas = ter 17:30-18:30\n");
  await using _ = lab;
  await lab.watching(async () => {
    await until(lab, "2025-10-14T18:29:00");
    assert.deepEqual(summaries(lab), []);
    await until(lab, "2025-10-14T18:31:00");
  });
  assert.deepEqual(summaries(lab), ["2025-10-14"]);
});
