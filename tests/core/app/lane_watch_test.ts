import assert from "node:assert/strict";
import { laneLimits, LaneWatch } from "../../../core/app/lane_watch.ts";

Deno.test("lane_watch: a lane is stalled one ms after its limit, and not before; one that never began never is", () => {
  const limits = { pasta: 1000, correio: 2000, quadro: 3000 };
  const lanes = new LaneWatch(limits);
  assert.equal(lanes.stalled(1e9), null);
  lanes.sign("pasta", 0);
  lanes.sign("correio", 0);
  for (const [mono, expected] of [[1000, null], [1001, "pasta"]] as const) {
    assert.equal(lanes.stalled(mono), expected, String(mono));
  }
  lanes.sign("pasta", 1500);
  assert.equal(lanes.stalled(2000), null);
  assert.equal(lanes.stalled(2001), "correio");
});

Deno.test("lane_watch: no limit is shorter than what the lane may honestly take", () => {
  for (
    const [interval, deadline] of [[1000, 1000], [300_000, 20_000], [86_400_000, 600_000]] as const
  ) {
    const { pasta, correio } = laneLimits(interval, deadline);
    assert.ok(pasta > interval + 4 * deadline);
    assert.ok(correio > 120_000, "one delivery may take two minutes");
  }
});
