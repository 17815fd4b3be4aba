/** The lane that keeps the helper alive which shows the monitor to others. The monitor is whole without it. */
import type { Clock } from "../ports/clock.port.ts";
import type { Display } from "../ports/display.port.ts";
import { DISPLAY_TROUBLE } from "../words/log/display.ts";
import type { Lane } from "./lanes.ts";

/** A helper that is silent for longer, in ms, is stuck: it gives a sign every few seconds. */
const SILENCE_MS = 2 * 60_000;
/** How often it is looked after, in ms. */
const LOOK_MS = 1000;

/** Starts the helper, and breaks when it ends or falls silent: the lanes begin an expendable one again. */
export class DisplayLane implements Lane {
  readonly name = "painel";
  readonly limitMs = 5 * 60_000;
  readonly expendable = true;

  constructor(readonly display: Display, readonly clock: Clock) {}

  async run(stop: AbortSignal, sign: () => void): Promise<void> {
    const run = this.display.start();
    let ended = false;
    run.ended.then(() => ended = true);
    try {
      while (!stop.aborted && !ended) {
        sign();
        if (run.silence() > SILENCE_MS) throw new Error(DISPLAY_TROUBLE.silent);
        await Promise.race([this.clock.sleep(LOOK_MS, stop), run.ended]);
      }
      if (!stop.aborted) throw new Error(DISPLAY_TROUBLE.ended);
    } finally {
      await run.end();
    }
  }
}
