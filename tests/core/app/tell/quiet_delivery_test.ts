/** Queues rest while a maintenance window lasts: nothing is sent, not even what waited, and then everything. */
import assert from "node:assert/strict";
import { QuietDelivery } from "../../../../core/app/tell/quiet_delivery.ts";
import { ManualClock } from "../../../support/memory.ts";

Deno.test("nothing is sent inside the window; the wait ends with it, to the millisecond", async () => {
  const clock = new ManualClock();
  const start = clock.wall + 60_000;
  const window = { start, end: start + 7_200_000 };
  const sent: number[] = [];
  let hurried = 0;
  const delivery = {
    deliverNext: () => {
      sent.push(clock.wall - start);
      return Promise.resolve(5000);
    },
    hurry: () => hurried++,
  };
  const maintenance = (at: number) => window.start <= at && at < window.end ? window : null;
  const quiet = new QuietDelivery(delivery, maintenance, clock);
  clock.pass(59_999);
  assert.equal(await quiet.deliverNext(), 5000);
  clock.pass(1);
  assert.equal(await quiet.deliverNext(), 7_200_000);
  quiet.hurry();
  clock.pass(7_199_999);
  assert.equal(await quiet.deliverNext(), 1);
  clock.pass(1);
  assert.equal(await quiet.deliverNext(), 5000);
  assert.deepEqual([sent, hurried], [[-1, 7_200_000], 1]);
  // The clock is set back into the window: silence again.
  clock.set(-3_600_000);
  assert.equal(await quiet.deliverNext(), 3_600_000);
  assert.equal(sent.length, 2);
});
