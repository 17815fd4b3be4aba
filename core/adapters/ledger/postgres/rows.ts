/** All rows of a folder's ledger in PostgreSQL, to be taken elsewhere or brought from there. */
import { Failure } from "../../../domain/failure.ts";
import {
  brokenGuardText,
  foreignRowsText,
  heldElsewhereText,
  sharedRowsText,
  unknownFolderText,
} from "../../../words/ledger_transfer.ts";
import { BATCH, type Highest, type Row, type RowReader } from "../transfer/rows.ts";
import {
  HELD_ELSEWHERE,
  type RowSource,
  type RowTarget,
  type RowWriter,
} from "../transfer/rows.ts";
import {
  type Cell,
  type ColumnType,
  type Numbered,
  numberedBy,
  TABLES,
  type TableShape,
} from "../transfer/tables.ts";
import { type PostgresLedger, UNKNOWN } from "./postgres_ledger.ts";
import type { Session } from "./session.ts";
import { sqlState } from "./trouble.ts";

/** How much higher the numbers are here than where the rows came from. */
type Offsets = Readonly<Record<Numbered, number>>;

const AS_THEY_ARE: Offsets = { files: 0, titulos: 0, outbox: 0 };
/** A number, a hash or a message that is there already. */
const UNIQUE_VIOLATION = "23505";
/** Whatever the server thinks of sizes that it has not seen yet: in the order of an index, a batch costs a batch. */
const BY_INDEX =
  "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off";
/** For questions about all rows at once, which no index answers. */
const FREELY = BY_INDEX.replaceAll(" = off", " = on");
/** The sum of a day, with what is below a million between 0 and a million. */
const BELOW = "mod(mod(t.cents, 1000000) + 1000000, 1000000)";

function orderOf(table: TableShape): string {
  const order = table.name === "outages" ? "seq" : table.order!;
  return order.split(", ").map((column) => `t.${column}`).join(", ");
}

/** Reads within a unit of work, in a transaction. `folder`: null for all of them. */
class PostgresReader implements RowReader {
  #streams = 0;

  constructor(
    readonly session: Session,
    readonly folder: number | null,
    readonly offsets: Offsets,
  ) {}

  async *rows(table: TableShape): AsyncGenerator<readonly (readonly Cell[])[]> {
    const columns = table.columns.map(([name, type]) => `${this.#shown(name, type)} AS ${name}`);
    const sql = `SELECT ${columns.join(", ")} FROM ${table.name} t ${this.#scope(table)} ORDER BY ${
      orderOf(table)
    }`;
    for await (const rows of this.#fetch(sql, BY_INDEX)) {
      yield rows.map((row) =>
        table.columns.map(([name, type]) => type === "flag" ? Number(row[name]) : row[name] as Cell)
      );
    }
  }

  async count(table: TableShape): Promise<number> {
    const [row] = await this.session.rows(
      `SELECT count(*) AS n FROM ${table.name} t ${this.#scope(table)}`,
    );
    return Number(row!.n);
  }

  stream(sql: string): AsyncGenerator<readonly Row[]> {
    return this.#fetch(sql, FREELY);
  }

  /** The plan is made with the cursor: everything else in the transaction goes by index again. */
  async *#fetch(sql: string, planned: string): AsyncGenerator<readonly Row[]> {
    const cursor = `lote_${++this.#streams}`;
    await this.session.script(
      `${planned}; DECLARE ${cursor} NO SCROLL CURSOR FOR ${sql}; ${BY_INDEX}`,
    );
    for (;;) {
      const rows = await this.session.rows(`FETCH ${BATCH} FROM ${cursor}`);
      if (rows.length > 0) yield rows;
      if (rows.length < BATCH) break;
    }
    await this.session.script(`CLOSE ${cursor}`);
  }

  #shown(name: string, type: ColumnType): string {
    if (name === "pago_baixo") return `(${BELOW})::bigint`;
    if (name === "pago_alto") return `((t.cents - ${BELOW}) / 1000000)::bigint`;
    const numbered = numberedBy(type);
    const offset = numbered === null ? 0 : this.offsets[numbered];
    // Never a bigint to be added up by the server: a single number always fits.
    return offset === 0 ? `t.${name}` : `t.${name} - ${offset}`;
  }

  #scope({ name }: TableShape): string {
    if (this.folder === null) return "";
    return name === "movimentos"
      ? `JOIN files f ON f.id = t.file_id WHERE f.folder_id = ${this.folder}`
      : `WHERE t.folder_id = ${this.folder}`;
  }
}

