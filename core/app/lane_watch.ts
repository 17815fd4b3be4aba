/** Notices a lane of the monitor that no longer turns although the program itself is alive. */

/** Longest time between two signs of life of each lane, in ms, by its name. */
export type LaneLimits = Readonly<Record<string, number>>;

/** Between two questions no more than this counts, in ms: a machine that was asleep, or frozen, has not been silent. */
const LONGEST_STEP_MS = 5000;

/** Remembers the latest sign of life of each lane. Ask it every second or so: it counts the time between the questions. */
export class LaneWatch {
  readonly #limits: LaneLimits;
  readonly #latest = new Map<string, number>();
  /** Time awake, in ms, and the `mono` time up to which it was counted. */
  #awake = 0;
  #counted: number | null = null;

  constructor(limits: LaneLimits) {
    this.#limits = limits;
  }

  /** The lane turned. */
  sign(lane: string): void {
    this.#latest.set(lane, this.#awake);
  }

  /** The lane is not watched any more until it turns again. */
  forget(lane: string): void {
    this.#latest.delete(lane);
  }

  /** A lane that has been silent for too long at `mono`, or null. A lane that never began is not watched. */
  stalled(mono: number): string | null {
    this.#awake += Math.min(mono - (this.#counted ?? mono), LONGEST_STEP_MS);
    this.#counted = mono;
    for (const [lane, latest] of this.#latest) {
      if (this.#awake - latest > (this.#limits[lane] ?? Infinity)) return lane;
    }
    return null;
  }
}
