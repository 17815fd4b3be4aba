/** Brings the tables up to this version: one program does it, the others wait for it. */
import { unfitServerText } from "../../../words/ledger_state.ts";
import { Failure } from "../../../domain/failure.ts";
import { LedgerNewer, LedgerOutdated } from "../outdated.ts";
import type { Link } from "./link.ts";
import { SCHEMA } from "./schema.ts";

/** PostgreSQL 13: the number of a transaction with 64 bits, and what became of it. */
const OLDEST = 130_000;
/** The advisory lock of the migrations: any number that nobody else in the database uses. It ends with its transaction. */
const LOCK = 7_240_724;

/** Steps of the schema that the ledger has; 0: none is there. */
export async function schemaOf(link: Link): Promise<number> {
  // By the table of tables: what `to_regclass` remembers from before a wait may be old.
  const [found] = (await link.query(
    "SELECT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'schema_steps' AND pg_table_is_visible(oid)) AS there",
  )).rows;
  if (found!.there !== true) return 0;
  const { rows } = await link.query("SELECT coalesce(max(step), 0) AS step FROM schema_steps");
  return Number(rows[0]!.step);
}

/**
 * Runs the steps that are missing, in one transaction: all of them, or none. Rejects with {@link LedgerOutdated} where something
 * is missing and `allowed` is false, with a `Failure` for a server that does not fit, and with {@link LedgerNewer}.
 */
export async function migrate(link: Link, place: string, allowed: boolean): Promise<void> {
  await fits(link, place);
  const done = await schemaOf(link);
  refuseNewer(done);
  if (done === SCHEMA.length) return;
  if (!allowed) throw new LedgerOutdated(place, done);
  await link.script(
    `BEGIN; SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock(${LOCK})`,
  );
  try {
    const found = await schemaOf(link);
    refuseNewer(found);
    if (found === 0) {
      await link.script(
        `CREATE TABLE IF NOT EXISTS schema_steps (step integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`,
      );
    }
    for (let step = found + 1; step <= SCHEMA.length; step++) {
      await link.script(SCHEMA[step - 1]!);
      await link.query("INSERT INTO schema_steps (step) VALUES ($1)", [step]);
    }
    await link.script("COMMIT");
  } catch (error) {
    if (!link.lost) await link.script("ROLLBACK");
    throw error;
  }
}

async function fits(link: Link, place: string): Promise<void> {
  const [server] = (await link.query(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
       current_setting('server_encoding') AS encoding`,
  )).rows;
  if (Number(server!.number) >= OLDEST && server!.encoding === "UTF8") return;
  throw new Failure(
    "livro_servidor",
    unfitServerText(place, String(server!.version), String(server!.encoding)),
  );
}

function refuseNewer(done: number): void {
  if (done > SCHEMA.length) throw new LedgerNewer(done, SCHEMA.length);
}
