/** Notices a lane of the monitor that no longer turns although the program itself is alive. */

/** The lanes. */
export type Lane = "pasta" | "correio" | "quadro";

/** Longest time between two signs of life of each lane, in ms. */
export type LaneLimits = Readonly<Record<Lane, number>>;

/** Every call on the share, and every delivery, ends within minutes; so does a turn made of a few of them. */
export function laneLimits(intervalMs: number, probeDeadlineMs: number): LaneLimits {
  return {
    pasta: 10 * 60_000 + 2 * intervalMs + 10 * probeDeadlineMs,
    correio: 15 * 60_000,
    quadro: 5 * 60_000,
  };
}

/** Between two questions no more than this counts, in ms: a machine that was asleep, or frozen, has not been silent. */
const LONGEST_STEP_MS = 5000;

/** Remembers the latest sign of life of each lane. Ask it every second or so: it counts the time between the questions. */
export class LaneWatch {
  readonly #limits: LaneLimits;
  readonly #latest = new Map<Lane, number>();
  /** Time awake, in ms, and the `mono` time up to which it was counted. */
  #awake = 0;
  #counted: number | null = null;

  constructor(limits: LaneLimits) {
    this.#limits = limits;
  }

  /** The lane turned. */
  sign(lane: Lane): void {
    this.#latest.set(lane, this.#awake);
  }

  /** A lane that has been silent for too long at `mono`, or null. A lane that never began is not watched. */
  stalled(mono: number): Lane | null {
    this.#awake += Math.min(mono - (this.#counted ?? mono), LONGEST_STEP_MS);
    this.#counted = mono;
    for (const [lane, latest] of this.#latest) {
      if (this.#awake - latest > this.#limits[lane]) return lane;
    }
    return null;
  }
}