/** A ledger as {@link RowSource}, of its folder or of all; closed with it. */
export class PostgresRowSource implements RowSource {
  /** `path`: the folder, as a person knows it. */
  constructor(readonly ledger: PostgresLedger, readonly path: string) {}

  read<T>(work: (reader: RowReader) => Promise<T>): Promise<T> {
    const { session } = this.ledger;
    return session.snapshot(async () => {
      await session.script(BY_INDEX);
      return await work(new PostgresReader(session, session.scope, AS_THEY_ARE));
    });
  }

  /** Contents, títulos and movements are of the whole ledger: a folder that shares some cannot leave with its own. */
  async refuseUnfit(): Promise<void> {
    const { session } = this.ledger;
    if (session.folder === UNKNOWN) throw new Failure("sem_livro", unknownFolderText(this.path));
    await refuseHeld(session);
    for (const question of SHARED) {
      const [found] = await session.rows(question, [session.folder]);
      if (found !== undefined) throw new Failure("livro_misto", sharedRowsText(String(found.name)));
    }
  }

  /** What keeps the promises of the tables, and does not: pages are the server's business. */
  async damage(): Promise<string | null> {
    const [found] = await this.ledger.session.rows(BROKEN, [GUARDS]);
    return found === undefined ? null : brokenGuardText(String(found.name));
  }

  close(): Promise<void> {
    return this.ledger.close();
  }
}

/** Unique indexes without which something could be applied twice. */
const GUARDS = ["files_applied", "titulos_numero", "movimentos_evento", "movimentos_pkey"];
const BROKEN = `SELECT g.name FROM unnest($1::text[]) AS g (name) WHERE NOT EXISTS (
     SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE c.relname = g.name AND c.relnamespace = current_schema()::regnamespace AND i.indisunique)
   UNION ALL SELECT c.relname::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE c.relnamespace = current_schema()::regnamespace AND NOT (i.indisvalid AND i.indisready)
   UNION ALL SELECT conname::text FROM pg_constraint
     WHERE connamespace = current_schema()::regnamespace AND NOT convalidated
   LIMIT 1`;

/** Whoever holds the folder would go on writing. */
async function refuseHeld(session: Session): Promise<void> {
  const [holder] = await session.rows(
    "SELECT post FROM possession WHERE folder_id = $1 AND expires_at > clock_timestamp()",
    [session.folder],
  );
  if (holder === undefined) return;
  throw new Failure(HELD_ELSEWHERE, heldElsewhereText(String(holder.post)));
}

const SHARED = [
  `SELECT f.name FROM files f JOIN files o ON o.id = f.duplicate_of OR o.id = f.resent_as
   WHERE f.folder_id = $1 AND o.folder_id <> $1 LIMIT 1`,
  `SELECT f.name FROM files f JOIN files o ON o.id = f.duplicate_of OR o.id = f.resent_as
   WHERE f.folder_id <> $1 AND o.folder_id = $1 LIMIT 1`,
  `SELECT f.name FROM files f JOIN movimentos m ON m.file_id = f.id JOIN titulos t ON t.id = m.titulo_id
   WHERE f.folder_id = $1 AND t.folder_id <> $1 LIMIT 1`,
  `SELECT f.name FROM files f JOIN movimentos m ON m.file_id = f.id JOIN titulos t ON t.id = m.titulo_id
   WHERE f.folder_id <> $1 AND t.folder_id = $1 LIMIT 1`,
];

/** A folder's ledger as {@link RowTarget}; other folders of it go on meanwhile. Closed with it. */
export class PostgresRowTarget implements RowTarget {
  constructor(readonly ledger: PostgresLedger) {}

  async write<T>(highest: Highest, work: (writer: RowWriter) => Promise<T>): Promise<T> {
    const { session } = this.ledger;
    try {
      const offsets = await session.write(() => reserve(session, highest));
      return await session.write(async () => {
        // Nobody else writes for the folder until the end: whoever does refers to this row.
        await session.rows("SELECT id FROM folders WHERE id = $1 FOR UPDATE", [session.folder]);
        return await work(new PostgresWriter(session, session.folder, offsets));
      });
    } catch (error) {
      if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
      const { detail } = error as { detail?: string };
      throw new Failure("livro_misto", foreignRowsText(detail ?? ""), { cause: error });
    }
  }

  close(): Promise<void> {
    return this.ledger.close();
  }
}

