/** The scheduled check: out of reach at its hour, and still half an hour later. */
import assert from "node:assert/strict";
import { localCalendar } from "../../../../core/adapters/clock/local_time.ts";
import { failedCheck } from "../../../../core/domain/told/scheduled_check.ts";

const MINUTE = 60_000;
const CHECK = { minute: 510, weekdays: [1, 2, 3, 4, 5] };
const at = (local: string) => new Date(local).getTime();

interface Case {
  readonly now: string;
  /** Minutes that the outage has lasted. */
  readonly down: number;
  readonly told?: string;
  readonly day: string | null;
}

const CASES: Record<string, Case> = {
  // 14 October 2025 is a Tuesday.
  "half an hour later to the second": { now: "2025-10-14T09:00:00", down: 30, day: "2025-10-14" },
  "a second before": { now: "2025-10-14T08:59:59", down: 40, day: null },
  "it was there at the hour": { now: "2025-10-14T09:00:00", down: 29, day: null },
  "it went away after the hour, and is away for long": {
    now: "2025-10-14T12:00:00",
    down: 209,
    day: null,
  },
  "away since the day before": { now: "2025-10-14T09:00:00", down: 1000, day: "2025-10-14" },
  "told already": { now: "2025-10-14T09:10:00", down: 60, told: "2025-10-14", day: null },
  "the same outage a day later": {
    now: "2025-10-15T09:00:00",
    down: 1500,
    told: "2025-10-14",
    day: "2025-10-15",
  },
  "no check on Sunday": { now: "2025-10-12T09:30:00", down: 200, day: null },
  "a program that starts in the afternoon": {
    now: "2025-10-14T15:00:00",
    down: 600,
    day: "2025-10-14",
  },
  "before the check of today, yesterday's counts": {
    now: "2025-10-15T07:00:00",
    down: 1400,
    day: "2025-10-14",
  },
  "a day told by a clock that was wrong": {
    now: "2025-10-14T09:00:00",
    down: 60,
    told: "2031-01-01",
    day: "2025-10-14",
  },
};

for (const [name, { now, down, told, day }] of Object.entries(CASES)) {
  Deno.test(`the scheduled check: ${name}`, () => {
    const found = failedCheck(
      CHECK,
      { downMs: down * MINUTE },
      told ?? null,
      at(now),
      localCalendar,
      [],
    );
    assert.equal(found?.day ?? null, day);
    if (found !== null) assert.equal(found.at, at(`${found.day}T08:30:00`));
  });
}

Deno.test("the scheduled check: inside a maintenance window it does not count", () => {
  const windows = [{ weekday: 2, from: 480, to: 720 }];
  const check = (now: string) =>
    failedCheck(CHECK, { downMs: 300 * MINUTE }, null, at(now), localCalendar, windows);
  assert.equal(check("2025-10-14T12:00:00"), null);
  assert.equal(check("2025-10-15T12:00:00")?.day, "2025-10-15");
});
