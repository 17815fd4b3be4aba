/** One connection that is made again when it is lost, and the rule that only one unit of work is under way on it at a time. */
import { reconnectDelay } from "../../../domain/backoff.ts";
import { LedgerDamaged, LedgerUnavailable } from "../../../ports/ledger/ledger.port.ts";
import { PossessionLost } from "../../../ports/ledger/possession.port.ts";
import { LEDGER_READ_ONLY, ledgerClosedText } from "../../../words/ledger_state.ts";
import { OutcomeUnknown } from "../outcome_unknown.ts";
import { Link, type Row } from "./link.ts";
import { outcomeOf } from "./outcome.ts";
import { PATIENCE, placeOf, type PostgresSettings } from "./settings.ts";
import { asLedgerTrouble, isLost, isPassing } from "./trouble.ts";
import { beginWrite, commitWrite, type Fence } from "./write_transaction.ts";

/** A transaction that others keep undoing (deadlock, serialization) is done so many times at most. */
const ATTEMPTS = 6;
/** Pause before another attempt, in ms: the first one at most, doubled each time; chance keeps two from meeting again. */
const FIRST_PAUSE_MS = 20;
/** What a session does once, with its first connection. Its rejection closes the connection, and passes. */
export type Preparation = (link: Link) => Promise<Prepared>;
/** What it found. */
export interface Prepared {
  readonly folder: number | null;
  /** Of the ledger itself, wherever its server runs. */
  readonly identity: string;
}

/** A transaction, by its number and by the history of the server that gave it: see {@link Link.timeline}. */
interface Unsettled {
  readonly xid: string;
  readonly timeline: string | null;
}

/** See the module's comment. Nothing is connected before the first unit of work. */
export class Session {
  readonly place: string;
  #link: Link | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #underWay = false;
  #inTransaction = false;
  #closed = false;
  /** What the preparation found. */
  #prepared: Prepared | null = null;
  /** Connections in a row that were not made, and until when (monotonic ms) no other is tried. */
  #failures = 0;
  #notBefore = -Infinity;
  #lastFailure: unknown = null;
  /** The transaction of which it is not known whether it was committed, and whose server it was. */
  #unsettled: Unsettled | null = null;
  /** Files that are in their place, and not marked so yet: id and time. */
  readonly #arrivals = new Map<number, number>();
  #onDamage: (reason: string) => void = () => {};
  #onLost: () => void = () => {};
  /** The number that every write carries; null: this process writes without holding the folder, as a command does. */
  generation: number | null = null;

  constructor(readonly settings: PostgresSettings, readonly prepare: Preparation) {
    this.place = placeOf(settings);
  }

  /** `notice` is told of each failure that means damage, before the caller is. */
  onDamage(notice: (reason: string) => void): void {
    this.#onDamage = notice;
  }

  /** `notice` is told of each write that failed because another one holds the folder, before the caller is. */
  onPossessionLost(notice: () => void): void {
    this.#onLost = notice;
  }

  /** Of the ledger. Known within a unit of work. */
  get identity(): string {
    return this.#prepared!.identity;
  }

  /** The folder that this ledger is of; null: it is read for all folders. Known within a unit of work. */
  get scope(): number | null {
    return this.#prepared!.folder;
  }

  /** The folder that is written for. Throws when the ledger was opened for all of them. */
  get folder(): number {
    const { scope } = this;
    if (scope === null) throw new TypeError(LEDGER_READ_ONLY);
    return scope;
  }

  /** One unit of work. Rejects with what `work` throws; trouble of the server becomes what the port promises. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(() => this.#unit(work)).catch((error) => {
      const mapped = this.asTrouble(error);
      if (mapped instanceof LedgerDamaged) this.#onDamage(mapped.reason);
      else if (mapped instanceof PossessionLost) this.#onLost();
      throw mapped;
    });
    this.#last = result.catch(() => {});
    return result;
  }

  /** One unit of work in a write transaction: see {@link Session.transact}. */
  write<T>(work: () => Promise<T>): Promise<T> {
    return this.run(() => this.transact(work));
  }

