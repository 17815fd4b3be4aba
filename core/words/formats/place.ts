/** Where in a return file something is, and the form of every refusal that names columns. Lines and columns from 1. */

/** `linha 3, colunas 4-7`. */
export function columnsText(line: number, first: number, last: number): string {
  return `linha ${line}, colunas ${first}-${last}`;
}

/** Line, columns, what is wrong, what is accepted and what stands there (`found`: printable ASCII, no payer's data). */
export function refusalText(
  line: number,
  first: number,
  last: number,
  what: string,
  expected: string,
  found: string,
): string {
  const columns = first === last ? `coluna ${first}` : `colunas ${first}-${last}`;
  return `linha ${line}, ${columns}: ${what}; esperado ${expected}, encontrado "${found}"`;
}

/** A number of bytes. */
export function bytesText(count: number): string {
  return `${count} bytes`;
}

/** The file ends where `what` should be, on line `line`. */
export function missingRecordText(line: number, what: string): string {
  return `linha ${line}: falta o ${what}: cópia incompleta`;
}
