/** The mark of a ledger that took the place of a damaged one. Times are ms since the Unix epoch. */
import type { NewMessage } from "./outbox.port.ts";

/** What was put back into a new ledger. */
export interface RebuildReport {
  /** Files found in pasta_processados, duplicates among them, and the movements that they brought. */
  readonly files: number;
  readonly duplicates: number;
  readonly movements: number;
  readonly titulos: number;
  /** Known by content from now on, but not applied: today's rules refuse them. */
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
  /** Could not be read at all, and are not known. */
  readonly unreadable: readonly { readonly name: string; readonly reason: string }[];
  /** pasta_processados does not exist. */
  readonly folderMissing: boolean;
}

/** A damaged ledger, and what became of its successor. */
export interface Rebuild {
  readonly id: string;
  /** Path of the damaged ledger. */
  readonly kept: string;
  readonly reason: string;
  readonly noticedAt: number;
  /** Null: this ledger does not know yet what was processed before. */
  readonly finishedAt: number | null;
  readonly report: RebuildReport | null;
}

/** The rebuild, if this ledger is one. */
export interface RebuildLedger {
  /** The rebuild that must be completed before any file is processed, or null. */
  pending(): Promise<Rebuild | null>;
  /** The latest one, finished or not. */
  latest(): Promise<Rebuild | null>;
  /** Names of the files recorded as lying in a directory. */
  placed(directory: string): Promise<ReadonlySet<string>>;
  /** What is recorded of a directory. */
  tally(directory: string): Promise<Omit<RebuildReport, "unreadable" | "folderMissing">>;
  /** The ledger is complete, and the messages that say so are queued: both, or neither. */
  finish(
    id: string,
    at: number,
    report: RebuildReport,
    messages: readonly NewMessage[],
  ): Promise<void>;
}
