/** Delivery of the messages that wait on disk for one channel, one at a time and in order. */
import { holdDelay, LONGEST_REQUESTED_DELAY, retryDelay } from "../../domain/backoff.ts";
import type { Clock } from "../../ports/clock.port.ts";
import type { Log } from "../../ports/log.port.ts";
import type { Channel, Delivery } from "../../ports/channel.port.ts";
import type { Hold, Outbox, QueuedMessage } from "../../ports/ledger/outbox.port.ts";
import { PossessionLost } from "../../ports/ledger/possession.port.ts";
import type { Announcement } from "../../words/announcement.ts";
import { linesFor } from "../../words/log/for_announcement.ts";
import type { LogLine } from "../../words/log/line.ts";
import {
  acceptedLine,
  acceptedWarningLine,
  heldReasonLine,
  postponedLine,
  queueTroubleLine,
} from "../../words/log/messages.ts";
import { INTERNAL_FAILURE } from "../../words/mail_trouble.ts";
import { Attempt } from "./attempt.ts";
import { say } from "./say.ts";

/** Tells people at once, on every way but the messages themselves. */
export type Teller = (announcement: Announcement, now: number) => void;

/** What the ledger is to remember of an attempt. */
interface Result {
  readonly row: QueuedMessage;
  readonly delivery: Delivery;
  readonly wall: number;
  /** Unless it was accepted or given up. */
  readonly nextAttemptAt: number;
  readonly hold: Hold | null;
}

/** The ledger is asked again after this long when it cannot be read or written, ms. */
const LEDGER_PAUSE = 30_000;
/** Nobody says to stop. */
const NEVER = new AbortController().signal;
/** The same complaint is repeated in the log after this long, ms. */
const REPEAT_COMPLAINT = 6 * 3_600_000;

/**
 * Takes messages from the outbox to their channel. The head of the queue holds the others back until it is accepted
 * or given up, so a recovery never arrives before its outage.
 *
 * A channel that does not take us for who we are holds the whole queue: nothing is given up, people are told once, and it is
 * asked again at the intervals of {@link holdDelay} (an account that refuses: after 1 h, 6 h, then every 12 h, and once more
 * after 5 min when it gave no answer; any other trouble: after 5, 15, 30 min, then hourly), never sooner because the folder is
 * back or the program was started again. Only another identity of the channel (a new password, changed settings) or
 * {@link Outbox.release} makes it due at once. A passing failure in between says nothing of who we are: the hold stays.
 *
 * Delivery is at least once: only a kill between the channel's acceptance and the commit of that fact repeats a
 * message, and then exactly as it was (a mail: with the same Message-ID and Date). While the process lives, what the ledger could not take is
 * remembered here and written before anything else is sent.
 */
export class OutboxDelivery {
  /** A result that the ledger could not take yet. */
  #owed: Result | null = null;
  /** Not before this moment of `mono` time. */
  #pauseUntil = -Infinity;
  #hurried = false;
  readonly #complaints = new Map<string, number>();

  constructor(
    readonly outbox: Outbox,
    readonly channel: Pick<Channel, "name" | "deliver" | "identity">,
    readonly clock: Clock,
    readonly log: Log,
    readonly teller: Teller = (announcement) => say(log, ...linesFor(announcement)),
    /** Rejects when nothing may be sent from here now. */
    readonly assure: () => Promise<void> = () => Promise.resolve(),
  ) {}

  /** Something says that the network is back (the folder answers again): the next call does not wait for the delay. */
  hurry(): void {
    this.#hurried = true;
  }

  /**
   * Does at most one attempt; one call at a time. Resolves to the ms until the next call has something to do, or null when
   * the queue is empty. Rejects only with `PossessionLost`. After `stop` a channel that has nothing of the message yet is not waited
   * for: it gets nothing any more, and no attempt is counted. One that has it may have taken it, and is waited for.
   */
  async deliverNext(stop: AbortSignal = NEVER): Promise<number | null> {
    const pause = this.#pauseUntil - this.clock.now().mono;
    if (pause > 0) return pause;
    if (this.#owed !== null && !await this.#settle()) return LEDGER_PAUSE;

    let row: QueuedMessage | null;
    try {
      row = await this.outbox.head(this.channel.name);
    } catch (error) {
      return this.#ledgerFailed("read", error);
    }
    // What nobody has tried yet waits for something else than the network.
    const hurried = this.#hurried && row !== null && row.attempts > 0;
    this.#hurried = false;
    if (row === null) return null;

    const wait = row.nextAttemptAt - this.clock.now().wall;
    if (row.hold === null && !hurried && wait > 0 && wait <= longestDelay(row)) return wait;
    const identity = await this.#identity();
    const due = row.hold === null ? hurried : row.hold.identity !== identity;
    // Longer than the longest delay can only mean that the clock was set back: then it is due.
    if (!due && wait > 0 && wait <= longestDelay(row)) return wait;

    try {
      await this.assure();
    } catch (error) {
      return this.#ledgerFailed("read", error);
    }
    let doubt: unknown = null;
    const attempt = new Attempt();
    const assured = () =>
      this.assure().catch((error) => {
        doubt = error;
        throw error;
      });
    const sending = this.#send(row, () => attempt.goOut(assured));
    const delivery = await attempt.outcome(sending, stop, this.clock);
    if (delivery === null) return null;
    if (doubt !== null) return this.#ledgerFailed("read", doubt);
    const result = resultOf(row, delivery, this.clock.now().wall, identity);
    this.#owed = result;
    this.#tell(result);
    if (!await this.#settle()) return LEDGER_PAUSE;
    return Math.max(0, result.nextAttemptAt - result.wall);
  }

  async #identity(): Promise<string> {
    try {
      return await this.channel.identity();
    } catch {
      // Against the port's promise; the next look asks again.
      return "";
    }
  }

  async #send(row: QueuedMessage, assure: () => Promise<void>): Promise<Delivery> {
    try {
      return await this.channel.deliver(row.payload, assure);
    } catch {
      // Against the port's promise. The error is not shown: nobody has removed secrets from it.
      return { kind: "retry", reason: INTERNAL_FAILURE };
    }
  }

