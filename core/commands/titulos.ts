/** The command `titulos`: asks the ledger, and exports. */
import type {
  TituloFilter,
  TituloLedger,
  TituloRecord,
  TituloTotals,
} from "../ports/ledger/titulos.port.ts";
import { oneLine } from "../domain/text.ts";
import { DAY_FORMS, dayOf } from "./day.ts";
import { moneyText } from "../words/money.ts";
import {
  tituloCells,
  type TituloDocument,
  titulosCsv,
  titulosJson,
  tituloTitles,
} from "../views/titulos.ts";
import { TITULO_SITUATIONS, type TituloSituation } from "../titulos/titulo.ts";

/** What of the títulos is asked here. */
export type AskedTitulos = Pick<TituloLedger, "find" | "pages" | "sum" | "movements">;

/** Options as they come from the command line. */
export interface TitulosOptions {
  readonly numero?: string;
  readonly cliente?: string;
  readonly sacado?: string;
  /** One or more of {@link TITULO_SITUATIONS}, separated by commas. */
  readonly situacao?: string;
  /** `AAAA-MM-DD` or `DD/MM/AAAA`. */
  readonly desde?: string;
  readonly ate?: string;
  readonly por?: string;
  readonly arquivo?: string;
  /** Most títulos in the list; default 100. The totals are of all that match. */
  readonly limite?: string | number;
  /** Instead of the first ones, this many with the latest of the date in `por`, in its order. */
  readonly ultimos?: string | number;
  /** With the movements of each título; always so for a single one. */
  readonly movimentos?: boolean;
  /** Of all folders: each row of an export names its own. */
  readonly todas?: boolean;
}

/** Answer of {@link listTitulos}; amounts are integer cents. */
export interface TitulosResult {
  readonly totais: TituloTotals;
  readonly titulos: readonly TituloDocument[];
  /** True when the limit cut the list. */
  readonly cortado: boolean;
}

/** An option has a value that is not accepted: exit code 2. The message is Portuguese. */
export class TitulosUsageError extends Error {
  override name = "TitulosUsageError";
}

const POR = ["vencimento", "pagamento", "movimento"] as const;

/** Throws {@link TitulosUsageError} for options that no ledger would be asked with. */
export function checkTitulosOptions(options: TitulosOptions): void {
  filterOf(options);
  limitOf("--limite", options.limite);
  limitOf("--ultimos", options.ultimos);
}

/** Asks the ledger. Rejects with {@link TitulosUsageError}. */
export async function listTitulos(
  titulos: AskedTitulos,
  options: TitulosOptions,
): Promise<TitulosResult> {
  const filter = filterOf(options);
  const last = options.ultimos === undefined ? null : limitOf("--ultimos", options.ultimos);
  const limit = last ?? limitOf("--limite", options.limite);
  const found = last === null
    ? await titulos.find(filter, limit + 1)
    : await latest(titulos, filter, last);
  const listed = found.slice(0, limit);
  const withMovements = options.movimentos === true ||
    (found.length === 1 && options.movimentos !== false);
  const totais = await titulos.sum(filter);
  return {
    totais,
    titulos: withMovements ? await withMovementsOf(titulos, listed) : listed,
    cortado: listed.length < totais.quantidade,
  };
}

/** The `count` títulos with the latest dates, earliest first; those without the date come before all. */
async function latest(
  titulos: AskedTitulos,
  filter: TituloFilter,
  count: number,
): Promise<readonly TituloRecord[]> {
  const dateOf = (t: TituloRecord) =>
    (filter.por === "pagamento"
      ? t.dataPagamento
      : filter.por === "movimento"
      ? t.ultimaData
      : t.vencimento) ?? "";
  const key = (t: TituloRecord) => `${dateOf(t).padEnd(10)} ${t.nossoNumero}`;
  const order = (a: TituloRecord, b: TituloRecord) => key(a) < key(b) ? -1 : 1;
  let kept: TituloRecord[] = [];
  // One page and the best so far: the whole ledger never stands in memory.
  for await (const page of titulos.pages(filter)) {
    kept = [...kept, ...page].sort(order).slice(-count);
  }
  return kept;
}

/** All títulos that match as CSV, piece by piece (UTF-8 text, BOM included). Throws {@link TitulosUsageError}. */
export function exportTitulosCsv(
  titulos: AskedTitulos,
  options: TitulosOptions,
): AsyncGenerator<string> {
  return titulosCsv(titulos.pages(filterOf(options)), options.todas);
}

/** Rows of a sheet of Excel, the titles not counted. */
const SHEET_ROWS = 1_048_575;

/** All títulos that match as a workbook (.xlsx). Throws {@link TitulosUsageError}, also when they are more than a sheet holds. */
export async function* exportTitulosXlsx(
  titulos: AskedTitulos,
  options: TitulosOptions,
): AsyncGenerator<Uint8Array> {
  const rows = [];
  for await (const page of titulos.pages(filterOf(options))) {
    rows.push(...page.map((one) => tituloCells(one, options.todas)));
    if (rows.length > SHEET_ROWS) {
      throw new TitulosUsageError(
        `há mais de ${SHEET_ROWS} títulos, que é o que cabe numa planilha; divida o período ou use --csv`,
      );
    }
  }
  const { xlsxOf } = await import("../compose/spreadsheet.ts");
  yield await xlsxOf("Títulos", tituloTitles(options.todas), rows);
}

