/** What is wrong with a CBR724 file. Lines and columns from 1. */

/** A título that comes before the date of its file. */
export const TITLE_BEFORE_DATE = "título antes da linha 28 com a data do arquivo";
/** What the line with the date is called. */
export const DATE_LINE = "linha 28";

/** The file ends before its date, at `line`. */
export function noDateText(line: number): string {
  return `linha ${line}: falta a linha 28 com a data do arquivo: cópia incompleta`;
}

/** The line goes over into NULs. */
export function nulTailText(line: number): string {
  return `linha ${line}: o texto acaba em bytes NUL no meio da linha: cópia incompleta`;
}

/** The account in the first line. */
export function unreadableAccountText(line: number): string {
  return `linha ${line}, colunas 13-32: agência, conta e convênio ilegíveis`;
}

/** A page of another date. */
export function otherDateText(line: number): string {
  return `linha ${line}, colunas 115-122: outra data que a da primeira página`;
}

/** The line with the date has only `length` bytes. */
export function cutDateText(line: number, length: number): string {
  return `linha ${line}: a linha 28 acaba na coluna ${length}, antes da data (115-122)`;
}

/** A line like a título, of another type. */
export function suspiciousText(line: number, type: string): string {
  return `linha ${line}, coluna 2: parece um título, mas o tipo é "${type}"; não aplicada`;
}

/** A título of only `length` bytes. */
export function cutTitleText(line: number, length: number): string {
  return `linha ${line}: ${length} bytes, o título está cortado`;
}

/** An operation that is not in the bank's list. */
export function unknownOperationText(line: number, codigo: string): string {
  return `linha ${line}, colunas 84-86: operação "${codigo}" desconhecida`;
}

/** A payer's name without the customer's number. */
export function noCustomerText(line: number): string {
  return `linha ${line}, coluna 35: o nome do sacado não começa pelo número do cliente`;
}

/** An occurrence far from the date of the file. */
export function distantDateText(line: number): string {
  return `linha ${line}, colunas 73-76: data da ocorrência distante da data do arquivo`;
}

/** A digit where an amount has ended. */
export function digitAfterAmountText(line: number): string {
  return `linha ${line}, coluna 152: dígito depois do valor pago, a linha pode ter ganho um byte`;
}
