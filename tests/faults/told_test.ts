/**
 * Death at every instant around what is told besides outages and recoveries: each write of the ledger is reached once by a
 * program that dies just before it, and once by one that dies just after. What is queued in the end is what a program that
 * never dies has queued. And the real program, killed again and again.
 */
import assert from "node:assert/strict";
import type { Ledger } from "../../core/ports/ledger/ledger.port.ts";
import { Installation, kill } from "../support/installation.ts";
import { Lab } from "../support/lab.ts";
import { MemoryFolder } from "../support/memory_folder.ts";
import { startSmtp } from "../support/smtp.ts";

const MINUTE = 60_000;
const FOREVER = 1e15;
const at = (local: string) => new Date(local).getTime();

const INI = `[EMAIL]
habilitado = false
lembrete_horas = 4
escalar_para = chefia@x
escalar_apos_minutos = 90
resumo_diario = 18:00
[MANUTENCAO]
janelas = ter 02:00-04:00
[VERIFICACAO_AGENDADA]
habilitado = sim
`;

/** One day, a Tuesday: what happens to the share, and when. */
const STORY: readonly (readonly [local: string, trouble: number])[] = [
  ["2025-10-14T02:30:00", 53],
  ["2025-10-14T12:30:00", 0],
  ["2025-10-14T15:00:00", 53],
  ["2025-10-14T15:20:00", 0],
  ["2025-10-14T19:00:00", 0],
];

const EVENTS = [
  "resumo:2025-10-13",
  "queda:1",
  "escalada:1",
  "lembrete:1-1",
  "critico:1-2025-10-14",
  "lembrete:1-2",
  "recuperacao:1",
  "queda:2",
  "recuperacao:2",
  "resumo:2025-10-14",
];

/** Where it dies: at the write with this number, before or after it. */
interface Death {
  readonly write: number;
  readonly when: "before" | "after";
}

/** The ledger of a program that dies once. `writes` counts what it wrote about telling and outages. */
class Mortal {
  writes = 0;
  dead = false;
  constructor(readonly death: Death | null, readonly sleep: () => Promise<void>) {}

  wrap(ledger: Ledger): Ledger {
    const mortal = <T extends object>(store: T, names: readonly string[]): T =>
      new Proxy(store, {
        get: (target, name) => {
          const value = Reflect.get(target, name);
          if (typeof value !== "function") return value;
          if (!names.includes(String(name))) return value.bind(target);
          return async (...args: unknown[]) => {
            const here = ++this.writes === this.death?.write && !this.dead;
            if (here && this.death?.when === "before") return await this.#die();
            const result = await value.apply(target, args);
            return here ? await this.#die() : result;
          };
        },
      });
    return {
      files: ledger.files,
      titulos: ledger.titulos,
      outbox: ledger.outbox,
      presence: ledger.presence,
      rebuild: ledger.rebuild,
      outages: mortal(ledger.outages, ["record", "tell"]),
      telling: mortal(ledger.telling, ["save"]),
      history: ledger.history,
      story: ledger.story,
      onDamage: (notice) => ledger.onDamage(notice),
      close: () => ledger.close(),
    };
  }

  async #die(): Promise<never> {
    this.dead = true;
    await this.sleep();
    throw new Error("the dead do not wake");
  }
}

/** The day, lived through by a program that dies once or never: what it queued, in order, and how often it wrote. */
async function live(death: Death | null): Promise<{ events: string[]; writes: number }> {
  const folder = new MemoryFolder();
  const made: { mortal?: Mortal } = {};
  const lab = await Lab.open({
    durable: false,
    wrapFolder: () => folder,
    wrapLedger: (ledger) => made.mortal?.wrap(ledger) ?? ledger,
    ini: INI,
    watch: { lookEveryMs: MINUTE, probeDeadlineMs: 20_000 },
  });
  await using _ = lab;
  const mortal = made.mortal = new Mortal(death, () => lab.clock.sleep(FOREVER));
  lab.clock.setWall(at("2025-10-13T17:00:00"));
  const stop = new AbortController();
  // A dead lane sleeps for ever, and is one of those that sleep.
  let lanes = 0;
  const begin = async () => {
    await lab.start();
    lanes++;
    return { running: lab.now.watch.run(stop.signal, () => {}) };
  };
  let life = await begin();
  let buried = false;
  for (const [local, trouble] of STORY) {
    for (let left; (left = at(local) - lab.clock.now().wall) > 0;) {
      await lab.clock.advance(Math.min(left, MINUTE), lanes);
      if (!mortal.dead || buried) continue;
      buried = true;
      lab.lockName = "outra-vida.lock";
      life = await begin();
    }
    folder.trouble = trouble;
  }
  stop.abort();
  await life.running;
  assert.equal(mortal.dead, death !== null);
  const events = lab.now.db.prepare("SELECT event FROM outbox ORDER BY id").all()
    .map(({ event }) => String(event));
  return { events: named(events), writes: mortal.writes };
}

