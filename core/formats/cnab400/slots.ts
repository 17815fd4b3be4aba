/** Where the numbers of a CNAB 400 detail are in the array of its values. */
import type { Layout } from "../record/layout.ts";

/** Index of a value that stays zero: the slot of every field that a layout does not have. */
export const NOTHING = 31;

/** Where the numbers of a detail are, looked up once per layout. */
export interface Slots {
  readonly valorNominal: number;
  readonly valorPago: number;
  readonly valorLiquido: number;
  readonly tarifa: number;
  readonly juros: number;
  readonly outrosCreditos: number;
  readonly desconto: number;
  readonly abatimento: number;
  readonly iof: number;
  readonly outrasDespesas: number;
  readonly vencimento: number;
  readonly dataOcorrencia: number;
  readonly dataCredito: number;
  /** All dates without a century. */
  readonly shortDates: readonly number[];
}

/** Looks them up. */
export function slotsOf(layout: Layout): Slots {
  const slot = (name: Exclude<keyof Slots, "shortDates">) => layout.fields[name]?.slot ?? NOTHING;
  return {
    valorNominal: slot("valorNominal"),
    valorPago: slot("valorPago"),
    valorLiquido: slot("valorLiquido"),
    tarifa: slot("tarifa"),
    juros: slot("juros"),
    outrosCreditos: slot("outrosCreditos"),
    desconto: slot("desconto"),
    abatimento: slot("abatimento"),
    iof: slot("iof"),
    outrasDespesas: slot("outrasDespesas"),
    vencimento: slot("vencimento"),
    dataOcorrencia: slot("dataOcorrencia"),
    dataCredito: slot("dataCredito"),
    shortDates: layout.numbers.filter((field) => field.type === "data6").map((field) => field.slot),
  };
}
