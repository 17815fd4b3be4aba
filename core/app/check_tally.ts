/** Counts the health checks of this run, as far as they show in the state of the watch. */
import type { Instant } from "../domain/instant.ts";
import type { WatchState } from "../domain/watch.ts";
import type { CheckTally } from "../ports/ledger/presence.port.ts";

/** Ask it at least once between two checks. */
export class CheckCounter {
  #tally: CheckTally = { good: 0, bad: 0, lastGood: null, detectionMs: null };
  #last: number | null = null;
  /** `mono` time of the latest good check. */
  #lastGood: number | null = null;
  #outage: string | null = null;

  /** What was seen until `now`. */
  count(state: WatchState, now: Instant): CheckTally {
    const { lastProbe, watch } = state;
    const good = watch.kind === "up" || watch.kind === "recovering" || watch.kind === "settling";
    if (lastProbe !== null && lastProbe.mono !== this.#last) {
      this.#last = lastProbe.mono;
      const key = good ? "good" : "bad";
      this.#tally = { ...this.#tally, [key]: this.#tally[key] + 1 };
      if (good) {
        this.#lastGood = lastProbe.mono;
        this.#tally = { ...this.#tally, lastGood: lastProbe.wall };
      }
    }
    const outage = watch.kind === "down" ? watch.outage.id : null;
    if (outage !== null && outage !== this.#outage && this.#lastGood !== null) {
      // An upper bound: it may have gone away at any time since it was seen well.
      this.#tally = { ...this.#tally, detectionMs: Math.max(0, now.mono - this.#lastGood) };
    }
    if (outage !== null) this.#outage = outage;
    return this.#tally;
  }
}
