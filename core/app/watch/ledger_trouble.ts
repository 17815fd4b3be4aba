/**
 * A ledger that cannot be read or written, from the first failure to the first look that succeeds: told at once where that needs no
 * ledger, and by message when it lasts. The queue of messages lies in the ledger itself, so these go out past it.
 */
import { retryDelay } from "../../domain/backoff.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Clock } from "../../ports/clock.port.ts";
import type { Ledger } from "../../ports/ledger/ledger.port.ts";
import type { LedgerTroubleAnnouncement } from "../../words/announcement.ts";
import type { Announcer } from "../tell/announce.ts";

/** A lock that a backup holds for some seconds is worth a line; what lasts so long, in ms, is worth a message. */
const MESSAGE_AFTER_MS = 60_000;

/** What it works with. */
export interface LedgerTroublePorts {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly announcer: Announcer;
  readonly newId: () => string;
}

interface Episode {
  readonly id: string;
  readonly since: Instant;
  readonly reason: string;
  /** A channel took the message, or none carries it. */
  sent: boolean;
  attempts: number;
  /** `mono` time of the next attempt to send it. */
  nextAttempt: number;
}

/** Remembers one trouble at a time. */
export class LedgerTrouble {
  readonly #ports: LedgerTroublePorts;
  #episode: Episode | null = null;
  #sending: Promise<void> | null = null;

  constructor(ports: LedgerTroublePorts) {
    this.#ports = ports;
  }

  /** Why the ledger cannot work, or null while it can. */
  get reason(): string | null {
    return this.#episode?.reason ?? null;
  }

  /** The ledger failed. Never waits for a channel; none is used unless `sending`. */
  failed(reason: string, sending: boolean): void {
    const { announcer, clock, newId } = this.#ports;
    const now = clock.now();
    if (this.#episode === null) {
      const nextAttempt = now.mono + MESSAGE_AFTER_MS;
      const id = `livro-${newId()}`;
      this.#episode = { id, since: now, reason, sent: false, attempts: 0, nextAttempt };
      announcer.tell(this.#announcement(this.#episode, now, false), now.wall);
    }
    const episode = this.#episode;
    if (!sending || episode.sent || this.#sending !== null || now.mono < episode.nextAttempt) {
      return;
    }
    this.#sending = this.#send(episode, now).finally(() => this.#sending = null);
  }

  /** A look went through. A channel that is still busy with the message is not waited for. The end is told by message when the trouble was, or when it lasted; rejects when even that cannot be written. */
  async worked(): Promise<void> {
    const episode = this.#episode;
    if (episode === null) return;
    const { announcer, clock, ledger } = this.#ports;
    const now = clock.now();
    const announcement = this.#announcement(episode, now, true);
    const lasting = now.mono - episode.since.mono >= MESSAGE_AFTER_MS;
    const messages = episode.sent || lasting ? announcer.messages(announcement, now.wall) : [];
    await ledger.outbox.enqueue(messages);
    this.#episode = null;
    announcer.tell(announcement, now.wall);
  }

  async #send(episode: Episode, now: Instant): Promise<void> {
    const { announcer, clock } = this.#ports;
    episode.attempts++;
    episode.sent = await announcer.deliverNow(this.#announcement(episode, now, false), now.wall);
    episode.nextAttempt = clock.now().mono + retryDelay(episode.attempts);
  }

  #announcement(episode: Episode, now: Instant, over: boolean): LedgerTroubleAnnouncement {
    const { id, since, reason } = episode;
    const lastedMs = now.mono - since.mono;
    return over
      ? {
        kind: "ledger-available",
        id: `${id}-volta`,
        since: since.wall,
        at: now.wall,
        lastedMs,
        reason,
      }
      : { kind: "ledger-unavailable", id, since: since.wall, at: now.wall, lastedMs, reason };
  }
}
