/** The outages. Times are ms since the Unix epoch. */
import type { Outage } from "../../domain/outage.ts";
import type { NewMessage } from "./outbox.port.ts";

/** One outage as it is stored. */
export interface OutageRecord extends Outage {
  readonly closedAt: number | null;
  readonly folder: string;
  /** Files processed while recovering from it. */
  readonly processed: number;
}

/** What changes of an outage. */
export type OutageChange =
  | { readonly kind: "opened"; readonly outage: Outage; readonly folder: string }
  /** End, duration, diagnosis as they are now. */
  | { readonly kind: "updated"; readonly outage: Outage }
  | { readonly kind: "closed"; readonly outage: Outage; readonly at: number };

/** The outages; at most one of them is not closed. */
export interface OutageLedger {
  /**
   * Stores changes and the messages that go with them: all is durable when it resolves, or nothing happened. A message whose
   * (event, channel) is there already is not queued again.
   */
  record(changes: readonly OutageChange[], messages: readonly NewMessage[]): Promise<void>;
  /** The outage that is not closed yet, or null. */
  current(): Promise<Outage | null>;
  /** Start times of the outages that began at or after `since`. */
  startedSince(since: number): Promise<readonly number[]>;
  /** Newest first. */
  latest(limit: number): Promise<readonly OutageRecord[]>;
}
