/** What the heartbeat says of the folder, if anything. Pure. */
import type { Instant } from "../instant.ts";

/** What is known at this moment. */
export interface PulseFacts {
  /** End of the latest check or look, good or bad; null before the first one. */
  readonly lastSeen: Instant | null;
  /** The folder is out of reach, for sure. */
  readonly down: boolean;
  /** It is so in a maintenance window: nobody is to be woken. */
  readonly maintenance: boolean;
}

/** `well` and `fail` are sent; `silent`: nothing is, because nothing is known, or not any more. */
export type Pulse = "well" | "fail" | "silent";

/** So long the latest check may lie back, in ms: one that is late by more is a monitor that no longer watches. */
export function longestSilence(intervalMs: number, probeDeadlineMs: number): number {
  return 3 * intervalMs + 2 * probeDeadlineMs + 60_000;
}

/** A monitor that does not look at the folder gives no sign of life, however alive the rest of it is. */
export function pulse(facts: PulseFacts, now: Instant, silenceMs: number): Pulse {
  if (facts.lastSeen === null || now.mono - facts.lastSeen.mono > silenceMs) return "silent";
  return facts.down && !facts.maintenance ? "fail" : "well";
}
