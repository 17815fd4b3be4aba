/** {@link Outbox} of a ledger with a spool. */
import type {
  Delivered,
  Hold,
  NewMessage,
  Outbox,
  QueuedMessage,
} from "../../ports/ledger/outbox.port.ts";
import type { StoredMessage } from "../../ports/ledger/story.port.ts";
import type { Reach, Spool } from "./reach.ts";

/** More messages than these are never at the heads of queues at one time. */
const MOST_KNOWN = 1000;

/**
 * The queues of the server while that is within reach, and those of the spool while it is not. What becomes of a message is in the
 * spool before the server hears of it: should that be away by then, or the program be killed, it is not sent again.
 *
 * A message is the same in both by event and channel; the number that is given out here is this object's own.
 *
 * A machine that has lost the server may be the only one: then another one has taken the folder over by now, and tells of its outages
 * as well. So what is told of one is spared for `graceMs` where there is another one: most of what cuts off one machine is over by
 * then, and the server says whose the folder is.
 */
export class SpooledOutbox implements Outbox {
  readonly #known = new Map<number, QueuedMessage>();
  #numbers = 0;
  #others = true;

  constructor(readonly reach: Reach, readonly graceMs: number) {}

  /** See `LedgerSpool.expects`. */
  expects(others: boolean): void {
    this.#others = others;
  }

  enqueue(messages: readonly NewMessage[]): Promise<void> {
    if (messages.length === 0) return Promise.resolve();
    return this.reach.run({
      server: (server) => server.outbox.enqueue(messages),
      follow: (spool) => spool.outbox.enqueue(messages),
      spool: (spool) => spool.outbox.enqueue(messages),
    });
  }

  async head(channel: string): Promise<QueuedMessage | null> {
    const message = await this.reach.run({
      server: (server) => server.outbox.head(channel),
      spool: async (spool) => this.#spared(await spool.outbox.head(channel)),
    });
    return message === null ? null : this.#number(message);
  }

  accepted(id: number, now: number): Promise<void> {
    return this.#settle(id, { acceptedAt: now, lastError: null, hold: null });
  }

  postponed(
    id: number,
    reason: string,
    nextAttemptAt: number,
    hold: Hold | null = null,
  ): Promise<void> {
    return this.#settle(id, { lastError: reason, nextAttemptAt, hold });
  }

  givenUp(id: number, reason: string, now: number): Promise<void> {
    return this.#settle(id, { givenUpAt: now, lastError: reason, hold: null });
  }

  release(channel: string, now: number): Promise<boolean> {
    return this.reach.run({
      server: (server) => server.outbox.release(channel, now),
      follow: (spool) => spool.outbox.release(channel, now),
      spool: (spool) => spool.outbox.release(channel, now),
    });
  }

  waiting(channel?: string): Promise<number> {
    return this.reach.run({
      server: (server) => server.outbox.waiting(channel),
      spool: (spool) => spool.outbox.waiting(channel),
    });
  }

  refused(): Promise<readonly QueuedMessage[]> {
    return this.reach.ask((server) => server.outbox.refused());
  }

  acknowledge(now: number): Promise<number> {
    return this.reach.ask((server) => server.outbox.acknowledge(now));
  }

  ofOutages(outageIds: readonly string[]): Promise<readonly Delivered[]> {
    return this.reach.ask((server) => server.outbox.ofOutages(outageIds));
  }

  #spared(message: QueuedMessage | null): QueuedMessage | null {
    if (message === null || message.outageId === null || !this.#others) return message;
    const until = message.queuedAt + this.graceMs;
    return { ...message, nextAttemptAt: Math.max(message.nextAttemptAt, until) };
  }

  /** The same message has the same number for as long as it is known. */
  #number(message: QueuedMessage): QueuedMessage {
    for (const [id, { event, channel }] of this.#known) {
      if (event !== message.event || channel !== message.channel) continue;
      const known = { ...message, id };
      this.#known.set(id, known);
      return known;
    }
    if (this.#known.size >= MOST_KNOWN) this.#known.delete(this.#known.keys().next().value!);
    const known = { ...message, id: ++this.#numbers };
    this.#known.set(known.id, known);
    return known;
  }

  async #settle(id: number, change: Partial<StoredMessage>): Promise<void> {
    const known = this.#known.get(id);
    if (known === undefined) return;
    const { id: _, ...message } = known;
    const settled = {
      ...message,
      acceptedAt: null,
      givenUpAt: null,
      attempts: message.attempts + 1,
      ...change,
    };
    const story = { outages: [], messages: [settled] };
    const inSpool = (spool: Spool) => spool.story.absorb(story);
    await this.reach.first(inSpool);
    await this.reach.run({
      // What a channel took was taken, whoever holds the folder by now.
      server: (server) =>
        settled.acceptedAt === null ? server.story.absorb(story) : server.story.remember(story),
      follow: (spool) => spool.story.prune(),
      spool: inSpool,
    });
    if (settled.acceptedAt !== null || settled.givenUpAt !== null) this.#known.delete(id);
  }
}
