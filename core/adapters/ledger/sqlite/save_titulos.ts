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
} from "./columns.ts";
import { movementId } from "./movement_id.ts";
import type { Session } from "./session.ts";

/** Rows of one statement: a third faster than one by one; more than so many bring nothing. */
const TOGETHER = 10;

const TITULO = ["id", ...IDENTITY_COLUMNS, ...STATE_COLUMNS] as const;
const MOVIMENTO = ["id", "titulo_id", "data", "valor", ...MOVEMENT_COLUMNS] as const;

/** Saves the changes that a file makes. Call it inside the file's transaction; throws what SQLite throws. */
export function saveTitulos(session: Session, fileId: number, changes: TituloChanges): void {
  // One writer at a time: the next numbers are ours.
  const first = changes.created.length === 0 ? 0 : nextTitulo(session);
  const idOf = (ref: number) => ref < 0 ? first - ref - 1 : ref;
  insert(session, "titulos", TITULO, changes.created.length, (n) => {
    const { identity, state } = changes.created[n]!;
    return [first + n, ...identityValues(identity), ...stateValues(state)];
  });
  const update = session.sql(
    `UPDATE titulos SET ${STATE_COLUMNS.map((column) => `${column} = ?`).join(", ")} WHERE id = ?`,
  );
  for (const { id, state } of changes.changed) update.run(...stateValues(state), id);
  const describe = session.sql(
    `UPDATE titulos SET cliente_id = coalesce(cliente_id, ?), sacado = coalesce(sacado, ?),
       numero_documento = coalesce(numero_documento, ?) WHERE id = ?`,
  );
  for (const { id, clienteId, sacado, numeroDocumento } of changes.described) {
    describe.run(clienteId, sacado, numeroDocumento, id);
  }
  insert(session, "movimentos", MOVIMENTO, changes.movements.length, (n) => {
    const { titulo, valor, movement } = changes.movements[n]!;
    return [
      movementId(fileId, movement.line),
      idOf(titulo),
      changes.data,
      valor,
      ...movementValues(movement),
    ];
  });
  const enrich = session.sql(
    `UPDATE movimentos SET data_credito = coalesce(data_credito, ?), motivo = coalesce(motivo, ?),
       valor_liquido = coalesce(valor_liquido, ?), vencimento = coalesce(vencimento, ?)
     WHERE titulo_id = ? AND data = ? AND evento = ? AND valor = ?`,
  );
  for (const { titulo, evento, valor, movement } of changes.enriched) {
    enrich.run(
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

function insert(
  session: Session,
  table: string,
  columns: readonly string[],
  count: number,
  row: (n: number) => SQLInputValue[],
): void {
  if (count === 0) return;
  const place = `(${columns.map(() => "?").join(", ")})`;
  const sql = (rows: number) =>
    `INSERT INTO ${table} (${columns.join(", ")}) VALUES ${Array(rows).fill(place).join(", ")}`;
  let at = 0;
  if (count >= TOGETHER) {
    const many = session.sql(sql(TOGETHER));
    for (; at + TOGETHER <= count; at += TOGETHER) {
      const values: SQLInputValue[] = [];
      for (let n = at; n < at + TOGETHER; n++) values.push(...row(n));
      many.run(...values);
    }
  }
  if (at === count) return;
  const one = session.sql(sql(1));
  for (; at < count; at++) one.run(...row(at));
}
