/** Why there is no configuration to read: the file as a whole. */

/** The file that was asked for, or that was there a moment ago. */
export function notFoundText(file: string): string {
  return `arquivo de configuração não encontrado: ${file}`;
}

/** No file where one is looked for. */
export function nowhereText(name: string, places: readonly string[]): string {
  return `${name} não encontrado; procurei em: ${places.join("; ")}. ` +
    "Use --config ARQUIVO para indicar outro";
}

/** A folder. */
export function folderText(file: string): string {
  return `${file} é uma pasta; indique o arquivo de configuração dentro dela`;
}

/** A device or a pipe. */
export function notPlainText(file: string): string {
  return `${file} não é um arquivo comum`;
}

/** Something else; sizes in bytes. */
export function tooLargeText(file: string, size: number, most: number): string {
  return `${file} tem ${size} bytes: não é um arquivo de configuração (no máximo ${most})`;
}

/** This account may not. */
export function forbiddenText(file: string): string {
  return `sem permissão para ler o arquivo de configuração: ${file}`;
}

/** Anything else; `reason` is the system's. */
export function unreadableText(file: string, reason: string): string {
  return `não consegui ler o arquivo de configuração ${file}: ${reason}`;
}

/** Stand for the key in a problem of the whole file. */
export const UTF16 = "o arquivo está em UTF-16";
/** As {@link UTF16}. */
export const NOT_UTF8 = "o texto não está em UTF-8";
/** What to do about both. */
export const SAVE_AS_UTF8 =
  "salve o arquivo com a codificação UTF-8 (no Bloco de Notas: Salvar como, " +
  "Codificação: UTF-8) e confira os acentos";
