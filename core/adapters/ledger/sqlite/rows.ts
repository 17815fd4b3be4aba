/** All rows of a SQLite ledger, to be taken elsewhere or brought from there. */
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { Failure } from "../../../domain/failure.ts";
import { lostReferenceText, numberTooHighText } from "../../../words/ledger_transfer.ts";
import { BATCH, type Highest, type Row, type RowReader } from "../transfer/rows.ts";
import type { RowSource, RowTarget, RowWriter } from "../transfer/rows.ts";
import { type Cell, numberedBy, TABLES, type TableShape } from "../transfer/tables.ts";
import { checkLedger } from "./database.ts";
import { movementId } from "./movement_id.ts";
import { Session } from "./session.ts";

/** The sum of a day, with what is below a million between 0 and a million: however it came about. */
const BELOW = "((pago_baixo % 1000000 + 1000000) % 1000000)";
const ABOVE = `(pago_alto + (pago_baixo - ${BELOW}) / 1000000)`;
/** Beyond this one a file's lines have no number: see movement_id.ts. */
const MOST_FILES = 2 ** 29;

/** Columns that are no columns here. */
function expression(table: TableShape, column: string): string {
  if (table.name !== "paid_days") return column;
  return column === "pago_alto" ? ABOVE : column === "pago_baixo" ? BELOW : column;
}

function orderOf(table: TableShape): string {
  // The lines of a file lie together in the order of the row's number.
  if (table.name === "movimentos") return "id";
  return table.order ?? "rowid";
}

/** Reads on a connection; `wrapped` is what a título's number is shown as. */
class SqliteReader implements RowReader {
  constructor(readonly db: DatabaseSync, readonly titulo: (column: string) => string) {}

  async *rows(table: TableShape): AsyncGenerator<readonly (readonly Cell[])[]> {
    const columns = table.columns.map(([name, type]) => {
      const what = expression(table, name);
      return `${numberedBy(type) === "titulos" ? this.titulo(what) : what} AS ${name}`;
    });
    const sql = `SELECT ${columns.join(", ")} FROM ${table.name} AS t ORDER BY t.${
      orderOf(table).replaceAll(", ", ", t.")
    }`;
    for await (const rows of this.stream(sql)) {
      yield rows.map((row) => table.columns.map(([name]) => row[name] as Cell));
    }
  }

  count({ name }: TableShape): Promise<number> {
    return Promise.resolve(Number(this.db.prepare(`SELECT count(*) AS n FROM ${name}`).get()!.n));
  }

  async *stream(sql: string): AsyncGenerator<readonly Row[]> {
    let rows: Row[] = [];
    for (const row of this.db.prepare(sql).iterate()) {
      rows.push(row);
      if (rows.length < BATCH) continue;
      yield rows;
      rows = [];
    }
    if (rows.length > 0) yield rows;
  }
}

/** A SQLite ledger as {@link RowSource}; the connection is its own from here on. */
export class SqliteRowSource implements RowSource {
  readonly #session: Session;

  constructor(db: DatabaseSync) {
    this.#session = new Session(db);
  }

  read<T>(work: (reader: RowReader) => Promise<T>): Promise<T> {
    const { db } = this.#session;
    return this.#session.run(async () => {
      db.exec("BEGIN");
      try {
        return await work(new SqliteReader(db, (column) => column));
      } finally {
        if (db.isTransaction) db.exec("ROLLBACK");
      }
    });
  }

  /** It is of one folder. */
  refuseUnfit(): Promise<void> {
    return Promise.resolve();
  }

  /** Every page, every index, every reference. */
  damage(): Promise<string | null> {
    const { db } = this.#session;
    const verdict = checkLedger(db, true);
    if (verdict !== null) return Promise.resolve(verdict);
    const lost = db.prepare("PRAGMA foreign_key_check").get();
    return Promise.resolve(lost === undefined ? null : lostReferenceText(String(lost.table)));
  }

  close(): Promise<void> {
    return this.#session.run(() => this.#session.db.close());
  }
}

/**
 * A SQLite ledger as {@link RowTarget}; the connection is its own from here on. Títulos get numbers without gaps, as they have
 * them here: history_store.ts counts by them. The numbers that they came with are known until the connection is closed.
 */
export class SqliteRowTarget implements RowTarget {
  readonly #session: Session;

  constructor(db: DatabaseSync) {
    this.#session = new Session(db);
  }

  write<T>(highest: Highest, work: (writer: RowWriter) => Promise<T>): Promise<T> {
    const { db } = this.#session;
    return this.#session.run(async () => {
      if (highest.files >= MOST_FILES) {
        throw new Failure("numero_alto", numberTooHighText(highest.files));
      }
      db.exec(
        `DROP TABLE IF EXISTS temp.numbers;
         CREATE TEMP TABLE numbers (new INTEGER PRIMARY KEY, old INTEGER NOT NULL UNIQUE)`,
      );
      return await this.#session.transact(() => {
        db.exec("PRAGMA defer_foreign_keys = ON");
        return work(new SqliteWriter(db));
      });
    });
  }

  close(): Promise<void> {
    return this.#session.run(() => this.#session.db.close());
  }
}

const OLD = (column: string) => `(SELECT old FROM temp.numbers WHERE new = t.${column})`;

class SqliteWriter extends SqliteReader implements RowWriter {
  readonly #statements = new Map<string, ReturnType<DatabaseSync["prepare"]>>();

  constructor(db: DatabaseSync) {
    super(db, OLD);
  }

  occupied(): Promise<readonly string[]> {
    const found = TABLES.filter(({ name }) =>
      this.db.prepare(`SELECT 1 FROM ${name} LIMIT 1`).get() !== undefined
    );
    return Promise.resolve(found.map(({ name }) => name));
  }

  add(table: TableShape, rows: readonly (readonly Cell[])[]): Promise<void> {
    for (const row of rows) this.#add(table, row);
    return Promise.resolve();
  }

  /** Nothing: what refers to later rows is looked at with the commit. */
  addLate(): Promise<void> {
    return Promise.resolve();
  }

  complete(): Promise<void> {
    return Promise.resolve();
  }

  #add(table: TableShape, row: readonly Cell[]): void {
    const names = table.columns.map(([name]) => name);
    switch (table.name) {
      case "titulos": {
        this.#run("INSERT INTO temp.numbers (old) VALUES (?)", [row[0]!]);
        const places = names.map((name) => name === "id" ? "last_insert_rowid()" : "?");
        return this.#insert(table.name, names, places, row.slice(1));
      }
      case "movimentos": {
        const [fileId, line, ...rest] = row;
        const places = names.slice(2).map((name) =>
          name === "titulo_id" ? "(SELECT new FROM temp.numbers WHERE old = ?)" : "?"
        );
        return this.#insert(table.name, ["id", ...names.slice(2)], ["?", ...places], [
          movementId(Number(fileId), Number(line)),
          ...rest,
        ]);
      }
      default:
        return this.#insert(table.name, names, names.map(() => "?"), row);
    }
  }

  #insert(
    table: string,
    names: readonly string[],
    places: readonly string[],
    values: readonly Cell[],
  ): void {
    this.#run(
      `INSERT INTO ${table} (${names.join(", ")}) VALUES (${places.join(", ")})`,
      values,
    );
  }

  #run(sql: string, values: readonly SQLInputValue[]): void {
    let statement = this.#statements.get(sql);
    if (statement === undefined) this.#statements.set(sql, statement = this.db.prepare(sql));
    statement.run(...values);
  }
}
