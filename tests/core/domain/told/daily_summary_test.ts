/** The daily summary: one a day, late once, never twice, whatever the clock does. */
import assert from "node:assert/strict";
import { localCalendar } from "../../../../core/adapters/clock/local_time.ts";
import {
  decideSummary,
  type SummaryState,
  untilSummary,
} from "../../../../core/domain/told/daily_summary.ts";
import { inSaoPaulo } from "../../../support/zone.ts";

const EIGHT = 480;
const MINUTE = 60_000;
const at = (local: string) => new Date(local).getTime();

/** The summaries that are due when the clock shows these times, one after the other: day, and the time that is covered. */
function shown(times: readonly number[], minute = EIGHT, state: SummaryState | null = null) {
  const due: [day: string, start: number, end: number][] = [];
  for (const now of times) {
    const step = decideSummary(minute, state, now, localCalendar);
    state = step.state;
    if (step.due !== null) due.push([step.due.day, step.due.start, step.due.end]);
  }
  return due;
}

const days = (...times: string[]) => shown(times.map(at)).map(([day]) => day);

Deno.test("the summary: the first one at the next hour, then one a day, at its minute", () => {
  assert.deepEqual(days("2025-10-14T09:00:00", "2025-10-14T23:59:59", "2025-10-15T07:59:59"), []);
  assert.deepEqual(
    days(
      "2025-10-14T09:00:00",
      "2025-10-15T08:00:00",
      "2025-10-15T08:00:01",
      "2025-10-16T08:00:00",
    ),
    ["2025-10-15", "2025-10-16"],
  );
  assert.deepEqual(days("2025-10-14T07:00:00", "2025-10-14T08:00:00"), ["2025-10-14"]);
});

Deno.test("the summary: each one begins where the one before ended; what was missed is one, late", () => {
  const due = shown(
    ["2025-10-14T09:00:00", "2025-10-15T08:00:20", "2025-10-18T11:00:00", "2025-10-18T12:00:00"]
      .map(at),
  );
  assert.deepEqual(due, [
    ["2025-10-15", at("2025-10-14T08:00:00"), at("2025-10-15T08:00:20")],
    ["2025-10-18", at("2025-10-15T08:00:20"), at("2025-10-18T11:00:00")],
  ]);
});

Deno.test("the summary: a clock set back, forward, and right again", () => {
  const back = ["2025-10-14T09:00:00", "2025-10-15T08:01:00", "2025-10-15T07:00:00"];
  assert.deepEqual(days(...back, "2025-10-15T08:00:00", "2025-10-15T08:01:00"), ["2025-10-15"]);
  // A year ahead for an hour: one summary of it, and from the next day on all is as before.
  const ahead = ["2025-10-14T09:00:00", "2026-10-14T09:00:00", "2025-10-14T10:00:00"];
  assert.deepEqual(days(...ahead, "2025-10-15T08:00:00"), ["2026-10-14", "2025-10-15"]);
  // A day ahead: what lies between the correction and the next summary is not forgotten.
  const due = shown(
    ["2025-10-14T09:00:00", "2025-10-15T09:00:00", "2025-10-14T09:10:00", "2025-10-16T08:00:00"]
      .map(at),
  );
  assert.deepEqual(due.at(-1), [
    "2025-10-16",
    at("2025-10-14T09:10:00"),
    at("2025-10-16T08:00:00"),
  ]);
});

Deno.test("the summary: no look back of more than a month", () => {
  const due = shown([at("2025-01-01T09:00:00"), at("2025-10-14T09:00:00")]);
  assert.equal(due[0]![1], at("2025-10-14T09:00:00") - 31 * 86_400_000);
});

Deno.test("the summary: the hour that comes twice brings one, the hour that is left out brings it later", async () => {
  await inSaoPaulo(() => {
    const every = (from: number, hours: number) =>
      Array.from({ length: hours * 12 }, (_, n) => from + n * 5 * MINUTE);
    // 23:30 comes twice on 16 February 2019; 00:30 of 4 November 2018 never comes.
    const twice = shown(every(Date.UTC(2019, 1, 16, 12), 48), 23 * 60 + 30);
    assert.deepEqual(twice.map(([day]) => day), ["2019-02-16", "2019-02-17"]);
    const never = shown(every(Date.UTC(2018, 10, 3, 12), 48), 30);
    assert.deepEqual(never.map(([day, , end]) => [day, end]), [
      ["2018-11-04", Date.UTC(2018, 10, 4, 3, 30)],
      ["2018-11-05", Date.UTC(2018, 10, 5, 2, 30)],
    ]);
  });
});

Deno.test("the summary: the time until the next one", () => {
  const until = (now: string) => untilSummary(EIGHT, at(now), localCalendar) / MINUTE;
  assert.deepEqual(
    [until("2025-10-14T07:59:00"), until("2025-10-14T08:00:00"), until("2025-10-14T20:00:00")],
    [1, 1440, 720],
  );
});
