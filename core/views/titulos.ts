/** Títulos as scripts and spreadsheets see them. Amounts are integer cents. */
import type { MovementRecord, TituloRecord } from "../ports/ledger/titulos.port.ts";
import { oneLine } from "../domain/text.ts";
import { type CsvColumn, csvHead, csvRow } from "./csv.ts";

/** A título, with its movements where they were asked for. */
export type TituloDocument = TituloRecord & {
  readonly movimentos?: readonly MovementRecord[];
  /** The folder that brought it first, where those of several are shown. */
  readonly pasta?: string;
};

const COLUMNS: readonly CsvColumn<TituloDocument>[] = [
  { title: "Banco", type: "texto", value: (t) => t.banco },
  { title: "Agência", type: "texto", value: (t) => t.agencia },
  { title: "Conta", type: "texto", value: (t) => t.conta },
  { title: "Convênio", type: "texto", value: (t) => t.convenio },
  { title: "Nosso número", type: "texto", value: (t) => t.nossoNumero },
  // Excel keeps 15 digits of a number: the last 10 are the key that survives.
  { title: "Final do nosso número", type: "texto", value: (t) => t.nossoNumero.slice(-10) },
  { title: "Documento", type: "texto", value: (t) => t.numeroDocumento },
  { title: "Cliente", type: "texto", value: (t) => t.clienteId },
  { title: "Sacado", type: "texto", value: (t) => t.sacado },
  { title: "Vencimento", type: "data", value: (t) => t.vencimento },
  { title: "Valor", type: "valor", value: (t) => t.valorNominal },
  { title: "Situação", type: "texto", value: (t) => t.situacao },
  { title: "Valor pago", type: "valor", value: (t) => t.pagoTotal },
  { title: "Pagamento", type: "data", value: (t) => t.dataPagamento },
  { title: "Crédito", type: "data", value: (t) => t.dataCredito },
  { title: "Baixa", type: "data", value: (t) => t.dataBaixa },
  { title: "Baixa automática", type: "data", value: (t) => t.baixaAutomatica },
  { title: "Última movimentação", type: "data", value: (t) => t.ultimaData },
];

/** The columns; `folders`: with the folder of each, at the end. */
function columnsOf(folders: boolean): readonly CsvColumn<TituloDocument>[] {
  return folders
    ? [...COLUMNS, { title: "Pasta", type: "texto", value: (t) => t.pasta ?? null }]
    : COLUMNS;
}

/** CSV of any number of títulos, piece by piece; the first piece carries the BOM and the titles. `folders`: with their folders. */
export async function* titulosCsv(
  pages: AsyncIterable<readonly TituloDocument[]>,
  folders = false,
): AsyncGenerator<string> {
  const columns = columnsOf(folders);
  yield csvHead(columns);
  for await (const page of pages) yield page.map((row) => csvRow(columns, row)).join("");
}

/** One JSON array of any number of títulos, piece by piece. */
export async function* titulosJson(
  pages: AsyncIterable<readonly TituloDocument[]>,
): AsyncGenerator<string> {
  let separator = "[\n";
  for await (const page of pages) {
    for (const { id: _, ...titulo } of page) {
      yield separator + JSON.stringify(titulo);
      separator = ",\n";
    }
  }
  yield separator === "[\n" ? "[]\n" : "\n]\n";
}

/** A cell of a spreadsheet: money in reais and days as Excel counts them, each with its format. */
export type TituloCell = string | null | { readonly value: number; readonly format: string };

/** The titles of the columns of {@link tituloCells}. */
export function tituloTitles(folders = false): readonly string[] {
  return columnsOf(folders).map((column) => column.title);
}

/** One título as the cells of a spreadsheet, in the columns of the CSV. */
export function tituloCells(titulo: TituloDocument, folders = false): readonly TituloCell[] {
  return columnsOf(folders).map(({ type, value: of }) => {
    const value = of(titulo);
    if (value === null) return null;
    if (type === "valor") return { value: Number(value) / 100, format: "#,##0.00" };
    if (type === "numero") return { value: Number(value), format: "0" };
    if (type === "data" && /^\d{4}-\d{2}-\d{2}$/.test(String(value))) {
      const days = Date.parse(`${value}T00:00:00Z`) / 86_400_000;
      return { value: days + EXCEL_EPOCH_DAYS, format: "dd/mm/yyyy" };
    }
    return oneLine(String(value));
  });
}

/** Days from 1899-12-30, where Excel begins to count, to 1970-01-01. */
const EXCEL_EPOCH_DAYS = 25_569;