  /** Writes the result that is owed. False when the ledger would not take it. */
  async #settle(): Promise<boolean> {
    const { row, delivery, wall, nextAttemptAt, hold } = this.#owed!;
    try {
      if (delivery.kind === "accepted") await this.outbox.accepted(row.id, wall);
      else if (delivery.kind === "permanent") {
        await this.outbox.givenUp(row.id, delivery.reason, wall);
      } else {
        await this.outbox.postponed(row.id, delivery.reason, nextAttemptAt, hold);
      }
    } catch (error) {
      this.#ledgerFailed("record", error);
      return false;
    }
    this.#owed = null;
    return true;
  }

  #ledgerFailed(what: "read" | "record", error: unknown): number {
    if (error instanceof PossessionLost) throw error;
    this.#pauseUntil = this.clock.now().mono + LEDGER_PAUSE;
    const reason = error instanceof Error ? error.message : String(error);
    this.#complain(queueTroubleLine(what, reason, LEDGER_PAUSE / 1000));
    return LEDGER_PAUSE;
  }

  #tell({ row, delivery, wall, nextAttemptAt, hold }: Result): void {
    const { channel } = row;
    if (delivery.kind === "accepted") {
      if (row.hold !== null) this.teller({ kind: "channel-released", channel }, wall);
      say(this.log, acceptedLine(row.kind, channel));
      if (delivery.warning !== undefined) say(this.log, acceptedWarningLine(delivery.warning));
      this.#complaints.clear();
    } else if (delivery.kind === "permanent") {
      const { reason } = delivery;
      this.teller({ kind: "message-given-up", message: row.kind, channel, reason }, wall);
    } else if (hold !== null && delivery.kind === "held") {
      const { reason, cure } = delivery;
      if (row.hold === null) {
        const { since } = hold;
        const waitMs = nextAttemptAt - wall;
        this.teller({ kind: "channel-held", channel, since, reason, cure, waitMs }, wall);
        this.#remember(heldReasonLine(channel, reason, cure));
      } else this.#complain(heldReasonLine(channel, reason, cure));
    } else if (delivery.kind === "retry") {
      this.#complain(postponedLine(row.kind, delivery.reason, channel));
    }
  }

  /** Writes at once what is new, and rarely what is not; numbers (times, ids of a session) do not make it new. */
  #complain(line: LogLine): void {
    const last = this.#complaints.get(keyOf(line));
    if (last !== undefined && this.clock.now().mono - last < REPEAT_COMPLAINT) return;
    this.#remember(line);
    say(this.log, line);
  }

  #remember(line: LogLine): void {
    if (this.#complaints.size >= 100) this.#complaints.clear();
    this.#complaints.set(keyOf(line), this.clock.now().mono);
  }
}

function keyOf(line: LogLine): string {
  return line.text.replace(/\d+/g, "#");
}

/** No wait that was ever decided for this message is longer, ms. */
function longestDelay({ attempts, hold }: QueuedMessage): number {
  const held = hold === null ? 0 : holdDelay(hold.refusals, hold.login);
  return Math.max(held, retryDelay(attempts), LONGEST_REQUESTED_DELAY);
}

/** What one attempt comes to. Refusals are counted for one identity: a new one begins with the short delay. */
function resultOf(
  row: QueuedMessage,
  delivery: Delivery,
  wall: number,
  identity: string,
): Result {
  const before = row.hold?.identity === identity ? row.hold.refusals : 0;
  if (delivery.kind === "retry") {
    const asked = Math.min(delivery.afterMs ?? 0, LONGEST_REQUESTED_DELAY);
    const delay = Math.max(retryDelay(row.attempts + 1), asked);
    const hold = row.hold === null ? null : { ...row.hold, identity, refusals: before };
    return { row, delivery, wall, nextAttemptAt: wall + delay, hold };
  }
  if (delivery.kind !== "held") return { row, delivery, wall, nextAttemptAt: wall, hold: null };
  const { cure, login, undecided } = delivery;
  const hold = { since: row.hold?.since ?? wall, refusals: before + 1, login, cure, identity };
  const delay = holdDelay(hold.refusals, login, undecided);
  return { row, delivery, wall, nextAttemptAt: wall + delay, hold };
}
