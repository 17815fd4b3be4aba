/** What the codes of one format and bank mean. */
import type { MovementClass } from "../retorno.ts";

/** `evento` of a payment that the bank announces by day and tells again, as a `liquidacao`, in a later file. */
export const ANNOUNCED_PAYMENT = "liquidacao-anunciada";

/** Meaning of one code. */
export interface CodeMeaning {
  readonly codigo: string;
  readonly classe: MovementClass;
  /** See `Movement.evento`. */
  readonly evento: string;
  /** The bank's own words, shortened. */
  readonly texto: string;
}

/** Codes to meanings. */
export type CodeTable = ReadonlyMap<string, CodeMeaning>;

/** Rows as written: code or codes (comma separated), class, event (defaults to the class), words. */
export type CodeRow = readonly [string, MovementClass, string, string];

/** Builds a table; later tables override earlier ones, so a bank states only where it differs. */
export function codeTable(...parts: readonly (readonly CodeRow[])[]): CodeTable {
  const table = new Map<string, CodeMeaning>();
  for (const rows of parts) {
    for (const [codes, classe, evento, texto] of rows) {
      for (const codigo of codes.split(",")) table.set(codigo, { codigo, classe, evento, texto });
    }
  }
  return table;
}

/** A code that the table does not have: kept, never taken for a payment (rule 14). */
export function unknownCode(codigo: string): CodeMeaning {
  return { codigo, classe: "outro", evento: `codigo-${codigo}`, texto: "código desconhecido" };
}
