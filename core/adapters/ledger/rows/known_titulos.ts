/** From rows to what the rules need to know of the títulos of a batch; of any engine. */
import {
  keyText,
  type KnownEvent,
  type KnownTitulo,
  type PastEvent,
  type Reach,
  type TouchedTitulo,
} from "../../../titulos/past.ts";
import type { TextLookup } from "../../../titulos/text_map.ts";
import { stateOf } from "./titulo_columns.ts";

type Row = Record<string, unknown>;

/** A título that a batch touches and the ledger has, without its events. */
export interface FoundTitulo {
  readonly key: string;
  readonly known: KnownTitulo;
  readonly reach: Reach;
}

/** Numbers of one numbering (bank and scope) that are asked for together. */
export interface Numbering {
  readonly banco: string;
  readonly escopo: string;
  readonly numbers: readonly string[];
}

/** The títulos by their numbering; a file has one or two of them. */
export function byNumbering(touched: Iterable<TouchedTitulo>): Numbering[] {
  const groups = new Map<string, { banco: string; escopo: string; numbers: string[] }>();
  for (const { banco, escopo, nossoNumero } of touched) {
    const key = `${banco}/${escopo}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { banco, escopo, numbers: [nossoNumero] });
    else group.numbers.push(nossoNumero);
  }
  return [...groups.values()];
}

/** The título of a row with its state, nosso número, cliente and documento. */
export function toFound(
  row: Row,
  escopo: string,
  touched: TextLookup<TouchedTitulo>,
): FoundTitulo {
  const key = keyText(escopo, String(row.nosso_numero));
  return {
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
  };
}

/** An event of the file's day, with the name and format of its file. */
export function toKnownEvent(row: Row): KnownEvent {
  return {
    evento: String(row.evento),
    valor: Number(row.valor),
    fileId: Number(row.file_id),
    line: Number(row.line),
    format: row.format as string | null,
    name: String(row.name),
  };
}

/** An event of a título's history. */
export function toPastEvent(row: Row): PastEvent {
  return {
    data: String(row.data),
    evento: String(row.evento),
    valor: Number(row.valor),
    classe: row.classe as PastEvent["classe"],
    vencimento: row.vencimento as string | null,
    valorNominal: Number(row.valor_nominal),
    valorPago: Number(row.valor_pago),
    dataOcorrencia: row.data_ocorrencia as string | null,
    dataCredito: row.data_credito as string | null,
  };
}

/** Rows by their `titulo_id`, in their order. */
export function byTitulo<T>(rows: readonly Row[], toItem: (row: Row) => T): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const id = Number(row.titulo_id);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [toItem(row)]);
    else group.push(toItem(row));
  }
  return groups;
}
