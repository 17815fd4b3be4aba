/** Decisions about files share transactions: what was asked for while another unit of work was under way is decided together. */
import type { FileDecision, FileRecord } from "../../ports/ledger/files.port.ts";
import { LedgerUnavailable } from "../../ports/ledger/ledger.port.ts";

/** Files of more movements than these are applied alone: other lanes get their turn between two batches of them. */
const LARGE = 5000;
/** A transaction takes up no more files after so long, in ms: the other lanes wait for it. */
const GROUP_MS = 40;

/** What an engine does for it. */
export interface DecisionEngine {
  /** One unit of work. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /**
   * A transaction within a unit of work; it may do the work again. What it rejects with as `LedgerUnavailable` is the answer to
   * all that was asked for; after anything else the group is tried again, by {@link DecisionEngine.attempt}, and then each by itself.
   */
  transact<T>(work: () => T | Promise<T>): Promise<T>;
  /** One file, within a transaction. */
  decide(decision: FileDecision): FileRecord | Promise<FileRecord>;
  /**
   * The same, ready to undo this file alone, which costs each file: null when it failed, and nothing of the file stays. Rejects
   * when nothing of the whole transaction stays.
   */
  attempt(decision: FileDecision): Promise<FileRecord | null>;
}

/** A decision that was asked for, and its answer. */
interface Asked {
  readonly decision: FileDecision;
  readonly resolve: (record: FileRecord) => void;
  readonly reject: (error: unknown) => void;
}

/** Of a group: those that need a transaction of their own, and those that there was no time for. */
interface Rest {
  readonly alone: readonly Asked[];
  readonly later: readonly Asked[];
}

/** The decisions that wait for their turn, in the order in which they were asked for. */
export class DecisionQueue {
  #asked: Asked[] = [];

  constructor(readonly engine: DecisionEngine) {}

  /**
   * What was asked for while another unit of work was under way shares one transaction, so that the disk is waited for once;
   * what is asked for alone is done at once.
   */
  decide(decision: FileDecision): Promise<FileRecord> {
    if ((decision.summary?.movements ?? 0) > LARGE) return this.#alone(decision);
    return new Promise((resolve, reject) => {
      this.#asked.push({ decision, resolve, reject });
      if (this.#asked.length === 1) this.#takeUp();
    });
  }

  /** One unit of work for all that is asked for until its turn comes. */
  #takeUp(): void {
    let group: readonly Asked[] | null = null;
    const take = () => {
      group = this.#asked;
      this.#asked = [];
      return group;
    };
    this.engine.run(() => this.#together(take())).then(
      ({ alone, later }) => {
        for (const { decision, resolve, reject } of alone) {
          this.#alone(decision).then(resolve, reject);
        }
        if (later.length === 0) return;
        const waiting = this.#asked.unshift(...later);
        if (waiting === later.length) this.#takeUp();
      },
      // It may fail before its turn comes: no connection.
      (error) => (group ?? take()).forEach(({ reject }) => reject(error)),
    );
  }

  /** Decides in one transaction; answers with those that need one of their own, and those that it had no time for. */
  async #together(group: readonly Asked[]): Promise<Rest> {
    const { engine } = this;
    const [first] = group;
    if (group.length === 1) {
      first!.resolve(await engine.transact(() => engine.decide(first!.decision)));
      return { alone: [], later: [] };
    }
    // Hardly ever does one fail: only then is the group done again, so that each can be undone by itself.
    return await this.#decideAll(group, (decision) => engine.decide(decision)) ??
      await this.#decideAll(group, (decision) => engine.attempt(decision)) ??
      { alone: group, later: [] };
  }

  /** Null: nothing of the group stays, because of one of them; `decideOne` answers with null for one of which nothing stays. */
  async #decideAll(
    group: readonly Asked[],
    decideOne: (decision: FileDecision) => FileRecord | null | Promise<FileRecord | null>,
  ): Promise<Rest | null> {
    let decided: { readonly asked: Asked; readonly record: FileRecord }[] = [];
    let alone: Asked[] = [];
    let later: readonly Asked[] = [];
    let begun = false;
    try {
      await this.engine.transact(async () => {
        begun = true;
        [decided, alone, later] = [[], [], []];
        const until = performance.now() + GROUP_MS;
        for (const [at, asked] of group.entries()) {
          if (performance.now() > until) {
            later = group.slice(at);
            break;
          }
          const record = await decideOne(asked.decision);
          if (record === null) alone.push(asked);
          else decided.push({ asked, record });
        }
      });
    } catch (error) {
      // The engine as a whole is to blame: another way would only wait for it again, or repeat what may have been done.
      if (!begun || error instanceof LedgerUnavailable) throw error;
      return null;
    }
    for (const { asked, record } of decided) asked.resolve(record);
    return { alone, later };
  }

  #alone(decision: FileDecision): Promise<FileRecord> {
    return this.engine.run(() => this.engine.transact(() => this.engine.decide(decision)));
  }
}
