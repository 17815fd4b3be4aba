/** The outbox in the ledger. */
import type { DatabaseSync, SQLOutputValue, StatementSync } from "node:sqlite";
import type { MailMessage } from "../../ports/mailer.port.ts";
import type { MailKind, Outbox, OutboxRow } from "../../ports/outbox.port.ts";
import { deliveriesOf, type DeliveryRecord } from "./deliveries.ts";

const OPEN = "accepted_at IS NULL AND given_up_at IS NULL";
const REFUSED = "given_up_at IS NOT NULL AND acknowledged_at IS NULL";
const COLUMNS = "id, kind, outage_id, message, attempts, next_attempt_at, last_error";

/**
 * Messages as rows of `outbox`. Each method is one statement: alone it is durable on return, inside a transaction of the
 * caller it belongs to that. Throws what SQLite throws.
 */
export class OutboxStore implements Outbox {
  readonly #statements = new Map<string, StatementSync>();

  constructor(readonly db: DatabaseSync) {}

  enqueue(kind: MailKind, outageId: string | null, message: MailMessage, now: number): void {
    this.#prepare(
      `INSERT INTO outbox (kind, outage_id, message, created_at, next_attempt_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (outage_id, kind) DO NOTHING`,
    ).run(kind, outageId, JSON.stringify(message), now, now);
  }

  head(): OutboxRow | null {
    const row = this.#prepare(`SELECT ${COLUMNS} FROM outbox WHERE ${OPEN} ORDER BY id LIMIT 1`)
      .get();
    return row === undefined ? null : rowOf(row);
  }

  accepted(id: number, now: number): void {
    this.#prepare(
      `UPDATE outbox SET accepted_at = ?, attempts = attempts + 1, last_error = NULL WHERE id = ? AND ${OPEN}`,
    ).run(now, id);
  }

  postponed(id: number, reason: string, nextAttemptAt: number): void {
    this.#prepare(
      `UPDATE outbox SET next_attempt_at = ?, attempts = attempts + 1, last_error = ? WHERE id = ? AND ${OPEN}`,
    ).run(nextAttemptAt, reason, id);
  }

  givenUp(id: number, reason: string, now: number): void {
    this.#prepare(
      `UPDATE outbox SET given_up_at = ?, attempts = attempts + 1, last_error = ? WHERE id = ? AND ${OPEN}`,
    ).run(now, reason, id);
  }

  waiting(): number {
    return Number(this.#prepare(`SELECT count(*) AS n FROM outbox WHERE ${OPEN}`).get()?.n ?? 0);
  }

  refused(): readonly OutboxRow[] {
    return this.#prepare(`SELECT ${COLUMNS} FROM outbox WHERE ${REFUSED} ORDER BY id`).all()
      .map(rowOf);
  }

  /** What became of the messages about an outage, in the order in which they were queued. */
  deliveries(outageId: string): readonly DeliveryRecord[] {
    return deliveriesOf(this.db, outageId);
  }

  /** A person has seen the messages given up until now: {@link refused} no longer lists them. Returns how many. */
  acknowledge(now: number): number {
    return Number(
      this.#prepare(`UPDATE outbox SET acknowledged_at = ? WHERE ${REFUSED}`).run(now).changes,
    );
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) this.#statements.set(sql, statement = this.db.prepare(sql));
    return statement;
  }
}

function rowOf(row: Record<string, SQLOutputValue>): OutboxRow {
  return {
    id: Number(row.id),
    kind: row.kind as MailKind,
    outageId: row.outage_id as string | null,
    message: JSON.parse(String(row.message)) as MailMessage,
    attempts: Number(row.attempts),
    nextAttemptAt: Number(row.next_attempt_at),
    lastError: row.last_error as string | null,
  };
}
