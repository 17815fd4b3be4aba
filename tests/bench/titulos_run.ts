/**
 * A process of its own that puts títulos into a ledger, or rows into its tables, and prints one JSON document. Ten files, one
 * durable transaction each; reading the input is not in the time. Arguments: `arquivos`, `nosso`, `postgresql`, `laco` or
 * `sqlite`; the folder; how many títulos; of `postgresql` the server's address, as JSON.
 *
 * - `arquivos`: writes the files that `nosso` reads.
 * - `postgresql`: as `nosso`, into a ledger on a server.
 * - `nosso`: the real path, from movements to rows (looking for what is known, the rules, the sums). Leaves `ledger.db` in the folder,
 *   which the other two take their rows from.
 * - `laco`: the same rows bare, by the plainest loop: a prepared statement a table, run once a row.
 * - `sqlite`: the same rows by SQLite alone, `INSERT ... SELECT` from another database: no value is handed over.
 */
import process from "node:process";
import { join } from "node:path";
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { PostgresLedger } from "../../core/adapters/ledger/postgres/postgres_ledger.ts";
import { openLedger } from "../../core/adapters/ledger/sqlite/database.ts";
import { SqliteLedger } from "../../core/adapters/ledger/sqlite/sqlite_ledger.ts";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { PAUSE_LINES } from "../../core/formats/record/pause.ts";
import { readRetorno } from "../../core/formats/read_retorno.ts";
import type { Movement } from "../../core/formats/retorno.ts";
import type { Ledger } from "../../core/ports/ledger/ledger.port.ts";
import type { PostgresAddress } from "../lab/postgres.ts";

/** Printed by this program. */
export interface TitulosResult {
  readonly ms: number;
  /** Processor time, in ms. */
  readonly cpuMs: number;
}

const FILES = 10;
/** Movements of one batch, as the program hands those of a large file to the ledger: what it reads between two pauses. */
const BATCH = PAUSE_LINES;
const TABLES = ["titulos", "movimentos"] as const;

/** Sums what is measured. */
class Watch {
  #ms = 0;
  #cpuMs = 0;

  async measure<T>(work: () => T | Promise<T>): Promise<T> {
    const cpu = process.cpuUsage();
    const begun = performance.now();
    const result = await work();
    this.#ms += performance.now() - begun;
    const { user, system } = process.cpuUsage(cpu);
    this.#cpuMs += (user + system) / 1000;
    return result;
  }

  result(): TitulosResult {
    return { ms: this.#ms, cpuMs: this.#cpuMs };
  }
}

function write(folder: string, titulos: number): TitulosResult {
  const perFile = titulos / FILES;
  for (let k = 0; k < FILES; k++) {
    const date = `2025-10-${10 + k}`;
    const options = { titulos: perFile, nsa: k, date, firstNumber: k * perFile };
    Deno.writeFileSync(join(folder, `F${k}.ret`), syntheticCbr724(options));
  }
  return { ms: 0, cpuMs: 0 };
}

async function ours(ledger: Ledger, folder: string, titulos: number): Promise<TitulosResult> {
  const watch = new Watch();
  const perFile = titulos / FILES;
  for (let k = 0; k < FILES; k++) {
    const movements: Movement[] = [];
    const bytes = Deno.readFileSync(join(folder, `F${k}.ret`));
    const summary = readRetorno([bytes], { today: "2025-10-30" }, (m) => movements.push(m));
    const { applied } = await watch.measure(() =>
      ledger.files.decide({
        sha256: String(k),
        summary,
        judge: () => ({
          name: `F${k}.ret`,
          sha256: String(k),
          size: 1,
          mtimeMs: 1,
          situation: "processado",
          at: 1,
          reasonCode: null,
          reason: null,
          duplicateOf: null,
          directory: "",
          target: "",
          outageId: null,
          summary,
        }),
        *batches() {
          for (let at = 0; at < movements.length; at += BATCH) {
            yield movements.slice(at, at + BATCH);
          }
        },
      })
    );
    if (applied !== perFile) throw new Error(`${applied} of ${perFile} movements applied`);
  }
  await ledger.close();
  return watch.result();
}

async function served(address: string): Promise<Ledger> {
  const settings = { ...JSON.parse(address) as PostgresAddress, tls: "nenhum" as const };
  const ledger = new PostgresLedger(settings, { folder: "/Retorno" });
  await ledger.ready();
  return ledger;
}

async function bare(
  folder: string,
  titulos: number,
  how: "laco" | "sqlite",
): Promise<TitulosResult> {
  const path = join(folder, `${how}.db`);
  const db = openLedger(path);
  db.exec("PRAGMA cache_size = -16000");
  db.prepare("ATTACH ? AS origem").run(join(folder, "ledger.db"));
  const watch = new Watch();
  const perFile = titulos / FILES;
  const spans = {
    titulos: (k: number) => [k * perFile + 1, (k + 1) * perFile],
    movimentos: (k: number) => [(k + 1) * 2 ** 24, (k + 2) * 2 ** 24 - 1],
  } as const;
  for (let k = 0; k < FILES; k++) {
    const steps = TABLES.map((table) => {
      const columns = columnsOf(db, table);
      const span = spans[table](k);
      return how === "laco" ? loop(db, table, columns, span) : inside(db, table, columns, span);
    });
    await watch.measure(() => {
      db.exec("BEGIN IMMEDIATE");
      for (const step of steps) step();
      db.exec("COMMIT");
    });
  }
  for (const table of TABLES) {
    const { n } = db.prepare(`SELECT count(*) AS n FROM main.${table}`).get()!;
    if (n !== titulos) throw new Error(`${n} of ${titulos} rows in ${table}`);
  }
  db.close();
  Deno.removeSync(path);
  return watch.result();
}

/** The columns that are stored. */
function columnsOf(db: DatabaseSync, table: string): string {
  return db.prepare("SELECT name FROM pragma_table_info(?, 'origem')").all(table)
    .map((row) => row.name).join(", ");
}

function loop(
  db: DatabaseSync,
  table: string,
  columns: string,
  span: readonly number[],
): () => void {
  const rows = db.prepare(`SELECT ${columns} FROM origem.${table} WHERE id BETWEEN ? AND ?`)
    .all(...span).map((row) => Object.values(row) as SQLInputValue[]);
  const places = columns.split(",").map(() => "?").join(", ");
  const statement = db.prepare(`INSERT INTO main.${table} (${columns}) VALUES (${places})`);
  return () => {
    for (const row of rows) statement.run(...row);
  };
}

function inside(
  db: DatabaseSync,
  table: string,
  columns: string,
  span: readonly number[],
): () => void {
  const statement = db.prepare(
    `INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM origem.${table} WHERE id BETWEEN ? AND ?`,
  );
  return () => statement.run(...span);
}

if (import.meta.main) {
  const [how, folder, count, address] = Deno.args as [string, string, string, string?];
  const titulos = Number(count);
  const result = how === "arquivos"
    ? write(folder, titulos)
    : how === "nosso"
    ? await ours(new SqliteLedger(openLedger(join(folder, "ledger.db"))), folder, titulos)
    : how === "postgresql"
    ? await ours(await served(address!), folder, titulos)
    : await bare(folder, titulos, how as "laco" | "sqlite");
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(result) + "\n"));
}
