/** Brings a ledger of an earlier version up to this one, in its place; a copy of it as it was is kept beside it. */
import type { DatabaseSync } from "node:sqlite";
import { wasAboutLogin } from "../../../domain/refusal.ts";
import { LedgerNewer } from "../outdated.ts";
import { SCHEMA } from "./schema.ts";

/** A ledger that was brought up. */
export interface Upgrade {
  readonly from: number;
  readonly to: number;
  /** Where the ledger lies as it was. */
  readonly copy: string;
}

/** Version 1.0.0 gave messages up because of a login; those that are younger than this, in ms, are still worth sending. */
const STILL_NEWS = 7 * 24 * 3_600_000;

/** Steps of the schema that a ledger has; 0 for an empty file. */
export function schemaOf(db: DatabaseSync): number {
  return Number(db.prepare("PRAGMA user_version").get()?.user_version ?? 0);
}

/** Whether a reader can work on this ledger. Throws {@link LedgerNewer}. */
export function isCurrent(db: DatabaseSync): boolean {
  const done = schemaOf(db);
  refuseNewer(done);
  return done === SCHEMA.length;
}

/**
 * Runs the steps that are missing, in one transaction: all of them, or none. Before that, a ledger with data is copied to
 * `FILE.esquema-N` (` -2`, `-3`... where that name is taken). Several programs may try at once: one of them does it, and
 * a copy too many is all that the others leave. Returns null where there was nothing to keep. Throws what SQLite and the
 * disk throw; then the ledger is what it was.
 */
export function upgrade(db: DatabaseSync): Upgrade | null {
  const done = schemaOf(db);
  refuseNewer(done);
  if (done === SCHEMA.length) return null;
  const file = db.location();
  const copy = done > 0 && file !== null ? keepCopy(db, file, done) : null;
  // Renaming a table must not rewrite what other tables say of it.
  db.exec("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE");
  try {
    const found = schemaOf(db);
    for (const step of SCHEMA.slice(found)) db.exec(step);
    if (found === 1) takeBack(db, Date.now());
    db.exec(`PRAGMA user_version = ${SCHEMA.length}; COMMIT`);
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  } finally {
    db.exec("PRAGMA foreign_keys = ON");
  }
  return copy === null ? null : { from: done, to: SCHEMA.length, copy };
}

/** Back into the queue, with its own time and place, goes what was given up because of who we were. */
function takeBack(db: DatabaseSync, now: number): void {
  const back = db.prepare(
    `UPDATE outbox SET given_up_at = NULL, acknowledged_at = NULL, attempts = 0, next_attempt_at = ? WHERE id = ?`,
  );
  const given = db.prepare(
    "SELECT id, last_error FROM outbox WHERE given_up_at IS NOT NULL AND queued_at > ?",
  ).all(now - STILL_NEWS);
  for (const { id, last_error } of given) {
    if (wasAboutLogin(String(last_error ?? ""))) back.run(now, Number(id));
  }
}

function keepCopy(db: DatabaseSync, file: string, version: number): string {
  const unfinished = `${file}.copiando-${crypto.randomUUID()}`;
  try {
    db.prepare("VACUUM INTO ?").run(unfinished);
    for (let n = 1;; n++) {
      const name = `${file}.esquema-${version}${n === 1 ? "" : `-${n}`}`;
      try {
        // A link fails where the name is taken: nothing is overwritten.
        Deno.linkSync(unfinished, name);
        return name;
      } catch (error) {
        if (error instanceof Deno.errors.AlreadyExists) continue;
        if (exists(name)) continue;
        Deno.renameSync(unfinished, name); // a file system without links
        return name;
      }
    }
  } finally {
    if (exists(unfinished)) Deno.removeSync(unfinished);
  }
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function refuseNewer(done: number): void {
  if (done > SCHEMA.length) throw new LedgerNewer(done, SCHEMA.length);
}
