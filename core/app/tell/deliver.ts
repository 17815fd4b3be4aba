/** Delivery of the messages that wait on disk for one channel, one at a time and in order. */
import { retryDelay } from "../../domain/backoff.ts";
import type { Clock } from "../../ports/clock.port.ts";
import type { Log } from "../../ports/log.port.ts";
import type { Channel, Delivery } from "../../ports/channel.port.ts";
import type { Outbox, QueuedMessage } from "../../ports/ledger/outbox.port.ts";
import { linesFor } from "../../words/log/for_announcement.ts";
import type { LogLine } from "../../words/log/line.ts";
import {
  acceptedLine,
  acceptedWarningLine,
  postponedLine,
  queueTroubleLine,
} from "../../words/log/messages.ts";
import { INTERNAL_FAILURE } from "../../words/mail_trouble.ts";
import { say } from "./say.ts";

/** The ledger is asked again after this long when it cannot be read or written, ms. */
const LEDGER_PAUSE = 30_000;
/** The same complaint is repeated in the log after this long, ms. */
const REPEAT_COMPLAINT = 6 * 3_600_000;

/**
 * Takes messages from the outbox to their channel. The head of the queue holds the others back until it is accepted
 * or given up, so a recovery never arrives before its outage.
 *
 * Delivery is at least once: only a kill between the channel's acceptance and the commit of that fact repeats a
 * message, and then exactly as it was (a mail: with the same Message-ID and Date). While the process lives, what the ledger could not take is
 * remembered here and written before anything else is sent.
 */
export class OutboxDelivery {
  /** A result that the ledger could not take yet. */
  #owed:
    | { readonly row: QueuedMessage; readonly delivery: Delivery; readonly wall: number }
    | null = null;
  /** Not before this moment of `mono` time. */
  #pauseUntil = -Infinity;
  #hurried = false;
  readonly #complaints = new Map<string, number>();

  constructor(
    readonly outbox: Outbox,
    readonly channel: Pick<Channel, "name" | "deliver">,
    readonly clock: Pick<Clock, "now">,
    readonly log: Log,
  ) {}

  /** Something says that the network is back (the folder answers again): the next call does not wait for the delay. */
  hurry(): void {
    this.#hurried = true;
  }

  /**
   * Does at most one attempt; one call at a time. Resolves to the ms until the next call has something to do, or null when
   * the queue is empty. Never rejects.
   */
  async deliverNext(): Promise<number | null> {
    const pause = this.#pauseUntil - this.clock.now().mono;
    if (pause > 0) return pause;
    if (this.#owed !== null && !await this.#settle()) return LEDGER_PAUSE;

    let row: QueuedMessage | null;
    try {
      row = await this.outbox.head(this.channel.name);
    } catch (error) {
      return this.#ledgerFailed("read", error);
    }
    const hurried = this.#hurried;
    this.#hurried = false;
    if (row === null) return null;

    const wait = row.nextAttemptAt - this.clock.now().wall;
    // Longer than its own delay can only mean that the clock was set back: then it is due.
    if (!hurried && wait > 0 && wait <= retryDelay(row.attempts)) return wait;

    const delivery = await this.#send(row);
    this.#owed = { row, delivery, wall: this.clock.now().wall };
    this.#tell(row, delivery);
    if (!await this.#settle()) return LEDGER_PAUSE;
    return delivery.kind === "retry" ? retryDelay(row.attempts + 1) : 0;
  }

  async #send(row: QueuedMessage): Promise<Delivery> {
    try {
      return await this.channel.deliver(row.payload);
    } catch {
      // Against the port's promise. The error is not shown: nobody has removed secrets from it.
      return { kind: "retry", reason: INTERNAL_FAILURE };
    }
  }

  /** Writes the result that is owed. False when the ledger would not take it. */
  async #settle(): Promise<boolean> {
    const { row, delivery, wall } = this.#owed!;
    try {
      if (delivery.kind === "accepted") await this.outbox.accepted(row.id, wall);
      else if (delivery.kind === "permanent") {
        await this.outbox.givenUp(row.id, delivery.reason, wall);
      } else {
        await this.outbox.postponed(row.id, delivery.reason, wall + retryDelay(row.attempts + 1));
      }
    } catch (error) {
      this.#ledgerFailed("record", error);
      return false;
    }
    this.#owed = null;
    return true;
  }

  #ledgerFailed(what: "read" | "record", error: unknown): number {
    this.#pauseUntil = this.clock.now().mono + LEDGER_PAUSE;
    const reason = error instanceof Error ? error.message : String(error);
    this.#complain(queueTroubleLine(what, reason, LEDGER_PAUSE / 1000));
    return LEDGER_PAUSE;
  }

  #tell(row: QueuedMessage, delivery: Delivery): void {
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
