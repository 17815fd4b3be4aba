/** Writes what a batch of movements changes. */
import type { TituloChanges } from "../../../titulos/apply_movements.ts";
import {
  MOVEMENT_COLUMNS,
  movementValues,
  STATE_COLUMNS,
  stateValues,
  TITULO_COLUMNS,
  tituloValues,
} from "../rows/titulo_columns.ts";
import { Insertion } from "./insertion.ts";
import { movementId } from "./movement_id.ts";
import type { Session } from "./session.ts";

/** Texts are built once: a statement is found again by its text, for every file. */
const INSERT_TITULO = new Insertion("titulos", TITULO_COLUMNS, [
  "banco",
  "escopo",
  "agencia",
  "conta",
  "convenio",
  "ultima_data",
]);
const INSERT_MOVIMENTO = new Insertion("movimentos", MOVEMENT_COLUMNS, ["data"]);
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
  INSERT_TITULO.run(session, changes.created.length, (n) => {
    const { identity, state } = changes.created[n]!;
    return tituloValues(first + n, identity, state);
  });
  for (const { id, state } of changes.changed) {
    session.sql(UPDATE_STATE).run(...stateValues(state), id);
  }
  for (const { id, clienteId, sacado, numeroDocumento } of changes.described) {
    session.sql(DESCRIBE).run(clienteId, sacado, numeroDocumento, id);
  }
  INSERT_MOVIMENTO.run(session, changes.movements.length, (n) => {
    const { titulo, valor, movement } = changes.movements[n]!;
    const id = movementId(fileId, movement.line);
    return movementValues(id, idOf(titulo), changes.data, valor, movement);
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
