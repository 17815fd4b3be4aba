/** What is told while an outage lasts: the watch with its real ledger and its real settings, on a clock that the test controls. */
import assert from "node:assert/strict";
import { Lab, type LabOptions } from "../../../../support/lab.ts";
import { MemoryFolder } from "../../../../support/memory_folder.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SERVER_GONE = 53;

const REMINDED = "[EMAIL]\nhabilitado = false\nlembrete_horas = 4\n" +
  "escalar_para = chefia@x\nescalar_apos_minutos = 90\n";
const at = (local: string) => new Date(local).getTime();

async function world(ini: string, options: LabOptions = {}) {
  const folder = new MemoryFolder();
  const lab = await Lab.open({
    wrapFolder: () => folder,
    ini,
    watch: { lookEveryMs: MINUTE, probeDeadlineMs: 20_000, ...options.watch },
  });
  return { lab, folder };
}

/** Every message with the local time at which it was queued: `09:23 queda:queda-1`. */
function told(lab: Lab): string[] {
  return lab.now.db.prepare("SELECT event, queued_at FROM outbox ORDER BY id").all().map((row) => {
    const time = new Date(Number(row.queued_at)).toTimeString().slice(0, 5);
    return `${time} ${row.event}`;
  });
}

const recipients = (lab: Lab, kind: string) => {
  const row = lab.now.db.prepare("SELECT payload FROM outbox WHERE kind = ?").get(kind);
  return (JSON.parse(String(row?.payload)) as { to: string[] }).to;
};
const down = (lab: Lab) => lab.now.watch.snapshot().watch.watch.kind === "down";
const up = (lab: Lab) => lab.now.watch.snapshot().watch.watch.kind === "up";

/** An outage that is declared within a minute of this local time. */
async function goesAway(lab: Lab, folder: MemoryFolder, local: string): Promise<void> {
  await lab.clock.advance(at(local) - lab.clock.now().wall);
  folder.trouble = SERVER_GONE;
  await lab.clock.until(() => down(lab), HOUR);
}

async function comesBack(lab: Lab, folder: MemoryFolder): Promise<void> {
  folder.trouble = 0;
  await lab.clock.until(() => up(lab), HOUR);
}

Deno.test("reminders and one escalation, each once, also over restarts; then the recovery", async () => {
  const { lab, folder } = await world(REMINDED);
  await using _ = lab;
  lab.clock.setWall(at("2025-10-14T06:00:00"));
  await lab.watching(async () => {
    await goesAway(lab, folder, "2025-10-14T08:00:00");
    await lab.clock.advance(2 * HOUR);
  });
  await lab.start();
  await lab.watching(() => lab.clock.advance(3 * HOUR));
  await lab.start();
  // The machine is off while the second reminder is due.
  lab.clock.pass(5 * HOUR);
  await lab.watching(async () => {
    await lab.clock.advance(10 * MINUTE);
    await comesBack(lab, folder);
    await lab.clock.advance(24 * HOUR);
  });
  assert.deepEqual(
    told(lab),
    [
      "08:01 queda:queda-1",
      "09:31 escalada:queda-1",
      "12:01 lembrete:queda-1-1",
      "18:01 lembrete:queda-1-2",
      "18:16 recuperacao:queda-1",
    ],
  );
  assert.match(lab.mailText("lembrete"), /^⏰ LEMBRETE 2 - Servidor ainda inacessível há 10 h/);
  assert.deepEqual(recipients(lab, "escalada"), ["chefia@x"]);
  assert.deepEqual(recipients(lab, "lembrete"), ["backoffice@x"]);
  const log = lab.log.take();
  assert.equal(log.filter((line) => line.startsWith("WARNING ⏰ Lembrete ")).length, 2);
  assert.equal(log.filter((line) => line.startsWith("WARNING 🆘 ")).length, 1);
});

