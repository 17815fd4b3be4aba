/** To the millisecond, on a clock that the test controls: checks come at the same moments with channels that hang as without any. */
import assert from "node:assert/strict";
import { OutboxDelivery } from "../../core/app/tell/deliver.ts";
import { DeliveryLane } from "../../core/app/tell/delivery_lane.ts";
import { Lab } from "../support/lab.ts";
import { MemoryFolder } from "../support/memory_folder.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const INTERVAL = 10 * SECOND;
/** A request to a channel lasts so long, at most. */
const HANGING = 15 * SECOND;
const SERVER_GONE = 53;

/** Moments of the checks of half an hour, with an outage in the middle, in ms since the start. */
async function checks(channels: readonly string[]): Promise<{ at: number[]; attempts: number }> {
  const at: number[] = [];
  const probes = new class extends MemoryFolder {
    override probe(): Promise<void> {
      at.push(lab.clock.now().mono - start);
      return super.probe();
    }
  }();
  const woken: DeliveryLane[] = [];
  const lab: Lab = await Lab.open({
    wrapFolder: () => probes,
    watch: { intervalMs: INTERVAL, probeDeadlineMs: 20 * SECOND, lookEveryMs: MINUTE },
    onChange: () => woken.forEach((lane) => lane.wake()),
  });
  await using _ = lab;
  const { clock, log, now } = lab;
  const start = clock.now().mono;
  let attempts = 0;
  for (const name of channels) {
    const message = { channel: name, kind: "teste", event: "teste:1", outageId: null } as const;
    await now.ledger.outbox.enqueue([{
      ...message,
      title: "x",
      payload: {},
      at: clock.now().wall,
    }]);
    const channel = {
      name,
      identity: () => Promise.resolve("0000"),
      deliver: async () => {
        attempts++;
        await clock.sleep(HANGING);
        return { kind: "retry", reason: "não respondeu" } as const;
      },
    };
    const delivery = new OutboxDelivery(now.ledger.outbox, channel, clock, log);
    woken.push(new DeliveryLane(name, delivery, { clock, log }, true));
  }
  const lanes = 1 + woken.length;
  const stop = new AbortController();
  const running = Promise.all([
    now.watch.run(stop.signal, () => {}),
    ...woken.map((lane) => lane.run(stop.signal, () => {})),
  ]);
  await clock.advance(10 * MINUTE, lanes);
  probes.trouble = SERVER_GONE;
  await clock.advance(10 * MINUTE, lanes);
  probes.trouble = 0;
  await clock.advance(10 * MINUTE, lanes);
  stop.abort();
  // Whoever hangs in a request is waited for: it is one of those that sleep.
  await clock.advance(HANGING, 0);
  await running;
  return { at, attempts };
}

Deno.test("three channels hang in every request: each check comes at the very moment at which it comes without them", async () => {
  const alone = await checks([]);
  const beside = await checks(["teams", "telegram", "webhook"]);
  assert.deepEqual(beside.at, alone.at);
  assert.ok(alone.at.length >= 30 * MINUTE / INTERVAL);
  // Half a minute, 1, 2, 5 and 10 minutes after one another, each with its fifteen seconds.
  assert.equal(beside.attempts, 3 * 6);
});
