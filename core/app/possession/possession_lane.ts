/** The lane that looks whether the folder is this monitor's, and sees to it that the work is done while it is, and only then. */
import { renewalPause, reservePause } from "../../domain/possession.ts";
import type { Clock } from "../../ports/clock.port.ts";
import { isLedgerTrouble } from "../../ports/ledger/ledger.port.ts";
import {
  type FencedLedger,
  type Looked,
  type Possession,
  PossessionLost,
} from "../../ports/ledger/possession.port.ts";
import type { PossessionAnnouncement } from "../../words/possession.ts";
import type { Announcer } from "../tell/announce.ts";
import type { Shift } from "../shift.ts";
import type { Part, Work } from "../work.ts";
import { Keeper } from "./keeper.ts";

/** An end of the work waits for whatever is under way: calls on the share, and a message that a server takes its time for. */
const LIMIT_MS = 20 * 60_000;

/** Nobody holds a folder with this number: nothing is written for it. */
const NOBODY = 0;

/** What it works with. */
export interface PossessionPorts {
  readonly clock: Clock;
  readonly ledger: FencedLedger;
  readonly possession: Possession;
  readonly announcer: Pick<Announcer, "tell">;
  /**
   * Begins the work, afresh from the ledger. `assure` is asked before anything that nobody else may do, see {@link Keeper.assure}.
   * `generation`: with which number the folder is ours; null: nobody can say. Rejects with what the ledger says.
   */
  readonly open: (assure: () => Promise<void>, generation: number | null) => Promise<Shift>;
  /** The folder is another one's, and the ledger answers: what was told here of its absence comes to its end. Rejects with what it says. */
  readonly handOver: () => Promise<void>;
  /** The part of this monitor has changed. */
  readonly onChange: () => void;
}

/** Who looks. */
export interface PossessionSettings {
  /** pasta_retorno. */
  readonly folder: string;
  /** This machine, for people. */
  readonly post: string;
  /** `prazo_posse`, ms. */
  readonly termMs: number;
}

/** Work that is under way, from its opening to its end. */
interface Spell {
  readonly generation: number;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** See the module's comment. A ledger that does not answer ends no work: its writes do not go through, and another one may come. */
export class PossessionLane implements Work {
  readonly name = "posse";
  readonly limitMs = LIMIT_MS;
  readonly expendable = false;
  shift: Shift | null = null;
  part: Part = { role: "reserva", activeOn: null };
  readonly #keeper: Keeper;
  #spell: Spell | null = null;
  #wake = new AbortController();
  #inherited = false;
  /** `mono` time of the latest answer of the ledger, and until when what another one had is left to it. */
  #answered: number;
  #yieldsUntil = -Infinity;
  /** There may be something to {@link PossessionPorts.handOver}. */
  #owes = true;
  /** What broke the work. */
  #defect: { readonly error: unknown } | null = null;

