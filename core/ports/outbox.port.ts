/** Messages that wait on disk until the mail server accepts them. */
import type { MailMessage } from "./mailer.port.ts";

/** Which of an outage's messages this is; `aviso`: a damaged ledger. */
export type MailKind = "queda" | "recuperacao" | "teste" | "aviso";

/** One row of the outbox. Times are ms since the Unix epoch. */
export interface OutboxRow {
  readonly id: number;
  readonly kind: MailKind;
  /** Id of the outage, or null for the others. */
  readonly outageId: string | null;
  readonly message: MailMessage;
  readonly attempts: number;
  readonly nextAttemptAt: number;
  readonly lastError: string | null;
}

/** The queue. Rows come out in the order in which they went in. */
export interface Outbox {
  /** Adds a message; call it inside the transaction that changes the state. Same (outage, kind) twice is ignored. */
  enqueue(kind: MailKind, outageId: string | null, message: MailMessage, now: number): void;
  /** The oldest row neither accepted nor given up, whether or not its time has come. */
  head(): OutboxRow | null;
  /** The server accepted the message. */
  accepted(id: number, now: number): void;
  /** A passing failure: try again at `nextAttemptAt`. */
  postponed(id: number, reason: string, nextAttemptAt: number): void;
  /** A permanent failure: the row stays, visible, and is not tried again. */
  givenUp(id: number, reason: string, now: number): void;
  /** Rows still to be delivered. */
  waiting(): number;
  /** Rows given up and not yet acknowledged, oldest first. */
  refused(): readonly OutboxRow[];
}
