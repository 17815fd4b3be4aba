/** {@link OutageLedger} in PostgreSQL. */
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
import { inScope } from "./scope.ts";
import type { Session } from "./session.ts";

/** All of an {@link OutageRecord}, for {@link toOutageRecord}. */
export const RECORDS =
  `SELECT *, (SELECT count(*) FROM files f WHERE f.outage_id = o.id AND f.situation = 'processado') AS processed
   FROM outages o`;
const OPEN = `SELECT * FROM outages o WHERE closed_at IS NULL AND ${
  inScope("o")
} ORDER BY started_at DESC LIMIT 1`;

/** The outages; at most one of a folder is not closed. */
export class OutageStore implements OutageLedger {
  constructor(readonly session: Session) {}

  record(changes: readonly OutageChange[], messages: readonly NewMessage[]): Promise<void> {
    return this.session.write(async () => {
      for (const change of changes) await this.#change(change);
      await enqueue(this.session, messages);
    });
  }

  async telling(id: string): Promise<OutageTelling | null> {
    const [row] = await this.session.ask("SELECT * FROM outages WHERE id = $1", () => [id]);
    return row === undefined ? null : toTelling(row);
  }

  tell(
    id: string,
    telling: OutageTelling,
    messages: readonly NewMessage[],
    { unlessAcknowledged }: { readonly unlessAcknowledged: boolean },
  ): Promise<boolean> {
    return this.session.write(async () => {
      const changed = await this.session.change(
        `UPDATE outages SET told_ms = $2, reminders = $3, reminded_ms = $4, escalated_at = $5
         WHERE id = $1 AND closed_at IS NULL AND (acknowledged_at IS NULL OR NOT $6::boolean)`,
        [
          id,
          telling.toldMs,
          telling.reminders,
          telling.remindedMs,
          telling.escalatedAt,
          unlessAcknowledged,
        ],
      );
      if (changed === 0) return false;
      await enqueue(this.session, messages);
      return true;
    });
  }

  acknowledge({ at, by, note }: Acknowledgement): Promise<OutageRecord | null> {
    return this.session.write(async () => {
      const [open] = await this.session.rows(`${OPEN} FOR UPDATE`, [this.session.scope]);
      if (open === undefined) return null;
      await this.session.change(
        `UPDATE outages SET acknowledged_at = $2, acknowledged_by = $3, acknowledged_note = coalesce($4, acknowledged_note)
         WHERE id = $1`,
        [open.id, at, by, note],
      );
      const [row] = await this.session.rows(`${RECORDS} WHERE id = $1`, [open.id]);
      return toOutageRecord(row!);
    });
  }

  async current(): Promise<Outage | null> {
    const [row] = await this.session.ask(OPEN, () => [this.session.scope]);
    return row === undefined ? null : toOutage(row);
  }

  async startedSince(since: number): Promise<readonly number[]> {
    const rows = await this.session.ask(
      `SELECT started_at AS at FROM outages WHERE ${
        inScope("outages")
      } AND started_at >= $2 ORDER BY started_at, seq`,
      () => [this.session.scope, since],
    );
    return rows.map((row) => Number(row.at));
  }

  async latest(
    limit: number,
    { realAt }: { readonly realAt?: number } = {},
  ): Promise<readonly OutageRecord[]> {
    const rows = await this.session.ask(
      `${RECORDS} WHERE ${inScope("o")}
         AND ($3::bigint IS NULL OR test_until IS NULL OR coalesce(ended_at, $3) > test_until)
       ORDER BY started_at DESC, seq DESC LIMIT $2`,
      () => [this.session.scope, limit, realAt ?? null],
    );
    return rows.map(toOutageRecord);
  }

  async #change(change: OutageChange): Promise<void> {
    const { outage } = change;
    if (change.kind === "opened") {
      await this.#open(outage, change.folder, change.untold ? null : 0, change.testUntil ?? null);
      return;
    }
    await this.session.change(
      `UPDATE outages SET ended_at = $2, down_ms = $3, code = $4, message = $5, error_number = $6, transient = $7,
         closed_at = coalesce($8, closed_at), told_ms = coalesce(told_ms, $9) WHERE id = $1`,
      [
        outage.id,
        ...progress(outage),
        change.kind === "closed" ? change.at : null,
        change.kind === "closed" && change.told ? outage.downMs : null,
      ],
    );
  }

  /**
   * The very same outage may come again, while it is open: the answer to the first time may have been lost on its way. The
   * statement fails for any other one of its id.
   */
  async #open(
    outage: Outage,
    folder: string,
    toldMs: number | null,
    testUntil: number | null,
  ): Promise<void> {
    await this.session.change(
      `INSERT INTO outages (id, folder_id, started_at, unstable, folder, told_ms, test_until, ended_at, down_ms, code, message,
         error_number, transient)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
       WHERE NOT EXISTS (SELECT 1 FROM outages WHERE id = $1 AND folder_id = $2 AND started_at = $3 AND closed_at IS NULL)`,
      [
        ...[
          outage.id,
          this.session.folder,
          outage.startedAt,
          outage.unstable,
          folder,
          toldMs,
          testUntil,
        ],
        ...progress(outage),
      ],
    );
  }
}

/** What changes while an outage lasts. */
function progress(outage: Outage) {
  const { code, message, errorNumber, transient } = outage.diagnosis;
  return [outage.endedAt, outage.downMs, code, message, errorNumber, transient] as const;
}