Deno.test("a clock that is set after a restart hastens and delays nothing", async () => {
  for (const hours of [-3, 3]) {
    // Set ahead, the outage is one of this afternoon: it was not there at 08:30.
    const check = hours < 0 ? "" : "[VERIFICACAO_AGENDADA]\nhabilitado = sim\n";
    const { lab, folder } = await world(REMINDED + check);
    await using _ = lab;
    lab.clock.setWall(at("2025-10-14T09:30:00"));
    await lab.watching(async () => {
      await goesAway(lab, folder, "2025-10-14T10:00:00");
      await lab.clock.advance(HOUR);
    });
    await lab.start();
    const start = lab.clock.now().mono;
    await lab.watching(async () => {
      await lab.clock.advance(5 * MINUTE);
      lab.clock.setWall(lab.clock.now().wall + hours * HOUR);
      await lab.clock.advance(24 * MINUTE);
      assert.equal(told(lab).length, 1, "nothing before ninety minutes");
      await lab.clock.advance(2 * MINUTE);
      assert.match(told(lab).at(-1)!, /escalada:queda-1$/);
      await lab.clock.advance(3 * HOUR - lab.clock.now().mono + start - 2 * MINUTE);
      assert.equal(told(lab).length, 2, "nothing before four hours");
      await lab.clock.advance(4 * MINUTE);
      assert.match(told(lab).at(-1)!, /lembrete:queda-1-1$/);
      await comesBack(lab, folder);
    });
    const [outage] = await lab.now.ledger.outages.latest(1);
    assert.ok(Math.abs(outage!.downMs! - 4 * HOUR) < 10 * MINUTE, `${outage!.downMs}`);
  }
});

Deno.test("an answer from another program ends reminders and escalation; the next outage is a new one", async () => {
  const { lab, folder } = await world(REMINDED);
  await using _ = lab;
  lab.clock.setWall(at("2025-10-14T06:00:00"));
  await lab.watching(async () => {
    await goesAway(lab, folder, "2025-10-14T08:00:00");
    await lab.clock.advance(HOUR);
    await lab.now.ledger.outages.acknowledge({
      at: lab.clock.now().wall,
      by: "AGENCIA\\ana",
      note: "TI já sabe",
    });
    await lab.clock.advance(20 * HOUR);
    await comesBack(lab, folder);
    assert.match(lab.mailText("recuperacao"), /^Reconhecida: por AGENCIA\\ana em .*: TI já sabe$/m);
    await goesAway(lab, folder, "2025-10-15T12:00:00");
    await lab.clock.advance(5 * HOUR);
    await comesBack(lab, folder);
  });
  assert.deepEqual(told(lab).map((line) => line.slice(6)), [
    "queda:queda-1",
    "recuperacao:queda-1",
    "queda:queda-2",
    "escalada:queda-2",
    "lembrete:queda-2-1",
    "recuperacao:queda-2",
  ]);
});

Deno.test("a share that comes and goes: the reminders of the one outage keep their rhythm", async () => {
  const { lab, folder } = await world(REMINDED);
  await using _ = lab;
  lab.clock.setWall(at("2025-10-14T06:00:00"));
  await lab.watching(async () => {
    await lab.clock.advance(10 * MINUTE);
    for (let flap = 0; flap < 40; flap++) {
      folder.trouble = SERVER_GONE;
      await lab.clock.advance(8 * MINUTE);
      folder.trouble = 0;
      await lab.clock.advance(7 * MINUTE);
    }
    folder.trouble = SERVER_GONE;
    await lab.clock.advance(MINUTE);
  });
  const events = told(lab).map((line) => line.slice(6));
  assert.equal(new Set(events).size, events.length);
  const outages = lab.now.db.prepare("SELECT id, reminders FROM outages ORDER BY started_at").all();
  const last = outages.at(-1)!;
  // Ten hours in all: the three plain outages are short, the unstable one lasts for nine and more.
  assert.deepEqual([outages.length, last.reminders], [4, 2]);
  assert.deepEqual(events.filter((event) => event.startsWith("lembrete")), [
    `lembrete:${last.id}-1`,
    `lembrete:${last.id}-2`,
  ]);
  assert.equal(events.filter((event) => event.startsWith("escalada")).length, 1);
});

const WINDOWS = REMINDED + "[MANUTENCAO]\njanelas = ter 02:00-04:00, ter 23:00-01:00\n";