/** Outages by their order: a step that was undone takes its id with it. */
function named(events: readonly string[]): string[] {
  const ids = [...new Set(events.flatMap((event) => /queda-\d+/.exec(event)?.[0] ?? []))];
  return events.map((event) => event.replace(/queda-\d+/, (id) => String(ids.indexOf(id) + 1)));
}

Deno.test("death before and after each write: the messages are those of a program that never dies", async () => {
  const whole = await live(null);
  assert.deepEqual(whole.events, EVENTS);
  // The states of summary and check, two outages with two ends each, what was told between.
  assert.ok(whole.writes >= 12, `${whole.writes} writes`);
  for (let write = 1; write <= whole.writes; write++) {
    for (const when of ["before", "after"] as const) {
      const { events } = await live({ write, when });
      assert.deepEqual([...events].sort(), [...EVENTS].sort(), `${when} write ${write}`);
    }
  }
});

Deno.test("the real program, killed again and again in an outage: reminders in order, one of all else", async () => {
  await using smtp = await startSmtp();
  await using place = new Installation(smtp.port, {
    EMAIL: [
      "smtp_servidor = 127.0.0.1",
      `smtp_porta = ${smtp.port}`,
      "seguranca = nenhuma",
      "remetente = monitor@exemplo.invalid",
      "destinatarios = equipe@exemplo.invalid",
      "lembrete_horas = 0,001",
      "escalar_para = chefia@exemplo.invalid",
      "escalar_apos_minutos = 0,05",
    ],
  });
  const reminders = () =>
    Number(place.query("SELECT coalesce(max(reminders), 0) AS n FROM outages")[0]!.n);
  let monitor = place.start();
  await place.until("the first look", () => place.said("Verificando arquivos existentes") > 0);
  await place.takeAway();
  await place.until("the outage", () => place.said("ALERTA: Servidor ficou inacessível!") > 0);
  for (let n = 0; n < 6; n++) {
    const before = reminders();
    await place.until("another reminder", () => reminders() > before);
    // A little later each time: before, in, and after the delivery of the message.
    await new Promise((resolve) => setTimeout(resolve, n * 40));
    await kill(monitor);
    monitor = place.start();
  }
  const note = await place.run("reconhecer", "--nota", "TI");
  assert.equal(note.code, 0, note.err);
  const told = reminders();
  await place.bringBack();
  const kinds = () => smtp.messages.map(({ subject }) => subject.split(" - ")[0]!);
  await place.until("the recovery", () => kinds().includes("✅ SERVIDOR RECUPERADO"));
  assert.equal(reminders(), told, "nothing after the answer");
  // Accepted and not yet recorded is the one window: then the same message, with the same id.
  const byId = new Map(smtp.messages.map((mail) => [mail.messageId, mail]));
  const subjects = [...byId.values()].map(({ subject }) => subject.split(" - ")[0]!);
  assert.deepEqual(
    [...subjects].sort(),
    [
      "🚨 SERVIDOR INACESSÍVEL",
      "🆘 ESCALADA",
      ...Array.from({ length: told }, (_, n) => `⏰ LEMBRETE ${n + 1}`),
      "✅ SERVIDOR RECUPERADO",
    ].sort(),
  );
  assert.equal(subjects.at(0), "🚨 SERVIDOR INACESSÍVEL");
  assert.equal(subjects.at(-1), "✅ SERVIDOR RECUPERADO");
  const numbers = subjects.filter((one) => one.startsWith("⏰"));
  assert.deepEqual(numbers, numbers.map((_, n) => `⏰ LEMBRETE ${n + 1}`));
  const escalation = [...byId.values()].find(({ subject }) => subject.startsWith("🆘"))!;
  assert.deepEqual(escalation.recipients, ["chefia@exemplo.invalid"]);
});
