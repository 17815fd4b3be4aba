import assert from "node:assert/strict";
import { LaneWatch } from "../../../core/app/lane_watch.ts";
import { DELIVERY_LANE_LIMIT, folderLaneLimit } from "../../../core/app/lanes.ts";

Deno.test("lane_watch: a lane is stalled one ms after its limit, and not before; one that never began never is", () => {
  const lanes = new LaneWatch({ pasta: 1000, correio: 2000, quadro: 3000 });
  for (const mono of [1e9, 1e9 + 4000, 1e9 + 8000]) assert.equal(lanes.stalled(mono), null);
  const begin = 1e9 + 8000;
  lanes.sign("pasta");
  lanes.sign("correio");
  for (const [ms, expected] of [[600, null], [1000, null], [1001, "pasta"]] as const) {
    assert.equal(lanes.stalled(begin + ms), expected, String(ms));
  }
  lanes.sign("pasta");
  assert.equal(lanes.stalled(begin + 2000), null);
  assert.equal(lanes.stalled(begin + 2001), "correio");
});

Deno.test("lane_watch: hours in which nobody asked were hours of sleep", () => {
  const lanes = new LaneWatch({ pasta: 6000, correio: 6000, quadro: 6000 });
  lanes.stalled(0);
  lanes.sign("pasta");
  assert.equal(lanes.stalled(3_600_000), null);
  // Awake again, the lane has what is left of its limit.
  assert.equal(lanes.stalled(3_601_000), null);
  assert.equal(lanes.stalled(3_601_001), "pasta");
});

Deno.test("lane_watch: no limit is shorter than what the lane may honestly take", () => {
  for (
    const [interval, deadline] of [[1000, 1000], [300_000, 20_000], [86_400_000, 600_000]] as const
  ) {
    assert.ok(folderLaneLimit(interval, deadline) > interval + 4 * deadline);
    assert.ok(DELIVERY_LANE_LIMIT > 120_000, "one delivery may take two minutes");
  }
});
