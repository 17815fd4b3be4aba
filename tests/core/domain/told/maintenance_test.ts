/** Maintenance windows: one second before, at, and after each edge; midnight; daylight saving time; clocks that jump. */
import assert from "node:assert/strict";
import { localCalendar } from "../../../../core/adapters/clock/local_time.ts";
import { addDays } from "../../../../core/domain/told/local_calendar.ts";
import { type WeeklyWindow, windowAt } from "../../../../core/domain/told/maintenance.ts";
import { inSaoPaulo } from "../../../support/zone.ts";

/** `dom 02:00-04:00, qua 23:00-01:00` */
const WINDOWS: readonly WeeklyWindow[] = [
  { weekday: 0, from: 120, to: 240 },
  { weekday: 3, from: 1380, to: 60 },
];
const SECOND = 1000;
const HOUR = 3_600_000;

const at = (local: string) => new Date(local).getTime();
const inside = (windows: readonly WeeklyWindow[], ms: number) =>
  windowAt(windows, ms, localCalendar) !== null;

Deno.test("a window begins and ends to the second, also across midnight", () => {
  const cases: [from: string, to: string][] = [
    ["2025-10-12T02:00:00", "2025-10-12T04:00:00"],
    ["2025-10-15T23:00:00", "2025-10-16T01:00:00"],
  ];
  for (const [from, to] of cases) {
    const [start, end] = [at(from), at(to)];
    assert.equal(inside(WINDOWS, start - SECOND), false, from);
    assert.deepEqual(windowAt(WINDOWS, start, localCalendar), { start, end });
    assert.deepEqual(windowAt(WINDOWS, end - SECOND, localCalendar), { start, end });
    assert.equal(inside(WINDOWS, end), false, to);
  }
  for (const other of ["2025-10-13T03:00:00", "2025-10-16T23:30:00", "2025-10-15T00:30:00"]) {
    assert.equal(inside(WINDOWS, at(other)), false, other);
  }
  assert.equal(inside([], at("2025-10-12T03:00:00")), false);
});

Deno.test("windows that touch or overlap are one; midnight at the end is that of the day", () => {
  const windows = [
    { weekday: 6, from: 1320, to: 1440 },
    { weekday: 0, from: 0, to: 90 },
    { weekday: 0, from: 60, to: 120 },
  ];
  const window = windowAt(windows, at("2025-10-11T22:30:00"), localCalendar);
  assert.deepEqual(window, { start: at("2025-10-11T22:00:00"), end: at("2025-10-12T02:00:00") });
  const everyHour = Array.from({ length: 7 }, (_, weekday) => ({ weekday, from: 0, to: 1440 }));
  assert.ok(inside(everyHour, at("2025-10-14T12:00:00")));
});

Deno.test("daylight saving time: the window is what the clock on the wall shows", async () => {
  await inSaoPaulo(() => {
    const night = [{ weekday: 6, from: 1380, to: 60 }];
    const length = (ms: number) => {
      const window = windowAt(night, ms, localCalendar);
      return window === null ? null : (window.end - window.start) / HOUR;
    };
    // 17 February 2019: at midnight the clock goes back to 23:00. 4 November 2018: midnight to 01:00 is left out.
    const [back, forward] = [Date.UTC(2019, 1, 17, 2), Date.UTC(2018, 10, 4, 3)];
    assert.equal(length(Date.UTC(2019, 1, 10, 2)), 2);
    assert.equal(length(back), 3);
    assert.equal(length(forward - SECOND), 1);
    for (const minutes of [-59, -1, 0, 1, 59, 119]) {
      assert.ok(inside(night, back + minutes * 60_000), `${minutes}`);
    }
    assert.equal(inside(night, back + 2 * HOUR), false);
    assert.equal(inside(night, forward), false);
    // A window that lies wholly in the hour that is left out comes an hour later.
    const gone = [{ weekday: 0, from: 0, to: 30 }];
    assert.equal(inside(gone, forward - SECOND), false);
    assert.ok(inside(gone, forward + 60_000));
    assert.equal(inside(gone, forward + 31 * 60_000), false);
  });
});

Deno.test("addDays goes over months, years and the changes of the clock", () => {
  assert.equal(addDays("2024-02-28", 1), "2024-02-29");
  assert.equal(addDays("2025-01-01", -1), "2024-12-31");
  assert.equal(addDays("2018-11-04", 1), "2018-11-05");
});
