/**
 * Whether the ledger's server is within reach, and what that means: while it is, the spool follows it; from the first failure
 * on, outages and messages go to the spool alone; when it is back it takes them over before anything else is asked of it.
 *
 * Killed at any moment, the next run finds in the spool that the server was away, and what it does not have yet; taking over
 * is harmless however often it is done (`StoryLedger.absorb`).
 */
import type { Clock } from "../../ports/clock.port.ts";
import { isLedgerTrouble, type Ledger, LedgerUnavailable } from "../../ports/ledger/ledger.port.ts";
import type { FencedLedger } from "../../ports/ledger/possession.port.ts";
import type { Away } from "../../ports/ledger/spool.port.ts";
import type { SpooledStory, Story } from "../../ports/ledger/story.port.ts";
import { ledgerSilentText } from "../../words/ledger_state.ts";

/** Names of the states that say since when the server is away, and with which number the folder was this monitor's last; false: another's. */
const STATE = "livro-fora";
const ACTIVE = "ativo";
/** At the end of the work it is so soon, in ms. */
const LAST_SILENCE_MS = 2000;
/** And it is looked at this often, in ms. */
const LISTEN_MS = 500;

/** The spool itself: a ledger like any other. */
export type Spool = Ledger & { readonly story: SpooledStory };

/** What it works with. */
export interface ReachPorts {
  readonly server: FencedLedger;
  readonly spool: Spool;
  readonly clock: Clock;
  /** See {@link SpooledOutbox}, ms; default: nothing is spared. */
  readonly graceMs?: number;
  /** How it is told that the server does not answer; default: whatever is asked is waited for. */
  readonly silence?: {
    /** A server that has owed an answer for so long, in ms, is away. */
    readonly limitMs: number;
    /** How long it has, in ms. */
    readonly now: () => number;
    /** Ends whatever is asked of it at this moment. */
    readonly end: () => void;
  };
}

const NOTHING: Story = { outages: [], messages: [] };

/** One thing to be done. */
export interface Errand<T> {
  readonly server: (server: FencedLedger) => Promise<T>;
  /** What the spool is to know once the server did it. */
  readonly follow?: (spool: Spool) => Promise<unknown>;
  /** Instead of the server. */
  readonly spool: (spool: Spool) => Promise<T>;
}

