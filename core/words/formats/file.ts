/** What is wrong with a return file as a whole: its first line, its line breaks, its account. */

/** Why a file is of no known format. */
export const NO_FORMAT = {
  empty: "o arquivo está vazio",
  blank: "a primeira linha está em branco",
  remessa: "o arquivo é uma remessa (CNAB 400), não um retorno",
  unknown: "formato desconhecido",
} as const;

/** What a whole file has that is odd. */
export const ODD_FILE = {
  bom: "o arquivo começa com a marca UTF-8 (BOM)",
  mixedBreaks: "quebras de linha de mais de um tipo",
} as const;

/** The first line gives no format away; `found` are its first 12 columns, printable. */
export function noFormatText(message: string, found: string): string {
  return `linha 1, colunas 1-12: ${message}; encontrado "${found}"`;
}

/** The account of the file is none of ours. */
export function otherAccountText(conta: string, convenio: string): string {
  return `conta ${conta}, convênio ${convenio}: não é uma das contas configuradas`;
}

/** A line that does not end within `bytes`. */
export function endlessLineText(line: number, bytes: number): string {
  return `linha ${line}: mais de ${bytes} bytes sem quebra de linha`;
}

/** A NUL, or else a Ctrl-Z, that text follows. */
export function controlText(line: number, nul: boolean): string {
  return `linha ${line}: ${nul ? "byte NUL" : "Ctrl-Z (0x1A)"} no meio do arquivo`;
}

/** Warnings of one code that are not shown one by one. */
export function moreWarningsText(rest: number): string {
  return `e mais ${rest} avisos iguais`;
}
