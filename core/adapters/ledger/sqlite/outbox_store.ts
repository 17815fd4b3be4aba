/** {@link Outbox} in SQLite. */
import type {
  Delivered,
  Hold,
  NewMessage,
  Outbox,
  QueuedMessage,
} from "../../../ports/ledger/outbox.port.ts";
import { toDelivered, toMessage } from "../rows/outbox_rows.ts";
import type { Session } from "./session.ts";

const OPEN = "accepted_at IS NULL AND given_up_at IS NULL";
const REFUSED = "given_up_at IS NOT NULL AND acknowledged_at IS NULL";

/** Adds messages inside the caller's unit of work; one whose (event, channel) is there already is left out. */
export function enqueue(session: Session, messages: readonly NewMessage[]): void {
  for (const message of messages) {
    session.sql(
      `INSERT INTO outbox (channel, kind, event, outage_id, title, payload, queued_at, next_attempt_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (event, channel) DO NOTHING`,
    ).run(
      message.channel,
      message.kind,
      message.event,
      message.outageId,
      message.title,
      JSON.stringify(message.payload),
      message.at,
      message.at,
    );
  }
}

/** The queues as rows of `outbox`. */
export class OutboxStore implements Outbox {
  constructor(readonly session: Session) {}

  enqueue(messages: readonly NewMessage[]): Promise<void> {
    return this.session.transaction(() => enqueue(this.session, messages));
  }

  head(channel: string): Promise<QueuedMessage | null> {
    return this.session.run(() => {
      const row = this.session.sql(
        `SELECT * FROM outbox WHERE channel = ? AND ${OPEN} ORDER BY id LIMIT 1`,
      ).get(channel);
      return row === undefined ? null : toMessage(row);
    });
  }

  accepted(id: number, now: number): Promise<void> {
    return this.session.run(() => {
      this.session.sql(
        `UPDATE outbox SET accepted_at = ?, attempts = attempts + 1, last_error = NULL, hold = NULL WHERE id = ? AND ${OPEN}`,
      ).run(now, id);
    });
  }

  postponed(
    id: number,
    reason: string,
    nextAttemptAt: number,
    hold: Hold | null = null,
  ): Promise<void> {
    return this.session.run(() => {
      this.session.sql(
        `UPDATE outbox SET next_attempt_at = ?, attempts = attempts + 1, last_error = ?, hold = ? WHERE id = ? AND ${OPEN}`,
      ).run(nextAttemptAt, reason, hold === null ? null : JSON.stringify(hold), id);
    });
  }

  release(channel: string, now: number): Promise<boolean> {
    return this.session.run(() =>
      Number(
        this.session.sql(
          `UPDATE outbox SET next_attempt_at = ? WHERE channel = ? AND hold IS NOT NULL AND ${OPEN}`,
        ).run(now, channel).changes,
      ) > 0
    );
  }

  givenUp(id: number, reason: string, now: number): Promise<void> {
    return this.session.run(() => {
      this.session.sql(
        `UPDATE outbox SET given_up_at = ?, attempts = attempts + 1, last_error = ?, hold = NULL WHERE id = ? AND ${OPEN}`,
      ).run(now, reason, id);
    });
  }

  waiting(channel?: string): Promise<number> {
    return this.session.run(() =>
      Number(
        this.session.sql(
          `SELECT count(*) AS n FROM outbox WHERE ${OPEN} AND (?1 IS NULL OR channel = ?1)`,
        ).get(channel ?? null)?.n ?? 0,
      )
    );
  }

  refused(): Promise<readonly QueuedMessage[]> {
    return this.session.run(() =>
      this.session.sql(`SELECT * FROM outbox WHERE ${REFUSED} ORDER BY id`).all().map(toMessage)
    );
  }

  acknowledge(now: number): Promise<number> {
    return this.session.run(() =>
      Number(
        this.session.sql(`UPDATE outbox SET acknowledged_at = ? WHERE ${REFUSED}`).run(now).changes,
      )
    );
  }

  ofOutages(outageIds: readonly string[]): Promise<readonly Delivered[]> {
    return this.session.run(() => deliveredOf(this.session, outageIds));
  }
}

/** What became of the messages of some outages; inside the caller's unit of work. */
export function deliveredOf(session: Session, outageIds: readonly string[]): Delivered[] {
  return session.sql(
    `SELECT channel, kind, outage_id, queued_at, accepted_at, given_up_at, attempts, last_error FROM outbox
     WHERE outage_id IN (SELECT value FROM json_each(?)) ORDER BY id`,
  ).all(JSON.stringify(outageIds)).map(toDelivered);
}
