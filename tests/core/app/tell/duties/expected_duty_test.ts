/** Expected files over a whole year, with a real ledger and a new program at every step: one alarm per missing day, none otherwise. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { localCalendar } from "../../../../../core/compose/machine.ts";
import { openLedger } from "../../../../../core/adapters/ledger/sqlite/database.ts";
import { SqliteLedger } from "../../../../../core/adapters/ledger/sqlite/sqlite_ledger.ts";
import { ExpectedDuty } from "../../../../../core/app/tell/duties/expected_duty.ts";
import { isBankDay } from "../../../../../core/domain/expected/bank_days.ts";
import type { ExpectedRule } from "../../../../../core/domain/expected/rule.ts";
import { addDays } from "../../../../../core/domain/told/local_calendar.ts";
import {
  MESSAGE_KINDS,
  type MessageAnnouncement,
  subjectOf,
} from "../../../../../core/words/announcement.ts";
import { inSaoPaulo } from "../../../../support/zone.ts";

const MINUTE = 60_000;

const RULE: ExpectedRule = {
  nome: "diário",
  banco: null,
  convenio: null,
  conta: null,
  arquivo: "CBR*.ret",
  ate: 9 * 60,
  dias: "uteis",
  feriados: new Set(["01-25"]),
  toleranciaMinutos: 0,
};

/** A ledger in which time passes: the duty is made anew at each turn, as after a restart. */
class World implements AsyncDisposable {
  readonly root = Deno.makeTempDirSync();
  readonly #db = openLedger(join(this.root, "ledger.db"));
  readonly ledger = new SqliteLedger(this.#db);
  readonly told: [kind: string, days: string[], at: string][] = [];
  #n = 0;
  constructor(readonly rules: readonly ExpectedRule[]) {
    this.#db.exec("PRAGMA synchronous = OFF");
  }

  async turn(now: number, facts: { settled?: boolean } = {}): Promise<void> {
    const duty = new ExpectedDuty({
      telling: this.ledger.telling,
      files: this.ledger.files,
      calendar: localCalendar,
      announcer: {
        messages: (announcement: MessageAnnouncement, at: number) => [{
          channel: "email",
          kind: MESSAGE_KINDS[announcement.kind],
          event: `${announcement.kind}:${subjectOf(announcement)}`,
          outageId: null,
          title: "t",
          payload: announcement,
          at,
        }],
        tell: () => {},
      },
    }, { folder: "Retorno", rules: this.rules });
    const before = this.#messages().length;
    const settled = facts.settled ?? true;
    await duty.turn({
      now: { wall: now, mono: now },
      outage: null,
      settled,
      pending: 0,
      problems: [],
      told: () => {},
    });
    for (const payload of this.#messages().slice(before)) {
      const { kind, items } = payload as { kind: string; items: { day: string; nome: string }[] };
      this.told.push([kind, items.map(({ day }) => day), clock(now)]);
    }
  }

  #messages(): unknown[] {
    return this.#db.prepare("SELECT payload FROM outbox ORDER BY id").all()
      .map(({ payload }) => JSON.parse(String(payload)));
  }

