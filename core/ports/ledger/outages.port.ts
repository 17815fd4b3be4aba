/** The outages. Times are ms since the Unix epoch. */
import type { Outage } from "../../domain/outage.ts";
import type { Acknowledgement, OutageTelling } from "../../domain/told/outage_telling.ts";
import type { NewMessage } from "./outbox.port.ts";

/** One outage as it is stored. */
export interface OutageRecord extends Outage {
  readonly closedAt: number | null;
  readonly folder: string;
  /** Files processed while recovering from it. */
  readonly processed: number;
  readonly telling: OutageTelling;
}

/** What changes of an outage. */
export type OutageChange =
  | {
    readonly kind: "opened";
    readonly outage: Outage;
    readonly folder: string;
    /** Nobody is told of it yet; default: its messages go with it. */
    readonly untold?: boolean;
    /** {@link OutageTelling.testUntil}; default: none. */
    readonly testUntil?: number | null;
  }
  /** End, duration, diagnosis as they are now. */
  | { readonly kind: "updated"; readonly outage: Outage }
  | {
    readonly kind: "closed";
    readonly outage: Outage;
    readonly at: number;
    /** Nobody was told of it until now, and its messages go with this; default: what was told stays what it was. */
    readonly told?: boolean;
  };

/** The outages; at most one of them is not closed. */
export interface OutageLedger {
  /**
   * Stores changes and the messages that go with them: all is durable when it resolves, or nothing happened. A message whose
   * (event, channel) is there already is not queued again.
   */
  record(changes: readonly OutageChange[], messages: readonly NewMessage[]): Promise<void>;
  /** What was told of an outage; null for one that is not known. */
  telling(id: string): Promise<OutageTelling | null>;
  /**
   * Stores how far telling has come (all of `telling` but the acknowledgement and the test) together with its messages. False, and nothing
   * happened, when the outage is closed, or when `unlessAcknowledged` and somebody has answered meanwhile.
   */
  tell(
    id: string,
    telling: OutageTelling,
    messages: readonly NewMessage[],
    options: { readonly unlessAcknowledged: boolean },
  ): Promise<boolean>;
  /**
   * Somebody knows of the outage that is not closed: the latest answer is the one that is shown; without a note it keeps the
   * note of the one before. Resolves to the outage, or to null when there is none.
   */
  acknowledge(acknowledgement: Acknowledgement): Promise<OutageRecord | null>;
  /** The outage that is not closed yet, or null. */
  current(): Promise<Outage | null>;
  /** Start times of the outages that began at or after `since`. */
  startedSince(since: number): Promise<readonly number[]>;
  /** Newest first. `realAt` leaves out those that count as tests at that moment. */
  latest(
    limit: number,
    choice?: { readonly realAt?: number },
  ): Promise<readonly OutageRecord[]>;
}
