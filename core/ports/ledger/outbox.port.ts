/** Messages that wait on disk until their channel has taken them. Times are ms since the Unix epoch. */
import type { MessageKind } from "../../words/announcement.ts";

/** A message to be queued. */
export interface NewMessage {
  /** Name of the channel, such as `email`. */
  readonly channel: string;
  readonly kind: MessageKind;
  /** What happened, named once for all channels: the same (event, channel) is queued once, ever. */
  readonly event: string;
  /** The outage it belongs to, or null. */
  readonly outageId: string | null;
  /** What a person calls it in a list: one line. */
  readonly title: string;
  /** All that the channel needs, complete and final: plain JSON. */
  readonly payload: unknown;
  /** Time of the event. */
  readonly at: number;
}

/** A message in the queue. */
export interface QueuedMessage extends Omit<NewMessage, "at"> {
  readonly id: number;
  /** Time of the event. */
  readonly queuedAt: number;
  /** Failed attempts. */
  readonly attempts: number;
  readonly nextAttemptAt: number;
  readonly lastError: string | null;
}

/** What became of a message, for those who ask later. */
export interface Delivered {
  readonly channel: string;
  readonly kind: MessageKind;
  readonly outageId: string | null;
  readonly queuedAt: number;
  readonly acceptedAt: number | null;
  readonly givenUpAt: number | null;
  readonly attempts: number;
  readonly lastError: string | null;
}

/** Name of the event for {@link NewMessage.event}: one of each kind for a subject (an outage, a rebuild, a test). */
export function eventName(kind: MessageKind, subject: string): string {
  return `${kind}:${subject}`;
}

/** The queues, one per channel. Each method is durable when it resolves. */
export interface Outbox {
  /** Adds messages that stand alone; those that go with an outage are recorded with it. Known ones are left out. */
  enqueue(messages: readonly NewMessage[]): Promise<void>;
  /** The oldest message of a channel neither accepted nor given up, whether or not its time has come. */
  head(channel: string): Promise<QueuedMessage | null>;
  /** The channel took the message. */
  accepted(id: number, now: number): Promise<void>;
  /** A passing failure: try again at `nextAttemptAt`. */
  postponed(id: number, reason: string, nextAttemptAt: number): Promise<void>;
  /** A permanent failure: the message stays, visible, and is not tried again. */
  givenUp(id: number, reason: string, now: number): Promise<void>;
  /** Messages still to be delivered, of one channel or of all. */
  waiting(channel?: string): Promise<number>;
  /** Messages given up and not yet acknowledged, oldest first. */
  refused(): Promise<readonly QueuedMessage[]>;
  /** A person has seen the messages given up until now: {@link Outbox.refused} no longer lists them. Resolves to how many. */
  acknowledge(now: number): Promise<number>;
  /** What became of the messages of some outages, in the order of the queue. */
  ofOutages(outageIds: readonly string[]): Promise<readonly Delivered[]>;
}
