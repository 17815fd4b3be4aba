/** One outage: from the first bad observation to the moment everything that gathered was processed. */
import type { Instant } from "./instant.ts";
import type { Diagnosis } from "./diagnosis.ts";

/** An outage as the decision core sees it. Its id never depends on the text of an error. */
export interface Outage {
  readonly id: string;
  /** First bad observation, ms since the Unix epoch. */
  readonly startedAt: number;
  /** The same moment on the monotonic scale; null when the monitor was restarted since. */
  readonly startedMono: number | null;
  /** First good observation after it; null while the folder is out of reach. */
  readonly endedAt: number | null;
  /** How long the folder was out of reach, in ms; null while it is. */
  readonly downMs: number | null;
  /** Latest diagnosis. */
  readonly diagnosis: Diagnosis;
  /** One of too many outages in a short time: it absorbs the next ones until the folder stays well. */
  readonly unstable: boolean;
}

/**
 * Time from the start of the outage to `end`, in whole ms, never negative.
 * The monotonic scale wins where it is known, so that a clock that was set back tells no lies.
 */
export function downtime(outage: Outage, end: Instant): number {
  if (outage.startedMono !== null) return Math.max(0, Math.round(end.mono - outage.startedMono));
  return Math.max(0, end.wall - outage.startedAt);
}

/**
 * The outage with its end. A clock that was set back meanwhile would put the end before the start that people were told of:
 * then the end is the start and the time that it lasted.
 */
export function ended(outage: Outage, end: Instant): Outage {
  const downMs = downtime(outage, end);
  const endedAt = end.wall >= outage.startedAt ? end.wall : outage.startedAt + downMs;
  return { ...outage, endedAt, downMs };
}
