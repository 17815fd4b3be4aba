/** A way to reach people with messages that wait on disk until they are taken. */
import type { MessageAnnouncement } from "../words/announcement.ts";

/**
 * What became of one attempt. `reason` is one Portuguese sentence without secrets; so is `warning`, there when the message
 * was taken but not for all of its recipients.
 */
export type Delivery =
  /** `anonymous`: of a check, the way is open without an account, and none was asked. */
  | { readonly kind: "accepted"; readonly warning?: string; readonly anonymous?: true }
  /** `afterMs`: the other side asks not to be tried before. */
  | { readonly kind: "retry"; readonly reason: string; readonly afterMs?: number }
  /**
   * Not about this message but about who we are (login, token, protection, address): the whole queue waits. `cure` is what to
   * do about it, in one or two sentences; `login`: an account was asked, and must not be asked often; `undecided`: it did not
   * say no (no answer, or one that puts it off), so that a second attempt is worth while soon.
   */
  | {
    readonly kind: "held";
    readonly reason: string;
    readonly cure: string;
    readonly login: boolean;
    readonly undecided?: true;
  }
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
  /**
   * Delivers one payload. Never rejects; ends by itself within its own hard deadline. `assure` is asked once more when the way has
   * taken its time and the message itself is about to go out: when that rejects, it does not.
   */
  deliver(payload: unknown, assure?: () => Promise<void>): Promise<Delivery>;
  /**
   * A mark of who we are to the other side: another one when settings or secrets change. Sixteen bits, so that it gives
   * nothing of them away. Never rejects.
   */
  identity(): Promise<string>;
  /** Tries the way without sending anything. */
  check(): Promise<Delivery>;
}
