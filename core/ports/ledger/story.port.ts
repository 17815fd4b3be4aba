/** Outages and what was told of them, to be taken over from one ledger into another. Times are ms since the Unix epoch. */
import type { OutageRecord } from "./outages.port.ts";
import type { QueuedMessage } from "./outbox.port.ts";

/** A message as it is stored: whether it waits, and what became of it. */
export interface StoredMessage extends Omit<QueuedMessage, "id"> {
  readonly acceptedAt: number | null;
  readonly givenUpAt: number | null;
}

/** Oldest first, both of them. */
export interface Story {
  readonly outages: readonly OutageRecord[];
  readonly messages: readonly StoredMessage[];
}

/** What a ledger gives to another one, and takes from it. */
export interface StoryLedger {
  /** The outages that are not closed, the messages that wait, and the outages that these are about. */
  open(): Promise<Story>;
  /**
   * Takes a story over: all of it is durable when it resolves, or nothing happened; the same may come again. An outage that is
   * known by its id becomes what it is there, unless it is closed here; so does a message that is known by event and channel, unless it was
   * accepted or given up here. Writes even when there is nothing to take over, so that it tells whether the ledger can be written.
   */
  absorb(story: Story): Promise<void>;
  /** The same for what has happened for good, which is written whoever holds the folder. */
  remember(story: Story): Promise<void>;
}

/** The story of a spool: a small ledger that holds nothing but what another one does not have yet, or is not done with. */
export interface SpooledStory extends StoryLedger {
  /** All that is there. */
  all(): Promise<Story>;
  /** From now on this is all that is there. */
  replace(story: Story): Promise<void>;
  /** Forgets what is over: messages accepted or given up, and outages that are closed and of which nothing waits. */
  prune(): Promise<void>;
}
