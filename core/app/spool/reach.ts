/**
 * Whether the ledger's server is within reach, and what that means: while it is, the spool follows it; from the first failure
 * on, outages and messages go to the spool alone; when it is back it takes them over before anything else is asked of it.
 *
 * Killed at any moment, the next run finds in the spool that the server was away, and what it does not have yet; taking over
 * is harmless however often it is done (`StoryLedger.absorb`).
 */
import type { Clock } from "../../ports/clock.port.ts";
import { isLedgerTrouble, type Ledger, LedgerUnavailable } from "../../ports/ledger/ledger.port.ts";
import type { Away } from "../../ports/ledger/spool.port.ts";
import type { SpooledStory, Story } from "../../ports/ledger/story.port.ts";
import { ledgerSilentText } from "../../words/ledger_state.ts";

/** Name of the state that says since when the server is away. */
const STATE = "livro-fora";
/** A server that was asked and says nothing for so long, in ms, is away: some locks of others take longer, hardly ever. */
export const SILENCE_MS = 10_000;
/** And it is looked at this often, in ms. */
const LISTEN_MS = 500;

/** The spool itself: a ledger like any other. */
export type Spool = Ledger & { readonly story: SpooledStory };

/** What it works with. */
export interface ReachPorts {
  readonly server: Ledger;
  readonly spool: Spool;
  readonly clock: Clock;
  /** How long the server has owed an answer, in ms; default: nobody knows, and answers are waited for. */
  readonly silentFor?: () => number;
  /** Whether this monitor is the one that tells while nobody can ask whose the folder is: the one that was active last. */
  readonly mayTell: () => boolean;
}

const NOTHING: Story = { outages: [], messages: [] };

/** One thing to be done. */
export interface Errand<T> {
  readonly server: (server: Ledger) => Promise<T>;
  /** What the spool is to know once the server did it. */
  readonly follow?: (spool: Spool) => Promise<unknown>;
  /** Instead of the server. */
  readonly spool: (spool: Spool) => Promise<T>;
}

/** One errand at a time. */
export class Reach {
  readonly #ports: ReachPorts;
  #away: Away | null;
  /** The spool may not have what the server has. */
  #stale = true;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(ports: ReachPorts, away: Away | null) {
    this.#ports = ports;
    this.#away = away;
  }

  /** Takes up where an earlier run left off. Rejects with what the spool says. */
  static async open(ports: ReachPorts): Promise<Reach> {
    return new Reach(ports, await ports.spool.telling.read(STATE) as Away | null);
  }

  /** Null while the server answers, as far as is known. */
  away(): Away | null {
    return this.#away;
  }

  /** The spool is compared with the server before the next errand. */
  refresh(): void {
    this.#stale = true;
  }

  /**
   * Does it on the server, or in the spool while that is away; nobody waits for a server that is known to be away. Rejects with what both
   * say, with what is no trouble of the ledger at all, and where this monitor may not tell.
   */
  run<T>(errand: Errand<T>): Promise<T> {
    const { server, spool } = this.#ports;
    return this.#alone(async () => {
      if (this.#away === null) {
        try {
          await this.#meet();
          const result = await this.#patiently(errand.server(server));
          await this.#following(errand.follow);
          return result;
        } catch (error) {
          if (!isLedgerTrouble(error)) throw error;
          await this.#lost(error);
        }
      }
      if (!this.#ports.mayTell()) throw new LedgerUnavailable(this.#away?.reason);
      return await errand.spool(spool);
    });
  }

  /** Asks the server alone, and finds out whether it is back. Rejects with what it says. */
  async ask<T>(work: (server: Ledger) => Promise<T>): Promise<T> {
    const { server } = this.#ports;
    try {
      // Nobody else waits for this: it takes what a connection takes that is not made.
      if (this.#away !== null) await this.#patiently(server.story.absorb(NOTHING));
      await this.#alone(() => this.#meet());
      return await this.#patiently(work(server));
    } catch (error) {
      if (isLedgerTrouble(error)) await this.#alone(() => this.#lost(error));
      throw error;
    }
  }

  /** The spool alone, before anything else is done; it may fail. */
  first(work: (spool: Spool) => Promise<unknown>): Promise<void> {
    return this.#alone(() => this.#following(work));
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    return result;
  }

  /** Server and spool have the same to tell. */
  async #meet(): Promise<void> {
    const { server, spool } = this.#ports;
    if (this.#away === null && !this.#stale) return;
    const story = await this.#unknownToServer();
    if (story !== null) await this.#patiently(server.story.absorb(story));
    const open = await this.#patiently(server.story.open());
    const wasAway = this.#away !== null;
    this.#away = null;
    this.#stale = false;
    await this.#following(async () => {
      await spool.story.replace(open);
      if (wasAway) await spool.telling.save(STATE, null, []);
    });
  }

  /**
   * What the server may not have: all, when it was away; else what became of messages just before an earlier run was killed. Null:
   * nothing.
   */
  async #unknownToServer(): Promise<Story | null> {
    if (this.#away !== null) return await this.#ports.spool.story.all();
    // A spool that cannot be read is no reason to leave a server alone that answers.
    const { messages } = await this.#ports.spool.story.all().catch(() => NOTHING);
    const settled = messages.filter((one) => one.acceptedAt !== null || one.givenUpAt !== null);
    return settled.length === 0 ? null : { outages: [], messages: settled };
  }

  /** A spool that cannot be written is no reason to fail what the server has done. */
  async #following(work?: (spool: Spool) => Promise<unknown>): Promise<void> {
    if (work === undefined) return;
    try {
      await work(this.#ports.spool);
    } catch {
      this.#stale = true;
    }
  }

  /** First of all it is written down: what goes to the spool from here on must be found there. */
  async #lost(error: Error): Promise<void> {
    const since = this.#away?.since ?? this.#ports.clock.now().wall;
    const away = { since, reason: error.message };
    if (this.#away === null) await this.#ports.spool.telling.save(STATE, away, []);
    this.#away = away;
  }

  /** What is asked of a server that is frozen may still be done later: everything that is asked can be done twice. */
  async #patiently<T>(asked: Promise<T>): Promise<T> {
    const { silentFor, clock } = this.#ports;
    if (silentFor === undefined) return await asked;
    const done = new AbortController();
    const silence = (async () => {
      while (!done.signal.aborted && silentFor() < SILENCE_MS) {
        await clock.sleep(LISTEN_MS, done.signal);
      }
      if (done.signal.aborted) return await asked;
      throw new LedgerUnavailable(ledgerSilentText(SILENCE_MS / 1000));
    })();
    try {
      return await Promise.race([asked, silence]);
    } finally {
      done.abort();
      silence.catch(() => {});
      asked.catch(() => {});
    }
  }
}
