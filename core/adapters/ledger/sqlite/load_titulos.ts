/** Loads the títulos that a batch of movements touches, with as much of their past as the rules need. */
import type { IsoDate } from "../../../formats/retorno.ts";
import {
  keyText,
  type KnownEvent,
  type KnownTitulo,
  type KnownTitulos,
  type PastEvent,
  type Reach,
  type TouchedTitulo,
  wantsHistory,
  wantsSameDay,
} from "../../../titulos/past.ts";
import { STATE_COLUMNS, stateOf } from "./columns.ts";
import type { Session } from "./session.ts";

interface Found {
  readonly key: string;
  readonly known: KnownTitulo;
  readonly reach: Reach;
}

/** Three questions at most, whatever the number of títulos. Call it inside the transaction that saves the changes. */
export function loadTitulos(
  session: Session,
  touched: ReadonlyMap<string, TouchedTitulo>,
  fileDate: IsoDate,
): KnownTitulos {
  const found = findTitulos(session, touched);
  const recent = found.filter(({ known }) => wantsSameDay(fileDate, known.state.ultimaData));
  const sameDay = recent.length === 0 ? NONE : eventsOfDay(session, idsOf(recent), fileDate);
  const deep = found.filter(({ known, reach }) =>
    wantsHistory(fileDate, known.state.ultimaData, reach)
  );
  const history = deep.length === 0 ? NO_PAST : histories(session, idsOf(deep));
  return new Map(found.map(({ key, known }) => [key, {
    ...known,
    sameDay: sameDay.get(known.id) ?? [],
    history: history.get(known.id) ?? [],
  }]));
}

const NONE: ReadonlyMap<number, KnownEvent[]> = new Map();
const NO_PAST: ReadonlyMap<number, PastEvent[]> = new Map();

/** The text is built once: the statement is found again by it, for every file. */
const FIND = `SELECT t.id, t.nosso_numero, t.cliente_id, t.numero_documento, ${
  STATE_COLUMNS.map((column) => `t.${column}`).join(", ")
}
   FROM json_each(?1) k CROSS JOIN titulos t ON substr(t.nosso_numero, -10) = substr(k.value, -10)
     AND t.nosso_numero = k.value AND t.banco = ?2 AND t.escopo = ?3`;

function findTitulos(session: Session, touched: ReadonlyMap<string, TouchedTitulo>): Found[] {
  const statement = session.sql(FIND);
  const found: Found[] = [];
  for (const { banco, escopo, numbers } of byNumbering(touched.values())) {
    for (const row of statement.all(JSON.stringify(numbers), banco, escopo)) {
      const key = keyText(escopo, String(row.nosso_numero));
      found.push({
        key,
        reach: touched.get(key)?.reach ?? "none",
        known: {
          id: Number(row.id),
          clienteId: row.cliente_id as string | null,
          numeroDocumento: row.numero_documento as string | null,
          state: stateOf(row),
          sameDay: [],
          history: [],
        },
      });
    }
  }
  return found;
}

/** The títulos of one numbering (bank and scope) are asked for together; a file has one or two of them. */
function byNumbering(
  touched: Iterable<TouchedTitulo>,
): { banco: string; escopo: string; numbers: string[] }[] {
  const groups = new Map<string, { banco: string; escopo: string; numbers: string[] }>();
  for (const { banco, escopo, nossoNumero } of touched) {
    const key = `${banco}/${escopo}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { banco, escopo, numbers: [nossoNumero] });
    else group.numbers.push(nossoNumero);
  }
  return [...groups.values()];
}

function eventsOfDay(session: Session, ids: string, day: IsoDate): Map<number, KnownEvent[]> {
  const rows = session.sql(
    `SELECT m.titulo_id, m.evento, m.valor, m.file_id, m.line, f.format, f.name
     FROM json_each(?1) k CROSS JOIN movimentos m ON m.titulo_id = k.value AND m.data = ?2
       JOIN files f ON f.id = m.file_id ORDER BY m.id`,
  ).all(ids, day);
  return grouped(rows, (row) => ({
    evento: String(row.evento),
    valor: Number(row.valor),
    fileId: Number(row.file_id),
    line: Number(row.line),
    format: row.format as string | null,
    name: String(row.name),
  }));
}

function histories(session: Session, ids: string): Map<number, PastEvent[]> {
  const rows = session.sql(
    `SELECT m.titulo_id, m.data, m.evento, m.valor, m.classe, m.vencimento, m.valor_nominal, m.valor_pago,
       m.data_ocorrencia, m.data_credito
     FROM json_each(?1) k CROSS JOIN movimentos m ON m.titulo_id = k.value ORDER BY m.titulo_id, m.data, m.id`,
  ).all(ids);
  return grouped(rows, (row) => ({
    data: String(row.data),
    evento: String(row.evento),
    valor: Number(row.valor),
    classe: row.classe as PastEvent["classe"],
    vencimento: row.vencimento as string | null,
    valorNominal: Number(row.valor_nominal),
    valorPago: Number(row.valor_pago),
    dataOcorrencia: row.data_ocorrencia as string | null,
    dataCredito: row.data_credito as string | null,
  }));
}

function grouped<T>(
  rows: readonly Record<string, unknown>[],
  toItem: (row: Record<string, unknown>) => T,
): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const id = Number(row.titulo_id);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [toItem(row)]);
    else group.push(toItem(row));
  }
  return groups;
}

function idsOf(found: readonly Found[]): string {
  return JSON.stringify(found.map(({ known }) => known.id));
}
