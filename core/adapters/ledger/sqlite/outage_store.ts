/** {@link OutageLedger} in SQLite. */
import type { Outage } from "../../../domain/outage.ts";
import type { Acknowledgement, OutageTelling } from "../../../domain/told/outage_telling.ts";
import type {
  OutageChange,
  OutageLedger,
  OutageRecord,
} from "../../../ports/ledger/outages.port.ts";
import type { NewMessage } from "../../../ports/ledger/outbox.port.ts";
import { toOutage, toOutageRecord, toTelling } from "../rows/outage_rows.ts";
import { enqueue } from "./outbox_store.ts";
import type { Session } from "./session.ts";

/** All of an {@link OutageRecord}, for {@link toOutageRecord}. */
export const RECORDS =
  `SELECT *, (SELECT count(*) FROM files f WHERE f.outage_id = o.id AND f.situation = 'processado') AS processed
   FROM outages o`;

/** The outages; at most one of them is not closed. */
export class OutageStore implements OutageLedger {
  constructor(readonly session: Session) {}

  record(changes: readonly OutageChange[], messages: readonly NewMessage[]): Promise<void> {
    return this.session.transaction(() => {
      for (const change of changes) this.#change(change);
      enqueue(this.session, messages);
    });
  }

  telling(id: string): Promise<OutageTelling | null> {
    return this.session.run(() => {
      const row = this.session.sql("SELECT * FROM outages WHERE id = ?").get(id);
      return row === undefined ? null : toTelling(row);
    });
  }

  tell(
    id: string,
    telling: OutageTelling,
    messages: readonly NewMessage[],
    { unlessAcknowledged }: { readonly unlessAcknowledged: boolean },
  ): Promise<boolean> {
    return this.session.transaction(() => {
      const { changes } = this.session.sql(
        `UPDATE outages SET told_ms = ?, reminders = ?, reminded_ms = ?, escalated_at = ?
         WHERE id = ? AND closed_at IS NULL AND (acknowledged_at IS NULL OR NOT ?)`,
      ).run(
        telling.toldMs,
        telling.reminders,
        telling.remindedMs,
        telling.escalatedAt,
        id,
        unlessAcknowledged ? 1 : 0,
      );
      if (changes === 0) return false;
      enqueue(this.session, messages);
      return true;
    });
  }

  acknowledge({ at, by, note }: Acknowledgement): Promise<OutageRecord | null> {
    return this.session.transaction(() => {
      const open = this.session.sql(
        "SELECT id FROM outages WHERE closed_at IS NULL ORDER BY started_at DESC LIMIT 1",
      ).get();
      if (open === undefined) return null;
      this.session.sql(
        `UPDATE outages SET acknowledged_at = ?, acknowledged_by = ?, acknowledged_note = coalesce(?, acknowledged_note)
         WHERE id = ?`,
      ).run(at, by, note, String(open.id));
      return toOutageRecord(this.session.sql(`${RECORDS} WHERE id = ?`).get(String(open.id))!);
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

  latest(
    limit: number,
    { realAt }: { readonly realAt?: number } = {},
  ): Promise<readonly OutageRecord[]> {
    return this.session.run(() =>
      this.session.sql(
        `${RECORDS} WHERE :at IS NULL OR test_until IS NULL OR coalesce(ended_at, :at) > test_until
         ORDER BY started_at DESC, rowid DESC LIMIT :limit`,
      ).all({ at: realAt ?? null, limit }).map(toOutageRecord)
    );
  }

  #change(change: OutageChange): void {
    const { outage } = change;
    if (change.kind === "opened") {
      this.session.sql(
        `INSERT INTO outages (id, started_at, unstable, folder, told_ms, test_until,
           ended_at, down_ms, code, message, error_number, transient)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(
        outage.id,
        outage.startedAt,
        outage.unstable ? 1 : 0,
        change.folder,
        change.untold ? null : 0,
        change.testUntil ?? null,
        ...progress(outage),
      );
      return;
    }
    this.session.sql(
      `UPDATE outages SET ended_at = ?, down_ms = ?, code = ?, message = ?, error_number = ?, transient = ?,
         closed_at = coalesce(?, closed_at), told_ms = coalesce(told_ms, ?) WHERE id = ?`,
    ).run(
      ...progress(outage),
      change.kind === "closed" ? change.at : null,
      change.kind === "closed" && change.told ? outage.downMs : null,
      outage.id,
    );
  }
}

/** What changes while an outage lasts. */
function progress(outage: Outage) {
  const { code, message, errorNumber, transient } = outage.diagnosis;
  return [outage.endedAt, outage.downMs, code, message, errorNumber, transient ? 1 : 0] as const;
}
