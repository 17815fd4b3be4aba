/** Writes what a batch of movements changes: one statement for each kind of change, whatever the number of rows. */
import type {
  DescribedTitulo,
  EnrichedMovement,
  TituloChanges,
} from "../../../titulos/apply_movements.ts";
import {
  MOVEMENT_COLUMNS,
  movementValues,
  STATE_COLUMNS,
  stateValues,
  TITULO_COLUMNS,
  tituloValues,
  type Value,
} from "../rows/titulo_columns.ts";
import type { Flight } from "./flight.ts";
import type { Session } from "./session.ts";
import { transposed, unnest } from "./unnest.ts";

const NEW_STATE = ["id", ...STATE_COLUMNS];
/** A movement is known by its file and line here, and has no number of its own. */
const NEW_MOVIMENTO = ["line", ...MOVEMENT_COLUMNS.slice(1)];
const DESCRIPTION = ["id", "cliente_id", "sacado", "numero_documento"];
const KEY = ["titulo_id", "evento", "valor"];
const ENRICHMENT = ["data_credito", "motivo", "valor_liquido", "vencimento"];

const INSERT_TITULOS = `INSERT INTO titulos (folder_id, ${TITULO_COLUMNS.join(", ")})
   SELECT $1, n.* FROM ${unnest(TITULO_COLUMNS, 2)}`;
const UPDATE_STATES = `UPDATE titulos t SET ${
  STATE_COLUMNS.map((column) => `${column} = n.${column}`).join(", ")
} FROM ${unnest(NEW_STATE, 1)} WHERE t.id = n.id`;
const DESCRIBE = `UPDATE titulos t SET ${
  DESCRIPTION.slice(1).map((column) => `${column} = coalesce(t.${column}, n.${column})`).join(", ")
} FROM ${unnest(DESCRIPTION, 1)} WHERE t.id = n.id`;
const INSERT_MOVIMENTOS = `INSERT INTO movimentos (file_id, ${NEW_MOVIMENTO.join(", ")})
   SELECT $1, n.* FROM ${unnest(NEW_MOVIMENTO, 2)}`;
const ENRICH = `UPDATE movimentos m SET ${
  ENRICHMENT.map((column) => `${column} = coalesce(m.${column}, n.${column})`).join(", ")
} FROM ${
  unnest([...KEY, ...ENRICHMENT], 2)
} WHERE m.titulo_id = n.titulo_id AND m.data = $1 AND m.evento = n.evento AND m.valor = n.valor`;

/**
 * Sends what saves the changes that a file makes; `free` has a number for each new título. Call it inside the file's transaction,
 * with the numberings locked.
 */
export function saveTitulos(
  session: Session,
  fileId: number,
  changes: TituloChanges,
  free: readonly number[],
  flight: Flight,
): void {
  const idOf = (ref: number) => ref < 0 ? free[-ref - 1]! : ref;
  const send = (text: string, before: readonly unknown[], width: number, rows: Value[][]) => {
    if (rows.length === 0) return;
    flight.add(session.change(text, [...before, ...transposed(rows, width)]));
  };
  send(
    INSERT_TITULOS,
    [session.folder],
    TITULO_COLUMNS.length,
    changes.created.map(({ identity, state }, at) => tituloValues(free[at]!, identity, state)),
  );
  send(
    UPDATE_STATES,
    [],
    NEW_STATE.length,
    changes.changed.map(({ id, state }) => [id, ...stateValues(state)]),
  );
  send(
    DESCRIBE,
    [],
    DESCRIPTION.length,
    mergedDescriptions(changes.described)
      .map((d) => [d.id, d.clienteId, d.sacado, d.numeroDocumento]),
  );
  send(
    INSERT_MOVIMENTOS,
    [fileId],
    NEW_MOVIMENTO.length,
    changes.movements.map(({ titulo, valor, movement }) =>
      movementValues(movement.line, idOf(titulo), changes.data, valor, movement)
    ),
  );
  send(
    ENRICH,
    [changes.data],
    KEY.length + ENRICHMENT.length,
    mergedEnrichments(changes.enriched).map(({ titulo, evento, valor, movement: m }) => [
      ...[idOf(titulo), evento, valor],
      ...[m.dataCredito, m.motivo, m.valorLiquido, m.vencimento],
    ]),
  );
}

/** One row for each título: the first that says something counts. An UPDATE takes only one of several rows. */
function mergedDescriptions(described: readonly DescribedTitulo[]): DescribedTitulo[] {
  const merged = new Map<number, DescribedTitulo>();
  for (const one of described) {
    const before = merged.get(one.id);
    merged.set(one.id, {
      id: one.id,
      clienteId: before?.clienteId ?? one.clienteId,
      sacado: before?.sacado ?? one.sacado,
      numeroDocumento: before?.numeroDocumento ?? one.numeroDocumento,
    });
  }
  return [...merged.values()];
}

/** One row for each event: the first that says something counts. */
function mergedEnrichments(enriched: readonly EnrichedMovement[]): EnrichedMovement[] {
  const merged = new Map<string, EnrichedMovement>();
  for (const one of enriched) {
    const key = `${one.titulo}/${one.evento}/${one.valor}`;
    const before = merged.get(key)?.movement;
    const { dataCredito, motivo, valorLiquido, vencimento } = one.movement;
    merged.set(key, {
      ...one,
      movement: {
        ...one.movement,
        dataCredito: before?.dataCredito ?? dataCredito,
        motivo: before?.motivo ?? motivo,
        valorLiquido: before?.valorLiquido ?? valorLiquido,
        vencimento: before?.vencimento ?? vencimento,
      },
    });
  }
  return [...merged.values()];
}
