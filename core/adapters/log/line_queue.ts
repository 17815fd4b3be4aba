/** Lines on their way to something that may be slow, or stuck for ever: whoever writes never waits for it. */

/** Where the lines go, and how many may wait. */
export interface LineQueueOptions {
  /** Takes the lines that wait, in order, and says how many more are written; rejects when the rest cannot be. One call at a time. */
  readonly write: (lines: readonly string[], written: (count: number) => void) => Promise<void>;
  /** Lines (characters, in all) that may wait; beyond that the new ones are lost, and counted. */
  readonly most: number;
  /** The line that says how many were lost; it stands where they would. */
  readonly lostLine: (count: number) => string;
  /** Told of what `write` rejects with, once until it works again. The lines wait on, and are tried again with the next one. */
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

  /** Resolves when nothing is under way any more, or after `limitMs`. True: everything was written. */
  async flush(limitMs = Infinity): Promise<boolean> {
    const run = this.#run?.then(() => this.#waiting.length === 0);
    if (run === undefined) return this.#waiting.length === 0;
    if (limitMs === Infinity) return await run;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<false>((resolve) => timer = setTimeout(() => resolve(false), limitMs));
    try {
      return await Promise.race([run, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #drain(): Promise<void> {
    // What is said in one go is written in one go.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const lines = this.#writing = this.#next();
      this.#since = performance.now();
      let written = 0;
      let failed = false;
      try {
        await this.#options.write(lines, (count) => written += count);
      } catch (error) {
        if (!this.#failing) this.#options.onFailure(error);
        failed = true;
      }
      this.#failing = failed;
      this.#writing = [];
      this.#since = null;
      if (!failed) continue;
      this.#waitOn(lines.slice(written));
      break;
    }
    this.#run = null;
  }

  #waitOn(lines: readonly string[]): void {
    this.#waiting = [...lines, ...this.#waiting];
    for (const line of lines) this.#size += line.length;
  }

  #next(): string[] {
    const lines = this.#waiting;
    if (this.#lost > 0) lines.push(this.#options.lostLine(this.#lost));
    this.#waiting = [];
    this.#size = 0;
    this.#lost = 0;
    return lines;
  }
}