  /** The same for what everybody may write, whoever holds the folder: what one says of oneself, or what has happened for good. */
  writeFreely<T>(work: () => Promise<T>): Promise<T> {
    return this.run(() => this.transact(work, null));
  }

  /** One unit of work that sees one state of the ledger, whatever is written meanwhile. */
  snapshot<T>(work: () => Promise<T>): Promise<T> {
    return this.run(() =>
      this.#again(async () => {
        const link = await this.#connected();
        return await this.#within(link, async () => {
          await link.script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
          const result = await work();
          await link.script("COMMIT");
          return result;
        });
      })
    );
  }

  /** One question, a unit of work by itself. `values` are asked for when its turn comes: the scope is known by then. */
  ask(text: string, values: () => readonly unknown[] = () => []): Promise<Row[]> {
    return this.run(() => this.rows(text, values()));
  }

  /** Rows of a statement, within a unit of work. Outside of a transaction only questions may be asked. */
  async rows(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.#do((link) => link.query(text, values))).rows;
  }

  /** Rows of a statement that comes again and again: the server keeps its plan. */
  async prepared(text: string, values: readonly unknown[]): Promise<Row[]> {
    return (await this.#do((link) => link.prepared(text, values))).rows;
  }

  /** Writes, within a transaction; resolves to the number of rows. */
  async change(text: string, values: readonly unknown[]): Promise<number> {
    return (await this.#do((link) => link.prepared(text, values))).rowCount ?? 0;
  }

  /** Statements without values, within a transaction. */
  async script(text: string): Promise<void> {
    await this.#do((link) => link.script(text));
  }

  /** The error as the port promises it. */
  asTrouble(error: unknown): unknown {
    return asLedgerTrouble(error, this.place);
  }

  /** How long the server has owed an answer, in ms; 0 when it owes none. */
  get silentMs(): number {
    return this.#link?.silentMs ?? 0;
  }

  /** Whatever is under way is lost now. */
  interrupt(): void {
    this.#link?.drop();
  }

  /** Marks a move with the next transaction: should a kill undo it, the move is found done and marked again. */
  arrived(id: number, at: number): void {
    this.#arrivals.set(id, at);
  }

  /** The next holder finds out by itself where the files lie: what was not written yet of the moves is forgotten. */
  forgetArrivals(): void {
    this.#arrivals.clear();
  }

  /**
   * Writes the marks now, inside a unit of work: they survive the end of this process at once, and the server's death from the
   * next transaction on.
   */
  async writeArrivals(): Promise<void> {
    if (this.#arrivals.size === 0) return;
    await this.transact(() => this.script("SET LOCAL synchronous_commit = off"));
  }

  /**
   * A write transaction within a unit of work, together with the marks of the moves made so far: all of it is durable when it
   * resolves, or none of it happened. `work` is done again when others undo it, or when the connection is lost before the
   * commit. Rejects with {@link OutcomeUnknown} when that is not known, and the server cannot be asked now; with `PossessionLost`
   * when the folder is not held with the number `generation`.
   */
  async transact<T>(
    work: () => Promise<T> | T,
    generation: number | null = this.generation,
  ): Promise<T> {
    return await this.#again(async () => {
      const link = await this.#connected();
      const fence: Fence | null = generation === null ? null : { folder: this.folder, generation };
      // Where each file lies is said by the one that holds the folder.
      const arrivals = generation === this.generation ? [...this.#arrivals] : [];
      let xid = "";
      const result = await this.#within(link, async () => {
        xid = await beginWrite(link, fence);
        if (arrivals.length > 0) await link.prepared(MARK_MOVED, columns(arrivals));
        return await work();
      });
      try {
        await commitWrite(link, fence);
      } catch (error) {
        if (!isLost(error)) {
          await rollback(link);
          throw error;
        }
        if (!await this.#wasCommitted({ xid, timeline: link.timeline }, error)) throw error;
      }
      for (const [id] of arrivals) this.#arrivals.delete(id);
      return result;
    });
  }

  /** Waits for the unit of work under way, and lets go of the connection. */
  close(): Promise<void> {
    const closed = this.#last.then(async () => {
      this.#closed = true;
      await this.#link?.close();
    });
    this.#last = closed;
    return closed;
  }

  async #unit<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new LedgerUnavailable(ledgerClosedText(this.place));
    this.#underWay = true;
    try {
      await this.#connected();
      return await work();
    } finally {
      this.#underWay = false;
    }
  }

  async #do<T>(work: (link: Link) => Promise<T>): Promise<T> {
    if (!this.#underWay) throw new TypeError("outside of a unit of work");
    if (this.#inTransaction) return await work(this.#link!);
    return await this.#again(async () => work(await this.#connected()));
  }

  /** `work` begins a transaction, and works in it; what was begun is undone when it fails. */
  async #within<T>(link: Link, work: () => Promise<T>): Promise<T> {
    this.#inTransaction = true;
    try {
      return await work();
    } catch (error) {
      await rollback(link);
      throw error;
    } finally {
      this.#inTransaction = false;
    }
  }

  /** Again what others undid, and once more what a lost connection undid. */
  async #again<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1;; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (attempt === ATTEMPTS || error instanceof OutcomeUnknown) throw error;
        if (isPassing(error)) await pause(Math.random() * FIRST_PAUSE_MS * 2 ** attempt);
        else if (!isLost(error) || attempt > 1) throw error;
      }
    }
  }

  /** A connection, with nothing unknown behind it. */
  async #connected(): Promise<Link> {
    if (this.#link === null || this.#link.lost) {
      this.#link = null;
      this.#link = await this.#connect();
    }
    if (this.#unsettled !== null) await this.#settle(this.#link, this.#unsettled);
    return this.#link;
  }

  async #connect(): Promise<Link> {
    if (performance.now() < this.#notBefore) throw this.#lastFailure;
    let link: Link | null = null;
    try {
      link = await Link.open(this.settings);
      this.#prepared ??= await this.prepare(link);
      this.#failures = 0;
      return link;
    } catch (error) {
      link?.drop();
      this.#lastFailure = this.asTrouble(error);
      const { retryMs = PATIENCE.retryMs } = this.settings.patience ?? {};
      this.#notBefore = performance.now() + Math.min(reconnectDelay(++this.#failures), retryMs);
      throw error;
    }
  }

  /** What became of a transaction whose connection was lost while it committed. */
  async #wasCommitted(transaction: Unsettled, cause: unknown): Promise<boolean> {
    this.#unsettled = transaction;
    try {
      this.#link = null;
      this.#link = await this.#connect();
      const committed = await this.#settle(this.#link, transaction);
      if (committed !== null) return committed;
    } catch { /* nobody can say */ }
    throw new OutcomeUnknown(this.place, { cause });
  }

  /** Null: another server took over, which may give that number to another transaction; what is in the ledger tells, and nothing else. */
  async #settle(link: Link, { xid, timeline }: Unsettled): Promise<boolean | null> {
    if (link.timeline !== timeline) return this.#unsettled = null;
    const committed = await outcomeOf(link, xid);
    if (committed === null) throw new OutcomeUnknown(this.place, {});
    this.#unsettled = null;
    return committed;
  }
}

const MARK_MOVED =
  `UPDATE files f SET moved_at = a.at FROM unnest($1::bigint[], $2::bigint[]) AS a (id, at) WHERE f.id = a.id`;

function columns(pairs: readonly (readonly [number, number])[]): [number[], number[]] {
  return [pairs.map(([first]) => first), pairs.map(([, second]) => second)];
}

/** What cannot be undone any more is undone by the server. */
async function rollback(link: Link): Promise<void> {
  if (link.lost) return;
  await link.script("ROLLBACK").catch(() => link.drop());
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
