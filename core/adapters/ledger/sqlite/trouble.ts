/** Tells trouble of the database itself (full, locked, unreadable) from a value or a statement that it refuses. */
import { LedgerDamaged, LedgerUnavailable } from "../../../ports/ledger/ledger.port.ts";

/**
 * SQLite's result codes (low byte) that speak of the database or of its disk, whatever was to be written: INTERNAL 2, PERM 3,
 * BUSY 5, LOCKED 6, NOMEM 7, READONLY 8, IOERR 10, CORRUPT 11, FULL 13, CANTOPEN 14, PROTOCOL 15, NOLFS 22, AUTH 23, NOTADB 26.
 * Source: sqlite.org/rescode.html.
 */
const DATABASE_CODES = [2, 3, 5, 6, 7, 8, 10, 11, 13, 14, 15, 22, 23, 26];
/** `exec` gives no code; these are SQLite's own fixed words, and node:sqlite's for a connection that was closed. */
const DATABASE_WORDS =
  /^(database or disk is full|disk I\/O error|database (table |schema )?is locked|attempt to write a readonly database|unable to open database file|access permission denied|out of memory|locking protocol|large file support is disabled|database is not open)/;

/** The error as the port promises it: {@link LedgerUnavailable} when the database is to blame, itself otherwise. */
export function asLedgerTrouble(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof LedgerUnavailable) return error;
  if (error instanceof LedgerDamaged) return error;
  const code = (error as { errcode?: unknown }).errcode;
  const blamed = (typeof code === "number" && DATABASE_CODES.includes(code & 0xff)) ||
    DATABASE_WORDS.test(error.message);
  return blamed ? new LedgerUnavailable(error.message, { cause: error }) : error;
}
