/** What became of a transaction whose client lost its connection in the middle of the commit. */
import type { Link } from "./link.ts";
import { isLost, sqlState } from "./trouble.ts";

/** The server may still be busy with it: it is asked again so often, at intervals (ms) that double from the first to the last. */
const QUESTIONS = 50;
const FIRST_PAUSE_MS = 10;
const LAST_PAUSE_MS = 250;

/**
 * Whether a transaction was committed, once it is over; null when it did not end in time. One that waits for a client that is
 * gone is ended. Rejects when the connection is lost.
 */
export async function outcomeOf(link: Link, xid: string): Promise<boolean | null> {
  for (let n = 0; n < QUESTIONS; n++) {
    const status = await statusOf(link, xid);
    if (status !== "in progress") return status === "committed";
    await link.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE backend_xid = $1::xid8::xid AND pid <> pg_backend_pid() AND usename = current_user`,
      [xid],
    );
    const wait = Math.min(FIRST_PAUSE_MS * 2 ** n, LAST_PAUSE_MS);
    await new Promise<void>((resolve) => setTimeout(resolve, wait));
  }
  return null;
}

/** Null for one that this server does not know: then it is not in this ledger (a standby that was behind took over). */
async function statusOf(link: Link, xid: string): Promise<string | null> {
  try {
    const { rows } = await link.query("SELECT pg_xact_status($1::xid8) AS status", [xid]);
    return rows[0]!.status as string | null;
  } catch (error) {
    if (isLost(error) || sqlState(error) === null) throw error;
    return null;
  }
}
