/** Failures of whole turns: how long to pause, and what is worth a line of the log. */
import type { Clock } from "../../ports/clock.port.ts";
import type { Log } from "../../ports/log.port.ts";
import { turnFailedLine } from "../../words/log/program.ts";
import { say } from "../tell/say.ts";

/** Pauses after failures in a row, in ms; the last one repeats. */
const PAUSES_MS = [1000, 5000, 15_000, 30_000] as const;
/** After so long without a failure, in ms, the next one is a new one. */
const QUIET_MS = 15 * 60_000;
/** While it goes on, the same failure is told again after so long, in ms; of so many texts. */
const REPEAT_MS = 3_600_000;
const TEXTS_KEPT = 100;

/** Counts them. */
export class TurnFailures {
  readonly #ports: { readonly clock: Clock; readonly log: Log };
  #count = 0;
  #latest = -Infinity;
  readonly #told = new Map<string, number>();

  constructor(ports: { readonly clock: Clock; readonly log: Log }) {
    this.#ports = ports;
  }

  /** One more; the ms to pause. Tells what is new, and rarely what is not. */
  failed(text: string): number {
    const { mono } = this.#ports.clock.now();
    const pause = PAUSES_MS[Math.min(this.#count, PAUSES_MS.length - 1)] ?? 1000;
    this.#count++;
    this.#latest = mono;
    const told = this.#told.get(text);
    if (told === undefined || mono - told > REPEAT_MS) {
      if (this.#told.size >= TEXTS_KEPT) this.#told.clear();
      this.#told.set(text, mono);
      say(this.#ports.log, turnFailedLine(text, pause / 1000));
    }
    return pause;
  }

  /** A turn went well. A health check between two failing looks ends nothing: only some quiet time does. */
  passed(): void {
    if (this.#count === 0 || this.#ports.clock.now().mono - this.#latest < QUIET_MS) return;
    this.#count = 0;
    this.#told.clear();
  }
}
