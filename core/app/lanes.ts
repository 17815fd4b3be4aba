/** The lanes of the monitor: each turns by itself, and none waits for another. */
import { fileRetryDelay } from "../domain/backoff.ts";
import type { Clock } from "../ports/clock.port.ts";
import { PossessionLost } from "../ports/ledger/possession.port.ts";
import type { Log } from "../ports/log.port.ts";
import { laneBrokenLine, laneSilentLine, stalledLine } from "../words/log/program.ts";
import { LaneWatch } from "./lane_watch.ts";
import { say } from "./tell/say.ts";

/** One lane. */
export interface Lane {
  /** As people know it. */
  readonly name: string;
  /** Longest time between two signs of life, in ms awake. */
  readonly limitMs: number;
  /**
   * Whether the monitor is whole without it. A lane that is not expendable takes the others along when it breaks or falls
   * silent: a monitor that is half alive would look well. An expendable one is told, and begun again.
   */
  readonly expendable: boolean;
  /** Runs until `stop`; calls `sign` once per turn. */
  run(stop: AbortSignal, sign: () => void): Promise<void>;
}

/** Every call on the share ends within its deadline; so does a turn made of a few of them. ms. */
export function folderLaneLimit(intervalMs: number, probeDeadlineMs: number): number {
  return 10 * 60_000 + 2 * intervalMs + 10 * probeDeadlineMs;
}

/** Every delivery ends within minutes. ms. */
export const DELIVERY_LANE_LIMIT = 15 * 60_000;

/** The lane that shows the monitor and looks after the others. ms. */
export const PRESENCE_LANE_LIMIT = 5 * 60_000;

/** Runs lanes and looks after them. */
export class Lanes {
  readonly #lanes: readonly Lane[];
  readonly #ports: { readonly clock: Clock; readonly log: Log };
  readonly #watch: LaneWatch;

  constructor(
    lanes: readonly Lane[],
    ports: { readonly clock: Clock; readonly log: Log },
    watch = new LaneWatch(Object.fromEntries(lanes.map((lane) => [lane.name, lane.limitMs]))),
  ) {
    this.#lanes = lanes;
    this.#ports = ports;
    this.#watch = watch;
  }

  /** Resolves once every lane has ended; rejects when one that is not expendable broke. Aborts `stop` when one of these ends. */
  async run(stop: AbortController): Promise<void> {
    const all = this.#lanes.map((lane) =>
      lane.expendable ? this.#again(lane, stop) : this.#guard(lane, stop)
    );
    try {
      await Promise.all(all);
    } catch (error) {
      // No break: the work is another one's, and ends here as it does when it is told to.
      if (error instanceof PossessionLost) await Promise.allSettled(all);
      throw error;
    }
  }

  /** Ask it every second or so. True when a lane that the monitor cannot do without no longer turns; it has been told. */
  stalled(): boolean {
    const name = this.#watch.stalled(this.#ports.clock.now().mono);
    if (name === null) return false;
    if (this.#lanes.find((lane) => lane.name === name)?.expendable) {
      this.#watch.forget(name);
      say(this.#ports.log, laneSilentLine(name));
      return false;
    }
    say(this.#ports.log, stalledLine(name));
    return true;
  }

  async #guard(lane: Lane, stop: AbortController): Promise<void> {
    try {
      await lane.run(stop.signal, () => this.#watch.sign(lane.name));
    } finally {
      stop.abort();
    }
  }

  /** Begins it again after each failure, each time later, up to five minutes; the same failure is told once. */
  async #again(lane: Lane, stop: AbortController): Promise<void> {
    const { clock, log } = this.#ports;
    let told: string | null = null;
    for (let failures = 1; !stop.signal.aborted; failures++) {
      try {
        await lane.run(stop.signal, () => this.#watch.sign(lane.name));
        if (stop.signal.aborted) return;
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        if (text !== told) say(log, laneBrokenLine(lane.name, text));
        told = text;
      }
      this.#watch.forget(lane.name);
      await clock.sleep(fileRetryDelay(failures), stop.signal);
    }
  }
}
