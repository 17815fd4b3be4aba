/** What became of the messages about one outage, read from the outbox. */
import type { DatabaseSync } from "node:sqlite";
import type { MailKind } from "../../ports/outbox.port.ts";

/** One message about an outage. Times are ms since the Unix epoch. */
export interface DeliveryRecord {
  readonly kind: MailKind;
  readonly channel: "email";
  readonly queuedAt: number;
  /** When the server accepted it; null while it waits, and when it was given up. */
  readonly acceptedAt: number | null;
  /** When it was given up after a permanent refusal, or null. */
  readonly givenUpAt: number | null;
  readonly attempts: number;
  /** What the last failed attempt met; null when there was none, or it was accepted afterwards. */
  readonly lastError: string | null;
}

/** The messages about the outage `outageId`, in the order in which they were queued. Throws what SQLite throws. */
export function deliveriesOf(db: DatabaseSync, outageId: string): DeliveryRecord[] {
  const rows = db.prepare(
    `SELECT kind, created_at, accepted_at, given_up_at, attempts, last_error
       FROM outbox WHERE outage_id = ? ORDER BY id`,
  ).all(outageId);
  const time = (value: unknown) => value === null ? null : Number(value);
  return rows.map((row) => ({
    kind: row.kind as MailKind,
    channel: "email",
    queuedAt: Number(row.created_at),
    acceptedAt: time(row.accepted_at),
    givenUpAt: time(row.given_up_at),
    attempts: Number(row.attempts),
    lastError: row.last_error as string | null,
  }));
}
