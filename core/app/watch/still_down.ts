/** An outage that lasts, in the log of every check. */
import type { Instant } from "../../domain/instant.ts";
import { downtime } from "../../domain/outage.ts";
import type { Watch } from "../../domain/watch.ts";
import type { Log } from "../../ports/log.port.ts";
import { stillDownLine } from "../../words/log/outage.ts";
import { say } from "../tell/say.ts";

/** Nothing is said in the first interval (ms): that the outage began stands there already. */
export function tellStillDown(log: Log, watch: Watch, now: Instant, intervalMs: number): void {
  if (watch.kind !== "down" || downtime(watch.outage, now) < intervalMs) return;
  say(log, stillDownLine(downtime(watch.outage, now), intervalMs / 1000));
}
