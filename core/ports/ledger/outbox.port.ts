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

/** Why the head of a queue is held: the channel does not take us for who we say we are. */
export interface Hold {
  readonly since: number;
  /** Refusals in a row. */
  readonly refusals: number;
  /** An account was asked. */
  readonly login: boolean;
  /** What to do about it, for people. */
  readonly cure: string;
  /** The channel's mark of who we were; with another one it is tried at once. */
  readonly identity: string;
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
  /** While the whole queue waits behind it because of who we are. */
  readonly hold: Hold | null;
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
  /** A passing failure: try again at `nextAttemptAt`. With `hold` the queue is held from now on. */
  postponed(id: number, reason: string, nextAttemptAt: number, hold?: Hold | null): Promise<void>;
  /** What holds the channel's queue seems to be cured: its next attempt is due `now`. Resolves to whether it was held. */
  release(channel: string, now: number): Promise<boolean>;
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