/** One errand at a time. */
export class Reach {
  readonly #ports: ReachPorts;
  #away: Away | null;
  #mayTell: boolean;
  #lastHeld: number | null;
  /** Whose the folder is has been found out in this run, or an earlier one knew that it was another's. */
  #sure: boolean;
  /** The spool may not have what the server has. */
  #stale = true;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(ports: ReachPorts, away: Away | null, active: number | boolean) {
    this.#ports = ports;
    this.#away = away;
    this.#mayTell = active !== false;
    this.#lastHeld = typeof active === "number" ? active : null;
    this.#sure = active === false;
  }

  /** Takes up where an earlier run left off. Rejects with what the spool says. */
  static async open(ports: ReachPorts): Promise<Reach> {
    const { telling } = ports.spool;
    const away = await telling.read(STATE) as Away | null;
    // Of a monitor that never asked, no other one is known.
    return new Reach(ports, away, await telling.read(ACTIVE) as number | boolean | null ?? true);
  }

  /** Null while the server answers, as far as is known. */
  away(): Away | null {
    return this.#away;
  }

  /** See `LedgerSpool.mayTell`. */
  mayTell(): boolean {
    return this.#mayTell;
  }

  /** See `LedgerSpool.holds`. Rejects with what the spool says. */
  async holds(generation: number | null): Promise<void> {
    const { story, telling } = this.#ports.spool;
    const ours = generation !== null;
    // Another one had it in between: what goes on was that one's to tell.
    if (ours && this.#lastHeld !== null && generation > this.#lastHeld + 1) {
      await story.replace(pastOf(await story.all()));
    }
    const changed = this.#mayTell !== ours || this.#lastHeld !== generation;
    this.#mayTell = ours;
    this.#lastHeld = generation;
    this.#sure = true;
    this.#stale = true;
    if (changed) await telling.save(ACTIVE, generation ?? false, []);
  }

  /** See `LedgerSpool.lastHeld`. */
  lastHeld(): number | null {
    return this.#lastHeld;
  }

  /** See `LedgerSpool.meet`. */
  async meet(): Promise<void> {
    try {
      await this.ask(() => Promise.resolve());
    } catch (error) {
      if (!isLedgerTrouble(error)) throw error;
    }
  }

  /** See `LedgerSpool.letGo`. */
  letGo(): void {
    const { silence } = this.#ports;
    if (this.#away !== null || (silence?.now() ?? 0) > LAST_SILENCE_MS) silence?.end();
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
      if (!this.#mayTell) throw new LedgerUnavailable(this.#away?.reason);
      return await errand.spool(spool);
    });
  }

  /** Asks the server alone, and finds out whether it is back. Rejects with what it says. */
  async ask<T>(work: (server: FencedLedger) => Promise<T>): Promise<T> {
    const { server } = this.#ports;
    try {
      // Nobody else waits for this: it takes what a connection takes that is not made.
      if (this.#away !== null) await this.#patiently(server.story.remember(NOTHING));
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

  /** Waits for it to be done, but no longer than `ms`. */
  async shortly(asked: Promise<unknown>, ms: number): Promise<void> {
    const over = new AbortController();
    const done = asked.finally(() => over.abort());
    await Promise.race([done, this.#ports.clock.sleep(ms, over.signal)]);
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
    const { open: going, past } = await this.#unknownToServer();
    if (past !== null) await this.#patiently(server.story.remember(past));
    // Another one may have the folder: what goes on is neither taken over nor forgotten before that is known.
    if (this.#away !== null && !this.#sure) return;
    if (going !== null) await this.#patiently(server.story.absorb(going));
    const { outages, messages } = await this.#patiently(server.story.open());
    // Whoever asks while the server is away wants to know of the latest outage, too.
    const latest = (await this.#patiently(server.outages.latest(1)))
      .filter(({ id }) => outages.every((one) => one.id !== id));
    const wasAway = this.#away !== null;
    this.#away = null;
    this.#stale = false;
    await this.#following(async () => {
      await spool.story.replace({ outages: [...latest, ...outages], messages });
      if (wasAway) await spool.telling.save(STATE, null, []);
    });
  }

  /**
   * What the server may not have: all, when it was away, to be taken over as this monitor's own work; what has happened for good,
   * when the folder is another one's by now, which tells what goes on; else what became of messages just before an earlier run
   * was killed.
   */
  async #unknownToServer(): Promise<{ readonly open: Story | null; readonly past: Story | null }> {
    const { story } = this.#ports.spool;
    if (this.#away !== null) {
      const all = await story.all();
      const ours = this.#mayTell && this.#sure;
      return ours ? { open: all, past: null } : { open: null, past: pastOf(all) };
    }
    // A spool that cannot be read is no reason to leave a server alone that answers.
    const { messages } = pastOf(await story.all().catch(() => NOTHING));
    return { open: null, past: messages.length === 0 ? null : { outages: [], messages } };
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
    const { silence, clock } = this.#ports;
    if (silence === undefined) return await asked;
    const done = new AbortController();
    const listening = (async () => {
      while (!done.signal.aborted && silence.now() < silence.limitMs) {
        await clock.sleep(LISTEN_MS, done.signal);
      }
      if (done.signal.aborted) return await asked;
      // Nobody else waits for it either.
      silence.end();
      throw new LedgerUnavailable(ledgerSilentText(silence.limitMs / 1000));
    })();
    try {
      return await Promise.race([asked, listening]);
    } finally {
      done.abort();
      listening.catch(() => {});
      asked.catch(() => {});
    }
  }
}

/** What has happened for good. */
function pastOf({ outages, messages }: Story): Story {
  return {
    outages: outages.filter(({ closedAt }) => closedAt !== null),
    messages: messages.filter((one) => one.acceptedAt !== null || one.givenUpAt !== null),
  };
}
