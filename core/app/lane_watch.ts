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

/** Remembers the latest sign of life of each lane. Times are `mono`. */
export class LaneWatch {
  readonly #limits: LaneLimits;
  readonly #latest = new Map<Lane, number>();

  constructor(limits: LaneLimits) {
    this.#limits = limits;
  }

  /** The lane turned. */
  sign(lane: Lane, mono: number): void {
    this.#latest.set(lane, mono);
  }

  /** A lane that has been silent for too long, or null. A lane that never began is not watched. */
  stalled(mono: number): Lane | null {
    for (const [lane, latest] of this.#latest) {
      if (mono - latest > this.#limits[lane]) return lane;
    }
    return null;
  }
}
