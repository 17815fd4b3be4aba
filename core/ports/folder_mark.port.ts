/** The mark in a watched folder that says whose it is. */

/** What a look at a file says of it; the same again: nobody wrote it in between. */
export interface MarkStamp {
  /** Bytes. */
  readonly size: number;
  /** Last write, ms since the Unix epoch, by the server's clock. */
  readonly mtimeMs: number;
  /** Number of the file, where the system says it. */
  readonly id: number | null;
}

/** A mark that was found. */
export interface FoundMark {
  readonly stamp: MarkStamp;
  /** Null: no file that could be a mark (a folder, a link, too large). */
  readonly text: string | null;
}

/**
 * The mark. Every method throws `FolderUnreachable` when the folder does not answer, and `FileUnavailable` when this one file
 * cannot be read or written.
 */
export interface FolderMark {
  /** Null: there is none. `same`: it is as `known` says. */
  readMark(known: MarkStamp | null, deadlineMs: number): Promise<FoundMark | "same" | null>;
  /** Writes it whole or not at all. `taken`: there is one, and it was not to be replaced. */
  writeMark(text: string, replace: boolean, deadlineMs: number): Promise<MarkStamp | "taken">;
  /** Removes it, if it still says `text`. */
  removeMark(text: string, deadlineMs: number): Promise<void>;
}
