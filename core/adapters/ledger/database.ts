/** Opens the ledger: one SQLite file on a local disk, the only durable state of the program. */
import { DatabaseSync } from "node:sqlite";
import { damageReason, LedgerDamaged } from "./damage.ts";
import { walDamage } from "./wal_damage.ts";
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
 * Throws {@link LedgerDamaged} when what is there is no ledger, or the new one of a replacement that was
 * interrupted waits beside it; else what SQLite throws when the folder cannot be written.
 */
export function openLedger(file: string, options: LedgerOptions = {}): DatabaseSync {
  if (file === ":memory:") {
    const db = new DatabaseSync(file);
    prepare(db);
    return db;
  }
  if (exists(newLedgerName(file))) {
    throw new LedgerDamaged(file, "a troca do livro danificado não terminou");
  }
  if (!options.readOnly) {
    if (!exists(file)) create(file);
    const lost = walDamage(file);
    if (lost !== null) throw new LedgerDamaged(file, lost);
  }
  return openExisting(file, options);
}

/** Opens a ledger that must be there; throws as {@link openLedger} does. */
export function openExisting(file: string, options: LedgerOptions = {}): DatabaseSync {
  const db = new DatabaseSync(file, {
    readOnly: options.readOnly ?? false,
    timeout: options.busyMs ?? 5000,
  });
  try {
    // An empty file is a valid database, and no ledger: ours are never without a schema.
    if (schemaOf(db) === 0) throw new LedgerDamaged(file, "o arquivo está vazio");
    if (options.readOnly) return db;
    prepare(db);
    return db;
  } catch (error) {
    db.close();
    const reason = damageReason(error);
    throw reason === null || error instanceof LedgerDamaged
      ? error
      : new LedgerDamaged(file, reason);
  }
}

/** A complete new ledger under the name `path`, which must be free; `fill` runs in a transaction of its own. */
export function buildLedger(path: string, fill: (db: DatabaseSync) => void = () => {}): void {
  const db = new DatabaseSync(path);
  try {
    prepare(db);
    transaction(db, () => fill(db));
  } finally {
    db.close();
  }
}

/** Name of the new ledger while it waits for the damaged one to be put aside. */
export function newLedgerName(file: string): string {
  return `${file}.novo`;
}

/** SQLite's own verdict on the whole file: null when it is sound. `thorough` compares the indexes as well. */
export function checkLedger(db: DatabaseSync, thorough: boolean): string | null {
  const pragma = thorough ? "integrity_check" : "quick_check";
  try {
    const verdict = String(db.prepare(`PRAGMA ${pragma}(1)`).get()?.[pragma] ?? "");
    return verdict === "ok" ? null : verdict.replace(/\s+/g, " ").trim();
  } catch (error) {
    const reason = damageReason(error);
    if (reason === null) throw error;
    return reason;
  }
}

/** The first ledger appears whole or not at all: a kill in between must not look like damage. */
function create(file: string): void {
  if (sizeOf(`${file}-wal`) > 0) {
    throw new LedgerDamaged(file, "o arquivo sumiu e o diário (-wal) ficou");
  }
  const fresh = `${file}.criando-${crypto.randomUUID()}`;
  try {
    buildLedger(fresh);
    try {
      Deno.linkSync(fresh, file);
    } catch (error) {
      if (error instanceof Deno.errors.AlreadyExists || exists(file)) return; // somebody was faster
      Deno.renameSync(fresh, file); // a file system without links
    }
  } finally {
    if (exists(fresh)) Deno.removeSync(fresh);
  }
}

function prepare(db: DatabaseSync): void {
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${ROOM}`);
  migrate(db);
}

function exists(path: string): boolean {
  return sizeOf(path) >= 0;
}

/** Bytes; -1 when there is no such file. */
function sizeOf(path: string): number {
  try {
    return Deno.statSync(path).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return -1;
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
  const done = schemaOf(db);
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

function schemaOf(db: DatabaseSync): number {
  return Number(db.prepare("PRAGMA user_version").get()?.user_version ?? 0);
}
