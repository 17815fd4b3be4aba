/** Opens the ledger: one SQLite file on a local disk, the only durable state of the program. */
import { DatabaseSync } from "node:sqlite";
import { LedgerDamaged } from "../../../ports/ledger/ledger.port.ts";
import { LEDGER_DAMAGES } from "../../../words/ledger_state.ts";
import { damageReason } from "./damage.ts";
import { LedgerOutdated } from "../outdated.ts";
import { isCurrent, schemaOf, type Upgrade, upgrade } from "./upgrade.ts";
import { walDamage } from "./wal_damage.ts";

/**
 * Pages kept in memory (KiB): those that each file of a backlog touches. A file of many títulos changes more than can be kept in
 * any case, and writes those that it has done with to the log.
 */
export const CACHE = { usual: 4096, large: 2048 } as const;
/** Room for a backlog: pages are written back to the database once for many commits (16 MiB of log), not once for every thirty. */
const ROOM = `PRAGMA cache_size = -${CACHE.usual}; PRAGMA wal_autocheckpoint = 4000;`;

/** Options of {@link openLedger}. */
export interface LedgerOptions {
  /** Another program's lock is waited for this long, in ms. Default 5000. */
  readonly busyMs?: number;
  /** For `estado` and the queries: no schema change, no write. Throws when the file does not exist. */
  readonly readOnly?: boolean;
  /** False: a ledger of an earlier version is left as it is. Readers never change one. Default true. */
  readonly upgrade?: boolean;
  /** Told when the ledger was one of an earlier version. */
  readonly onUpgrade?: (upgrade: Upgrade) => void;
}

/**
 * Opens (and creates) the ledger. WAL with `synchronous=FULL`: a commit that returned survives a power cut.
 * A ledger of an earlier version is brought up to this one. Throws {@link LedgerDamaged} when what is there is no ledger, or
 * the new one of a replacement that was interrupted waits beside it; {@link LedgerOutdated} for a reader of an earlier
 * version's ledger; else what SQLite throws when the folder cannot be written.
 */
export function openLedger(file: string, options: LedgerOptions = {}): DatabaseSync {
  if (file === ":memory:") {
    const db = new DatabaseSync(file);
    prepare(db);
    return db;
  }
  if (exists(newLedgerName(file))) {
    throw new LedgerDamaged(file, LEDGER_DAMAGES.halfReplaced);
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
    if (schemaOf(db) === 0) throw new LedgerDamaged(file, LEDGER_DAMAGES.empty);
    if ((options.readOnly || options.upgrade === false) && !isCurrent(db)) {
      throw new LedgerOutdated(file, schemaOf(db));
    }
    if (options.readOnly) return db;
    const upgraded = prepare(db);
    if (upgraded !== null) options.onUpgrade?.(upgraded);
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
    db.exec("BEGIN IMMEDIATE");
    fill(db);
    db.exec("COMMIT");
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
    throw new LedgerDamaged(file, LEDGER_DAMAGES.gone);
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

function prepare(db: DatabaseSync): Upgrade | null {
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${ROOM}`);
  return upgrade(db);
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
