/**
 * A ledger on a server with a spool on this machine's disk. The folder's outages, their messages and the monitor's own presence
 * go on while the server is away; files do not: what is applied once for all must be asked for there.
 */
import type { FileLedger } from "../../ports/ledger/files.port.ts";
import type { HistoryLedger } from "../../ports/ledger/history.port.ts";
import { isLedgerTrouble, type Ledger } from "../../ports/ledger/ledger.port.ts";
import type { RebuildLedger } from "../../ports/ledger/rebuild.port.ts";
import type { LedgerSpool } from "../../ports/ledger/spool.port.ts";
import type { StoryLedger } from "../../ports/ledger/story.port.ts";
import type { TellingLedger } from "../../ports/ledger/telling.port.ts";
import type { TituloLedger } from "../../ports/ledger/titulos.port.ts";
import { Reach, type ReachPorts } from "./reach.ts";
import { SpooledOutages } from "./spooled_outages.ts";
import { SpooledOutbox } from "./spooled_outbox.ts";
import { SpooledPresence } from "./spooled_presence.ts";

/** See the module's comment. */
export class SpooledLedger implements Ledger {
  readonly files: FileLedger;
  readonly titulos: TituloLedger;
  readonly outages: SpooledOutages;
  readonly outbox: SpooledOutbox;
  readonly presence: SpooledPresence;
  readonly rebuild: RebuildLedger;
  readonly telling: TellingLedger;
  readonly history: HistoryLedger;
  readonly story: StoryLedger;
  readonly spool: LedgerSpool;
  readonly #ports: ReachPorts;

  private constructor(ports: ReachPorts, reach: Reach, folder: string) {
    const { server, spool } = ports;
    this.#ports = ports;
    this.files = server.files;
    this.titulos = server.titulos;
    this.outages = new SpooledOutages(reach, folder);
    this.outbox = new SpooledOutbox(reach);
    this.presence = new SpooledPresence(reach, spool);
    this.rebuild = server.rebuild;
    this.telling = {
      read: (name) => reach.ask(({ telling }) => telling.read(name)),
      save: (name, state, messages) =>
        reach.ask(({ telling }) => telling.save(name, state, messages)),
      period: (start, end, shown) => server.telling.period(start, end, shown),
    };
    this.history = server.history;
    this.story = server.story;
    this.spool = {
      away: () => reach.away(),
      telling: spool.telling,
      refresh: () => reach.refresh(),
    };
  }

  /**
   * Takes up where an earlier run left off. The server is asked once; should it be away, the spool has to do. Rejects with what the spool
   * says, and with what keeps the server's ledger from being used at all.
   */
  static async open(ports: ReachPorts, folder: string): Promise<SpooledLedger> {
    const reach = await Reach.open(ports);
    await reach.ask(() => Promise.resolve()).catch((error) => {
      if (!isLedgerTrouble(error)) throw error;
    });
    return new SpooledLedger(ports, reach, folder);
  }

  /** Damage on the server is trouble that people are told of, and no reason to end: nothing of it can be made anew here. */
  onDamage(): void {}

  async close(): Promise<void> {
    await this.#ports.server.close();
    await this.#ports.spool.close();
  }
}
