/** Why there is nothing to read: the file as a whole. */

/** What the file is. */
export type FileOf = "configuração" | "feriados";

/** The file that was asked for, or that was there a moment ago. */
export function notFoundText(file: string, of: FileOf = "configuração"): string {
  return `arquivo de ${of} não encontrado: ${file}`;
}

/** No file where one is looked for. */
export function nowhereText(name: string, places: readonly string[]): string {
  return `${name} não encontrado; procurei em: ${places.join("; ")}. ` +
    "Use --config ARQUIVO para indicar outro";
}

/** A folder. */
export function folderText(file: string, of: FileOf): string {
  return `${file} é uma pasta; indique o arquivo de ${of} dentro dela`;
}

/** A device or a pipe. */
export function notPlainText(file: string): string {
  return `${file} não é um arquivo comum`;
}

/** Something else; sizes in bytes. */
export function tooLargeText(file: string, of: FileOf, size: number, most: number): string {
  return `${file} tem ${size} bytes: não é um arquivo de ${of} (no máximo ${most})`;
}

/** This account may not. */
export function forbiddenText(file: string, of: FileOf): string {
  return `sem permissão para ler o arquivo de ${of}: ${file}`;
}

/** Anything else; `reason` is the system's. */
export function unreadableText(file: string, of: FileOf, reason: string): string {
  return `não consegui ler o arquivo de ${of} ${file}: ${reason}`;
}

/** Stand for the key in a problem of the whole file. */
export const UTF16 = "o arquivo está em UTF-16";
/** As {@link UTF16}. */
export const NOT_UTF8 = "o texto não está em UTF-8";
/** What to do about both. */
export const SAVE_AS_UTF8 =
  "salve o arquivo com a codificação UTF-8 (no Bloco de Notas: Salvar como, " +
  "Codificação: UTF-8) e confira os acentos";
