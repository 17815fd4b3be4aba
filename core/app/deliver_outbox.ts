/** Delivery of the messages that wait on disk, one at a time and in order. */
import { retryDelay } from "../domain/backoff.ts";
import type { Clock } from "../ports/clock.port.ts";
import type { Log } from "../ports/log.port.ts";
import type { Delivery, Mailer } from "../ports/mailer.port.ts";
import type { Outbox, OutboxRow } from "../ports/outbox.port.ts";
import { linesFor } from "../words/log/for_announcement.ts";
import type { LogLine } from "../words/log/line.ts";
import {
  acceptedLine,
  acceptedWarningLine,
  postponedLine,
  queueTroubleLine,
} from "../words/log/messages.ts";
import { INTERNAL_FAILURE } from "../words/mail_trouble.ts";
import { say } from "./say.ts";

/** What the caller has to do next. */
export interface DeliveryStep {
  /** ms until {@link OutboxDelivery.deliverNext} has something to do; null when the queue is empty. */
  readonly next: number | null;
}

/** The ledger is asked again after this long when it cannot be read or written, ms. */
const LEDGER_PAUSE = 30_000;
/** The same complaint is repeated in the log after this long, ms. */
const REPEAT_COMPLAINT = 6 * 3_600_000;

/**
 * Takes messages from the outbox to the mail server. The head of the queue holds the others back until it is accepted
 * or given up, so a recovery never arrives before its outage.
 *
 * Delivery is at least once: only a kill between the server's acceptance and the commit of that fact repeats a
 * message, and then with the same Message-ID and Date. While the process lives, what the ledger could not take is
 * remembered here and written before anything else is sent.
 */
export class OutboxDelivery {
  /** A result that the ledger could not take yet. */
  #owed: { readonly row: OutboxRow; readonly delivery: Delivery; readonly wall: number } | null =
    null;
  /** Not before this moment of `mono` time. */
  #pauseUntil = -Infinity;
  #hurried = false;
  readonly #complaints = new Map<string, number>();

  constructor(
    readonly outbox: Outbox,
    readonly mailer: Mailer,
    readonly clock: Pick<Clock, "now">,
    readonly log: Log,
  ) {}

  /** Something says that the network is back (the folder answers again): the next call does not wait for the delay. */
  hurry(): void {
    this.#hurried = true;
  }

  /** Does at most one attempt. Never rejects; one call at a time. */
  async deliverNext(): Promise<DeliveryStep> {
    const pause = this.#pauseUntil - this.clock.now().mono;
    if (pause > 0) return { next: pause };
    if (this.#owed !== null && !this.#settle()) return { next: LEDGER_PAUSE };

    let row: OutboxRow | null;
    try {
      row = this.outbox.head();
    } catch (error) {
      return this.#ledgerFailed("read", error);
    }
    const hurried = this.#hurried;
    this.#hurried = false;
    if (row === null) return { next: null };

    const wait = row.nextAttemptAt - this.clock.now().wall;
    // Longer than its own delay can only mean that the clock was set back: then it is due.
    if (!hurried && wait > 0 && wait <= retryDelay(row.attempts)) return { next: wait };

    const delivery = await this.#send(row);
    this.#owed = { row, delivery, wall: this.clock.now().wall };
    this.#tell(row, delivery);
    if (!this.#settle()) return { next: LEDGER_PAUSE };
    return { next: delivery.kind === "retry" ? retryDelay(row.attempts + 1) : 0 };
  }

  async #send(row: OutboxRow): Promise<Delivery> {
    try {
      return await this.mailer.send(row.message);
    } catch {
      // Against the port's promise. The error is not shown: nobody has removed secrets from it.
      return { kind: "retry", reason: INTERNAL_FAILURE };
    }
  }

  /** Writes the result that is owed. False when the ledger would not take it. */
  #settle(): boolean {
    const { row, delivery, wall } = this.#owed!;
    try {
      if (delivery.kind === "accepted") this.outbox.accepted(row.id, wall);
      else if (delivery.kind === "permanent") this.outbox.givenUp(row.id, delivery.reason, wall);
      else this.outbox.postponed(row.id, delivery.reason, wall + retryDelay(row.attempts + 1));
    } catch (error) {
      this.#ledgerFailed("record", error);
      return false;
    }
    this.#owed = null;
    return true;
  }

  #ledgerFailed(what: "read" | "record", error: unknown): DeliveryStep {
    this.#pauseUntil = this.clock.now().mono + LEDGER_PAUSE;
    const reason = error instanceof Error ? error.message : String(error);
    this.#complain(queueTroubleLine(what, reason, LEDGER_PAUSE / 1000));
    return { next: LEDGER_PAUSE };
  }

  #tell(row: OutboxRow, delivery: Delivery): void {
    if (delivery.kind === "accepted") {
      say(this.log, acceptedLine(row.kind));
      if (delivery.warning !== undefined) say(this.log, acceptedWarningLine(delivery.warning));
      this.#complaints.clear();
    } else if (delivery.kind === "permanent") {
      const { reason } = delivery;
      say(this.log, ...linesFor({ kind: "message-given-up", message: row.kind, reason }));
    } else {
      this.#complain(postponedLine(row.kind, delivery.reason));
    }
  }

  /** Writes at once what is new, and rarely what is not; numbers (times, ids of a session) do not make it new. */
  #complain(line: LogLine): void {
    const now = this.clock.now().mono;
    const key = line.text.replace(/\d+/g, "#");
    const last = this.#complaints.get(key);
    if (last !== undefined && now - last < REPEAT_COMPLAINT) return;
    if (this.#complaints.size >= 100) this.#complaints.clear();
    this.#complaints.set(key, now);
    say(this.log, line);
  }
}