Deno.test("an outage that fits into a window is recorded, and not told anywhere", async () => {
  const { lab, folder } = await world(WINDOWS);
  await using _ = lab;
  lab.clock.setWall(at("2025-10-14T01:00:00"));
  await lab.watching(async () => {
    for (const hour of ["02:05", "23:10"]) {
      const probes = folder.probes;
      await goesAway(lab, folder, `2025-10-14T${hour}:00`);
      await lab.clock.advance(100 * MINUTE);
      assert.ok(folder.probes - probes >= 20, "checks go on");
      await comesBack(lab, folder);
    }
    await lab.clock.advance(12 * HOUR);
  });
  assert.deepEqual(told(lab), []);
  assert.deepEqual([lab.notifications, lab.events], [[], []]);
  const outages = await lab.now.ledger.outages.latest(9);
  assert.deepEqual(
    outages.map(({ telling, closedAt }) => [telling.toldMs, closedAt !== null]),
    [[null, true], [null, true]],
  );
  const log = lab.log.take();
  assert.equal(
    log.filter((line) => line.includes("a queda é registrada, e nada é enviado")).length,
    2,
  );
  assert.equal(log.filter((line) => line.includes("registrada, sem aviso")).length, 2);
});

Deno.test("still down at the end of the window: told then, once, and everything counts from there", async () => {
  const { lab, folder } = await world(WINDOWS);
  await using _ = lab;
  lab.clock.setWall(at("2025-10-14T01:00:00"));
  await lab.watching(async () => {
    await goesAway(lab, folder, "2025-10-14T02:30:00");
    await lab.clock.advance(at("2025-10-14T03:59:59") - lab.clock.now().wall);
    assert.deepEqual(told(lab), []);
    await lab.clock.advance(2000);
    assert.deepEqual(told(lab), ["04:00 queda:queda-1"]);
    assert.deepEqual(lab.notifications.map((n) => n.id), ["queda-1-queda"]);
    await lab.clock.advance(2 * HOUR);
    await comesBack(lab, folder);
  });
  assert.deepEqual(told(lab).slice(0, 2), ["04:00 queda:queda-1", "05:30 escalada:queda-1"]);
  assert.deepEqual(told(lab).map((line) => line.slice(6)), [
    "queda:queda-1",
    "escalada:queda-1",
    "recuperacao:queda-1",
  ]);
  assert.match(lab.mailText("queda"), /começou numa janela de manutenção/);
  const log = lab.log.take();
  // One block of the story, however late it is told.
  assert.equal(
    log.filter((line) => line.includes("ALERTA: Servidor ficou inacessível!")).length,
    1,
  );
  assert.equal(log.filter((line) => line.includes("A janela de manutenção terminou")).length, 1);
});

Deno.test("restarts in the window and after it change nothing of that", async () => {
  const { lab, folder } = await world(WINDOWS);
  await using _ = lab;
  lab.clock.setWall(at("2025-10-14T01:00:00"));
  await lab.watching(() => goesAway(lab, folder, "2025-10-14T02:30:00"));
  for (const local of ["2025-10-14T03:00:00", "2025-10-14T03:58:00", "2025-10-14T04:10:00"]) {
    lab.clock.pass(at(local) - lab.clock.now().wall);
    await lab.start();
    await lab.watching(() => lab.clock.advance(MINUTE));
  }
  await lab.start();
  await lab.watching(() => comesBack(lab, folder));
  assert.deepEqual(told(lab).map((line) => line.slice(6)), [
    "queda:queda-1",
    "recuperacao:queda-1",
  ]);
});

Deno.test("told before the window: reminders wait for its end, and the recovery is queued with its true time", async () => {
  const { lab, folder } = await world(WINDOWS);
  await using _ = lab;
  lab.clock.setWall(at("2025-10-13T20:00:00"));
  await lab.watching(async () => {
    await goesAway(lab, folder, "2025-10-13T23:00:00");
    // The first reminder is due at 03:01, inside the window.
    await lab.clock.advance(at("2025-10-14T04:30:00") - lab.clock.now().wall);
    assert.deepEqual(told(lab), [
      "23:01 queda:queda-1",
      "00:31 escalada:queda-1",
      "04:00 lembrete:queda-1-1",
    ]);
    await lab.clock.advance(at("2025-10-14T23:30:00") - lab.clock.now().wall);
    const shown = lab.notifications.length;
    await comesBack(lab, folder);
    assert.equal(lab.notifications.length, shown);
  });
  assert.match(told(lab).at(-1)!, /^23:3\d recuperacao:queda-1$/);
});

