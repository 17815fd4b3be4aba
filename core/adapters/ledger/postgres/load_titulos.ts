/** Loads the títulos that a batch of movements touches, with as much of their past as the rules need. */
import type { IsoDate } from "../../../formats/retorno.ts";
import {
  type KnownTitulos,
  type TouchedTitulo,
  wantsHistory,
  wantsSameDay,
} from "../../../titulos/past.ts";
import {
  byNumbering,
  byTitulo,
  type FoundTitulo,
  toFound,
  toKnownEvent,
  toPastEvent,
} from "../rows/known_titulos.ts";
import { STATE_COLUMNS } from "../rows/titulo_columns.ts";
import type { Session } from "./session.ts";

/** The títulos that the ledger has, and the folder that brought each of them first. */
export interface LoadedTitulos {
  readonly known: KnownTitulos;
  readonly folders: ReadonlyMap<number, number>;
}

/** One by one by the index, whatever the server thinks of the sizes: the cost is that of the file, not that of the ledger. */
const FIND = `SELECT t.* FROM unnest($1::text[]) AS k CROSS JOIN LATERAL (
   SELECT id, folder_id, nosso_numero, cliente_id, numero_documento, ${
  STATE_COLUMNS.join(", ")
} FROM titulos
   WHERE right(nosso_numero, 10) = right(k, 10) AND nosso_numero = k AND banco = $2 AND escopo = $3 LIMIT 1) AS t`;
// The file under way is not in `files` yet: its own events have no name.
const OF_DAY = `SELECT m.*, f.format, f.name FROM unnest($1::bigint[]) AS k CROSS JOIN LATERAL (
     SELECT titulo_id, evento, valor, file_id, line FROM movimentos WHERE titulo_id = k AND data = $2 OFFSET 0) AS m
   LEFT JOIN LATERAL (SELECT format, name FROM files WHERE id = m.file_id LIMIT 1) AS f ON true ORDER BY m.file_id, m.line`;
const HISTORY = `SELECT m.* FROM unnest($1::bigint[]) AS k CROSS JOIN LATERAL (
     SELECT titulo_id, data, evento, valor, classe, vencimento, valor_nominal, valor_pago, data_ocorrencia, data_credito,
       file_id, line FROM movimentos WHERE titulo_id = k OFFSET 0) AS m
   ORDER BY m.titulo_id, m.data, m.file_id, m.line`;

/** Three questions at most, whatever the number of títulos. Call it inside the transaction, with their numberings locked. */
export async function loadTitulos(
  session: Session,
  touched: ReadonlyMap<string, TouchedTitulo>,
  fileDate: IsoDate,
): Promise<LoadedTitulos> {
  const found: FoundTitulo[] = [];
  const folders = new Map<number, number>();
  for (const { banco, escopo, numbers } of byNumbering(touched.values())) {
    for (const row of await session.prepared(FIND, [numbers, banco, escopo])) {
      found.push(toFound(row, escopo, touched));
      folders.set(Number(row.id), Number(row.folder_id));
    }
  }
  const idsOf = (some: readonly FoundTitulo[]) => some.map(({ known }) => known.id);
  const recent = idsOf(
    found.filter(({ known }) => wantsSameDay(fileDate, known.state.ultimaData)),
  );
  const deep = idsOf(
    found.filter(({ known, reach }) => wantsHistory(fileDate, known.state.ultimaData, reach)),
  );
  const sameDay = byTitulo(
    recent.length === 0 ? [] : await session.prepared(OF_DAY, [recent, fileDate]),
    toKnownEvent,
  );
  const history = byTitulo(
    deep.length === 0 ? [] : await session.prepared(HISTORY, [deep]),
    toPastEvent,
  );
  const known = new Map(found.map(({ key, known }) => [key, {
    ...known,
    sameDay: sameDay.get(known.id) ?? [],
    history: history.get(known.id) ?? [],
  }]));
  return { known, folders };
}
