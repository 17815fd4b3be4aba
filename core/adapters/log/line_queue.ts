/** Lines on their way to something that may be slow, or stuck for ever: whoever writes never waits for it. */

/** Where the lines go, and how many may wait. */
export interface LineQueueOptions {
  /** Takes the lines that wait, in order; rejects when they cannot be written. One call at a time. */
  readonly write: (lines: readonly string[]) => Promise<void>;
  /** Lines (characters, in all) that may wait; beyond that the new ones are lost, and counted. */
  readonly most: number;
  /** The line that says how many were lost; put before the first one that can be written again. */
  readonly lostLine: (count: number) => string;
  /** Told of what `write` rejects with, once until it works again. The lines of that call are lost. */
  readonly onFailure: (error: unknown) => void;
}

/** Hands lines on, as many as wait in one call. */
export class LineQueue {
  readonly #options: LineQueueOptions;
  #waiting: string[] = [];
  #size = 0;
  #lost = 0;
  #failing = false;
  #writing: readonly string[] = [];
  #since: number | null = null;
  #run: Promise<void> | null = null;

  constructor(options: LineQueueOptions) {
    this.#options = options;
  }

  /** Never waits, never throws. */
  push(line: string): void {
    if (this.#size + line.length > this.#options.most && this.#size > 0) {
      this.#lost++;
      return;
    }
    this.#waiting.push(line);
    this.#size += line.length;
    this.#run ??= this.#drain();
  }

  /** When the call that is under way began (`performance.now()`, ms); null when there is none. */
  busySince(): number | null {
    return this.#since;
  }

  /** What was handed over and not confirmed, and what still waits. Afterwards nothing waits: the caller writes it. */
  takeUnwritten(): { readonly writing: readonly string[]; readonly waiting: readonly string[] } {
    const waiting = this.#next();
    return { writing: this.#writing, waiting };
  }

  /** Resolves when nothing waits any more, or after `limitMs`. True: everything was handed over. */
  async flush(limitMs = Infinity): Promise<boolean> {
    const run = this.#run;
    if (run === null) return true;
    if (limitMs === Infinity) {
      await run;
      return true;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<false>((resolve) => timer = setTimeout(() => resolve(false), limitMs));
    try {
      return await Promise.race([run.then(() => true), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #drain(): Promise<void> {
    // What is said in one go is written in one go.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      this.#writing = this.#next();
      this.#since = performance.now();
      try {
        await this.#options.write(this.#writing);
        this.#failing = false;
      } catch (error) {
        if (!this.#failing) this.#options.onFailure(error);
        this.#failing = true;
      }
      this.#writing = [];
      this.#since = null;
    }
    this.#run = null;
  }

  #next(): string[] {
    const lines = this.#waiting;
    if (this.#lost > 0) lines.unshift(this.#options.lostLine(this.#lost));
    this.#waiting = [];
    this.#size = 0;
    this.#lost = 0;
    return lines;
  }
}