  constructor(readonly ports: PossessionPorts, readonly settings: PossessionSettings) {
    this.#keeper = new Keeper(ports.possession, ports.clock, settings.termMs);
    this.#answered = ports.clock.now().mono;
    ports.ledger.hold(NOBODY);
    ports.ledger.onPossessionLost(() => this.#lost());
  }

  async run(stop: AbortSignal, sign: () => void): Promise<void> {
    const { clock, possession } = this.ports;
    try {
      while (!stop.aborted) {
        sign();
        this.#wake = new AbortController();
        await this.#turn();
        await clock.sleep(this.#pause(), AbortSignal.any([stop, this.#wake.signal]));
        if (this.#defect !== null) throw this.#defect.error;
      }
    } finally {
      await this.#end(true);
      await possession.release().catch(passing);
      await possession.close();
    }
    if (this.#defect !== null) throw (this.#defect as { readonly error: unknown }).error;
  }

  /** Until the next look, ms. What is left to another one may end earlier than a look in reserve would come. */
  #pause(): number {
    const { termMs } = this.settings;
    if (this.#spell !== null) return renewalPause(termMs);
    const left = this.#yieldsUntil - this.ports.clock.now().mono;
    return left > 0 ? Math.min(left, reservePause(termMs)) : reservePause(termMs);
  }

  async #turn(): Promise<void> {
    let looked: Looked;
    try {
      // What an earlier run left must not look like another one's, also when the ledger was away at the start.
      if (!this.#inherited) await this.ports.possession.inherit();
      this.#inherited = true;
      looked = await this.#keeper.look({ take: this.#mayTake() });
    } catch (error) {
      passing(error);
      this.#owes = true;
      return this.#workAlone();
    }
    this.#answered = this.ports.clock.now().mono;
    if (looked.ours) this.ports.ledger.spool?.expects(looked.others);
    if (looked.ours && this.#spell?.generation === looked.generation) return;
    await this.#end(false);
    const { ledger } = this.ports;
    if (looked.ours) {
      // First of all: with that number the spool's part of the story is taken over.
      ledger.hold(looked.generation);
      await ledger.spool?.holds(looked.generation).catch(passing);
      return this.#begin(looked.generation, looked.from);
    }
    if (looked.remainingMs <= 0) return this.#wait(null);
    // Somebody has come first: when that one dies, nobody else need be waited for.
    this.#yieldsUntil = -Infinity;
    await ledger.spool?.holds(null).catch(passing);
    this.#handOver();
    this.#wait(looked.post);
  }

  /** Once after each absence; no look waits for it. */
  #handOver(): void {
    if (!this.#owes) return;
    this.#owes = false;
    this.ports.handOver().catch((error) => {
      this.#owes = true;
      if (!isLedgerTrouble(error)) this.#defect = { error };
    });
  }

  /**
   * When the ledger was away, the one that was active last comes first: it knows what it told meanwhile, and the ledger does not
   * yet. Its term may have ended during the absence, so that a whole one is left to it from the return on. After less than half
   * a term of absence it need not be spared: its own goes on for longer.
   */
  #mayTake(): boolean {
    const { clock, ledger } = this.ports;
    if (ledger.spool === undefined || ledger.spool.mayTell()) return true;
    const { mono } = clock.now();
    const { termMs } = this.settings;
    if (mono - this.#answered > termMs / 2) this.#yieldsUntil = mono + termMs;
    return mono >= this.#yieldsUntil;
  }

  /** The ledger is away, and nobody else may watch the folder: it is watched from what this machine has on its own disk. */
  #workAlone(): void {
    const { spool } = this.ports.ledger;
    if (this.#spell !== null || spool === undefined || spool.away() === null) return;
    if (!spool.mayTell()) {
      if (this.part.role === "ativo") this.#wait(null);
      return;
    }
    this.ports.ledger.hold(NOBODY);
    const stop = new AbortController();
    this.#spell = { generation: NOBODY, stop, ended: this.#work(NOBODY, stop) };
    this.#change({ role: "ativo", activeOn: this.settings.post });
  }

  #begin(generation: number, taken: string | null): void {
    const { post, folder } = this.settings;
    const again = this.part.role === "ativo" && taken === null;
    const from = taken ?? this.part.activeOn;
    const stop = new AbortController();
    this.#spell = { generation, stop, ended: this.#work(generation, stop) };
    this.#change({ role: "ativo", activeOn: post });
    if (!again) {
      this.#tell({ kind: "possession-taken", id: `posse-${generation}`, folder, post, from });
    }
  }

  #wait(holder: string | null): void {
    const { post, folder } = this.settings;
    if (this.part.role === "ativo") {
      const id = `posse-perdida-${this.ports.clock.now().wall}`;
      this.#tell({ kind: "possession-lost", id, folder, post, active: holder });
    } else if (holder !== null && holder !== this.part.activeOn) {
      this.#tell({ kind: "possession-reserve", folder, post, active: holder });
    }
    this.#change({ role: "reserva", activeOn: holder });
  }

  async #work(generation: number, stop: AbortController): Promise<void> {
    const { clock, ledger, open, onChange } = this.ports;
    let pause = 0;
    try {
      if (generation !== NOBODY) await ledger.spool?.meet();
      const shift = await open(() => this.#keeper.assure(generation), numberOf(generation));
      this.shift = shift;
      onChange();
      await shift.run(stop);
    } catch (error) {
      // Whoever has the folder now, or the next look, goes on from what the ledger has; one that does not answer is left in peace.
      if (isLedgerTrouble(error)) pause = reservePause(this.settings.termMs);
      else if (!(error instanceof PossessionLost)) this.#defect = { error };
    }
    this.shift = null;
    if (pause > 0) await clock.sleep(pause, stop.signal);
    if (this.#spell?.stop === stop) this.#spell = null;
    this.#wake.abort();
  }

  /** Waits for the end of the work under way. `holding`: it is still ours meanwhile. */
  async #end(holding: boolean): Promise<void> {
    const spell = this.#spell;
    if (spell === null) return;
    spell.stop.abort();
    const over = new AbortController();
    const ended = spell.ended.finally(() => over.abort());
    while (holding && !over.signal.aborted) {
      await this.ports.clock.sleep(renewalPause(this.settings.termMs), over.signal);
      if (!over.signal.aborted) await this.#keeper.look().catch(passing);
    }
    await ended;
  }

  /** A write did not go through: nothing more is begun from this moment on. */
  #lost(): void {
    this.#keeper.lost();
    this.#spell?.stop.abort();
    this.#wake.abort();
  }

  #change(part: Part): void {
    const { role, activeOn } = this.part;
    if (part.role === role && part.activeOn === activeOn) return;
    this.part = part;
    this.ports.onChange();
  }

  #tell(announcement: PossessionAnnouncement): void {
    this.ports.announcer.tell(announcement, this.ports.clock.now().wall);
  }
}

const numberOf = (generation: number) => generation === NOBODY ? null : generation;

/** The ledger does not answer: the next look asks again. */
function passing(error: unknown): void {
  if (!isLedgerTrouble(error)) throw error;
}
