/** A way to reach people with messages that wait on disk until they are taken. */
import type { MessageAnnouncement } from "../words/announcement.ts";

/**
 * What became of one attempt. `reason` is one Portuguese sentence without secrets; so is `warning`, there when the message
 * was taken but not for all of its recipients.
 */
export type Delivery =
  | { readonly kind: "accepted"; readonly warning?: string }
  | { readonly kind: "retry"; readonly reason: string }
  | { readonly kind: "permanent"; readonly reason: string };

/** A message in the form of its channel. */
export interface ComposedMessage {
  /** What a person calls it in a list: one line. */
  readonly title: string;
  /** All that {@link Channel.deliver} needs, final and complete: plain JSON. */
  readonly payload: unknown;
}

/** One channel. */
export interface Channel {
  /** Stable: it names the queue. */
  readonly name: string;
  /**
   * The message as it will be sent, or null when the channel does not carry such announcements. `at` is the time of the event,
   * ms since the Unix epoch. A pure function of its arguments and the configuration.
   */
  compose(announcement: MessageAnnouncement, at: number): ComposedMessage | null;
  /** Delivers one payload. Never rejects; ends by itself within its own hard deadline. */
  deliver(payload: unknown): Promise<Delivery>;
  /** Tries the way without sending anything. */
  check(): Promise<Delivery>;
}
