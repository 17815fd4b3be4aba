/** Rows of the table of files, as records; of any engine. */
import type { FileSituation } from "../../../domain/file_fate.ts";
import type { Format, Warning } from "../../../formats/retorno.ts";
import type {
  FileRecord,
  FileTrace,
  IntegrationState,
  NewFile,
} from "../../../ports/ledger/files.port.ts";

type Row = Record<string, unknown>;

/** A file as {@link FileTrace}, from the columns that its query names. */
export function traceOf(row: Record<string, unknown>): FileTrace {
  return {
    id: Number(row.id),
    name: String(row.name),
    at: Number(row.at),
    mtimeMs: Number(row.mtime),
    situation: row.situation as FileSituation,
    reason: row.reason as string | null,
    outageId: row.outage_id as string | null,
    format: row.format as Format | null,
    banco: row.banco as string | null,
    agencia: row.agencia as string | null,
    conta: row.conta as string | null,
    convenio: row.convenio as string | null,
    nsa: row.nsa as number | null,
    fileDate: row.file_date as string | null,
    estoque: row.estoque as number | null,
    stockBroken: Boolean(row.stock_broken),
  };
}

/** The record of a file as it was just decided. */
export function recordOf(
  file: NewFile,
  id: number,
  applied: number,
  warnings: readonly Warning[],
): FileRecord {
  const { summary, placedAt, ...rest } = file;
  return {
    ...rest,
    id,
    movedAt: placedAt ?? null,
    format: summary?.format ?? null,
    banco: summary?.banco ?? null,
    agencia: summary?.agencia ?? null,
    conta: summary?.conta ?? null,
    convenio: summary?.convenio ?? null,
    nsa: summary?.nsa ?? null,
    fileDate: summary?.data ?? null,
    movements: summary?.movements ?? 0,
    applied,
    warnings,
    integration: integrationOf({}),
    resentAt: null,
    resentAs: null,
  };
}

/** The record of a row; null when there is none. */
export function recordOrNull(row: Row | undefined): FileRecord | null {
  return row === undefined ? null : toRecord(row);
}

/** A file as `SELECT * FROM files` reads it. */
export function toRecord(row: Row): FileRecord {
  return {
    id: Number(row.id),
    name: String(row.name),
    sha256: String(row.sha256),
    size: Number(row.size),
    mtimeMs: Number(row.mtime),
    situation: row.situation as FileSituation,
    at: Number(row.at),
    reasonCode: row.reason_code as string | null,
    reason: row.reason as string | null,
    duplicateOf: row.duplicate_of as number | null,
    directory: String(row.directory),
    target: String(row.target),
    movedAt: row.moved_at as number | null,
    outageId: row.outage_id as string | null,
    format: row.format as Format | null,
    banco: row.banco as string | null,
    agencia: row.agencia as string | null,
    conta: row.conta as string | null,
    convenio: row.convenio as string | null,
    nsa: row.nsa as number | null,
    fileDate: row.file_date as string | null,
    movements: Number(row.movements),
    applied: Number(row.applied),
    warnings: row.warnings === "[]" ? [] : JSON.parse(String(row.warnings)) as Warning[],
    integration: integrationOf(row),
    resentAt: (row.resent_at ?? null) as number | null,
    resentAs: (row.resent_as ?? null) as number | null,
  };
}

/** How far the hand-over is, from the columns of a row. */
export function integrationOf(row: Row): IntegrationState {
  return {
    attempts: Number(row.integration_attempts ?? 0),
    lastError: (row.integration_error ?? null) as string | null,
    doneAt: (row.integrated_at ?? null) as number | null,
  };
}
