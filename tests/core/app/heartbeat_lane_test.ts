/** Signs of life: one per interval, none from a monitor that does not watch, failures told once; on a controlled clock. */
import assert from "node:assert/strict";
import { HeartbeatLane } from "../../../core/app/heartbeat_lane.ts";
import type { PulseFacts } from "../../../core/domain/told/heartbeat.ts";
import type { PingOutcome } from "../../../core/ports/heartbeat.port.ts";
import { ManualClock } from "../../support/manual_clock.ts";
import { MemoryLog } from "../../support/memory.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const SETTINGS = { intervalMs: 5 * MINUTE, probeDeadlineMs: 20 * SECOND };

function scene() {
  const clock = new ManualClock();
  const log = new MemoryLog();
  const start = clock.now().mono;
  const pings: string[] = [];
  const world = {
    clock,
    log,
    pings,
    facts: { lastSeen: null, down: false, maintenance: false } as PulseFacts,
    outcome: { kind: "taken" } as PingOutcome,
    /** ms that a sign takes. */
    takes: 0,
    /** The monitor has looked at the folder just now. */
    seen: (more: Partial<PulseFacts> = {}) =>
      world.facts = { ...world.facts, lastSeen: clock.now(), ...more },
  };
  const lane = new HeartbeatLane({
    clock,
    log,
    facts: () => world.facts,
    heartbeat: {
      ping: async (well, stop) => {
        pings.push(`${(clock.now().mono - start) / SECOND} ${well ? "well" : "fail"}`);
        if (world.takes > 0) await clock.sleep(world.takes, stop);
        return world.outcome;
      },
    },
  }, SETTINGS);
  return { ...world, world, lane };
}

async function running(lane: HeartbeatLane, work: () => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const run = lane.run(stop.signal, () => {});
  try {
    await work();
  } finally {
    stop.abort();
    await run;
  }
}

Deno.test("nothing before the first check; then one sign per interval, and fail during an outage", async () => {
  const { world, lane, clock, pings } = scene();
  await running(lane, async () => {
    await clock.advance(2 * MINUTE);
    assert.deepEqual([pings, lane.status()], [[], null]);
    for (let n = 0; n < 6; n++) {
      world.seen({ down: n === 2 || n === 3, maintenance: n === 3 });
      await clock.advance(5 * MINUTE);
    }
  });
  // In the maintenance window (the fourth) nobody is woken.
  assert.deepEqual(pings.map((ping) => ping.split(" ")[1]), [
    "well",
    "well",
    "fail",
    "well",
    "well",
    "well",
  ]);
  const times = pings.map((ping) => Number(ping.split(" ")[0]));
  for (let n = 1; n < times.length; n++) assert.equal(times[n]! - times[n - 1]!, 300);
});

Deno.test("a monitor that no longer looks gives no sign, and gives one again when it does", async () => {
  const { world, lane, clock, pings } = scene();
  world.seen();
  await running(lane, async () => {
    await clock.advance(60 * MINUTE);
    // Three intervals, two deadlines and a minute.
    assert.deepEqual(pings, ["0 well", "300 well", "600 well", "900 well"]);
    world.seen();
    await clock.advance(2 * SECOND);
    assert.equal(pings.length, 5);
  });
});

Deno.test("a failure is told once, and its end once; the latest sign and the latest one that was taken are known", async () => {
  const { world, lane, clock, log } = scene();
  await running(lane, async () => {
    const pass = async () => {
      world.seen();
      await clock.advance(5 * MINUTE);
    };
    await pass();
    const taken = lane.status()!.takenAt;
    assert.deepEqual(lane.status(), { at: taken, takenAt: taken, error: null });
    world.outcome = { kind: "failed", reason: "o outro lado respondeu HTTP 500" };
    for (let n = 0; n < 5; n++) await pass();
    assert.equal(lane.status()!.takenAt, taken);
    assert.equal(lane.status()!.error, "o outro lado respondeu HTTP 500");
    assert.ok(lane.status()!.at > taken!);
    world.outcome = { kind: "taken" };
    for (let n = 0; n < 3; n++) await pass();
    assert.equal(lane.status()!.error, null);
  });
  assert.deepEqual(log.take(), [
    "WARNING 💓 O batimento ([BATIMENTO] url) não está chegando: o outro lado respondeu HTTP 500. " +
    "O monitor segue normalmente e continua tentando.",
    "INFO 💓 O batimento voltou a chegar",
  ]);
});

Deno.test("a sign that takes its time does not move the next ones; what a sleep of the machine missed is not made up for", async () => {
  const { world, lane, clock, pings } = scene();
  world.takes = 4 * SECOND;
  world.seen();
  await running(lane, async () => {
    for (let n = 0; n < 3; n++) {
      await clock.advance(5 * MINUTE);
      world.seen();
    }
    await clock.advance(MINUTE);
    assert.deepEqual(pings, ["0 well", "300 well", "600 well", "900 well"]);
    world.takes = 0;
    clock.pass(600 * MINUTE);
    world.seen();
    await clock.advance(SECOND);
    assert.equal(pings.length, 5);
  });
});
