/** {@link Clock} of the machine. */
import type { Clock, Instant } from "../../ports/clock.port.ts";

/** The longest delay that a timer can take, in ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Real time. */
export class SystemClock implements Clock {
  now(): Instant {
    return { wall: Date.now(), mono: performance.now() };
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, Math.min(ms, LONGEST_TIMER_MS));
      signal?.addEventListener("abort", done, { once: true });
    });
  }
}
