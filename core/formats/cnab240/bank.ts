/** What a bank states about its CNAB 240 retornos: data, read by `reader.ts` and `movement.ts`. */
import type { CodeTable } from "../record/code_table.ts";
import { FEBRABAN_REASONS, type ReasonRow } from "../record/reason_words.ts";
import type { Line } from "../record/line.ts";
import type { SegmentT } from "./layout.ts";

/** First and last column, from 1, inclusive. */
export type Columns = readonly [number, number];

/** Columns of T that always hold one of a few texts: what gives away a line that lost or gained a byte. */
export interface ConstantColumns {
  readonly columns: Columns;
  /** Texts that may stand there; `null`: only blanks or only zeros. */
  readonly accept: readonly string[] | null;
  /** What a payment without it meets; any other line is warned of. */
  readonly paid: "refuse" | "warn";
}

/** One bank. */
export interface Cnab240Bank {
  /** COMPE code. */
  readonly banco: string;
  readonly nome: string;
  /** Found in the bank's name in the header (103-132), in capitals without accents. */
  readonly nameInHeader: RegExp;
  readonly codes: CodeTable;
  readonly segmentT: SegmentT;
  /** Header of file; the header of lote has the same ones a column later, save for `lote`. */
  readonly account: {
    readonly agencia: Columns;
    readonly conta: Columns;
    readonly contaDv: Columns | null;
    /** Convênio or beneficiário; null: none. */
    readonly convenio: Columns | null;
    readonly lote?: { readonly agencia: Columns; readonly conta: Columns };
  };
  /** Columns of T that repeat columns of the header of file. */
  readonly accountInT: readonly { readonly t: Columns; readonly header: Columns }[];
  /** Segment T names the sacado. */
  readonly payer: boolean;
  /** Digits of a whole nosso número; null: any. `convenio`: a whole one begins with so many last places of the convênio. */
  readonly nossoNumero: { readonly digits: number | null; readonly convenio: number };
  /** Check digit that T holds and the one that follows from its number; null: nothing to check on this line. */
  readonly checkDigit:
    | ((line: Line) => { readonly column: number; readonly right: string } | null)
    | null;
  readonly constants: readonly ConstantColumns[];
  /** A payment with one of these motivos is a partial one. */
  readonly partial: { readonly codes: readonly string[]; readonly motivos: readonly string[] };
  /** What the motivos mean, for people. */
  readonly reasonWords: readonly ReasonRow[];
  /** A 09 with this motivo is the bank's own baixa, or null. */
  readonly automaticBaixa: string | null;
  /** Net amount = paid amount - tarifa on a payment (warning). */
  readonly netRule: boolean;
  /** The paid amount may be told after the tarifa was taken off; the sum of the others then says so. */
  readonly netOfTariff: boolean;
  /** 24-29 of the trailer de lote: stock of open títulos, count of this lote's (warning), or without meaning. */
  readonly trailer: "stock" | "totals" | "free";
  /** Lote 0000 in types 1, 3 and 5. */
  readonly zeroLote: boolean;
  /** The lote's number may stand in the trailer de arquivo, and its count may be of the details alone. */
  readonly looseTrailers: boolean;
}

/** Where the convênio and the account are in FEBRABAN's header of file. */
export const FEBRABAN_ACCOUNT = {
  agencia: [53, 57],
  conta: [59, 70],
  contaDv: [71, 71],
  convenio: [33, 52],
} as const;

/** What most banks have in common; a bank states all that it does not share. */
export const FEBRABAN_RULES = {
  account: FEBRABAN_ACCOUNT,
  accountInT: [],
  payer: true,
  checkDigit: null,
  // Motivo table C: 02 "por conta".
  partial: { codes: ["06", "17"], motivos: ["02"] },
  reasonWords: FEBRABAN_REASONS,
  automaticBaixa: null,
  netRule: false,
  netOfTariff: false,
  trailer: "free",
  zeroLote: false,
  looseTrailers: false,
} as const;
