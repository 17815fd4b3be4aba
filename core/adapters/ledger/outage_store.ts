/** {@link OutageLedger} in SQLite. */
import type { DatabaseSync } from "node:sqlite";
import type { DiagnosisCode } from "../../domain/diagnosis.ts";
import type { Outage } from "../../domain/outage.ts";
import type { OutageLedger, OutageRecord } from "../../ports/ledger.port.ts";

type Row = Record<string, unknown>;

/** The outages; at most one of them is not closed. */
export class OutageStore implements OutageLedger {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  open(outage: Outage, folder: string): void {
    this.#db.prepare(
      `INSERT INTO outages (id, started_at, ended_at, down_ms, unstable, code, message, error_number, transient, folder)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      outage.id,
      outage.startedAt,
      outage.endedAt,
      outage.downMs,
      outage.unstable ? 1 : 0,
      outage.diagnosis.code,
      outage.diagnosis.message,
      outage.diagnosis.errorNumber,
      outage.diagnosis.transient ? 1 : 0,
      folder,
    );
  }

  update(outage: Outage): void {
    this.#db.prepare(
      `UPDATE outages SET ended_at = ?, down_ms = ?, code = ?, message = ?, error_number = ?, transient = ?
       WHERE id = ?`,
    ).run(
      outage.endedAt,
      outage.downMs,
      outage.diagnosis.code,
      outage.diagnosis.message,
      outage.diagnosis.errorNumber,
      outage.diagnosis.transient ? 1 : 0,
      outage.id,
    );
  }

  close(outage: Outage, at: number): void {
    this.update(outage);
    this.#db.prepare("UPDATE outages SET closed_at = ? WHERE id = ?").run(at, outage.id);
  }

  current(): Outage | null {
    const row = this.#db.prepare(
      "SELECT * FROM outages WHERE closed_at IS NULL ORDER BY started_at DESC LIMIT 1",
    ).get();
    return row === undefined ? null : toOutage(row);
  }

  startedSince(since: number): readonly number[] {
    return this.#db.prepare("SELECT started_at AS at FROM outages WHERE started_at >= ?").all(since)
      .map((row) => Number(row.at));
  }

  latest(limit: number): readonly OutageRecord[] {
    return this.#db.prepare(
      `SELECT *, (SELECT count(*) FROM files f WHERE f.outage_id = o.id AND f.situation = 'processado') AS processed
       FROM outages o ORDER BY started_at DESC, rowid DESC LIMIT ?`,
    ).all(limit).map((row) => ({
      ...toOutage(row),
      closedAt: numberOrNull(row.closed_at),
      folder: String(row.folder),
      processed: Number(row.processed),
    }));
  }
}

/** The monotonic start is not stored: it means nothing after a restart. */
function toOutage(row: Row): Outage {
  return {
    id: String(row.id),
    startedAt: Number(row.started_at),
    startedMono: null,
    endedAt: numberOrNull(row.ended_at),
    downMs: numberOrNull(row.down_ms),
    unstable: row.unstable === 1,
    diagnosis: {
      code: String(row.code) as DiagnosisCode,
      message: String(row.message),
      errorNumber: numberOrNull(row.error_number),
      transient: row.transient === 1,
    },
  };
}

const numberOrNull = (value: unknown): number | null => value === null ? null : Number(value);
