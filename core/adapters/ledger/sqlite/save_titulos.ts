/** Writes what a batch of movements changes. */
import type { SQLInputValue } from "node:sqlite";
import type { TituloChanges } from "../../../titulos/apply_movements.ts";
import {
  IDENTITY_COLUMNS,
  identityValues,
  MOVEMENT_COLUMNS,
  movementValues,
  STATE_COLUMNS,
  stateValues,
} from "../rows/titulo_columns.ts";
import { movementId } from "./movement_id.ts";
import type { Session } from "./session.ts";

/** Rows of one statement: a third faster than one by one; more than so many bring nothing. */
const TOGETHER = 10;

/** Texts are built once: a statement is found again by its text, for every file. */
const INSERT_TITULO = insertion("titulos", ["id", ...IDENTITY_COLUMNS, ...STATE_COLUMNS]);
const INSERT_MOVIMENTO = insertion("movimentos", [
  "id",
  "titulo_id",
  "data",
  "valor",
  ...MOVEMENT_COLUMNS,
]);
const UPDATE_STATE = `UPDATE titulos SET ${
  STATE_COLUMNS.map((column) => `${column} = ?`).join(", ")
} WHERE id = ?`;
const DESCRIBE =
  `UPDATE titulos SET cliente_id = coalesce(cliente_id, ?), sacado = coalesce(sacado, ?),
     numero_documento = coalesce(numero_documento, ?) WHERE id = ?`;
const ENRICH =
  `UPDATE movimentos SET data_credito = coalesce(data_credito, ?), motivo = coalesce(motivo, ?),
     valor_liquido = coalesce(valor_liquido, ?), vencimento = coalesce(vencimento, ?)
   WHERE titulo_id = ? AND data = ? AND evento = ? AND valor = ?`;

/** Saves the changes that a file makes. Call it inside the file's transaction; throws what SQLite throws. */
export function saveTitulos(session: Session, fileId: number, changes: TituloChanges): void {
  // One writer at a time: the next numbers are ours.
  const first = changes.created.length === 0 ? 0 : nextTitulo(session);
  const idOf = (ref: number) => ref < 0 ? first - ref - 1 : ref;
  insert(session, INSERT_TITULO, changes.created.length, (n) => {
    const { identity, state } = changes.created[n]!;
    return [first + n, ...identityValues(identity), ...stateValues(state)];
  });
  for (const { id, state } of changes.changed) {
    session.sql(UPDATE_STATE).run(...stateValues(state), id);
  }
  for (const { id, clienteId, sacado, numeroDocumento } of changes.described) {
    session.sql(DESCRIBE).run(clienteId, sacado, numeroDocumento, id);
  }
  insert(session, INSERT_MOVIMENTO, changes.movements.length, (n) => {
    const { titulo, valor, movement } = changes.movements[n]!;
    return [
      movementId(fileId, movement.line),
      idOf(titulo),
      changes.data,
      valor,
      ...movementValues(movement),
    ];
  });
  for (const { titulo, evento, valor, movement } of changes.enriched) {
    session.sql(ENRICH).run(
      movement.dataCredito,
      movement.motivo,
      movement.valorLiquido,
      movement.vencimento,
      idOf(titulo),
      changes.data,
      evento,
      valor,
    );
  }
}

function nextTitulo(session: Session): number {
  return Number(session.sql("SELECT coalesce(max(id), 0) + 1 AS id FROM titulos").get()!.id);
}

/** The statements that insert one row, and {@link TOGETHER} rows. */
interface Insertion {
  readonly one: string;
  readonly many: string;
}

function insertion(table: string, columns: readonly string[]): Insertion {
  const place = `(${columns.map(() => "?").join(", ")})`;
  const of = (rows: number) =>
    `INSERT INTO ${table} (${columns.join(", ")}) VALUES ${Array(rows).fill(place).join(", ")}`;
  return { one: of(1), many: of(TOGETHER) };
}

function insert(
  session: Session,
  texts: Insertion,
  count: number,
  row: (n: number) => SQLInputValue[],
): void {
  let at = 0;
  for (; at + TOGETHER <= count; at += TOGETHER) {
    const values: SQLInputValue[] = [];
    for (let n = at; n < at + TOGETHER; n++) values.push(...row(n));
    session.sql(texts.many).run(...values);
  }
  for (; at < count; at++) session.sql(texts.one).run(...row(at));
}
