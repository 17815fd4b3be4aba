/** {@link StoryLedger} in PostgreSQL. */
import type { OutageRecord } from "../../../ports/ledger/outages.port.ts";
import type { StoredMessage, Story, StoryLedger } from "../../../ports/ledger/story.port.ts";
import { toOutageRecord } from "../rows/outage_rows.ts";
import { toStoredMessage } from "../rows/outbox_rows.ts";
import { RECORDS } from "./outage_store.ts";
import { inScope } from "./scope.ts";
import type { Session } from "./session.ts";

const WAITS = "accepted_at IS NULL AND given_up_at IS NULL";

const OPEN_OUTAGES = `${RECORDS} WHERE ${inScope("o")} AND (closed_at IS NULL
     OR id IN (SELECT outage_id FROM outbox WHERE ${inScope("outbox")} AND ${WAITS}))
   ORDER BY started_at, seq`;
const OPEN_MESSAGES = `SELECT * FROM outbox WHERE ${inScope("outbox")} AND ${WAITS} ORDER BY id`;

const ABSORB_OUTAGE =
  `INSERT INTO outages AS o (folder_id, id, started_at, ended_at, down_ms, closed_at, unstable, code, message, error_number,
     transient, folder, told_ms, reminders, reminded_ms, escalated_at, acknowledged_at, acknowledged_by, acknowledged_note,
     test_until)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
   ON CONFLICT (id) DO UPDATE SET ended_at = excluded.ended_at, down_ms = excluded.down_ms, closed_at = excluded.closed_at,
     code = excluded.code, message = excluded.message, error_number = excluded.error_number,
     transient = excluded.transient, told_ms = excluded.told_ms, reminders = excluded.reminders,
     reminded_ms = excluded.reminded_ms, escalated_at = excluded.escalated_at,
     acknowledged_at = coalesce(o.acknowledged_at, excluded.acknowledged_at),
     acknowledged_by = coalesce(o.acknowledged_by, excluded.acknowledged_by),
     acknowledged_note = coalesce(o.acknowledged_note, excluded.acknowledged_note)
   WHERE o.closed_at IS NULL AND o.folder_id = excluded.folder_id`;

/** Of an outage that is not there the message stands alone. */
const ABSORB_MESSAGES =
  `INSERT INTO outbox AS b (folder_id, channel, kind, event, outage_id, title, payload, queued_at, attempts, next_attempt_at,
     last_error, accepted_at, given_up_at, hold)
   SELECT $1, n.channel, n.kind, n.event, (SELECT id FROM outages WHERE id = n.outage_id), n.title, n.payload, n.queued_at,
     n.attempts, n.next_attempt_at, n.last_error, n.accepted_at, n.given_up_at, n.hold
   FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::bigint[],
     $10::bigint[], $11::text[], $12::bigint[], $13::bigint[], $14::text[]) WITH ORDINALITY
     AS n (channel, kind, event, outage_id, title, payload, queued_at, attempts, next_attempt_at, last_error, accepted_at,
       given_up_at, hold, place)
   ORDER BY n.place
   ON CONFLICT (folder_id, event, channel) DO UPDATE SET attempts = excluded.attempts,
     next_attempt_at = excluded.next_attempt_at, last_error = excluded.last_error, accepted_at = excluded.accepted_at,
     given_up_at = excluded.given_up_at, hold = excluded.hold
   WHERE b.accepted_at IS NULL AND b.given_up_at IS NULL`;

/** Outages and messages of one folder. */
export class StoryStore implements StoryLedger {
  constructor(readonly session: Session) {}

  open(): Promise<Story> {
    return this.session.snapshot(async () => {
      const scope = [this.session.scope];
      const outages = await this.session.rows(OPEN_OUTAGES, scope);
      const messages = await this.session.rows(OPEN_MESSAGES, scope);
      return {
        outages: outages.map(toOutageRecord),
        messages: messages.map(toStoredMessage),
      };
    });
  }

  absorb(story: Story): Promise<void> {
    return this.session.write(() => this.#absorb(story));
  }

  remember(story: Story): Promise<void> {
    return this.session.writeFreely(() => this.#absorb(story));
  }

  async #absorb({ outages, messages }: Story): Promise<void> {
    const { folder } = this.session;
    for (const one of outages) {
      await this.session.change(ABSORB_OUTAGE, [folder, ...outageRow(one)]);
    }
    await this.session.change(ABSORB_MESSAGES, [folder, ...messageColumns(messages)]);
  }
}

function outageRow(outage: OutageRecord) {
  const { diagnosis, telling } = outage;
  const { acknowledged } = telling;
  return [
    ...[outage.id, outage.startedAt, outage.endedAt, outage.downMs, outage.closedAt],
    ...[outage.unstable, diagnosis.code, diagnosis.message, diagnosis.errorNumber],
    ...[diagnosis.transient, outage.folder],
    ...[telling.toldMs, telling.reminders, telling.remindedMs, telling.escalatedAt],
    ...[acknowledged?.at ?? null, acknowledged?.by ?? null, acknowledged?.note ?? null],
    telling.testUntil,
  ];
}

function messageColumns(messages: readonly StoredMessage[]) {
  return [
    ...[messages.map(({ channel }) => channel), messages.map(({ kind }) => kind)],
    ...[messages.map(({ event }) => event), messages.map(({ outageId }) => outageId)],
    ...[messages.map(({ title }) => title)],
    ...[messages.map(({ payload }) => JSON.stringify(payload))],
    ...[messages.map(({ queuedAt }) => queuedAt), messages.map(({ attempts }) => attempts)],
    ...[messages.map((one) => one.nextAttemptAt), messages.map(({ lastError }) => lastError)],
    ...[messages.map((one) => one.acceptedAt), messages.map(({ givenUpAt }) => givenUpAt)],
    messages.map(({ hold }) => hold === null ? null : JSON.stringify(hold)),
  ];
}
