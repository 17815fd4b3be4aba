/** {@link Outbox} in PostgreSQL. */
import type {
  Delivered,
  Hold,
  NewMessage,
  Outbox,
  QueuedMessage,
} from "../../../ports/ledger/outbox.port.ts";
import { toDelivered, toMessage } from "../rows/outbox_rows.ts";
import type { Row } from "./link.ts";
import { inScope } from "./scope.ts";
import type { Session } from "./session.ts";

const OPEN = "accepted_at IS NULL AND given_up_at IS NULL";
const REFUSED = "given_up_at IS NOT NULL AND acknowledged_at IS NULL";
const IN_SCOPE = inScope("outbox");

/** Adds messages inside the caller's transaction; one whose (event, channel) is there already is left out. */
export async function enqueue(session: Session, messages: readonly NewMessage[]): Promise<void> {
  if (messages.length === 0) return;
  await session.change(
    `INSERT INTO outbox (folder_id, channel, kind, event, outage_id, title, payload, queued_at, next_attempt_at)
     SELECT $1, n.channel, n.kind, n.event, n.outage_id, n.title, n.payload, n.at, n.at
     FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[]) WITH ORDINALITY
       AS n (channel, kind, event, outage_id, title, payload, at, place)
     ORDER BY n.place
     ON CONFLICT (folder_id, event, channel) DO NOTHING`,
    [
      session.folder,
      messages.map(({ channel }) => channel),
      messages.map(({ kind }) => kind),
      messages.map(({ event }) => event),
      messages.map(({ outageId }) => outageId),
      messages.map(({ title }) => title),
      messages.map(({ payload }) => JSON.stringify(payload)),
      messages.map(({ at }) => at),
    ],
  );
}

/** The queues as rows of `outbox`. */
export class OutboxStore implements Outbox {
  constructor(readonly session: Session) {}

  enqueue(messages: readonly NewMessage[]): Promise<void> {
    return this.session.write(() => enqueue(this.session, messages));
  }

  async head(channel: string): Promise<QueuedMessage | null> {
    const [row] = await this.session.ask(
      `SELECT * FROM outbox WHERE ${IN_SCOPE} AND channel = $2 AND ${OPEN} ORDER BY id LIMIT 1`,
      () => [this.session.scope, channel],
    );
    return row === undefined ? null : toMessage(row);
  }

  async accepted(id: number, now: number): Promise<void> {
    const text =
      `UPDATE outbox SET accepted_at = $2, attempts = attempts + 1, last_error = NULL, hold = NULL WHERE id = $1 AND ${OPEN}`;
    await this.session.writeFreely(() => this.session.change(text, [id, now]));
  }

  async postponed(
    id: number,
    reason: string,
    nextAttemptAt: number,
    hold: Hold | null = null,
  ): Promise<void> {
    await this.#change(
      `UPDATE outbox SET next_attempt_at = $3, attempts = attempts + 1, last_error = $2, hold = $4 WHERE id = $1 AND ${OPEN}`,
      () => [id, reason, nextAttemptAt, hold === null ? null : JSON.stringify(hold)],
    );
  }

  async release(channel: string, now: number): Promise<boolean> {
    const released = await this.#change(
      `UPDATE outbox SET next_attempt_at = $3 WHERE ${IN_SCOPE} AND channel = $2 AND hold IS NOT NULL AND ${OPEN}`,
      () => [this.session.scope, channel, now],
    );
    return released > 0;
  }

  async givenUp(id: number, reason: string, now: number): Promise<void> {
    await this.#change(
      `UPDATE outbox SET given_up_at = $3, attempts = attempts + 1, last_error = $2, hold = NULL WHERE id = $1 AND ${OPEN}`,
      () => [id, reason, now],
    );
  }

  async waiting(channel?: string): Promise<number> {
    const [row] = await this.session.ask(
      `SELECT count(*) AS n FROM outbox WHERE ${IN_SCOPE} AND ($2::text IS NULL OR channel = $2) AND ${OPEN}`,
      () => [this.session.scope, channel ?? null],
    );
    return Number(row!.n);
  }

  async refused(): Promise<readonly QueuedMessage[]> {
    const rows = await this.session.ask(
      `SELECT * FROM outbox WHERE ${IN_SCOPE} AND ${REFUSED} ORDER BY id`,
      () => [this.session.scope],
    );
    return rows.map(toMessage);
  }

  acknowledge(now: number): Promise<number> {
    return this.#change(
      `UPDATE outbox SET acknowledged_at = $2 WHERE ${IN_SCOPE} AND ${REFUSED}`,
      () => [this.session.scope, now],
    );
  }

  async ofOutages(outageIds: readonly string[]): Promise<readonly Delivered[]> {
    return (await this.session.ask(DELIVERED, () => [outageIds])).map(toDelivered);
  }

  #change(text: string, values: () => readonly unknown[]): Promise<number> {
    return this.session.write(() => this.session.change(text, values()));
  }
}

const DELIVERED =
  `SELECT channel, kind, outage_id, queued_at, accepted_at, given_up_at, attempts, last_error FROM outbox
   WHERE outage_id = ANY ($1::text[]) ORDER BY id`;

/** What became of the messages of some outages; inside the caller's unit of work. */
export async function deliveredOf(
  session: Session,
  outageIds: readonly string[],
): Promise<Delivered[]> {
  const rows: Row[] = await session.rows(DELIVERED, [outageIds]);
  return rows.map(toDelivered);
}
