/**
 * A ledger on a server with a spool on this machine's disk. The folder's outages, their messages and the monitor's own presence
 * go on while the server is away; files do not: what is applied once for all must be asked for there.
 */
import type { FileLedger } from "../../ports/ledger/files.port.ts";
import type { FencedLedger } from "../../ports/ledger/possession.port.ts";
import type { HistoryLedger } from "../../ports/ledger/history.port.ts";
import { isLedgerTrouble } from "../../ports/ledger/ledger.port.ts";
import type { RebuildLedger } from "../../ports/ledger/rebuild.port.ts";
import type { LedgerSpool } from "../../ports/ledger/spool.port.ts";
import type { StoryLedger } from "../../ports/ledger/story.port.ts";
import type { TellingLedger } from "../../ports/ledger/telling.port.ts";
import type { TituloLedger } from "../../ports/ledger/titulos.port.ts";
import { Reach, type ReachPorts } from "./reach.ts";
import { SpooledOutages } from "./spooled_outages.ts";
import { SpooledOutbox } from "./spooled_outbox.ts";
import { SpooledPresence } from "./spooled_presence.ts";

/** Name of the state with the server's ledger's own name. */
const IDENTITY = "livro-identidade";

/** See the module's comment. */
export class SpooledLedger implements FencedLedger {
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
  readonly #reach: Reach;

  private constructor(ports: ReachPorts, reach: Reach, folder: string) {
    const { server, spool } = ports;
    this.#ports = ports;
    this.files = server.files;
    this.titulos = server.titulos;
    this.outages = new SpooledOutages(reach, folder);
    this.outbox = new SpooledOutbox(reach, ports.graceMs ?? 0);
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
      mayTell: () => reach.mayTell(),
      holds: (generation) => reach.holds(generation),
      meet: () => reach.meet(),
      lastHeld: () => reach.lastHeld(),
      expects: (others) => this.outbox.expects(others),
      letGo: () => reach.letGo(),
    };
    this.#reach = reach;
  }

  /**
   * Takes up where an earlier run left off. The server is asked once; should it be away, the spool has to do. Rejects with what the spool
   * says, and with what keeps the server's ledger from being used at all.
   */
  static async open(ports: ReachPorts, folder: string): Promise<SpooledLedger> {
    const reach = await Reach.open(ports);
    await reach.meet();
    return new SpooledLedger(ports, reach, folder);
  }

  /** Damage on the server is trouble that people are told of, and no reason to end: nothing of it can be made anew here. */
  onDamage(): void {}

  hold(generation: number): void {
    this.#ports.server.hold(generation);
  }

  onPossessionLost(notice: () => void): void {
    this.#ports.server.onPossessionLost(notice);
  }

  /** Known across restarts. Rejects with `LedgerUnavailable` while the server was never reached from here. */
  async identity(): Promise<string> {
    const { spool } = this.#ports;
    const known = await spool.telling.read(IDENTITY) as string | null;
    try {
      const identity = await this.#reach.ask((server) => server.identity());
      if (identity !== known) await spool.telling.save(IDENTITY, identity, []);
      return identity;
    } catch (error) {
      if (known === null || !isLedgerTrouble(error)) throw error;
      return known;
    }
  }

  async close(): Promise<void> {
    await this.#ports.server.close();
    await this.#ports.spool.close();
  }
}
