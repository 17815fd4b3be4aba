/** Loads the títulos that a batch of movements touches, with as much of their past as the rules need. */
import type { IsoDate } from "../../../formats/retorno.ts";
import {
  type KnownTitulo,
  type KnownTitulos,
  type TouchedTitulo,
  wantsHistory,
  wantsSameDay,
} from "../../../titulos/past.ts";
import { type TextLookup, TextMap } from "../../../titulos/text_map.ts";
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
  /** Numbers that nobody else has, one for each título that is touched. */
  readonly free: readonly number[];
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

/** As many numbers for new títulos as a batch could need: some stay unused. */
const NEXT =
  "SELECT nextval(pg_get_serial_sequence('titulos', 'id')) AS id FROM generate_series(1, $1::integer)";

/**
 * Two round trips at most, whatever the number of títulos. Call it inside the transaction; `lock` sends what locks their
 * numberings before they are read.
 */
export async function loadTitulos(
  session: Session,
  touched: TextLookup<TouchedTitulo>,
  fileDate: IsoDate,
  lock: () => Promise<unknown>,
): Promise<LoadedTitulos> {
  const numberings = byNumbering(touched.values());
  const [, free, ...answers] = await Promise.all([
    lock(),
    session.prepared(NEXT, [touched.size]),
    ...numberings.map(({ banco, escopo, numbers }) =>
      session.prepared(FIND, [numbers, banco, escopo])
    ),
  ]);
  const found = answers.flatMap((rows, at) =>
    rows.map((row) => ({ row, ...toFound(row, numberings[at]!.escopo, touched) }))
  );
  const idsOf = (some: readonly FoundTitulo[]) => some.map(({ known }) => known.id);
  const recent = found.filter(({ known }) => wantsSameDay(fileDate, known.state.ultimaData));
  const deep = found.filter(({ known, reach }) =>
    wantsHistory(fileDate, known.state.ultimaData, reach)
  );
  const [days, pasts] = await Promise.all([
    recent.length === 0 ? [] : session.prepared(OF_DAY, [idsOf(recent), fileDate]),
    deep.length === 0 ? [] : session.prepared(HISTORY, [idsOf(deep)]),
  ]);
  const sameDay = byTitulo(days, toKnownEvent);
  const history = byTitulo(pasts, toPastEvent);
  const known = new TextMap<KnownTitulo>();
  for (const { key, known: one } of found) {
    known.set(key, {
      ...one,
      sameDay: sameDay.get(one.id) ?? [],
      history: history.get(one.id) ?? [],
    });
  }
  const folders = new Map(found.map(({ row, known }) => [known.id, Number(row.folder_id)]));
  return { known, folders, free: free.map((row) => Number(row.id)) };
}
