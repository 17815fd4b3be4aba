/**
 * Puts a new ledger, marked "to be rebuilt", in the place of a damaged one. The damaged one is kept under a
 * name of its own; nothing is overwritten or deleted. `ledger.db.novo` exists from the moment of the decision
 * until the end, so that a kill in between is mended by {@link finishReplacement}, and {@link openLedger}
 * lets nobody work on a half-replaced ledger.
 */
import { noNewLedgerText } from "../../../words/ledger_state.ts";
import { buildLedger, newLedgerName, openExisting } from "./database.ts";
import { errorNumber } from "../../folder/fault.ts";
import { beginRebuild, latestRebuild } from "./rebuild_store.ts";

const PIECES = ["-wal", "-shm", ""] as const;
/** Another program may read the ledger for an instant (`estado`); Windows renames no open file. */
const ATTEMPTS = 50;
const PAUSE_MS = 100;
/** ERROR_ACCESS_DENIED and ERROR_SHARING_VIOLATION. */
const IN_USE = Deno.build.os === "windows" ? [5, 32] : [];

/** What is written down of the damage. */
export interface Damage {
  readonly id: string;
  readonly reason: string;
  /** ms since the Unix epoch. */
  readonly noticedAt: number;
  /** `AAAAMMDD-HHMMSS`, part of the name. */
  readonly stamp: string;
}

/** Replaces the ledger. Nobody else may have it open for writing. Throws the system's errors. */
export async function replaceLedger(file: string, damage: Damage): Promise<void> {
  const kept = await freeName(`${file}.danificado-${damage.stamp}`);
  const { id, reason, noticedAt } = damage;
  const fresh = `${newLedgerName(file)}.criando`;
  await Deno.remove(fresh).catch(() => {});
  buildLedger(fresh, (db) => beginRebuild(db, { id, kept, reason, noticedAt }));
  await Deno.rename(fresh, newLedgerName(file));
  await finishReplacement(file);
}

/** Completes a replacement that was interrupted. False when there is none. */
export async function finishReplacement(file: string): Promise<boolean> {
  const fresh = newLedgerName(file);
  if (!await exists(fresh)) return false;
  const db = openExisting(fresh);
  const kept = latestRebuild(db)?.kept;
  db.close();
  if (kept === undefined) throw new Error(noNewLedgerText(fresh));
  for (const piece of PIECES) {
    if (!await exists(file + piece)) continue;
    await rename(
      file + piece,
      await exists(kept + piece) ? await freeName(kept + piece) : kept + piece,
    );
  }
  await rename(fresh, file);
  return true;
}

async function freeName(wanted: string): Promise<string> {
  for (let n = 1;; n++) {
    const name = n === 1 ? wanted : `${wanted}-${n}`;
    const taken = await Promise.all(PIECES.map((piece) => exists(name + piece)));
    if (!taken.includes(true)) return name;
  }
}

async function rename(from: string, to: string): Promise<void> {
  for (let n = 1;; n++) {
    try {
      return await Deno.rename(from, to);
    } catch (error) {
      if (n >= ATTEMPTS || !IN_USE.includes(errorNumber(error) ?? 0)) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
