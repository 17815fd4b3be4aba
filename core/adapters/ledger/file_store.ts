/** {@link FileLedger} in SQLite. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Format, Warning } from "../../formats/retorno.ts";
import type { IntegrationState } from "../../ports/integration.port.ts";
import type {
  FileLedger,
  FileQuery,
  FileRecord,
  NewFile,
  Situation,
  Tally,
} from "../../ports/ledger.port.ts";
import { transaction, withoutSync } from "./database.ts";

type Row = Record<string, unknown>;

/** The decided files. */
export class FileStore implements FileLedger {
  readonly #db: DatabaseSync;
  readonly #findApplied: StatementSync;
  readonly #record: StatementSync;
  readonly #counted: StatementSync;
  readonly #moved: StatementSync;
  readonly #owed: StatementSync;
  /** Moves that were made and are not written yet: id and time. */
  readonly #arrivals = new Map<number, number>();

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#findApplied = db.prepare(
      "SELECT * FROM files WHERE sha256 = ? AND situation = 'processado' ORDER BY id LIMIT 1",
    );
    this.#record = db.prepare(
      `INSERT INTO files (name, sha256, size, mtime, situation, at, reason_code, reason, duplicate_of,
         directory, target, outage_id, format, banco, agencia, conta, convenio, nsa, file_date, estoque, moved_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#counted = db.prepare(
      "UPDATE files SET movements = ?, applied = ?, warnings = ? WHERE id = ?",
    );
    this.#moved = db.prepare("UPDATE files SET moved_at = ? WHERE id = ?");
    this.#owed = db.prepare("SELECT * FROM files WHERE (moved_at IS NULL) = 1 ORDER BY id");
  }

  findApplied(sha256: string): FileRecord | null {
    const row = this.#findApplied.get(sha256);
    return row === undefined ? null : toRecord(row);
  }

  record(file: NewFile): number {
    const s = file.summary;
    const { lastInsertRowid } = this.#record.run(
      file.name,
      file.sha256,
      file.size,
      file.mtimeMs,
      file.situation,
      file.at,
      file.reasonCode,
      file.reason,
      file.duplicateOf,
      file.directory,
      file.target,
      file.outageId,
      s?.format ?? null,
      s?.banco ?? null,
      s?.agencia ?? null,
      s?.conta ?? null,
      s?.convenio ?? null,
      s?.nsa ?? null,
      s?.data ?? null,
      s?.estoque ?? null,
      file.placedAt ?? null,
    );
    return Number(lastInsertRowid);
  }

  counted(id: number, movements: number, applied: number, warnings: readonly Warning[]): void {
    this.#counted.run(movements, applied, JSON.stringify(warnings), id);
  }

  owed(): readonly FileRecord[] {
    this.writeMoves();
    return this.#owed.all().map(toRecord);
  }

  retarget(id: number, target: string): void {
    this.#db.prepare("UPDATE files SET target = ? WHERE id = ?").run(target, id);
  }

  occupied(directory: string, target: string, except: number): boolean {
    this.writeMoves();
    return this.#db.prepare(
      "SELECT 1 FROM files WHERE directory = ? AND target = ? AND moved_at IS NOT NULL AND id <> ? LIMIT 1",
    ).get(directory, target, except) !== undefined;
  }

  /** Should a kill or a power cut undo it, the move is found done and marked again: the commit that counts is the file's own. */
  moved(id: number, at: number): void {
    this.#arrivals.set(id, at);
  }

  writeMoves(): void {
    if (this.#arrivals.size > 0) withoutSync(this.#db, () => this.transaction(() => {}));
  }

  /** Runs `work` in one transaction, together with the marks of the moves made so far: both stand, or neither. */
  transaction<T>(work: () => T): T {
    const arrivals = [...this.#arrivals];
    const result = transaction(this.#db, () => {
      for (const [id, at] of arrivals) this.#moved.run(at, id);
      return work();
    });
    for (const [id] of arrivals) this.#arrivals.delete(id);
    return result;
  }

  integration(id: number): IntegrationState {
    const row = this.#db.prepare(
      "SELECT integration_attempts, integration_error, integrated_at FROM files WHERE id = ?",
    ).get(id);
    return integrationOf(row ?? {});
  }

  integrationFailed(id: number, error: string): void {
    this.#db.prepare(
      "UPDATE files SET integration_attempts = integration_attempts + 1, integration_error = ? WHERE id = ?",
    ).run(error, id);
  }

  integrated(id: number, at: number): void {
    this.#db.prepare("UPDATE files SET integrated_at = ? WHERE id = ?").run(at, id);
  }

  tally(since: number): Tally {
    const tally = { processado: 0, recusado: 0, duplicado: 0, ignorado: 0 };
    const rows = this.#db.prepare(
      `SELECT situation, count(*) AS n FROM files
       WHERE (moved_at IS NULL) IN (0, 1) AND at >= ? GROUP BY situation`,
    ).all(since);
    for (const row of rows) tally[row.situation as Situation] = Number(row.n);
    return tally;
  }

  ofOutage(outageId: string): readonly FileRecord[] {
    return this.#db.prepare("SELECT * FROM files WHERE outage_id = ? ORDER BY id").all(outageId)
      .map(toRecord);
  }

  last(): FileRecord | null {
    const row = this.#db.prepare("SELECT * FROM files ORDER BY id DESC LIMIT 1").get();
    return row === undefined ? null : toRecord(row);
  }

  query(query: FileQuery): readonly FileRecord[] {
    return this.#db.prepare(
      `SELECT * FROM files
       WHERE (:situation IS NULL OR situation = :situation)
         AND (:name IS NULL OR instr(lower(name), lower(:name)) > 0)
         AND (moved_at IS NULL) IN (0, 1) AND at >= :from AND at < :to
       ORDER BY id DESC LIMIT :limit`,
    ).all({
      situation: query.situation ?? null,
      name: query.name ?? null,
      from: query.from ?? 0,
      to: query.to ?? Number.MAX_SAFE_INTEGER,
      limit: query.limit,
    }).map(toRecord);
  }
}

function toRecord(row: Row): FileRecord {
  return {
    id: Number(row.id),
    name: String(row.name),
    sha256: String(row.sha256),
    size: Number(row.size),
    mtimeMs: Number(row.mtime),
    situation: row.situation as Situation,
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
    conta: row.conta as string | null,
    nsa: row.nsa as number | null,
    fileDate: row.file_date as string | null,
    movements: Number(row.movements),
    applied: Number(row.applied),
    integration: integrationOf(row),
  };
}

function integrationOf(row: Row): IntegrationState {
  return {
    attempts: Number(row.integration_attempts ?? 0),
    lastError: (row.integration_error ?? null) as string | null,
    doneAt: (row.integrated_at ?? null) as number | null,
  };
}
