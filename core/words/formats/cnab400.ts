/** What is wrong with a CNAB 400 file. Lines and columns from 1. */
import { columnsText } from "./place.ts";

/** What is wrong with a record. */
export const CNAB400_FAULT = {
  afterEnd: "registro depois do trailer",
  unexpectedType: "tipo de registro inesperado",
  nsa: "sequencial do retorno não numérico",
  otherService: "o retorno é de outro serviço, não de cobrança",
  answer: "é a pré-crítica de uma remessa, não um retorno",
  noService: "o header não diz o serviço",
  sequence: "sequencial fora de ordem",
  codeNotNumeric: "código de ocorrência não numérico",
  paidUnpaid: "valor pago numa linha que não é liquidação",
  partialOfAll: "pagamento parcial que paga o título inteiro",
  netSum: "valor lançado difere de recebido - tarifa",
} as const;

/** What a line is never taken for without a word. */
export const CNAB400_NOTICE = {
  creditedToAccount: "baixa por crédito em conta corrente: o dinheiro pode ter entrado",
  cheque: "pago com cheque: o crédito pode ficar bloqueado ou voltar",
} as const;

/** A bank without a table of its own. */
export function unreadBank400Text(code: string): string {
  return `CNAB 400 do banco ${code} ainda não é lido`;
}

/** What the records are called whose absence is told. */
export const CNAB400_RECORD = { header: "header", trailer: "trailer (tipo 9)" } as const;

/** The types of record that a bank has, its details being `detail`. */
export function typesExpected(detail: string): string {
  return `${detail} ou 9`;
}

/** A trailer that does not begin as it should. */
export function trailerStartText(line: number, expected: string, found: string): string {
  return `linha ${line}, colunas 1-7: início do trailer, esperado "${expected}", encontrado "${found}"`;
}

/** Records that were read over. */
export function auxiliaryText(count: number): string {
  return `${count} registros auxiliares, lidos e não aplicados`;
}

/** Lines that only inform. */
export function informativeText(count: number): string {
  return `${count} linhas informativas (coluna 107 = I), não aplicadas`;
}

/** An occurrence that is not in the table of the bank `nome`. */
export function unknownOccurrenceText(
  line: number,
  first: number,
  last: number,
  codigo: string,
  nome: string,
): string {
  return `${columnsText(line, first, last)}: ocorrência ${codigo} desconhecida (${nome})`;
}

/** The two places of the nosso número do not agree. */
export function numbersDifferText(
  line: number,
  [first, last]: readonly [number, number],
  [againFirst, againLast]: readonly [number, number],
): string {
  return `linha ${line}: o nosso número das colunas ${first}-${last} e o das ${againFirst}-${againLast} diferem`;
}

/** Another convênio than the header's. */
export function otherConvenioText(
  line: number,
  first: number,
  last: number,
  convenio: string,
): string {
  return `${columnsText(line, first, last)}: convênio diferente do do header (${convenio})`;
}

/** What a column of the trailer tells, and of which details; no `codes`: of all. */
export function countText(what: "quantity" | "amount", codes: readonly string[]): string {
  const of = codes.length === 0 ? "detalhes" : `código ${codes.join("/")}`;
  return `${what === "quantity" ? "quantidade" : "valor"} de ${of}`;
}

/** A {@link countText} that the lines do not bear out; they give `expected`. */
export function wrongCountText(
  line: number,
  first: number,
  last: number,
  count: string,
  expected: string,
): string {
  return `${columnsText(line, first, last)}: ${count}, pelas linhas ${expected}`;
}
