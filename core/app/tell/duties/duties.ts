/**
 * What is told besides outages and recoveries, each when its time has come. The lane of the folder does these duties between
 * its calls, so that none of them can tell of an outage that is just ending.
 */
import type { FileProblem } from "../../../domain/file_fate.ts";
import type { Instant } from "../../../domain/instant.ts";
import type { Outage } from "../../../domain/outage.ts";
import type { Stretch } from "../../../domain/told/maintenance.ts";
import { PossessionLost } from "../../../ports/ledger/possession.port.ts";
import type { Log } from "../../../ports/log.port.ts";
import { turnFailedLine } from "../../../words/log/program.ts";
import { say } from "../say.ts";

/** Longest time between two looks at the clock on the wall, which may be set at any moment, in ms. */
const LOOK_MS = 30_000;

/** Duties that failed are done again after this, in ms. */
const RETRY_MS = 5000;

/** What lies in the folder is not dealt with to the end: ask again after this, in ms. */
const UNSETTLED_MS = 1000;

/** ms until a duty that waits for the folder to be settled looks again; an outage that ends calls by itself. */
export function untilSettled({ outage }: Pick<DutyFacts, "outage">): number {
  return outage === null ? UNSETTLED_MS : Infinity;
}

/** What a duty is told at each look. */
export interface DutyFacts {
  readonly now: Instant;
  /** The outage under way; null while the folder answers, and until the first check after a start says what is so. */
  readonly outage: Outage | null;
  /** The folder answers, and all that it held at the latest look is dealt with, but for the problems. */
  readonly settled: boolean;
  /** Files that lie in the folder, as far as is known. */
  readonly pending: number;
  /** Names that cannot be dealt with, oldest first. */
  readonly problems: readonly FileProblem[];
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
  readonly #log: Log;
  #dueAt = -Infinity;
  /** What they failed with last; null once they are done. */
  #failure: string | null = null;

  /** `maintenance` is the window that a moment (ms since the Unix epoch) lies in, or null. */
  constructor(duties: readonly Duty[], maintenance: (at: number) => Stretch | null, log: Log) {
    this.#duties = duties;
    this.#maintenance = maintenance;
    this.#log = log;
  }

  /** `mono` time at which they want to be done again. */
  get dueAt(): number {
    return this.#dueAt;
  }

  /** Something has changed: they want to be done now. */
  hurry(): void {
    this.#dueAt = -Infinity;
  }

  /** The window that a moment lies in, or null. */
  maintenance(at: number): Stretch | null {
    return this.#maintenance(at);
  }

  /**
   * Does what is due at `now`. Rejects only with `PossessionLost`: any other failure, mostly of the ledger, is told once and tried again, and keeps no check
   * and no file from its turn.
   */
  async attend(now: Instant, facts: () => DutyFacts): Promise<void> {
    if (this.#dueAt > now.mono) return;
    // Set first: what changes while they are done calls for another look.
    this.#dueAt = now.mono + RETRY_MS;
    try {
      const wait = await this.#turn(facts());
      if (this.#dueAt > now.mono) this.#dueAt = now.mono + wait;
      this.#failure = null;
    } catch (error) {
      if (error instanceof PossessionLost) throw error;
      const text = error instanceof Error ? error.message : String(error);
      if (text !== this.#failure) say(this.#log, turnFailedLine(text, RETRY_MS / 1000));
      this.#failure = text;
    }
  }

  async #turn(facts: DutyFacts): Promise<number> {
    const window = this.#maintenance(facts.now.wall);
    if (window !== null) return Math.min(LOOK_MS, window.end - facts.now.wall);
    let wait = LOOK_MS;
    for (const duty of this.#duties) wait = Math.min(wait, await duty.turn(facts));
    return Math.max(1, wait);
  }
}
