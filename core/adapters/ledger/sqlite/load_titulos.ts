/** Loads the títulos that a batch of movements touches, with as much of their past as the rules need. */
import type { IsoDate } from "../../../formats/retorno.ts";
import {
  type KnownEvent,
  type KnownTitulo,
  type KnownTitulos,
  type PastEvent,
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

/** Three questions at most, whatever the number of títulos. Call it inside the transaction that saves the changes. */
export function loadTitulos(
  session: Session,
  touched: TextLookup<TouchedTitulo>,
  fileDate: IsoDate,
): KnownTitulos {
  const found = findTitulos(session, touched);
  const recent = found.filter(({ known }) => wantsSameDay(fileDate, known.state.ultimaData));
  const sameDay = recent.length === 0 ? NONE : eventsOfDay(session, idsOf(recent), fileDate);
  const deep = found.filter(({ known, reach }) =>
    wantsHistory(fileDate, known.state.ultimaData, reach)
  );
  const history = deep.length === 0 ? NO_PAST : histories(session, idsOf(deep));
  const all = new TextMap<KnownTitulo>();
  for (const { key, known } of found) {
    all.set(key, {
      ...known,
      sameDay: sameDay.get(known.id) ?? [],
      history: history.get(known.id) ?? [],
    });
  }
  return all;
}

const NONE: ReadonlyMap<number, KnownEvent[]> = new Map();
const NO_PAST: ReadonlyMap<number, PastEvent[]> = new Map();

/** The text is built once: the statement is found again by it, for every file. */
const FIND = `SELECT t.id, t.nosso_numero, t.cliente_id, t.numero_documento, ${
  STATE_COLUMNS.map((column) => `t.${column}`).join(", ")
}
   FROM json_each(?1) k CROSS JOIN titulos t ON substr(t.nosso_numero, -10) = substr(k.value, -10)
     AND t.nosso_numero = k.value AND t.banco = ?2 AND t.escopo = ?3`;

function findTitulos(session: Session, touched: TextLookup<TouchedTitulo>): FoundTitulo[] {
  const statement = session.sql(FIND);
  const found: FoundTitulo[] = [];
  for (const { banco, escopo, numbers } of byNumbering(touched.values())) {
    for (const row of statement.all(JSON.stringify(numbers), banco, escopo)) {
      found.push(toFound(row, escopo, touched));
    }
  }
  return found;
}

function eventsOfDay(session: Session, ids: string, day: IsoDate): Map<number, KnownEvent[]> {
  const rows = session.sql(
    `SELECT m.titulo_id, m.evento, m.valor, m.file_id, m.line, f.format, f.name
     FROM json_each(?1) k CROSS JOIN movimentos m ON m.titulo_id = k.value AND m.data = ?2
       JOIN files f ON f.id = m.file_id ORDER BY m.id`,
  ).all(ids, day);
  return byTitulo(rows, toKnownEvent);
}

function histories(session: Session, ids: string): Map<number, PastEvent[]> {
  const rows = session.sql(
    `SELECT m.titulo_id, m.data, m.evento, m.valor, m.classe, m.vencimento, m.valor_nominal, m.valor_pago,
       m.data_ocorrencia, m.data_credito
     FROM json_each(?1) k CROSS JOIN movimentos m ON m.titulo_id = k.value ORDER BY m.titulo_id, m.data, m.id`,
  ).all(ids);
  return byTitulo(rows, toPastEvent);
}

function idsOf(found: readonly FoundTitulo[]): string {
  return JSON.stringify(found.map(({ known }) => known.id));
}
