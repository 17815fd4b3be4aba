/** The document of some days: what a recovery test does to its figures. */
import assert from "node:assert/strict";
import { localCalendar } from "../../../core/adapters/clock/local_time.ts";
import type { Stretch } from "../../../core/domain/told/maintenance.ts";
import type { HistoryRecords } from "../../../core/ports/ledger/history.port.ts";
import { historyDocument } from "../../../core/views/history.ts";

const HOUR = 3_600_000;
const START = localCalendar.at("2025-10-14", 0);
const hours = (from: number, to: number): Stretch => ({
  start: START + from * HOUR,
  end: START + to * HOUR,
});

/** A day that was watched for ten hours. */
function dayWith(past: Pick<HistoryRecords, "down" | "tests">) {
  const records: HistoryRecords = {
    files: [],
    paid: [],
    watched: [hours(0, 10)],
    outages: [],
    deliveries: [],
    refused: [],
    refusedCount: 0,
    channels: [],
    ...past,
  };
  return historyDocument(records, {
    folder: "P",
    period: { from: "2025-10-14", to: "2025-10-14", month: null },
    now: START + 10 * HOUR,
    calendar: localCalendar,
    iso: (ms) => new Date(ms).toISOString(),
    maintenance: [],
    expectation: null,
  });
}

Deno.test("a recovery test is neither up nor down, and no outage", () => {
  const { total, totalQuedas, totalTestes, foraDeAlcance } = dayWith({
    down: [hours(4, 5)],
    tests: [hours(0, 2)],
  });
  // One of eight hours: the two of the test are out of the sum.
  assert.equal(total.disponibilidade, 87.5);
  assert.equal(total.segundosFora, 3600);
  assert.equal(total.segundosManutencao, 7200);
  assert.deepEqual([totalQuedas, totalTestes, foraDeAlcance.length], [1, 1, 1]);
});

Deno.test("a day with nothing but a test was in reach all the time that counts", () => {
  const { total, totalQuedas } = dayWith({ down: [], tests: [hours(3, 4)] });
  assert.deepEqual([total.disponibilidade, total.segundosFora, totalQuedas], [100, 0, 0]);
});
