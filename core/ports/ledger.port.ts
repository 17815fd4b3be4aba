/** The durable memory of the program. Times are ms since the Unix epoch, amounts integer cents. */
import type { Diagnosis } from "../domain/diagnosis.ts";
import type { Outage } from "../domain/outage.ts";
import type { Format, Movement, RetornoSummary, Warning } from "../formats/retorno.ts";
import type { IntegrationState } from "./integration.port.ts";
import type { Outbox } from "./outbox.port.ts";

/** What became of a file. */
export type Situation = "processado" | "recusado" | "duplicado" | "ignorado";

/** A file as it is first recorded: decided, and on its way to its place. */
export interface NewFile {
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly situation: Situation;
  readonly at: number;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  /** Id of the file whose content this one repeats. */
  readonly duplicateOf: number | null;
  readonly directory: string;
  readonly target: string;
  /** The outage whose recovery brought it, or null. */
  readonly outageId: string | null;
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
  readonly conta: string | null;
  readonly nsa: number | null;
  readonly fileDate: string | null;
  /** Movements in the file, and how many of them were new. */
  readonly movements: number;
  readonly applied: number;
  readonly integration: IntegrationState;
}

/** Files per situation. */
export type Tally = Readonly<Record<Situation, number>>;

/** Choice of files for `arquivos`. All conditions hold together. */
export interface FileQuery {
  readonly situation?: Situation;
  /** Part of the name, any letter case. */
  readonly name?: string;
  /** Half-open interval of `at`. */
  readonly from?: number;
  readonly to?: number;
  /** Newest first, so many at most. */
  readonly limit: number;
}

/** The files that were decided. */
export interface FileLedger {
  /** The file with this content that was applied, or null. */
  findApplied(sha256: string): FileRecord | null;
  /** Records a decision; returns the id. Call it inside the transaction that applies the movements. */
  record(file: NewFile): number;
  /** Movements found and applied, once they are known. */
  counted(id: number, movements: number, applied: number, warnings: readonly Warning[]): void;
  /** Files that were decided and still lie in the watched folder, oldest first. */
  owed(): readonly FileRecord[];
  /** Another name at the destination, because the first one was taken. */
  retarget(id: number, target: string): void;
  /** Whether another file than `except` was brought to that place and name. */
  occupied(directory: string, target: string, except: number): boolean;
  /** The file is in its place. Written with the next transaction, or by {@link writeMoves}; what a kill loses is found out again. */
  moved(id: number, at: number): void;
  /** Writes the moves made so far: not inside a transaction. */
  writeMoves(): void;
  /** Integration with the agency's own system, as far as it has come. */
  integration(id: number): IntegrationState;
  integrationFailed(id: number, error: string): void;
  /** The command succeeded: durable on return. */
  integrated(id: number, at: number): void;
  /** Files decided at or after `since`. */
  tally(since: number): Tally;
  /** Files that came in with the recovery from an outage. */
  ofOutage(outageId: string): readonly FileRecord[];
  /** The file decided last, or null. */
  last(): FileRecord | null;
  /** Files that fit, newest first. */
  query(query: FileQuery): readonly FileRecord[];
}

/** One outage as it is stored. */
export interface OutageRecord extends Outage {
  readonly closedAt: number | null;
  readonly folder: string;
  /** Files processed while recovering from it. */
  readonly processed: number;
}

/** The outages. */
export interface OutageLedger {
  open(outage: Outage, folder: string): void;
  /** Stores end, duration, diagnosis as they are now. */
  update(outage: Outage): void;
  close(outage: Outage, at: number): void;
  /** The outage that is not closed yet, or null. */
  current(): Outage | null;
  /** Start times of the outages that began at or after `since`. */
  startedSince(since: number): readonly number[];
  /** Newest first. */
  latest(limit: number): readonly OutageRecord[];
}

/** The títulos. */
export interface TituloLedger {
  /** Applies the movements of one file, each effect once. Call it inside the file's transaction. */
  apply(
    fileId: number,
    summary: RetornoSummary,
    movements: Iterable<Movement>,
  ): { readonly applied: number; readonly repeated: number; readonly warnings: readonly Warning[] };
  /** Checks the file against the ones before it. Throws `RetornoRefused`; returns warnings. */
  checkAntecedents(
    summary: RetornoSummary,
    file: { readonly sha256: string; readonly name: string },
  ): readonly Warning[];
}

/** What a running monitor says of itself; durations in ms. */
export interface MonitorStatus {
  readonly state: "operacional" | "inacessivel" | "desabilitado";
  readonly since: number;
  readonly folder: string;
  readonly lastProbe: number | null;
  readonly nextProbe: number | null;
  readonly intervalSeconds: number;
  readonly diagnosis: Diagnosis | null;
  readonly pending: number;
  readonly unstable: boolean;
}

/** The row of the running (or last) monitor. */
export interface BoardRow {
  readonly instance: string;
  readonly pid: number;
  readonly version: string;
  readonly startedAt: number;
  readonly heartbeatAt: number;
  readonly status: MonitorStatus;
}

/** Where the running monitor shows itself, and where others leave word for it. */
export interface Board {
  /** A new monitor takes the board; an older request to stop is void. */
  start(instance: string, pid: number, version: string, now: number, status: MonitorStatus): void;
  publish(instance: string, status: MonitorStatus, now: number): void;
  read(): BoardRow | null;
  requestStop(now: number): void;
  stopRequested(instance: string): boolean;
}

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

/** The mark of a ledger that took the place of a damaged one. */
export interface RebuildLedger {
  /** The rebuild that must be completed before any file is processed, or null. */
  pending(): Rebuild | null;
  /** The latest one, finished or not. */
  latest(): Rebuild | null;
  /** Names of the files recorded as lying in a directory. */
  placed(directory: string): ReadonlySet<string>;
  /** What is recorded of a directory. */
  tally(directory: string): Omit<RebuildReport, "unreadable" | "folderMissing">;
  finish(id: string, at: number, report: RebuildReport): void;
}

/** All of it. */
export interface Ledger {
  /** Runs `work` in one transaction: durable when it returns, or not done at all. */
  transaction<T>(work: () => T): T;
  readonly files: FileLedger;
  readonly outages: OutageLedger;
  readonly outbox: Outbox;
  readonly titulos: TituloLedger;
  readonly board: Board;
  readonly rebuild: RebuildLedger;
}
