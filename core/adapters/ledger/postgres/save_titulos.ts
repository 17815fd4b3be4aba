/** Writes what a batch of movements changes: one statement for each kind of change, whatever the number of rows. */
import type {
  DescribedTitulo,
  EnrichedMovement,
  TituloChanges,
} from "../../../titulos/apply_movements.ts";
import { keyText } from "../../../titulos/past.ts";
import {
  IDENTITY_COLUMNS,
  identityValues,
  MOVEMENT_COLUMNS,
  movementValues,
  STATE_COLUMNS,
  stateValues,
} from "../rows/titulo_columns.ts";
import type { Session } from "./session.ts";
import { transposed, unnest } from "./unnest.ts";

const NEW_TITULO = [...IDENTITY_COLUMNS, ...STATE_COLUMNS];
const NEW_STATE = ["id", ...STATE_COLUMNS];
const NEW_MOVIMENTO = ["titulo_id", "line", "data", "valor", ...MOVEMENT_COLUMNS];
const DESCRIPTION = ["id", "cliente_id", "sacado", "numero_documento"];
const KEY = ["titulo_id", "evento", "valor"];
const ENRICHMENT = ["data_credito", "motivo", "valor_liquido", "vencimento"];

const INSERT_TITULOS = `INSERT INTO titulos (folder_id, ${NEW_TITULO.join(", ")})
   SELECT $1, n.* FROM ${unnest(NEW_TITULO, 2)} RETURNING id, escopo, nosso_numero`;
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

/** Saves the changes that a file makes. Call it inside the file's transaction, with the numberings locked. */
export async function saveTitulos(
  session: Session,
  fileId: number,
  changes: TituloChanges,
): Promise<void> {
  const created = await insertTitulos(session, changes);
  const idOf = (ref: number) => ref < 0 ? created[-ref - 1]! : ref;
  if (changes.changed.length > 0) {
    const rows = changes.changed.map(({ id, state }) => [id, ...stateValues(state)]);
    await session.change(UPDATE_STATES, transposed(rows, NEW_STATE.length));
  }
  const described = mergedDescriptions(changes.described);
  if (described.length > 0) {
    const rows = described.map((d) => [d.id, d.clienteId, d.sacado, d.numeroDocumento]);
    await session.change(DESCRIBE, transposed(rows, DESCRIPTION.length));
  }
  if (changes.movements.length > 0) {
    const rows = changes.movements.map(({ titulo, valor, movement }) => [
      idOf(titulo),
      movement.line,
      changes.data,
      valor,
      ...movementValues(movement),
    ]);
    await session.change(INSERT_MOVIMENTOS, [fileId, ...transposed(rows, NEW_MOVIMENTO.length)]);
  }
  const enriched = mergedEnrichments(changes.enriched);
  if (enriched.length > 0) {
    const rows = enriched.map(({ titulo, evento, valor, movement: m }) => [
      ...[idOf(titulo), evento, valor],
      ...[m.dataCredito, m.motivo, m.valorLiquido, m.vencimento],
    ]);
    const width = KEY.length + ENRICHMENT.length;
    await session.change(ENRICH, [changes.data, ...transposed(rows, width)]);
  }
}

/** Ids of {@link TituloChanges.created}, in its order. */
async function insertTitulos(session: Session, { created }: TituloChanges): Promise<number[]> {
  if (created.length === 0) return [];
  const rows = created.map(({ identity, state }) => [
    ...identityValues(identity),
    ...stateValues(state),
  ]);
  const values = [session.folder, ...transposed(rows, NEW_TITULO.length)];
  // The order of what an INSERT returns is not promised.
  const ids = new Map<string, number>();
  for (const row of await session.prepared(INSERT_TITULOS, values)) {
    ids.set(keyText(String(row.escopo), String(row.nosso_numero)), Number(row.id));
  }
  return created.map(({ identity }) => ids.get(keyText(identity.escopo, identity.nossoNumero))!);
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