/** All títulos that match as one JSON array, piece by piece. Throws {@link TitulosUsageError}. */
export function exportTitulosJson(
  titulos: AskedTitulos,
  options: TitulosOptions,
): AsyncGenerator<string> {
  const filter = filterOf(options);
  return titulosJson(
    options.movimentos === true ? pagesWithMovements(titulos, filter) : titulos.pages(filter),
  );
}

async function* pagesWithMovements(
  titulos: AskedTitulos,
  filter: TituloFilter,
): AsyncGenerator<readonly TituloDocument[]> {
  for await (const page of titulos.pages(filter)) yield await withMovementsOf(titulos, page);
}

async function withMovementsOf(
  titulos: AskedTitulos,
  records: readonly TituloRecord[],
): Promise<readonly TituloDocument[]> {
  const movements = await titulos.movements(records.map((t) => t.id));
  return records.map((t) => ({ ...t, movimentos: movements.get(t.id) ?? [] }));
}

/** The answer as text for people. */
export function describeTitulos(result: TitulosResult): string {
  const lines: string[] = [];
  // Whose títulos they are is told where they are not all of one account.
  const accounts = new Set(result.titulos.map((t) => `${t.banco}/${t.agencia}/${t.conta}`));
  for (const t of result.titulos) {
    const account = accounts.size < 2
      ? ""
      : `banco ${t.banco}, agência ${t.agencia || "-"}, conta ${t.conta || "-"}  `;
    const paid = t.pagoTotal > 0
      ? `, pago ${moneyText(t.pagoTotal)} em ${day(t.dataPagamento)}`
      : "";
    const automatic = t.baixaAutomatica === null
      ? ""
      : `, baixa automática em ${day(t.baixaAutomatica)}`;
    const customer = t.clienteId === null ? "" : `, cliente ${t.clienteId}`;
    const folder = t.pasta === undefined ? "" : `${oneLine(t.pasta)}  `;
    lines.push(
      `${folder}${account}${t.nossoNumero}  ${t.situacao}  ${
        moneyText(t.valorNominal)
      }, vencimento ${day(t.vencimento)}${customer}${paid}${automatic}`,
    );
    for (const m of t.movimentos ?? []) {
      lines.push(
        `    ${day(m.data)}  ${m.codigo} ${m.classe}  ${
          moneyText(m.valorPago || m.valorNominal)
        }  ${m.arquivo}, linha ${m.linha}`,
      );
    }
  }
  const { totais } = result;
  if (totais.quantidade === 0) return "Nenhum título encontrado.";
  lines.push("");
  for (const [situacao, sums] of Object.entries(totais.porSituacao)) {
    lines.push(
      `${situacao}: ${countText(sums.quantidade)}, ${moneyText(sums.valorNominal)}, pago ${
        moneyText(sums.valorPago)
      }`,
    );
  }
  lines.push(
    `total: ${countText(totais.quantidade)}, ${moneyText(totais.valorNominal)}, pago ${
      moneyText(totais.valorPago)
    }`,
  );
  if (result.cortado) {
    lines.push(
      `mostrando ${result.titulos.length} de ${totais.quantidade}; veja --limite e --ultimos`,
    );
  }
  return lines.join("\n");
}

function countText(count: number): string {
  return count === 1 ? "1 título" : `${count} títulos`;
}

function filterOf(options: TitulosOptions): TituloFilter {
  const filter: { -readonly [K in keyof TituloFilter]: TituloFilter[K] } = {};
  if (options.numero !== undefined) filter.numero = text("--numero", options.numero);
  if (options.cliente !== undefined) {
    if (!/^\d{1,6}$/.test(options.cliente)) wrong("--cliente", options.cliente, "de 1 a 6 dígitos");
    filter.cliente = options.cliente;
  }
  if (options.sacado !== undefined) filter.sacado = text("--sacado", options.sacado);
  if (options.arquivo !== undefined) filter.arquivo = text("--arquivo", options.arquivo);
  if (options.situacao !== undefined) {
    filter.situacoes = options.situacao.split(",").map((value) => {
      const situacao = value.trim().toLowerCase();
      if (!TITULO_SITUATIONS.includes(situacao as TituloSituation)) {
        wrong("--situacao", value, TITULO_SITUATIONS.join(", "));
      }
      return situacao as TituloSituation;
    });
  }
  if (options.desde !== undefined) filter.desde = date("--desde", options.desde);
  if (options.ate !== undefined) filter.ate = date("--ate", options.ate);
  if (filter.desde !== undefined && filter.ate !== undefined && filter.desde > filter.ate) {
    wrong("--ate", options.ate!, `uma data a partir de ${options.desde}`);
  }
  if (options.por !== undefined) {
    const por = POR.find((p) => p === options.por);
    if (por === undefined) wrong("--por", options.por, POR.join(", "));
    filter.por = por;
  }
  return filter;
}

function limitOf(option: string, value: string | number | undefined): number {
  if (value === undefined) return 100;
  const limit = Number(value);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000_000) {
    wrong(option, String(value), "um inteiro de 1 a 1000000");
  }
  return limit;
}

function text(option: string, value: string): string {
  if (value.trim() === "") wrong(option, value, "um texto");
  return value.trim();
}

function date(option: string, value: string): string {
  return dayOf(value) ?? wrong(option, value, DAY_FORMS);
}

function day(iso: string | null): string {
  return iso === null ? "sem data" : iso.split("-").reverse().join("/");
}

function wrong(option: string, value: string, accepted: string): never {
  throw new TitulosUsageError(`${option} "${value}" não serve; aceita: ${accepted}`);
}
