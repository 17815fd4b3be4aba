/** Tells trouble of the server, or of the way to it, from a value or a statement that it refuses. */
import { LedgerDamaged, LedgerUnavailable } from "../../../ports/ledger/ledger.port.ts";
import { ledgerAwayText } from "../../../words/ledger_state.ts";

/**
 * What the server said speaks of what was to be written: cardinality 21, data 22, integrity 23, transaction state 25, syntax and
 * access 42, raised by our own functions P0. Everything else, and every failure without a code (the connection), is trouble of
 * the ledger. Source: PostgreSQL's errcodes.txt.
 */
const OUR_FAULT = /^(21|22|23|25|26|2F|34|42|P0|MR)/;
/** And of those not these: read only (a standby), silent too long, no right any more, no table any more. */
const NOT_OURS = ["25006", "25P03", "42501", "42P01", "26000"];
/** Data or index corrupted. */
const DAMAGE = ["XX001", "XX002"];
/** Serialization failure, deadlock: the same once more may well succeed. */
const PASSING = ["40001", "40P01"];
/**
 * The connection leads nowhere any more: shutdown, crash, starting up, idle, silent too long, a standby, a statement
 * that was forgotten or planned for other tables.
 */
const GONE = /^(08|57P)|^(0A000|25006|25P03|26000|55000)$/;

/** The server's code of an error; null when it does not come from the server. */
export function sqlState(error: unknown): string | null {
  const { code, severity } = (error ?? {}) as { code?: unknown; severity?: unknown };
  // Only the server says how severe it is: `EPIPE` has five letters too.
  return typeof code === "string" && typeof severity === "string" ? code : null;
}

/** Whether the very same transaction may be tried again at once. */
export function isPassing(error: unknown): boolean {
  return PASSING.includes(sqlState(error) ?? "");
}

/** Whether the connection is good for nothing any more. */
export function isLost(error: unknown): boolean {
  const state = sqlState(error);
  return state === null ? error instanceof DriverError : GONE.test(state);
}

/** A failure of the driver that carries no code of the server: connection, deadline, protection, login. */
export class DriverError extends Error {
  override name = "DriverError";
}

/** The error as the port promises it; itself when the server is not to blame. `place`: see `placeOf`. */
export function asLedgerTrouble(error: unknown, place: string): unknown {
  if (error instanceof LedgerUnavailable || error instanceof LedgerDamaged) return error;
  const state = sqlState(error);
  const { message } = error as Error;
  if (state === null) {
    return error instanceof DriverError
      ? new LedgerUnavailable(ledgerAwayText(place, message), { cause: error })
      : error;
  }
  if (DAMAGE.includes(state)) return new LedgerDamaged(place, message, { cause: error });
  if (OUR_FAULT.test(state) && !NOT_OURS.includes(state)) return error;
  return new LedgerUnavailable(ledgerAwayText(place, message), { cause: error });
}
