/** What a ledger holds, whatever the engine: its tables in an order in which each row finds what it refers to. */
import { MOVEMENT_COLUMNS, TITULO_COLUMNS } from "../rows/titulo_columns.ts";

/** Tables whose rows are called by a number that an engine gives. */
export type Numbered = "files" | "titulos" | "outbox";

/** `flag`: 0 or 1. An object: the number of a row of that table. */
export type ColumnType = "text" | "int" | "flag" | { readonly of: Numbered };

/** What is stored in a column, the same of every engine. */
export type Cell = string | number | null;

/** One table. Rows go from ledger to ledger in its order, so that what came first still comes first. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly (readonly [name: string, type: ColumnType])[];
  /** What is added up: the column, and how much one of it counts. */
  readonly sums: readonly (readonly [name: string, parts: Readonly<Record<string, bigint>>])[];
  /** The order, where it is the same in every engine; the engines know the rest. */
  readonly order?: string;
  /** Columns that may refer to a later row of the same table. */
  readonly late?: readonly string[];
}

const texts = (...names: string[]) => names.map((name) => [name, "text"] as const);
const ints = (...names: string[]) => names.map((name) => [name, "int"] as const);
const of = (table: Numbered) => ({ of: table });
const sum = (column: string) => [column, { [column]: 1n }] as const;

/** Columns of títulos and movements that hold numbers; all others hold text. */
const NUMBERS: readonly string[] = [
  ...["valor", "valor_nominal", "pago_total", "valor_pago", "juros", "desconto", "abatimento"],
  ...["outros_creditos", "tarifa", "iof", "outras_despesas", "valor_liquido"],
];
const named = (names: readonly string[]) =>
  names.map((name) => [name, NUMBERS.includes(name) ? "int" : "text"] as const);

/** Everything but the monitor that runs and who holds a folder: both are of the moment. */
export const TABLES: readonly TableShape[] = [
  {
    name: "outages",
    columns: [
      ...texts("id"),
      ...ints("started_at", "ended_at", "down_ms", "closed_at"),
      ["unstable", "flag"],
      ...texts("code", "message"),
      ...ints("error_number"),
      ["transient", "flag"],
      ...texts("folder"),
      ...ints("told_ms", "reminders", "reminded_ms", "escalated_at", "acknowledged_at"),
      ...texts("acknowledged_by", "acknowledged_note"),
      ...ints("test_until"),
    ],
    sums: [sum("down_ms")],
  },
  {
    name: "files",
    columns: [
      ["id", of("files")],
      ...texts("name", "sha256"),
      ...ints("size", "mtime"),
      ...texts("situation"),
      ...ints("at"),
      ...texts("reason_code", "reason"),
      ["duplicate_of", of("files")],
      ...texts("directory", "target"),
      ...ints("moved_at"),
      ...texts("outage_id", "format", "banco", "agencia", "conta", "convenio"),
      ...ints("nsa"),
      ...texts("file_date"),
      ...ints("movements", "applied", "estoque"),
      ...texts("warnings"),
      ...ints("integration_attempts"),
      ...texts("integration_error"),
      ...ints("integrated_at", "resent_at"),
      ["resent_as", of("files")],
    ],
    sums: [sum("movements"), sum("applied")],
    order: "id",
    late: ["duplicate_of", "resent_as"],
  },
  {
    name: "titulos",
    columns: [["id", of("titulos")], ...named(TITULO_COLUMNS.slice(1))],
    sums: [sum("valor_nominal"), sum("pago_total")],
    order: "id",
  },
  {
    name: "movimentos",
    columns: [
      ["file_id", of("files")],
      ...ints("line"),
      ["titulo_id", of("titulos")],
      // Without its own number and the título's, which come first.
      ...named(MOVEMENT_COLUMNS.slice(2)),
    ],
    sums: [sum("valor_nominal"), sum("valor_pago")],
    order: "file_id, line",
  },
  {
    name: "outbox",
    columns: [
      ["id", of("outbox")],
      ...texts("channel", "kind", "event", "outage_id", "title", "payload"),
      ...ints("queued_at", "attempts", "next_attempt_at"),
      ...texts("last_error"),
      ...ints("accepted_at", "given_up_at", "acknowledged_at"),
      ...texts("hold"),
    ],
    sums: [sum("attempts")],
    order: "id",
  },
  { name: "telling", columns: texts("name", "state"), sums: [], order: "name" },
  {
    name: "rebuild",
    columns: [
      ...texts("id", "kept", "reason"),
      ...ints("noticed_at", "finished_at"),
      ...texts("report"),
    ],
    sums: [],
    order: "noticed_at, id",
  },
  {
    name: "file_slots",
    columns: [
      ...ints("slot"),
      ...texts("situation"),
      ...ints("files", "movements", "applied"),
    ],
    sums: [sum("files"), sum("movements"), sum("applied")],
    order: "slot, situation",
  },
  {
    // A sum of any size: in millions of cents, and what is below them.
    name: "paid_days",
    columns: [...texts("day"), ...ints("titulos", "pago_alto", "pago_baixo")],
    sums: [sum("titulos"), ["pago_total", { pago_alto: 1_000_000n, pago_baixo: 1n }]],
    order: "day",
  },
  {
    name: "watch_spans",
    columns: ints("started_at", "ended_at"),
    sums: [],
    order: "started_at",
  },
];

/** The table of a column's numbers; null for a column that holds none. */
export function numberedBy(type: ColumnType): Numbered | null {
  return typeof type === "string" ? null : type.of;
}
