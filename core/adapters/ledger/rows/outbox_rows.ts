/** Rows of the table of messages, as records; of any engine. */
import type { Delivered, Hold, QueuedMessage } from "../../../ports/ledger/outbox.port.ts";
import type { StoredMessage } from "../../../ports/ledger/story.port.ts";
import type { MessageKind } from "../../../words/announcement.ts";

type Row = Record<string, unknown>;

/** What became of the message of a row. */
export function toDelivered(row: Row): Delivered {
  return {
    channel: String(row.channel),
    kind: row.kind as MessageKind,
    outageId: row.outage_id as string | null,
    queuedAt: Number(row.queued_at),
    acceptedAt: row.accepted_at as number | null,
    givenUpAt: row.given_up_at as number | null,
    attempts: Number(row.attempts),
    lastError: row.last_error as string | null,
  };
}

/** The message of a row, as it waits in its queue. */
export function toMessage(row: Row): QueuedMessage {
  return {
    id: Number(row.id),
    channel: String(row.channel),
    kind: row.kind as MessageKind,
    event: String(row.event),
    outageId: row.outage_id as string | null,
    title: String(row.title),
    payload: JSON.parse(String(row.payload)) as unknown,
    queuedAt: Number(row.queued_at),
    attempts: Number(row.attempts),
    nextAttemptAt: Number(row.next_attempt_at),
    lastError: row.last_error as string | null,
    hold: row.hold === null ? null : JSON.parse(String(row.hold)) as Hold,
  };
}

/** The message of a row, and what became of it. */
export function toStoredMessage(row: Row): StoredMessage {
  const { id: _, ...message } = toMessage(row);
  return {
    ...message,
    acceptedAt: row.accepted_at as number | null,
    givenUpAt: row.given_up_at as number | null,
  };
}
