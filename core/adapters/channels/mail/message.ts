/** One mail, and what delivers it. */
import type { Delivery } from "../../../ports/channel.port.ts";

/** A message as it stands in the queue: complete, dated, and with its final Message-ID. */
export interface MailMessage {
  /** With angle brackets; fixed when the message is queued, so that a repeated delivery can be recognised. */
  readonly messageId: string;
  /** The `Date` header, ms since the Unix epoch: the time of the event, not of the delivery. */
  readonly date: number;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The mail server. */
export interface Mailer {
  /** Delivers one message, as `Channel.deliver` does. Never rejects; ends by itself within its own hard deadline. */
  send(message: MailMessage, assure?: () => Promise<void>): Promise<Delivery>;
  /** Connects and authenticates without sending anything. */
  check(): Promise<Delivery>;
  /** A mark of server, account and password; see `Channel.identity`. Never rejects. */
  identity(): Promise<string>;
}
