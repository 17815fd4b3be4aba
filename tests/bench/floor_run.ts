/**
 * The least that any program must do for the same files on the same disk, in the simplest loop: read, SHA-256, one durable
 * commit, one rename. Nothing is parsed or checked. Arguments: folder, database, how many files share a commit (default 1),
 * and which rows are written:
 *
 * - `uma` (default): one a título, in a table without an index.
 * - `livro`: those that the ledger keeps of the file, its títulos and its movements, with their indexes.
 *
 * See floor_postgres_run.ts for the first on a server.
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import {
  MOVEMENT_COLUMNS,
  TITULO_COLUMNS,
} from "../../core/adapters/ledger/rows/titulo_columns.ts";
import { openLedger } from "../../core/adapters/ledger/sqlite/database.ts";
import { movementId } from "../../core/adapters/ledger/sqlite/movement_id.ts";
import { TITULOS } from "./corpus.ts";
import type { FloorResult } from "./measure.ts";

/** Where the rows go. */
interface Rows {
  readonly db: DatabaseSync;
  /** Writes the row of a file; answers with its number. */
  readonly file: (name: string, sha256: string, size: number) => number;
  /** Writes the rows of one título, and of what the `line` of a file says of it. */
  readonly titulo: (file: number, line: number, nossoNumero: string) => void;
}

const FILE = {
  mtime: 1,
  situation: "processado",
  at: 1,
  directory: "Processados",
  format: "CBR724",
  banco: "001",
  agencia: "1234",
  conta: "456789",
  convenio: "2345678",
  nsa: 500_000,
  file_date: "2025-10-14",
  movements: 15,
  applied: 15,
};

/** Of what is the same in every row of the ledger, by column; amounts in cents. */
const TITULO: Readonly<Record<string, SQLInputValue>> = {
  banco: "001",
  escopo: "",
  agencia: "1234",
  conta: "456789",
  convenio: "2345678",
  cliente_id: "1000",
  sacado: "1000 USUARIO 17",
  valor_nominal: 12_345,
  situacao: "pago",
  pago_total: 12_345,
  data_pagamento: "2025-10-14",
  data_credito: "2025-10-15",
  ultima_data: "2025-10-14",
};
const MOVIMENTO: Readonly<Record<string, SQLInputValue>> = {
  data: "2025-10-14",
  valor: 12_345,
  codigo: "06",
  classe: "liquidacao",
  evento: "liquidacao",
  data_ocorrencia: "2025-10-14",
  data_credito: "2025-10-15",
  valor_nominal: 12_345,
  valor_pago: 12_345,
  juros: 0,
  desconto: 0,
  abatimento: 0,
  outros_creditos: 0,
  tarifa: 0,
  iof: 0,
  outras_despesas: 0,
};

function plainRows(path: string): Rows {
  const db = new DatabaseSync(path);
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
  db.exec(`CREATE TABLE files (id INTEGER PRIMARY KEY, name TEXT, sha256 TEXT, size INTEGER);
    CREATE TABLE titulos (id INTEGER PRIMARY KEY, file_id INTEGER, nosso_numero TEXT, sacado TEXT, vencimento TEXT,
      valor_nominal INTEGER, valor_pago INTEGER, situacao TEXT);`);
  const file = insertion(db, "files", ["name", "sha256", "size"]);
  const titulo = insertion(db, "titulos", [
    "file_id",
    "nosso_numero",
    "sacado",
    "vencimento",
    "valor_nominal",
    "valor_pago",
    "situacao",
  ]);
  return {
    db,
    file: (name, sha256, size) => Number(file.run(name, sha256, size).lastInsertRowid),
    titulo: (id, _line, nossoNumero) => {
      titulo.run(id, nossoNumero, "1000 USUARIO 17", "2025-10-14", 12_345, 12_345, "pago");
    },
  };
}

function ledgerRows(path: string): Rows {
  const db = openLedger(path);
  const file = insertion(db, "files", ["name", "target", "sha256", "size", ...Object.keys(FILE)]);
  const titulo = insertion(db, "titulos", TITULO_COLUMNS);
  const movimento = insertion(db, "movimentos", MOVEMENT_COLUMNS);
  const ofFile = Object.values(FILE);
  const ofTitulo = TITULO_COLUMNS.slice(1).map((column) => TITULO[column] ?? null);
  const ofMovimento = MOVEMENT_COLUMNS.slice(2).map((column) => MOVIMENTO[column] ?? null);
  const number = TITULO_COLUMNS.indexOf("nosso_numero") - 1;
  let titulos = 0;
  return {
    db,
    file: (name, sha256, size) =>
      Number(file.run(name, name, sha256, size, ...ofFile).lastInsertRowid),
    titulo: (id, line, nossoNumero) => {
      ofTitulo[number] = nossoNumero;
      titulo.run(++titulos, ...ofTitulo);
      movimento.run(movementId(id, line), titulos, ...ofMovimento);
    },
  };
}

function insertion(db: DatabaseSync, table: string, columns: readonly string[]): StatementSync {
  const places = columns.map(() => "?").join(", ");
  return db.prepare(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${places})`);
}

if (import.meta.main) {
  const [folder, database, shared = "1", which = "uma"] = Deno.args as [
    string,
    string,
    string?,
    string?,
  ];
  const group = Number(shared);
  const { db, file, titulo } = which === "livro" ? ledgerRows(database) : plainRows(database);
  const begun = performance.now();
  const target = join(folder, "Processados");
  Deno.mkdirSync(target);
  const names = [...Deno.readDirSync(folder)].filter((e) => e.isFile).map((e) => e.name).sort();
  for (const [index, name] of names.entries()) {
    const bytes = Deno.readFileSync(join(folder, name));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    if (index % group === 0) db.exec("BEGIN IMMEDIATE");
    const id = file(name, sha256, bytes.length);
    const titulos = index % 2 === 0 ? TITULOS.cbr724 : TITULOS.cnab240;
    for (let n = 0; n < titulos; n++) {
      titulo(id, n + 2, `2345678${String(index * 20 + n).padStart(10, "0")}`);
    }
    if (index % group < group - 1 && index < names.length - 1) continue;
    db.exec("COMMIT");
    for (const done of names.slice(index - index % group, index + 1)) {
      Deno.renameSync(join(folder, done), join(target, done));
    }
  }
  const result: FloorResult = { ms: performance.now() - begun, files: names.length };
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(result) + "\n"));
}
