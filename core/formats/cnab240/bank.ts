/** What a bank may state about its CNAB 240 retornos. The columns are FEBRABAN's, the same in every bank. */
import type { CodeTable } from "../record/code_table.ts";

/** One bank. */
export interface Cnab240Bank {
  /** COMPE code; empty for what holds in any bank without a table of its own. */
  readonly banco: string;
  readonly codes: CodeTable;
  /** First and last column of the convênio in the header; null: all of 33-52. */
  readonly convenio: readonly [number, number] | null;
  /** Segment T names the sacado. */
  readonly payer: boolean;
  /**
   * The nosso número is only digits, and one of `digits` places begins with the last `convenio` places of the convênio; null:
   * any text.
   */
  readonly nossoNumero: { readonly digits: number; readonly convenio: number } | null;
  /** 18-36 of T repeat 53-71 of the header of the file. */
  readonly accountInT: boolean;
  /** A 09 with this motivo is the bank's own baixa, or null. */
  readonly automaticBaixa: string | null;
  /** Paid amount = nominal + juros + outros créditos - desconto - abatimento? */
  readonly sumRule: boolean;
  /** 24-29 of the trailer de lote are the stock of open títulos. */
  readonly stock: boolean;
}
