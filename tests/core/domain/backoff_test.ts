import assert from "node:assert/strict";
import { retryDelay } from "../../../core/domain/backoff.ts";

Deno.test("retryDelay: 30 s, 1, 2, 5, 10, 15 and then 30 minutes for ever", () => {
  const minutes = [1, 2, 3, 4, 5, 6, 7, 8, 1000, 1e12].map((n) => retryDelay(n) / 60_000);
  assert.deepEqual(minutes, [0.5, 1, 2, 5, 10, 15, 30, 30, 30, 30]);
  for (const odd of [0, -3, NaN]) assert.equal(retryDelay(odd), 30_000);
});