/** Numbers that nobody else gets, in one piece for each table; what is not used in the end stays unused. */
async function reserve(session: Session, highest: Highest): Promise<Offsets> {
  const offsets = { ...AS_THEY_ARE };
  for (const [table, most] of Object.entries(highest) as [Numbered, number][]) {
    if (most === 0) continue;
    const [found] = await session.rows("SELECT pg_get_serial_sequence($1, 'id') AS name", [table]);
    const name = String(found!.name);
    // Changes nothing, and nobody takes a number before the end of the transaction.
    await session.script(`ALTER SEQUENCE ${name} NO CYCLE`);
    const [at] = await session.rows(`SELECT last_value, is_called FROM ${name}`);
    offsets[table] = at!.is_called ? Number(at!.last_value) : Number(at!.last_value) - 1;
    await session.script(`ALTER SEQUENCE ${name} RESTART WITH ${offsets[table] + most + 1}`);
  }
  return offsets;
}

class PostgresWriter extends PostgresReader implements RowWriter {
  override readonly folder: number;

  constructor(session: Session, folder: number, offsets: Offsets) {
    super(session, folder, offsets);
    this.folder = folder;
  }

  async occupied(): Promise<readonly string[]> {
    await refuseHeld(this.session);
    const found: string[] = [];
    for (const { name } of TABLES) {
      // A movement is its file's.
      if (name === "movimentos") continue;
      const [row] = await this.session.rows(`SELECT 1 FROM ${name} WHERE folder_id = $1 LIMIT 1`, [
        this.folder,
      ]);
      if (row !== undefined) found.push(name);
    }
    return found;
  }

  async add(table: TableShape, rows: readonly (readonly Cell[])[]): Promise<void> {
    const columns = table.columns.filter(([name]) => !table.late?.includes(name));
    const own = table.name === "movimentos" ? [] : ["folder_id"];
    const names = columns.map(([name]) => name);
    const values = names.map((name) => `n.${name}`);
    if (table.name === "paid_days") {
      names.splice(2, 2, "cents");
      values.splice(2, 2, "n.pago_alto::numeric * 1000000 + n.pago_baixo");
    }
    if (table.name === "file_slots") {
      names.push("titulos"); // see `complete`
      values.push("0");
    }
    // What came first gets the lower number, where the server gives it.
    await this.session.change(
      `INSERT INTO ${table.name} (${[...own, ...names].join(", ")})
       SELECT ${[...own.map(() => String(this.folder)), ...values].join(", ")}
       FROM ${this.#batch(columns)} ORDER BY n.place`,
      this.#columns(table, columns, rows),
    );
  }

  async addLate(table: TableShape, rows: readonly (readonly Cell[])[]): Promise<void> {
    const late = table.late!;
    const columns = table.columns.filter(([name]) => name === "id" || late.includes(name));
    await this.session.change(
      `UPDATE ${table.name} t SET ${late.map((name) => `${name} = n.${name}`).join(", ")}
       FROM ${this.#batch(columns)} WHERE t.id = n.id`,
      this.#columns(table, columns, rows),
    );
  }

  /** A título counts where the file that brought it first does: SQLite knows only how many there are. */
  async complete(): Promise<void> {
    await this.session.rows(
      `UPDATE file_slots s SET titulos = n.titulos
       FROM (SELECT f.at / 900000 AS slot, f.situation, count(*) AS titulos
             FROM (SELECT m.titulo_id, min(m.file_id) AS file_id FROM titulos t JOIN movimentos m ON m.titulo_id = t.id
                   WHERE t.folder_id = $1 GROUP BY m.titulo_id) AS first
               JOIN files f ON f.id = first.file_id
             GROUP BY 1, 2) AS n
       WHERE s.folder_id = $1 AND s.slot = n.slot AND s.situation = n.situation`,
      [this.folder],
    );
  }

  #batch(columns: TableShape["columns"]): string {
    const arrays = columns.map(([, type], at) =>
      `$${at + 1}::${type === "text" ? "text" : type === "flag" ? "boolean" : "bigint"}[]`
    );
    return `unnest(${arrays.join(", ")}) WITH ORDINALITY AS n (${
      columns.map(([name]) => name).join(", ")
    }, place)`;
  }

  #columns(
    table: TableShape,
    columns: TableShape["columns"],
    rows: readonly (readonly Cell[])[],
  ): unknown[][] {
    return columns.map(([name, type]) => {
      const at = table.columns.findIndex(([one]) => one === name);
      const numbered = numberedBy(type);
      const offset = numbered === null ? 0 : this.offsets[numbered];
      return rows.map((row) => {
        const cell = row[at]!;
        if (cell === null) return null;
        if (type === "flag") return cell === 1;
        return offset === 0 ? cell : Number(cell) + offset;
      });
    });
  }
}
