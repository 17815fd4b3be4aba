/** What is told while an outage lasts: each edge a moment before, at, and after it; restarts; clocks that jump; answers. */
import assert from "node:assert/strict";
import {
  decideTelling,
  type OutageTelling,
  type TellingSettings,
} from "../../../../core/domain/told/outage_telling.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SETTINGS: TellingSettings = { reminderMs: 4 * HOUR, escalationMs: 90 * MINUTE };
const NOTHING_TOLD: OutageTelling = {
  toldMs: null,
  reminders: 0,
  remindedMs: null,
  escalatedAt: null,
  acknowledged: null,
  testUntil: null,
};
const TOLD: OutageTelling = { ...NOTHING_TOLD, toldMs: 0 };

/** What is told at each of these lengths of one outage, and what is left of its state. */
function looks(
  lengths: readonly number[],
  telling = TOLD,
  settings = SETTINGS,
): { told: string[]; telling: OutageTelling } {
  const told: string[] = [];
  for (const downMs of lengths) {
    const step = decideTelling(telling, downMs, downMs, settings);
    telling = step.telling;
    for (const effect of step.effects) {
      const number = effect.kind === "remind" ? ` ${effect.number}` : "";
      told.push(`${downMs / MINUTE} ${effect.kind}${number}`);
    }
  }
  return { told, telling };
}

Deno.test("reminders every so many hours, one escalation, each at its time and once", () => {
  const lengths = [0, 89, 90, 91, 239, 240, 241, 479, 480, 480].map((m) => m * MINUTE);
  assert.deepEqual(looks(lengths).told, ["90 escalate", "240 remind 1", "480 remind 2"]);
  const edges = [90 * MINUTE - 1, 90 * MINUTE, 4 * HOUR - 1, 4 * HOUR];
  assert.deepEqual(looks(edges).told, ["90 escalate", "240 remind 1"]);
});

Deno.test("nothing is told that is not asked for", () => {
  const week = Array.from({ length: 24 * 7 }, (_, hour) => hour * HOUR);
  assert.deepEqual(looks(week, TOLD, { reminderMs: null, escalationMs: null }).told, []);
  const two = looks(week.slice(0, 9), TOLD, { reminderMs: 4 * HOUR, escalationMs: null });
  assert.deepEqual(two.told, ["240 remind 1", "480 remind 2"]);
});

Deno.test("what was missed is told once, and the next one comes a whole period later", () => {
  const away = looks([10 * HOUR, 11 * HOUR, 14 * HOUR - 1, 14 * HOUR]);
  assert.deepEqual(away.told, ["600 escalate", "600 remind 1", "840 remind 2"]);
  // A restart: the state comes from the disk.
  assert.deepEqual(looks([14 * HOUR + 1, 18 * HOUR], away.telling).told, ["1080 remind 3"]);
});

Deno.test("after a maintenance window everything counts from the moment at which people were told", () => {
  const end = 3 * HOUR;
  const { told, telling } = looks([end, end + 89 * MINUTE, end + 90 * MINUTE], NOTHING_TOLD);
  assert.deepEqual(told, ["180 tell", "270 escalate"]);
  assert.equal(telling.toldMs, end);
  assert.deepEqual(looks([end + 4 * HOUR - 1, end + 4 * HOUR], telling).told, ["420 remind 1"]);
});

Deno.test("an answer ends reminders and escalation, also the ones that were due, but not the telling itself", () => {
  const acknowledged = { at: 1, by: "ana", note: null };
  assert.deepEqual(looks([2 * HOUR, 40 * HOUR], { ...TOLD, acknowledged }).told, []);
  const first = decideTelling({ ...NOTHING_TOLD, acknowledged }, HOUR, 1, SETTINGS);
  assert.deepEqual([first.effects, first.next], [[{ kind: "tell" }], Infinity]);
});

Deno.test("a clock set back over a restart repeats nothing and silences nothing for good", () => {
  const later = looks([2 * HOUR, 9 * HOUR]).telling;
  // The clock had been wrong by a year, and is right again: the outage is two hours old.
  const wrong = { ...later, toldMs: 0, remindedMs: 8760 * HOUR, reminders: 1 };
  assert.deepEqual(looks([2 * HOUR, 3 * HOUR, 6 * HOUR, 9 * HOUR, 10 * HOUR], wrong).told, [
    "360 remind 2",
    "600 remind 3",
  ]);
  const negative = looks([0, MINUTE], { ...TOLD, toldMs: 5 * HOUR });
  assert.deepEqual([negative.told, negative.telling.toldMs], [[], 0]);
});

Deno.test("the next look is never later than the next thing that is due", () => {
  let telling = TOLD;
  for (let at = 0; at < 30 * HOUR;) {
    const step = decideTelling(telling, at, at, SETTINGS);
    telling = step.telling;
    assert.ok(step.next > 0 && step.next <= 4 * HOUR);
    const early = decideTelling(telling, at + step.next - 1, at, SETTINGS);
    assert.deepEqual(early.effects, []);
    assert.equal(decideTelling(telling, at + step.next, at, SETTINGS).effects.length, 1);
    at += step.next;
  }
});
