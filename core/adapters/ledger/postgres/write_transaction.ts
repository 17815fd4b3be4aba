/**
 * How a write transaction begins and ends; every one of them does so here. Each end is one message to the server, so that no
 * client that freezes stands between the last look at who holds the folder and the commit.
 */
import { PossessionLost } from "../../../ports/ledger/possession.port.ts";
import type { Link } from "./link.ts";
import { sqlState } from "./trouble.ts";

/** Raised by `check_possession`: see schema_possession.ts. */
const NOT_HELD = "MR001";

/** Whose writes these are. */
export interface Fence {
  readonly folder: number;
  /** The fencing number: with another one in the ledger nothing is written. */
  readonly generation: number;
}

/** All that a write looks for has an index: the plan for an empty ledger stays right when it has grown, and before any ANALYZE. */
const BY_INDEX =
  "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off";

/** Begins; resolves to the transaction's number, by which its end can be asked for. Rejects with {@link PossessionLost}. */
export async function beginWrite(link: Link, fence: Fence | null): Promise<string> {
  const results = await held(
    link,
    [
      `BEGIN ISOLATION LEVEL READ COMMITTED; ${BY_INDEX}`,
      ...(fence === null ? [] : [check(fence, false)]),
      "SELECT pg_current_xact_id()::text AS xid",
    ].join("; "),
  );
  return String(results.at(-1)!.rows[0]!.xid);
}

/** Commits. Rejects with {@link PossessionLost} (then nothing was written), or with what keeps the server from committing. */
export async function commitWrite(link: Link, fence: Fence | null): Promise<void> {
  const results = await held(link, fence === null ? "COMMIT" : `${check(fence, true)}; COMMIT`);
  const { command } = results.at(-1)!;
  // The server answers a COMMIT of a transaction that failed with a ROLLBACK, and no error.
  if (command !== "COMMIT") throw new Error(`COMMIT: ${command}`);
}

/**
 * The early look spares work; the one with the commit counts. Only that one locks a change of hands out, for no client can freeze
 * between it and the commit: see schema_possession.ts.
 */
function check({ folder, generation }: Fence, hold: boolean): string {
  return `SELECT check_possession(${Number(folder)}, ${Number(generation)}, ${hold})`;
}

async function held(link: Link, script: string) {
  try {
    return await link.script(script);
  } catch (error) {
    if (sqlState(error) === NOT_HELD) throw new PossessionLost({ cause: error });
    throw error;
  }
}
