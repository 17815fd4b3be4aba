/** The watch with alerts off: there are no outages, only files, and a word in the log when the folder stops answering. Pure. */
import type { Diagnosis } from "./diagnosis.ts";
import type { Instant } from "./instant.ts";
import { downtime, type Outage } from "./outage.ts";
import { currentOutage, type Observation, type WatchState } from "./watch.ts";

/** Why the folder does not answer, or null while it does. */
export type QuietTrouble = Diagnosis | null;

/** What a step asks for. */
export type QuietEffect =
  /** It stopped answering. */
  | { readonly kind: "trouble"; readonly diagnosis: Diagnosis }
  | { readonly kind: "return" }
  /** An outage that an earlier run with alerts left open is over: it is closed, and not told any more. */
  | { readonly kind: "orphan-closed"; readonly outage: Outage };

/** One observation with alerts off. Failures in a row are one trouble. */
export function decideQuietly(
  state: WatchState,
  trouble: QuietTrouble,
  observation: Observation,
  now: Instant,
): {
  readonly state: WatchState;
  readonly trouble: QuietTrouble;
  readonly effects: readonly QuietEffect[];
} {
  if (observation.kind === "drained") return { state, trouble, effects: [] };
  const seen = { ...state, lastProbe: now };
  if (observation.kind === "bad") {
    const { diagnosis } = observation;
    return {
      state: seen,
      trouble: diagnosis,
      effects: trouble === null ? [{ kind: "trouble", diagnosis }] : [],
    };
  }
  const effects: QuietEffect[] = [];
  if (trouble !== null) effects.push({ kind: "return" });
  const orphan = currentOutage(seen);
  if (orphan !== null) {
    const outage = {
      ...orphan,
      endedAt: orphan.endedAt ?? Math.max(now.wall, orphan.startedAt),
      downMs: downtime(orphan, now),
    };
    effects.push({ kind: "orphan-closed", outage });
  }
  return { state: { ...seen, watch: { kind: "up", lastGood: now } }, trouble: null, effects };
}