  async arrive(
    at: number,
    options: { name?: string; mtimeMs?: number; outageId?: string } = {},
  ): Promise<void> {
    const n = ++this.#n;
    await this.ledger.files.decide({
      sha256: `s${n}`,
      summary: null,
      judge: () => ({
        name: options.name ?? `CBR${n}.ret`,
        sha256: `s${n}`,
        size: 1,
        mtimeMs: options.mtimeMs ?? at,
        at,
        situation: "ignorado",
        reasonCode: null,
        reason: null,
        duplicateOf: null,
        directory: "D",
        target: `CBR${n}.ret`,
        outageId: options.outageId ?? null,
        summary: null,
        placedAt: at,
      }),
      batches: () => [],
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ledger.close();
    await Deno.remove(this.root, { recursive: true });
  }
}

function clock(ms: number): string {
  const { date, minute } = localCalendar.of(ms);
  return `${date} ${String(Math.floor(minute / 60)).padStart(2, "0")}:${
    String(minute % 60).padStart(2, "0")
  }`;
}
const at = (day: string, minute: number) => localCalendar.at(day, minute);

Deno.test("a year: one alarm per missing day, none otherwise; late by a minute, by a day; restarts, daylight saving", async () => {
  await inSaoPaulo(async () => {
    await using world = new World([RULE]);
    const from = "2018-01-01";
    const to = "2018-12-31";
    const expected: [string, string[], string][] = [];
    // What happens on some days; all others are well.
    const missing = new Set(["2018-03-14", "2018-06-12", "2018-11-05", "2018-11-06", "2018-12-03"]);
    const late = new Map([["2018-04-10", 541], ["2018-05-15", 18 * 60]]);
    const nextDay = new Set(["2018-11-06"]);
    for (let day = from; day <= to; day = addDays(day, 1)) {
      const business = isBankDay(day, RULE.feriados);
      const comes = business && !missing.has(day) ? late.get(day) ?? 450 : null;
      const extra = nextDay.has(addDays(day, -1));
      for (const minute of [0, 420, 451, 539, 540, 542, 720, 1081, 1380]) {
        const now = at(day, minute);
        if (comes !== null && comes <= minute) {
          const earlier = [0, 420, 451, 539, 540, 542, 720, 1081].filter((m) =>
            m < minute
          ).at(-1) ?? 0;
          if (earlier < comes) await world.arrive(at(day, comes));
        }
        if (extra && minute === 720) await world.arrive(now);
        await world.turn(now);
      }
      if (business && (missing.has(day) || late.has(day))) {
        expected.push(["expected-missing", [day], `${day} 09:00`]);
      }
      if (late.get(day) === 541) expected.push(["expected-arrived", [day], `${day} 09:02`]);
      else if (late.has(day)) expected.push(["expected-arrived", [day], `${day} 18:01`]);
      if (extra) {
        // The oldest that is missing came: the one of the 5th.
        expected.push(["expected-arrived", ["2018-11-05"], `${day} 12:00`]);
      }
    }
    assert.deepEqual(world.told, expected);
  });
});

Deno.test("during an outage over the hour nothing is missing; what gathered counts for its day; what did not come is told after it", async () => {
  for (const came of [true, false]) {
    await using world = new World([RULE]);
    const day = "2026-11-24";
    await world.turn(at(day, 480));
    for (const minute of [540, 600, 1380]) await world.turn(at(day, minute), { settled: false });
    const back = at("2026-11-25", 480);
    await world.ledger.outages.record([{
      kind: "opened",
      folder: "Retorno",
      outage: {
        id: "q1",
        startedAt: at(day, 500),
        startedMono: null,
        endedAt: null,
        downMs: null,
        diagnosis: { code: "rede", message: "m", errorNumber: null, transient: false },
        unstable: false,
      },
    }], []);
    await world.turn(back, { settled: false });
    // Written yesterday, decided today with the recovery: it is the one of yesterday.
    if (came) await world.arrive(back, { mtimeMs: at(day, 520), outageId: "q1" });
    await world.turn(back + MINUTE);
    await world.arrive(at("2026-11-25", 500));
    await world.turn(at("2026-11-25", 541));
    const told = world.told.map(([kind, days]) => [kind, days]);
    assert.deepEqual(told, came ? [] : [["expected-missing", [day]]]);
  }
});

Deno.test("two rules that miss one file for one reason tell it once; the one with a reason of its own tells it then", async () => {
  const wide = { ...RULE, nome: "banco", arquivo: "*.ret" };
  const narrow = { ...RULE, nome: "cbr", ate: 10 * 60 };
  await using world = new World([wide, narrow]);
  const day = "2026-11-24";
  for (const minute of [480, 541, 601]) await world.turn(at(day, minute));
  assert.deepEqual(world.told, [["expected-missing", [day], `${day} 09:01`]]);
  await world.arrive(at(day, 700), { name: "IED1.ret" });
  await world.turn(at(day, 701));
  await world.turn(at(day, 702));
  // The bank did send something: that the other is missing is news now.
  assert.deepEqual(world.told.slice(1).map(([kind]) => kind), [
    "expected-arrived",
    "expected-missing",
  ]);
  await world.arrive(at(day, 800), { name: "CBR1.ret" });
  await world.turn(at(day, 801));
  await world.turn(at(day, 900));
  assert.equal(world.told.at(-1)![0], "expected-arrived");
  assert.equal(world.told.length, 4);
});

Deno.test("a rule that begins today, or is changed, tells nothing of the days before", async () => {
  await using world = new World([RULE]);
  await world.turn(at("2026-11-25", 700));
  assert.deepEqual(world.told.map(([, days]) => days), [["2026-11-25"]], "today is its business");
  const changed = new World([{ ...RULE, arquivo: "OUTRO*.ret" }]);
  await using _ = changed;
  await changed.turn(at("2026-11-25", 100));
  await changed.turn(at("2026-11-26", 100));
  assert.deepEqual(changed.told.map(([, days]) => days), [["2026-11-25"]]);
});
