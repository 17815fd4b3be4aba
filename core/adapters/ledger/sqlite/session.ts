/** One connection, and the rule that only one unit of work is under way on it at a time. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { LedgerDamaged } from "../../../ports/ledger/ledger.port.ts";
import { damageReason } from "./damage.ts";
import { asLedgerTrouble } from "./trouble.ts";

/**
 * Everything that the stores do on the connection is a unit of work: it begins when the one before it has ended. An
 * asynchronous unit may hold a transaction open while it waits; nothing of another lane can get into it.
 */
export class Session {
  readonly db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  /** Files that are in their place, and not marked so yet: id and time. */
  readonly #arrivals = new Map<number, number>();
  #last: Promise<unknown> = Promise.resolve();
  #onDamage: (reason: string) => void = () => {};

  constructor(db: DatabaseSync) {
    this.db = db;
  }

  /** `notice` is told of each failure that means damage, before the caller is. */
  onDamage(notice: (reason: string) => void): void {
    this.#onDamage = notice;
  }

  /** One unit of work. Rejects with what `work` throws; damage becomes {@link LedgerDamaged}, other trouble of the database `LedgerUnavailable`. */
  run<T>(work: () => T | Promise<T>): Promise<T> {
    const result = this.#last.then(work).catch((error) => {
      const reason = damageReason(error);
      if (reason === null) throw asLedgerTrouble(error);
      this.#onDamage(reason);
      throw error instanceof LedgerDamaged
        ? error
        : new LedgerDamaged(this.db.location() ?? "", reason, { cause: error });
    });
    this.#last = result.catch(() => {});
    return result;
  }

  /**
   * One unit of work in a transaction, together with the marks of the moves made so far: all of it is durable when it
   * resolves, or none of it happened.
   */
  transaction<T>(work: () => T | Promise<T>): Promise<T> {
    return this.run(() => this.transact(work));
  }

  /** Marks a move with the next transaction: should a kill undo it, the move is found done and marked again. */
  arrived(id: number, at: number): void {
    this.#arrivals.set(id, at);
  }

  /**
   * Writes the marks now, inside a unit of work: they survive the end of the process at once, and a power cut from the next
   * transaction on.
   */
  async writeArrivals(): Promise<void> {
    if (this.#arrivals.size > 0) await this.#unflushed(() => {});
  }

  /** One unit of work in a transaction that survives the end of the process, and a power cut once a later one is durable. */
  passing<T>(work: () => T): Promise<T> {
    return this.run(() => this.#unflushed(work));
  }

  async #unflushed<T>(work: () => T): Promise<T> {
    this.db.exec("PRAGMA synchronous = NORMAL");
    try {
      return await this.transact(work);
    } finally {
      this.db.exec("PRAGMA synchronous = FULL");
    }
  }

  /** The statement, prepared at its first use. */
  sql(text: string): StatementSync {
    let statement = this.#statements.get(text);
    if (statement === undefined) this.#statements.set(text, statement = this.db.prepare(text));
    return statement;
  }

  /** A transaction within a unit of work. */
  async transact<T>(work: () => T | Promise<T>): Promise<T> {
    const arrivals = [...this.#arrivals];
    this.db.exec("BEGIN IMMEDIATE");
    try {
      for (const [id, at] of arrivals) {
        this.sql("UPDATE files SET moved_at = ? WHERE id = ?").run(at, id);
      }
      const outcome = work();
      const result = outcome instanceof Promise ? await outcome : outcome;
      this.db.exec("COMMIT");
      for (const [id] of arrivals) this.#arrivals.delete(id);
      return result;
    } catch (error) {
      // A failed COMMIT may already have rolled back; the first error is the one that matters.
      if (this.db.isTransaction) this.db.exec("ROLLBACK");
      throw error;
    }
  }
}
