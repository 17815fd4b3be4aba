/** {@link Presence} of a ledger with a spool. */
import type {
  MonitorStatus,
  NewPresence,
  Presence,
  PresenceRecord,
} from "../../ports/ledger/presence.port.ts";
import type { Ledger } from "../../ports/ledger/ledger.port.ts";
import type { Reach, Spool } from "./reach.ts";

/** The end of a run is still told to the server where that takes no longer than this, in ms: the others reckon with whoever seems to be there. */
const LAST_WORD_MS = 2000;

/**
 * The monitor shows itself on its own disk, where a request to stop is left as well: neither waits for the server. The server
 * hears of it as soon as it can; that is also how its return is noticed.
 */
export class SpooledPresence implements Presence {
  readonly #reach: Reach;
  readonly #spool: Spool;
  #presence: NewPresence | null = null;
  #latest: { readonly status: MonitorStatus; readonly now: number } | null = null;
  /** The server knows of this run. */
  #begun = false;
  #telling: Promise<void> | null = null;

  constructor(reach: Reach, spool: Spool) {
    this.#reach = reach;
    this.#spool = spool;
  }

  async start(presence: NewPresence): Promise<void> {
    await this.#spool.presence.start(presence);
    this.#presence = presence;
    this.#begun = false;
    this.#latest = { status: presence.status, now: presence.startedAt };
    this.#tell();
  }

  async publish(instance: string, status: MonitorStatus, now: number): Promise<void> {
    this.#latest = { status, now };
    const told = this.#tell();
    await this.#spool.presence.publish(instance, status, now);
    if (status.ended) await this.#reach.shortly(told, LAST_WORD_MS);
  }

  read(): Promise<PresenceRecord | null> {
    return this.#spool.presence.read();
  }

  active(): ReturnType<Presence["active"]> {
    return this.#reach.run({
      server: (server) => server.presence.active(),
      spool: (spool) => spool.presence.active(),
    });
  }

  requestStop(now: number): Promise<void> {
    return this.#spool.presence.requestStop(now);
  }

  stopRequested(instance: string): Promise<boolean> {
    return this.#spool.presence.stopRequested(instance);
  }

  /** One at a time, and the latest in the end. Never rejects. */
  #tell(): Promise<void> {
    return this.#telling ??= this.#tellLatest().finally(() => this.#telling = null);
  }

  async #tellLatest(): Promise<void> {
    try {
      while (this.#latest !== null && this.#presence !== null) {
        const latest = this.#latest;
        this.#latest = null;
        await this.#reach.ask((server) => this.#show(server, this.#presence!, latest));
      }
    } catch { /* the next sign of life tries again */ }
  }

  async #show(
    { presence }: Ledger,
    run: NewPresence,
    { status, now }: { readonly status: MonitorStatus; readonly now: number },
  ): Promise<void> {
    if (!this.#begun) {
      await presence.start({ ...run, status });
      this.#begun = true;
    }
    await presence.publish(run.instance, status, now);
  }
}
