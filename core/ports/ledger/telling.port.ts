/** What is told by the calendar, and how far it has come. */
import type { FileRecord, Tally } from "./files.port.ts";
import type { OutageRecord } from "./outages.port.ts";
import type { NewMessage } from "./outbox.port.ts";

/** What happened in some stretch of time. Lists have the oldest first, and no more than was asked for; counts are whole. */
export interface PeriodRecords {
  /** Files decided in it. */
  readonly files: Tally;
  /** Títulos that these files say are paid, and the sum in integer cents. */
  readonly paid: { readonly titulos: number; readonly cents: bigint };
  readonly refused: readonly FileRecord[];
  /** Processed, and something of them is odd. */
  readonly odd: readonly FileRecord[];
  readonly oddCount: number;
  /** Outages that some part of it lies in. */
  readonly outages: readonly OutageRecord[];
  readonly outageCount: number;
}

/** One small state for each thing that is told so, by its name. */
export interface TellingLedger {
  /** The state that was saved last, plain JSON; null before the first time. */
  read(name: string): Promise<unknown>;
  /**
   * The state and the messages that go with it: all is durable when it resolves, or nothing happened. A message whose
   * (event, channel) is there already is not queued again.
   */
  save(name: string, state: unknown, messages: readonly NewMessage[]): Promise<void>;
  /** What happened from `start` on and before `end` (ms since the Unix epoch); so many in each list. */
  period(start: number, end: number, shown: number): Promise<PeriodRecords>;
}
