/** Opens the ledger: one SQLite file on a local disk, the only durable state of the program. */
import { DatabaseSync } from "node:sqlite";
import { SCHEMA } from "./schema.ts";

/**
 * Room for a backlog: the pages that each file touches stay in memory (8 MiB), and are written back to the database once for
 * many commits (16 MiB of log), not once for every thirty.
 */
const ROOM = "PRAGMA cache_size = -8192; PRAGMA wal_autocheckpoint = 4000;";

/** Options of {@link openLedger}. */
export interface LedgerOptions {
  /** Another program's lock is waited for this long, in ms. Default 5000. */
  readonly busyMs?: number;
  /** For `estado` and the queries: no schema change, no write. Throws when the file does not exist. */
  readonly readOnly?: boolean;
}

/**
 * Opens (and creates) the ledger. WAL with `synchronous=FULL`: a commit that returned survives a power cut.
 * Throws what SQLite throws when the file is damaged or the folder cannot be written.
 */
export function openLedger(file: string, options: LedgerOptions = {}): DatabaseSync {
  const db = new DatabaseSync(file, {
    readOnly: options.readOnly ?? false,
    timeout: options.busyMs ?? 5000,
  });
  try {
    if (options.readOnly) return db;
    db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${ROOM}`);
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Runs `work` in one transaction: all of it is durable on return, or none of it happened. */
export function transaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    // A failed COMMIT may already have rolled back; the first error is the one that matters.
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

/**
 * Runs one write that survives the end of the process at once, and a power cut only from the next {@link transaction} on:
 * for what can be found out again. Not inside a transaction.
 */
export function withoutSync(db: DatabaseSync, work: () => void): void {
  db.exec("PRAGMA synchronous = NORMAL");
  try {
    work();
  } finally {
    db.exec("PRAGMA synchronous = FULL");
  }
}

/** The schema only grows: each step runs once, in order, and `user_version` counts the steps done. */
function migrate(db: DatabaseSync): void {
  const done = Number(db.prepare("PRAGMA user_version").get()?.user_version ?? 0);
  if (done > SCHEMA.length) {
    throw new Error(
      `o livro de registro é de uma versão mais nova do programa (esquema ${done}, este conhece ${SCHEMA.length})`,
    );
  }
  if (done === SCHEMA.length) return;
  transaction(db, () => {
    for (const step of SCHEMA.slice(done)) db.exec(step);
    db.exec(`PRAGMA user_version = ${SCHEMA.length}`);
  });
}
