/** The files that were decided. Times are ms since the Unix epoch. */
import type { FileSituation } from "../../domain/file_fate.ts";
import type { Format, Movement, RetornoSummary, Warning } from "../../formats/retorno.ts";
import type { PreviousFiles } from "../../titulos/previous_files.ts";

/** How far the hand-over of one file to the agency's own system has come. */
export interface IntegrationState {
  /** Failed attempts. */
  readonly attempts: number;
  readonly lastError: string | null;
  /** Null: not handed over (yet). */
  readonly doneAt: number | null;
}

/** A file as it is first recorded: decided, and on its way to its place. */
export interface NewFile {
  readonly name: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly mtimeMs: number;
  readonly situation: FileSituation;
  readonly at: number;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  /** Id of the file whose content this one repeats. */
  readonly duplicateOf: number | null;
  readonly directory: string;
  readonly target: string;
  /** The outage whose recovery brought it, or null. */
  readonly outageId: string | null;
  /** Of an accepted file; its movements are applied. */
  readonly summary: RetornoSummary | null;
  /** It lies in its place already, since then. */
  readonly placedAt?: number;
}

/** A file in the ledger. */
export interface FileRecord extends Omit<NewFile, "summary" | "placedAt"> {
  readonly id: number;
  /** Null while the move is still owed. */
  readonly movedAt: number | null;
  readonly format: Format | null;
  readonly banco: string | null;
  readonly agencia: string | null;
  readonly conta: string | null;
  readonly convenio: string | null;
  readonly nsa: number | null;
  readonly fileDate: string | null;
  /** Movements in the file, and how many of them were new. */
  readonly movements: number;
  readonly applied: number;
  readonly warnings: readonly Warning[];
  readonly integration: IntegrationState;
  /** When it was put back into the folder after it was refused; null: it was not. */
  readonly resentAt: number | null;
  /** Id of the file as which it was decided then; null: not yet. */
  readonly resentAs: number | null;
}

/** One file to be decided, judged and applied in one transaction. */
export interface FileDecision {
  readonly sha256: string;
  /** Of a file that could be read; null: nothing of it is applied. */
  readonly summary: RetornoSummary | null;
  /**
   * The verdict, by what the ledger has at that very moment. A pure function, called inside the transaction, and again should
   * that have to be repeated. What it throws (`RetornoRefused`) undoes all that was done of the file, and is passed on.
   */
  readonly judge: (previous: PreviousFiles) => NewFile;
  /** The movements, so many at a time; asked for only when the verdict has a summary. What it throws is passed on. */
  readonly batches: () => Iterable<readonly Movement[]>;
}

/** A decided file, in the few fields that rules about many files look at. */
export interface FileTrace extends
  Pick<
    FileRecord,
    | "id"
    | "name"
    | "at"
    | "mtimeMs"
    | "situation"
    | "reason"
    | "outageId"
    | "format"
    | "banco"
    | "agencia"
    | "conta"
    | "convenio"
    | "nsa"
    | "fileDate"
  > {
  /** Stock of open títulos that the bank states, or null. */
  readonly estoque: number | null;
  /** It does not follow from the one of the file before. */
  readonly stockBroken: boolean;
}

/** Files per situation. */
export type Tally = Readonly<Record<FileSituation, number>>;

/** Choice of files. All conditions hold together. */
export interface FileChoice {
  readonly situation?: FileSituation;
  /** Part of the name, any letter case. */
  readonly name?: string;
  /** Half-open interval of `at`. */
  readonly from?: number;
  readonly to?: number;
  /** Leaves out the files that recovery tests brought. */
  readonly withoutTests?: boolean;
}

/** A choice of files for `arquivos`. */
export interface FileQuery extends FileChoice {
  /** Newest first, so many at most. */
  readonly limit: number;
}

/**
 * The decided files. Every method is durable when it resolves, unless it says otherwise; it rejects with `LedgerUnavailable` or
 * `LedgerDamaged` when the engine is to blame, and with anything else for what was asked.
 */
export interface FileLedger {
  /**
   * Decides, records and applies one file: all of it, or nothing. No other work of any lane comes between its steps. An applied
   * content is unique by the engine's own rule as well, whoever else may write. Rejects with `RetornoRefused` when the rules of
   * the títulos refuse a value: then nothing of the file was written. Files asked for together are decided in that order, may
   * share a transaction, and fail each for itself.
   */
  decide(decision: FileDecision): Promise<FileRecord>;
  /** The applied file with this content, or null. Only a hint: {@link FileLedger.decide} asks again. */
  findApplied(sha256: string): Promise<{ readonly id: number; readonly name: string } | null>;
  /** Files that were decided and still lie in the watched folder, oldest first. */
  owed(): Promise<readonly FileRecord[]>;
  /** How many these are. */
  owedCount(): Promise<number>;
  /** Another name at the destination, because the first one was taken. */
  retarget(id: number, target: string): Promise<void>;
  /** Whether another file than `except` was brought to that place and name. */
  occupied(directory: string, target: string, except: number): Promise<boolean>;
  /** The file is in its place. Durable with the next decision or {@link FileLedger.writeMoves}; what a kill loses is found out again. */
  moved(id: number, at: number): Promise<void>;
  /** Writes the moves made so far. */
  writeMoves(): Promise<void>;
  /** Hand-over to the agency's own system, as far as it has come. */
  integration(id: number): Promise<IntegrationState>;
  integrationFailed(id: number, error: string): Promise<void>;
  integrated(id: number, at: number): Promise<void>;
  /** A refused file is put back into the folder: the next decision about its name is that of this file. */
  resent(id: number, at: number): Promise<void>;
  /** It could not be put back. */
  notResent(id: number): Promise<void>;
  /** The refused files that were decided again as these, by the id of the later one. */
  resentFrom(ids: readonly number[]): Promise<ReadonlyMap<number, FileRecord>>;
  /** Files decided at or after `since`. */
  tally(since: number): Promise<Tally>;
  /** Files decided at or after `since`, in the order in which they were decided. */
  traces(since: number): Promise<readonly FileTrace[]>;
  /** Of these, the processed ones that have a number and a date: the latest `most` of each account and format. */
  numberedTraces(since: number, most: number): Promise<readonly FileTrace[]>;
  /** Files that came in with the recovery from an outage. */
  ofOutage(outageId: string): Promise<readonly FileRecord[]>;
  /** The file decided last, or null. */
  last(): Promise<FileRecord | null>;
  /** One file, or null. */
  byId(id: number): Promise<FileRecord | null>;
  /** Files that fit, newest first. */
  query(query: FileQuery): Promise<readonly FileRecord[]>;
  /** How many files fit. */
  count(choice: FileChoice): Promise<number>;
}
