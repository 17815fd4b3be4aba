/** The sleep of a lane between two turns, which others may cut short. */
import type { Clock } from "../ports/clock.port.ts";

/** Why a sleep ends: without a reason each ring would make an exception, with its stack. */
const RUNG = "rung";

/** Rung during a turn, it cuts the sleep after it short: nothing that was said meanwhile is overslept. */
export class Alarm {
  #bell = new AbortController();
  /** The bell and the order to stop in one; made again only when one of them was used. */
  #either: { readonly stop: AbortSignal; readonly signal: AbortSignal } | null = null;

  /** Ends the sleep under way, or the next one. */
  ring(): void {
    this.#bell.abort(RUNG);
  }

  /** What was rung for so far is being dealt with. Call it when a turn begins. True: it had been rung. */
  silence(): boolean {
    if (!this.#bell.signal.aborted) return false;
    this.#bell = new AbortController();
    this.#either = null;
    return true;
  }

  /** Resolves after `ms`, when it is rung, or when `stop` aborts. Never rejects. */
  async sleep(clock: Clock, ms: number, stop: AbortSignal): Promise<void> {
    if (this.#either?.stop !== stop) {
      this.#either = { stop, signal: AbortSignal.any([stop, this.#bell.signal]) };
    }
    await clock.sleep(ms, this.#either.signal);
  }
}
