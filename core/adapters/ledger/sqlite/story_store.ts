/** {@link SpooledStory} in SQLite. */
import type { OutageRecord } from "../../../ports/ledger/outages.port.ts";
import type { SpooledStory, StoredMessage, Story } from "../../../ports/ledger/story.port.ts";
import { toOutageRecord } from "../rows/outage_rows.ts";
import { toStoredMessage } from "../rows/outbox_rows.ts";
import { RECORDS } from "./outage_store.ts";
import type { Session } from "./session.ts";

const WAITS = "accepted_at IS NULL AND given_up_at IS NULL";
const OPEN = `closed_at IS NULL OR id IN (SELECT outage_id FROM outbox WHERE ${WAITS})`;

const ABSORB_OUTAGE = `INSERT INTO outages (id, started_at, ended_at, down_ms, closed_at, unstable,
     code, message, error_number, transient, folder, told_ms, reminders, reminded_ms, escalated_at, acknowledged_at,
     acknowledged_by, acknowledged_note, test_until)
   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
   ON CONFLICT (id) DO UPDATE SET ended_at = excluded.ended_at, down_ms = excluded.down_ms, closed_at = excluded.closed_at,
     code = excluded.code, message = excluded.message, error_number = excluded.error_number,
     transient = excluded.transient, told_ms = excluded.told_ms, reminders = excluded.reminders,
     reminded_ms = excluded.reminded_ms, escalated_at = excluded.escalated_at,
     acknowledged_at = coalesce(acknowledged_at, excluded.acknowledged_at),
     acknowledged_by = coalesce(acknowledged_by, excluded.acknowledged_by),
     acknowledged_note = coalesce(acknowledged_note, excluded.acknowledged_note)
   WHERE closed_at IS NULL`;

/** Of an outage that is not there the message stands alone. */
const ABSORB_MESSAGE =
  `INSERT INTO outbox (channel, kind, event, outage_id, title, payload, queued_at, attempts, next_attempt_at, last_error,
     accepted_at, given_up_at, hold)
   VALUES (?, ?, ?, (SELECT id FROM outages WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?)
   ON CONFLICT (event, channel) DO UPDATE SET attempts = excluded.attempts, next_attempt_at = excluded.next_attempt_at,
     last_error = excluded.last_error, accepted_at = excluded.accepted_at, given_up_at = excluded.given_up_at,
     hold = excluded.hold
   WHERE ${WAITS}`;

/** Outages and messages as rows of their tables. */
export class StoryStore implements SpooledStory {
  constructor(readonly session: Session) {}

  open(): Promise<Story> {
    return this.#read(OPEN, WAITS);
  }

  all(): Promise<Story> {
    return this.#read("true", "true");
  }

  absorb(story: Story): Promise<void> {
    return this.session.transaction(() => this.#absorb(story));
  }

  remember(story: Story): Promise<void> {
    return this.absorb(story);
  }

  replace(story: Story): Promise<void> {
    return this.session.transaction(() => {
      this.session.db.exec("DELETE FROM outbox; DELETE FROM outages");
      this.#absorb(story);
    });
  }

  prune(): Promise<void> {
    return this.session.transaction(() => {
      this.session.db.exec(
        `DELETE FROM outbox WHERE NOT (${WAITS});
         DELETE FROM outages WHERE closed_at IS NOT NULL AND id NOT IN (SELECT outage_id FROM outbox WHERE outage_id IS NOT NULL)`,
      );
    });
  }

  #read(outages: string, messages: string): Promise<Story> {
    return this.session.run(() => ({
      outages: this.session.sql(`${RECORDS} WHERE ${outages} ORDER BY started_at, rowid`).all()
        .map(toOutageRecord),
      messages: this.session.sql(`SELECT * FROM outbox WHERE ${messages} ORDER BY id`).all()
        .map(toStoredMessage),
    }));
  }

  #absorb({ outages, messages }: Story): void {
    const outage = this.session.sql(ABSORB_OUTAGE);
    for (const one of outages) outage.run(...outageRow(one));
    const message = this.session.sql(ABSORB_MESSAGE);
    for (const one of messages) message.run(...messageRow(one));
  }
}

function outageRow(outage: OutageRecord) {
  const { diagnosis, telling } = outage;
  const { acknowledged } = telling;
  return [
    ...[outage.id, outage.startedAt, outage.endedAt, outage.downMs, outage.closedAt],
    ...[outage.unstable ? 1 : 0, diagnosis.code, diagnosis.message, diagnosis.errorNumber],
    ...[diagnosis.transient ? 1 : 0, outage.folder],
    ...[telling.toldMs, telling.reminders, telling.remindedMs, telling.escalatedAt],
    ...[acknowledged?.at ?? null, acknowledged?.by ?? null, acknowledged?.note ?? null],
    telling.testUntil,
  ];
}

function messageRow(message: StoredMessage) {
  const { hold } = message;
  return [
    ...[message.channel, message.kind, message.event, message.outageId, message.title],
    ...[JSON.stringify(message.payload), message.queuedAt, message.attempts],
    ...[message.nextAttemptAt, message.lastError, message.acceptedAt, message.givenUpAt],
    hold === null ? null : JSON.stringify(hold),
  ];
}
