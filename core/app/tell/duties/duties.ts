/**
 * What is told besides outages and recoveries, each when its time has come. The lane of the folder does these duties between
 * its calls, so that none of them can tell of an outage that is just ending.
 */
import type { Instant } from "../../../domain/instant.ts";
import type { Outage } from "../../../domain/outage.ts";
import type { Stretch } from "../../../domain/told/maintenance.ts";

/** Longest time between two looks at the clock on the wall, which may be set at any moment, in ms. */
const LOOK_MS = 30_000;

/** What a duty is told at each look. */
export interface DutyFacts {
  readonly now: Instant;
  /** The outage under way; null while the folder answers, and until the first check after a start says what is so. */
  readonly outage: Outage | null;
  /** Files that lie in the folder, as far as is known. */
  readonly pending: number;
  /** To be called when messages were queued. */
  readonly told: () => void;
}

/** One thing to look after. */
export interface Duty {
  /** Does what is due. Resolves to the ms until something may be due again; rejects with what the ledger says. */
  turn(facts: DutyFacts): Promise<number>;
}

/** All of them. In a maintenance window they rest, and look again at its end. */
export class Duties {
  readonly #duties: readonly Duty[];
  readonly #maintenance: (at: number) => Stretch | null;

  /** `maintenance` is the window that a moment (ms since the Unix epoch) lies in, or null. */
  constructor(duties: readonly Duty[], maintenance: (at: number) => Stretch | null) {
    this.#duties = duties;
    this.#maintenance = maintenance;
  }

  /** The window that a moment lies in, or null. */
  maintenance(at: number): Stretch | null {
    return this.#maintenance(at);
  }

  /** As {@link Duty.turn}. */
  async turn(facts: DutyFacts): Promise<number> {
    const window = this.#maintenance(facts.now.wall);
    if (window !== null) return Math.min(LOOK_MS, window.end - facts.now.wall);
    let wait = LOOK_MS;
    for (const duty of this.#duties) wait = Math.min(wait, await duty.turn(facts));
    return Math.max(1, wait);
  }
}
