/** The days of a report: the last so many, a month, and a day that daylight saving time makes longer. */
import assert from "node:assert/strict";
import { localCalendar } from "../../../core/adapters/clock/local_time.ts";
import { daysOf, dayStretch, lastDays, monthOf, nextMonth } from "../../../core/domain/period.ts";
import { inSaoPaulo } from "../../support/zone.ts";

const at = (local: string) => new Date(local).getTime();

Deno.test("the last days end today, a month is whole, and nothing else is a month", () => {
  const now = at("2025-03-01T00:30:00");
  assert.deepEqual(lastDays(1, now, localCalendar), {
    from: "2025-03-01",
    to: "2025-03-01",
    month: null,
  });
  assert.deepEqual(daysOf(lastDays(3, now, localCalendar)), [
    "2025-02-27",
    "2025-02-28",
    "2025-03-01",
  ]);
  assert.deepEqual(monthOf("2024-02"), { from: "2024-02-01", to: "2024-02-29", month: "2024-02" });
  assert.deepEqual(monthOf("2025-12"), { from: "2025-12-01", to: "2025-12-31", month: "2025-12" });
  for (const wrong of ["2025-00", "2025-13", "2025-1", "25-01", "2025-01-01", ""]) {
    assert.equal(monthOf(wrong), null, wrong);
  }
  assert.deepEqual([nextMonth("2025-12", 1), nextMonth("2025-01", -1), nextMonth("2025-03", -14)], [
    "2026-01",
    "2024-12",
    "2024-01",
  ]);
});

Deno.test("a day ends at its midnight, or now; one that has not come is empty", async () => {
  const hours = ({ start, end }: { start: number; end: number }) => (end - start) / 3_600_000;
  const now = at("2025-10-14T06:00:00");
  assert.equal(hours(dayStretch("2025-10-13", now, localCalendar)), 24);
  assert.equal(hours(dayStretch("2025-10-14", now, localCalendar)), 6);
  assert.equal(hours(dayStretch("2025-10-15", now, localCalendar)), 0);
  await inSaoPaulo(() => {
    const later = Date.UTC(2020, 0, 1);
    assert.equal(hours(dayStretch("2018-11-04", later, localCalendar)), 23);
    assert.equal(hours(dayStretch("2019-02-16", later, localCalendar)), 25);
  });
});
