/**
 * On which engine the tests keep their ledgers: SQLite; PostgreSQL, on a server of the laboratory, where
 * `MONITOR_RETORNOS_TESTES_LIVRO=postgresql` asks for it (`tests/postgres_suite.ts` does).
 */
import { openLedger } from "../../core/adapters/ledger/sqlite/database.ts";
import { SqliteLedger } from "../../core/adapters/ledger/sqlite/sqlite_ledger.ts";
import type { Ledger } from "../../core/ports/ledger/ledger.port.ts";
import type { Postgres, PostgresAddress } from "../lab/postgres.ts";

/** Its name is that of `motor` in config.ini. */
export const ENGINE = Deno.env.get("MONITOR_RETORNOS_TESTES_LIVRO") === "postgresql"
  ? "postgresql"
  : "sqlite";

/** For a test of what one engine alone has: its files, its locks, its triggers. */
export const SQLITE_ONLY = { ignore: ENGINE !== "sqlite" } as const;

/** A row as a test looks at it. */
export type LookRow = Record<string, unknown>;

/** The database of a ledger, to look into and to spoil, past the ledger. */
export interface LedgerDatabase {
  /** From now on the engine refuses a kind of write (`INSERT ON outbox`, `UPDATE OF reminders ON outages`) with these words, until the function is called. */
  refuse(what: string, words: string): () => void;
  exec(sql: string): void;
  prepare(sql: string): {
    all(...values: (string | number | null)[]): LookRow[];
    get(...values: (string | number | null)[]): LookRow | undefined;
    run(...values: (string | number | null)[]): unknown;
  };
}

/** A ledger, and what it is kept in. */
export interface TestLedger {
  readonly ledger: Ledger;
  readonly db: LedgerDatabase;
  close(): Promise<void>;
}

/** Opens the ledger in `file`, and makes it when it is not there; the same file is the same ledger on every engine. */
export async function openTestLedger(
  file: string,
  options: {
    readonly busyMs?: number;
    /** False: what survives a power cut is not the question. */
    readonly durable?: boolean;
  } = {},
): Promise<TestLedger> {
  if (ENGINE === "postgresql") return await onServer(file);
  const db = openLedger(file, options);
  if (options.durable === false) db.exec("PRAGMA synchronous = OFF");
  // Its file has to be gone at once.
  const close = () => Promise.resolve(db.close());
  return { ledger: new SqliteLedger(db), db: Object.assign(db, { refuse }), close };
}

function refuse(this: { exec(sql: string): void }, what: string, words: string): () => void {
  this.exec(
    `CREATE TEMP TRIGGER recusa BEFORE ${what} BEGIN SELECT RAISE(FAIL, '${words}'); END`,
  );
  return () => this.exec("DROP TRIGGER recusa");
}

let server: Promise<Postgres> | null = null;
const databases = new Map<string, PostgresAddress>();

async function onServer(file: string): Promise<TestLedger> {
  const { ledgerAt, sharedServer } = await import("../contract/postgres_engine.ts");
  const lab = await (server ??= sharedServer());
  const address = databases.get(file) ?? await lab.database();
  databases.set(file, address);
  const ledger = ledgerAt(address);
  await ledger.ready();
  return { ledger, db: lookInto(lab, address.database), close: () => ledger.close() };
}

function lookInto(lab: Postgres, database: string): LedgerDatabase {
  return {
    exec: (sql) => void lab.sqlNow(database, sql),
    refuse(what, words) {
      // As a disk that is full.
      lab.sqlNow(
        database,
        `CREATE FUNCTION recusa() RETURNS trigger LANGUAGE plpgsql AS $$
           BEGIN RAISE EXCEPTION '${words}' USING ERRCODE = '53100'; END $$;
         CREATE TRIGGER recusa BEFORE ${what} FOR EACH ROW EXECUTE FUNCTION recusa()`,
      );
      return () => void lab.sqlNow(database, "DROP FUNCTION recusa CASCADE");
    },
    prepare(sql) {
      const all = (...values: (string | number | null)[]): LookRow[] => {
        const text = withValues(sql, values);
        return JSON.parse(
          lab.sqlNow(database, `SELECT coalesce(json_agg(one), '[]') FROM (${text}) AS one`),
        );
      };
      return {
        all,
        get: (...values) => all(...values)[0],
        run: (...values) => lab.sqlNow(database, withValues(sql, values)),
      };
    },
  };
}

function withValues(sql: string, values: readonly (string | number | null)[]): string {
  let n = 0;
  return sql.replace(/\?/g, () => {
    const value = values[n++]!;
    return typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value);
  });
}
