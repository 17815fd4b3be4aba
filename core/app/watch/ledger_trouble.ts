/**
 * A ledger that cannot be read or written, from the first failure to the first look that succeeds: told at once where that needs no
 * ledger, and by message when it lasts. Where the ledger has a spool the message waits there like any other, and a restart
 * tells nothing again; else the queue lies in the ledger itself, and these messages go out past it.
 */
import { retryDelay } from "../../domain/backoff.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Clock } from "../../ports/clock.port.ts";
import type { Ledger } from "../../ports/ledger/ledger.port.ts";
import type { NewMessage } from "../../ports/ledger/outbox.port.ts";
import type { StoredMessage } from "../../ports/ledger/story.port.ts";
import type { LedgerTroubleAnnouncement } from "../../words/announcement.ts";
import type { Announcer } from "../tell/announce.ts";

/** A lock that a backup holds for some seconds is worth a line; what lasts so long, in ms, is worth a message. */
const MESSAGE_AFTER_MS = 60_000;
/** Name of the state in the spool. */
const STATE = "livro-aviso";

/** What it works with. */
export interface LedgerTroublePorts {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly announcer: Announcer;
  readonly newId: () => string;
  /** There may be messages. */
  readonly onChange?: (queued: boolean) => void;
}

/** What outlives a restart. */
interface Kept {
  readonly id: string;
  /** ms since the Unix epoch. */
  readonly since: number;
  readonly reason: string;
  /** A channel took the message, or none carries it; with a spool: it waits there. */
  readonly sent: boolean;
}

interface Episode extends Omit<Kept, "since" | "sent"> {
  readonly since: Instant;
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
  /** What an earlier run told of is known. */
  #restored = false;

  constructor(ports: LedgerTroublePorts) {
    this.#ports = ports;
  }

  /** Why the ledger cannot work, or null while it can. */
  get reason(): string | null {
    return this.#episode?.reason ?? null;
  }

  /**
   * Once per turn. Of a ledger on a server its absence is told also while nothing is asked of it, because nobody may look for
   * files, and so is its return. Rejects with what the ledger says.
   */
  async attend(looking: boolean, sending: boolean): Promise<void> {
    const { spool } = this.#ports.ledger;
    if (spool === undefined) return;
    if (!this.#restored) {
      const kept = await spool.telling.read(STATE) as Kept | null;
      this.#restored = true;
      if (kept !== null) this.#episode = this.#begun(kept);
    }
    const away = spool.away();
    if (away !== null) await this.failed(away.reason, sending);
    else if (!looking) await this.worked();
  }

  /** The ledger failed. Never waits for a channel; none is used unless `sending`. Never rejects. */
  async failed(reason: string, sending: boolean): Promise<void> {
    const { announcer, clock, ledger, newId } = this.#ports;
    const now = clock.now();
    if (this.#episode === null) {
      const since = ledger.spool?.away()?.since ?? now.wall;
      this.#episode = this.#begun({ id: `livro-${newId()}`, since, reason, sent: false });
      await this.#keep();
      announcer.tell(this.#announcement(this.#episode, now, false), now.wall);
    }
    const episode = this.#episode;
    if (!sending || episode.sent || this.#sending !== null || now.mono < episode.nextAttempt) {
      return;
    }
    if (await this.#queued(episode, now)) return;
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
    await this.#keep();
    announcer.tell(announcement, now.wall);
    this.#ports.onChange?.(true);
  }

  /**
   * The folder is another one's by now, and the ledger answers: what was told of its absence here comes to its end, by message when
   * it was by message; that one sends it. Rejects with what the ledger says.
   */
  async handOver(): Promise<void> {
    const { announcer, clock, ledger } = this.#ports;
    const kept = await ledger.spool?.telling.read(STATE) as Kept | null | undefined;
    if (!kept) return;
    const now = clock.now();
    const announcement = this.#announcement(this.#begun(kept), now, true);
    if (kept.sent) {
      const messages = announcer.messages(announcement, now.wall).map(waiting);
      await ledger.story.remember({ outages: [], messages });
    }
    this.#episode = null;
    await this.#keep();
    announcer.tell(announcement, now.wall);
  }

  #begun({ id, since, reason, sent }: Kept): Episode {
    const now = this.#ports.clock.now();
    // Of a time before this run only the clock on the wall tells.
    const mono = now.mono - Math.max(0, now.wall - since);
    const nextAttempt = mono + MESSAGE_AFTER_MS;
    return { id, since: { wall: since, mono }, reason, sent, attempts: 0, nextAttempt };
  }

  /** False: there is no queue that it could wait in. */
  async #queued(episode: Episode, now: Instant): Promise<boolean> {
    const { announcer, ledger, onChange } = this.#ports;
    if (ledger.spool === undefined) return false;
    try {
      const announcement = this.#announcement(episode, now, false);
      await ledger.outbox.enqueue(announcer.messages(announcement, now.wall));
    } catch {
      return false;
    }
    episode.sent = true;
    await this.#keep();
    onChange?.(true);
    return true;
  }

  /** Should it not be possible, a restart tells it again. */
  async #keep(): Promise<void> {
    const episode = this.#episode;
    const kept = episode === null ? null : {
      id: episode.id,
      since: episode.since.wall,
      reason: episode.reason,
      sent: episode.sent,
    };
    try {
      await this.#ports.ledger.spool?.telling.save(STATE, kept, []);
    } catch { /* as said above */ }
  }

  async #send(episode: Episode, now: Instant): Promise<void> {
    const { announcer, clock } = this.#ports;
    episode.attempts++;
    episode.sent = await announcer.deliverNow(this.#announcement(episode, now, false), now.wall);
    episode.nextAttempt = clock.now().mono + retryDelay(episode.attempts);
  }

  #announcement(episode: Episode, now: Instant, over: boolean): LedgerTroubleAnnouncement {
    const { id, since, reason } = episode;
    const facts = {
      since: since.wall,
      at: now.wall,
      lastedMs: now.mono - since.mono,
      reason,
      ...(this.#ports.ledger.spool === undefined ? {} : { onServer: true }),
    };
    return over
      ? { kind: "ledger-available", id: `${id}-volta`, ...facts }
      : { kind: "ledger-unavailable", id, ...facts };
  }
}

function waiting({ at, ...message }: NewMessage): StoredMessage {
  const untried = { attempts: 0, lastError: null, hold: null, acceptedAt: null, givenUpAt: null };
  return { ...message, ...untried, queuedAt: at, nextAttemptAt: at };
}
