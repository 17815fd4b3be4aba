/** The rows of a ledger, for whoever takes all of them: in batches, so that memory stays flat whatever the size. */
import type { Cell, Numbered, TableShape } from "./tables.ts";

/** Rows of a batch. */
export const BATCH = 1000;

/** A row of a question, by the names of its columns. */
export type Row = Record<string, unknown>;

/** One state of a ledger. Several streams may be open at once. */
export interface RowReader {
  /** Rows of a table in its order, cells in the order of its columns. */
  rows(table: TableShape): AsyncIterable<readonly (readonly Cell[])[]>;
  /** How many they are. */
  count(table: TableShape): Promise<number>;
  /** Rows of a question that every engine understands. */
  stream(sql: string): AsyncIterable<readonly Row[]>;
}

/** `Failure` code of a folder that a monitor of another machine holds. */
export const HELD_ELSEWHERE = "outro_monitor";

/** A ledger that is read. */
export interface RowSource {
  /** Calls `work` with one snapshot; again when the connection was lost meanwhile. */
  read<T>(work: (reader: RowReader) => Promise<T>): Promise<T>;
  /**
   * Throws a `Failure` where there is nothing of the folder, where a monitor of another machine works on it
   * ({@link HELD_ELSEWHERE}), and where the rows cannot stand alone. Call it within `read`.
   */
  refuseUnfit(): Promise<void>;
  /** What the engine itself finds wrong with its data; null: nothing. Call it within `read`. */
  damage(): Promise<string | null>;
  close(): Promise<void>;
}

/** What is being written; rows come back as the source numbered them. */
export interface RowWriter extends RowReader {
  /** Tables that already have rows. Throws a `Failure` where a monitor of another machine works: {@link HELD_ELSEWHERE}. */
  occupied(): Promise<readonly string[]>;
  add(table: TableShape, rows: readonly (readonly Cell[])[]): Promise<void>;
  /** What refers to later rows, once all rows of the table are there. */
  addLate(table: TableShape, rows: readonly (readonly Cell[])[]): Promise<void>;
  /** What the other engine does not keep, from what it does; after the last row. */
  complete(): Promise<void>;
}

/** The highest numbers of a ledger. */
export type Highest = Readonly<Record<Numbered, number>>;

/** A ledger that is filled. */
export interface RowTarget {
  /**
   * Calls `work` in one transaction: what it wrote is there when this resolves, and nothing of it when it rejects. `work` may be
   * called again when the connection was lost meanwhile.
   */
  write<T>(highest: Highest, work: (writer: RowWriter) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
