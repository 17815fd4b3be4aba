/** Tells a damaged ledger from every other trouble with it. Loads no database code. */
import { LedgerDamaged } from "../../../ports/ledger/ledger.port.ts";

/** SQLite's result codes (low byte) that speak of the file itself: SQLITE_CORRUPT and SQLITE_NOTADB. */
const DAMAGE_CODES = [11, 26];
/** `exec` gives no code; these are SQLite's own fixed words for the two. */
const DAMAGE_WORDS = /^(file is not a database|database disk image is malformed)/;

/** How the damage showed, or null when the error is of another kind (locked, disk full, no permission). */
export function damageReason(error: unknown): string | null {
  if (error instanceof LedgerDamaged) return error.reason;
  if (!(error instanceof Error)) return null;
  const code = (error as { errcode?: unknown }).errcode;
  const damaged = typeof code === "number"
    ? DAMAGE_CODES.includes(code & 0xff)
    : DAMAGE_WORDS.test(error.message);
  return damaged ? error.message : null;
}
