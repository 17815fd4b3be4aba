/** One attempt to deliver a message, and its end when the work is to end: only what may have been taken is waited for. */
import type { Clock } from "../../ports/clock.port.ts";

/** After the word to stop, an attempt of which nothing has gone out yet is waited for this long, ms. */
const LAST_MS = 2000;

/** How far an attempt is. */
export class Attempt {
  /** The message itself went out. */
  #out = false;
  /** Nobody waits for the attempt: it may not go out any more. */
  #left = false;

  /** Asked when the message is about to go out; rejects when it may not, with what `assure` says if it does not allow it. */
  async goOut(assure: () => Promise<void>): Promise<void> {
    await assure();
    if (this.#left) throw new Error("nobody waits for this attempt any more");
    this.#out = true;
  }

  /** What `sending` comes to; null when it was left, after `stop`, before anything of the message went out. */
  async outcome<T>(
    sending: Promise<T>,
    stop: AbortSignal,
    clock: Pick<Clock, "sleep">,
  ): Promise<T | null> {
    const over = new AbortController();
    const stopped = new Promise<void>((resolve) => {
      if (stop.aborted) resolve();
      else stop.addEventListener("abort", () => resolve(), { once: true, signal: over.signal });
    });
    const left = stopped.then(async () => {
      await clock.sleep(LAST_MS, over.signal);
      if (this.#out || over.signal.aborted) return await sending;
      this.#left = true;
      return null;
    });
    try {
      return await Promise.race([sending, left]);
    } finally {
      over.abort();
    }
  }
}
