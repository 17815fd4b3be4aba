/** {@link OutageLedger} in SQLite. */
import type { DiagnosisCode } from "../../../domain/diagnosis.ts";
import type { Outage } from "../../../domain/outage.ts";
import type {
  OutageChange,
  OutageLedger,
  OutageRecord,
} from "../../../ports/ledger/outages.port.ts";
import type { NewMessage } from "../../../ports/ledger/outbox.port.ts";
import { enqueue } from "./outbox_store.ts";
import type { Session } from "./session.ts";

type Row = Record<string, unknown>;

/** The outages; at most one of them is not closed. */
export class OutageStore implements OutageLedger {
  constructor(readonly session: Session) {}

  record(changes: readonly OutageChange[], messages: readonly NewMessage[]): Promise<void> {
    return this.session.transaction(() => {
      for (const change of changes) this.#change(change);
      enqueue(this.session, messages);
    });
  }

  current(): Promise<Outage | null> {
    return this.session.run(() => {
      const row = this.session.sql(
        "SELECT * FROM outages WHERE closed_at IS NULL ORDER BY started_at DESC LIMIT 1",
      ).get();
      return row === undefined ? null : toOutage(row);
    });
  }

  startedSince(since: number): Promise<readonly number[]> {
    return this.session.run(() =>
      this.session.sql("SELECT started_at AS at FROM outages WHERE started_at >= ?").all(since)
        .map((row) => Number(row.at))
    );
  }

  latest(limit: number): Promise<readonly OutageRecord[]> {
    return this.session.run(() =>
      this.session.sql(
        `SELECT *, (SELECT count(*) FROM files f WHERE f.outage_id = o.id AND f.situation = 'processado') AS processed
         FROM outages o ORDER BY started_at DESC, rowid DESC LIMIT ?`,
      ).all(limit).map((row) => ({
        ...toOutage(row),
        closedAt: numberOrNull(row.closed_at),
        folder: String(row.folder),
        processed: Number(row.processed),
      }))
    );
  }

  #change(change: OutageChange): void {
    const { outage } = change;
    if (change.kind === "opened") {
      this.session.sql(
        `INSERT INTO outages (id, started_at, unstable, folder, ended_at, down_ms, code, message, error_number, transient)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(
        outage.id,
        outage.startedAt,
        outage.unstable ? 1 : 0,
        change.folder,
        ...progress(outage),
      );
      return;
    }
    this.session.sql(
      `UPDATE outages SET ended_at = ?, down_ms = ?, code = ?, message = ?, error_number = ?, transient = ?,
         closed_at = coalesce(?, closed_at) WHERE id = ?`,
    ).run(...progress(outage), change.kind === "closed" ? change.at : null, outage.id);
  }
}

/** What changes while an outage lasts. */
function progress(outage: Outage) {
  const { code, message, errorNumber, transient } = outage.diagnosis;
  return [outage.endedAt, outage.downMs, code, message, errorNumber, transient ? 1 : 0] as const;
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
