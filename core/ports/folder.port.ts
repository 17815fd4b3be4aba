/** The folder of retornos, which may be on a share that dies or freezes at any moment. */
import type { Diagnosis } from "../domain/diagnosis.ts";
import type { FileTrouble } from "../domain/file_fate.ts";

/** Names that {@link RetornoFolder.stat} is asked about in one call: an answer within a fraction of a second. */
export const NAMES_PER_CALL = 250;

/** One `*.ret` entry of a listing. */
export interface FolderEntry {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Last write, ms since the Unix epoch, by the server's clock; 0 for a time that no date can hold. */
  readonly mtimeMs: number;
  /** Size and time could not be had, although the folder answers: size and time mean nothing then. */
  readonly failed?: { readonly trouble: FileTrouble; readonly message: string };
}

/** The whole content of one file, read once and unchanged while it was read. */
export interface FileContent {
  readonly size: number;
  readonly mtimeMs: number;
  /** Lower-case hexadecimal SHA-256 of the bytes. */
  readonly sha256: string;
  /**
   * The bytes, in order; may be iterated more than once, always with the same result. A chunk is valid until the next one is
   * asked for.
   */
  chunks(): Iterable<Uint8Array>;
  /** Frees the temporary copy, if there is one. */
  dispose(): void;
}

/** Failure of the folder itself: evidence of an outage. */
export class FolderUnreachable extends Error {
  override name = "FolderUnreachable";
  constructor(
    readonly diagnosis: Diagnosis,
    /** A probe of its own has confirmed it: nobody need ask again. */
    readonly probed: boolean = false,
  ) {
    super(diagnosis.message);
  }
}

/** Failure of one file. The folder must be probed before anything is concluded from it. */
export class FileUnavailable extends Error {
  override name = "FileUnavailable";
  constructor(
    readonly trouble: FileTrouble,
    message: string,
    readonly diagnosis: Diagnosis | null = null,
  ) {
    super(message);
  }
}

/** Where a file goes. Directories are created when missing. */
export interface MovePlan {
  /** Name in the watched folder. */
  readonly name: string;
  /** Destination directory. */
  readonly directory: string;
  /** Name at the destination. */
  readonly target: string;
  /** Text of the reason file beside it, or null. */
  readonly reason: string | null;
  /** SHA-256, size and time of what must be moved: another content under the same name is not touched. */
  readonly sha256: string;
  readonly size: number;
  readonly mtimeMs: number;
  /** True when an earlier attempt may have stopped half-way with this very target. */
  readonly resuming: boolean;
  /** True when time has passed since the content was read: it is compared again before it is moved. */
  readonly verify?: boolean;
}

/** A place whose first name is taken. */
export interface TakenPlace {
  readonly directory: string;
  /** The file's own name. */
  readonly name: string;
  /** A reason file goes beside it. */
  readonly withReason: boolean;
  /** Numbers up to this one are known to be taken. */
  readonly from: number;
}

/** A destination as it really is. */
export interface PlaceFinding {
  /** As it was asked for. */
  readonly directory: string;
  /** Without links. */
  readonly real: string;
  /** It is the watched folder itself. */
  readonly own: boolean;
  /** A link leads to it. */
  readonly linked: boolean;
}

/** `moved`: done now. `already`: found done by an earlier attempt. `taken`: choose another target. */
export type MoveOutcome = "moved" | "already" | "taken" | "vanished" | "changed";

/**
 * All access to the share. Every call ends, whatever the share does, once `deadlineMs` have passed without
 * a sign of life; a large file that keeps moving may take longer in all.
 */
export interface RetornoFolder {
  /** Opens the folder and reads its first entry. Throws {@link FolderUnreachable}. */
  probe(deadlineMs: number): Promise<void>;
  /**
   * The names of the regular files `*.ret` (any letter case) of the folder itself, sorted; the very same list as long as nothing
   * changes. Throws {@link FolderUnreachable}.
   */
  list(deadlineMs: number): Promise<readonly string[]>;
  /**
   * Size and time of some of them; what vanished meanwhile is left out, what does not answer says why. Throws
   * {@link FolderUnreachable}, only when the folder itself does not answer.
   */
  stat(names: readonly string[], deadlineMs: number): Promise<FolderEntry[]>;
  /** Reads one file whole. Throws {@link FileUnavailable} or {@link FolderUnreachable}. */
  read(entry: FolderEntry, deadlineMs: number): Promise<FileContent>;
  /** Moves one file without ever replacing another. Throws as {@link RetornoFolder.read} does. */
  move(plan: MovePlan, deadlineMs: number): Promise<MoveOutcome>;
  /**
   * A number `n` whose `targetName` is free at the moment, in a number of steps that hardly grows with the names taken. Optional:
   * without it they are tried one by one. Throws as {@link RetornoFolder.read} does.
   */
  freeNumber?(place: TakenPlace, deadlineMs: number): Promise<number>;
  /** Where the destinations that exist really are. Optional: without it nobody looks. Throws {@link FolderUnreachable}. */
  places?(directories: readonly string[], deadlineMs: number): Promise<readonly PlaceFinding[]>;
  /** Ends the helper process, at once. */
  close(): Promise<void>;
}