Deno.test("an outage that outlived its window while the machine slept: never a recovery without its outage", async () => {
  const { lab, folder } = await world(WINDOWS, { watch: { lookEveryMs: 86_400_000 } });
  await using _ = lab;
  lab.clock.setWall(at("2025-10-14T01:00:00"));
  await lab.watching(async () => {
    await goesAway(lab, folder, "2025-10-14T02:30:00");
    await lab.clock.advance(at("2025-10-14T03:59:59") - lab.clock.now().wall);
    folder.trouble = 0;
    lab.clock.setWall(at("2025-10-14T04:30:00"));
    await lab.clock.until(() => up(lab), HOUR);
  });
  assert.deepEqual(told(lab).map((line) => line.slice(6)), [
    "queda:queda-1",
    "recuperacao:queda-1",
  ]);
  assert.equal((await lab.now.ledger.outages.latest(1))[0]!.telling.toldMs === null, false);
});

const CHECKED = "[VERIFICACAO_AGENDADA]\nhabilitado = sim\n";

Deno.test("the scheduled check: one critical message a day, half an hour after, also over restarts", async () => {
  const { lab, folder } = await world(CHECKED);
  await using _ = lab;
  lab.clock.setWall(at("2025-10-10T05:00:00"));
  const critical = () => told(lab).filter((line) => line.includes("critico"));
  await lab.watching(async () => {
    // Friday: away at 08:30, and back before nine.
    await goesAway(lab, folder, "2025-10-10T08:10:00");
    await lab.clock.advance(at("2025-10-10T08:50:00") - lab.clock.now().wall);
    await comesBack(lab, folder);
    // Away after 08:30.
    await goesAway(lab, folder, "2025-10-10T09:00:00");
    await lab.clock.advance(3 * HOUR);
    await comesBack(lab, folder);
    assert.deepEqual(critical(), []);
    // Over the weekend, and until Tuesday.
    await goesAway(lab, folder, "2025-10-11T03:00:00");
    await lab.clock.advance(at("2025-10-13T08:59:00") - lab.clock.now().wall);
    assert.deepEqual(critical(), []);
    await lab.clock.advance(2 * MINUTE);
  });
  await lab.start();
  await lab.watching(async () => {
    await lab.clock.advance(at("2025-10-14T12:00:00") - lab.clock.now().wall);
    await comesBack(lab, folder);
    await lab.clock.advance(48 * HOUR);
  });
  assert.deepEqual(critical(), [
    "09:00 critico:queda-3-2025-10-13",
    "09:00 critico:queda-3-2025-10-14",
  ]);
  const text = lab.mailText("critico");
  assert.match(text, /^🚨 FALHA CRÍTICA - /);
  assert.match(text, /O que fazer:\n {2}1\. .*servidor/);
  assert.equal(
    lab.log.take().filter((line) => line.startsWith("CRITICAL 🚨 FALHA CRÍTICA")).length,
    2,
  );
});

Deno.test("duties that the ledger refuses keep no check and no file from its turn, and are done later", async () => {
  const { lab, folder } = await world(REMINDED);
  await using _ = lab;
  lab.clock.setWall(at("2025-10-14T06:00:00"));
  await lab.watching(async () => {
    await goesAway(lab, folder, "2025-10-14T08:00:00");
    const heal = lab.now.db.refuse("UPDATE OF reminders ON outages", "cheio");
    const probes = folder.probes;
    await lab.clock.advance(5 * HOUR);
    assert.ok(folder.probes - probes >= 59, "checks go on");
    assert.deepEqual(told(lab).map((line) => line.slice(6)), ["queda:queda-1"]);
    assert.equal(lab.log.take().filter((line) => line.includes("cheio")).length, 1);
    heal();
    await lab.clock.advance(MINUTE);
  });
  assert.deepEqual(told(lab).map((line) => line.slice(6)), [
    "queda:queda-1",
    "escalada:queda-1",
    "lembrete:queda-1-1",
  ]);
});
