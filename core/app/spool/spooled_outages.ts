/** {@link OutageLedger} of a ledger with a spool. */
import type { Outage } from "../../domain/outage.ts";
import type { Acknowledgement, OutageTelling } from "../../domain/told/outage_telling.ts";
import type { OutageChange, OutageLedger, OutageRecord } from "../../ports/ledger/outages.port.ts";
import type { NewMessage } from "../../ports/ledger/outbox.port.ts";
import type { Reach, Spool } from "./reach.ts";

/** On the server while that is within reach, and followed by the spool; in the spool while it is not. */
export class SpooledOutages implements OutageLedger {
  /** `folder`: the one that is watched. */
  constructor(readonly reach: Reach, readonly folder: string) {}

  record(changes: readonly OutageChange[], messages: readonly NewMessage[]): Promise<void> {
    const inSpool = async (spool: Spool) => {
      await this.#enter(spool, changes);
      await spool.outages.record(changes, messages);
    };
    return this.reach.run({
      server: (server) => server.outages.record(changes, messages),
      follow: inSpool,
      spool: inSpool,
    });
  }

  /** The spool learns of an outage that the server knew and it did not: it could not follow in time. */
  async #enter(spool: Spool, changes: readonly OutageChange[]): Promise<void> {
    for (const { kind, outage } of changes) {
      if (kind === "opened" || await spool.outages.telling(outage.id) !== null) continue;
      await spool.outages.record([{ kind: "opened", outage, folder: this.folder }], []);
    }
  }

  telling(id: string): Promise<OutageTelling | null> {
    return this.reach.run({
      server: (server) => server.outages.telling(id),
      spool: (spool) => spool.outages.telling(id),
    });
  }

  tell(
    id: string,
    telling: OutageTelling,
    messages: readonly NewMessage[],
    options: { readonly unlessAcknowledged: boolean },
  ): Promise<boolean> {
    return this.reach.run({
      server: (server) => server.outages.tell(id, telling, messages, options),
      follow: (spool) => spool.outages.tell(id, telling, messages, options),
      spool: (spool) => spool.outages.tell(id, telling, messages, options),
    });
  }

  /** Answers are taken where they can be asked for by everybody. */
  acknowledge(acknowledgement: Acknowledgement): Promise<OutageRecord | null> {
    return this.reach.ask((server) => server.outages.acknowledge(acknowledgement));
  }

  current(): Promise<Outage | null> {
    return this.reach.run({
      server: (server) => server.outages.current(),
      spool: (spool) => spool.outages.current(),
    });
  }

  startedSince(since: number): Promise<readonly number[]> {
    return this.reach.run({
      server: (server) => server.outages.startedSince(since),
      spool: (spool) => spool.outages.startedSince(since),
    });
  }

  latest(
    limit: number,
    choice: { readonly realAt?: number } = {},
  ): Promise<readonly OutageRecord[]> {
    return this.reach.run({
      server: (server) => server.outages.latest(limit, choice),
      spool: (spool) => spool.outages.latest(limit, choice),
    });
  }
}
