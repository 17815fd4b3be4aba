/** What a bank must state so that its CNAB 400 retornos can be read: tables, and a few words. */
import type { CodeMeaning, CodeTable } from "../record/code_table.ts";
import type { Layout } from "../record/layout.ts";
import type { ReasonRow } from "../record/reason_words.ts";
import type { Line } from "../record/line.ts";

/** A count (and amount) of the trailer that says something about the lines of the file. */
export interface TrailerCount {
  /** Codes counted; empty: every detail. */
  readonly codes: readonly string[];
  readonly quantity: readonly [number, number] | null;
  readonly amount: readonly [number, number] | null;
  /** Sum of the nominal amounts, of the paid ones, or `qualquer`: of either (sources do not say). */
  readonly of: "nominal" | "pago" | "qualquer";
  /** Zeros say that the bank does not tell it. */
  readonly zeroIsNone?: boolean;
}

/** Columns that hold reason codes. */
export interface ReasonColumns {
  /** Name of the detail's field. */
  readonly field: string;
  /** Characters of one code. */
  readonly width: number;
  /** Only of these occurrences; absent: of all. */
  readonly only?: readonly string[];
}

/** One bank, or one way of its details. */
export interface Cnab400Bank {
  readonly banco: string;
  readonly nome: string;
  /**
   * `dataGeracao`; `nsa`, `agencia`, `conta`, `contaDv`, `convenio` where the bank tells them there. A header without conta and
   * convênio leaves the account to `agencia`, `conta` and `contaDv` of the first detail.
   */
  readonly header: Layout;
  /**
   * `nossoNumero`, `codigo`, `dataOcorrencia`, `numeroDocumento`, `valorPago`, and of these what the bank tells:
   * `vencimento`, `valorNominal`, `dataCredito`, `tarifa`, `iof`, `abatimento`, `desconto`, `juros`, `outrosCreditos`,
   * `outrasDespesas`, `valorLiquido`, `sacado`, `convenio`, `nossoNumeroRepetido`, `informativo`, and those of `reasons`.
   */
  readonly detail: Layout;
  /** Details of these codes have another layout. */
  readonly special: ReadonlyMap<string, Layout>;
  /** Byte 1 of the details. */
  readonly detailType: string;
  /** Another way of the same bank, told by the type of its details. */
  readonly other: Cnab400Bank | null;
  /** Byte 1 of records that only count for the sequence. */
  readonly auxiliary: string;
  readonly codes: CodeTable;
  /** This code means what `code/origem` says in `codes`. */
  readonly byOrigin: { readonly code: string; readonly columns: readonly [number, number] } | null;
  /** Codes that mean something else when nothing was paid. */
  readonly unpaid: ReadonlyMap<string, CodeMeaning>;
  readonly reasons: readonly ReasonColumns[];
  /** What the motivos mean, for people. */
  readonly reasonWords: readonly ReasonRow[];
  /** A payment with one of these motivos is a partial one. */
  readonly partial: { readonly codes: readonly string[]; readonly motivos: readonly string[] };
  /** A payment with one of these motivos was made with a cheque (warning). */
  readonly chequeReasons: readonly string[];
  /** Codes that never pass without a warning, and what it says. */
  readonly notices: ReadonlyMap<string, string>;
  /** A baixa with this motivo is the bank's own, or null. */
  readonly automaticBaixa: string | null;
  /** A nosso número begins with this many digits.. */
  readonly numberDigits: number;
  /** ..and ends there, or has one more place, a digit or `P`. */
  readonly numberCheck: boolean;
  /** Check digits that the line holds and those that follow from its number (warning); null: nothing to check on this line. */
  readonly checkDigit:
    | ((line: Line) => { readonly column: number; readonly right: string } | null)
    | null;
  /** `liquido`: the column of the paid amount is net of the tarifa; `bruto`: what the payer paid. */
  readonly paidColumn: "bruto" | "liquido";
  /** Paid amount = nominal + juros + outros créditos - desconto - abatimento? (warning) */
  readonly sumRule: boolean;
  /** A título that the bank did not register has no nominal amount: then there is no sum. */
  readonly unregistered: boolean;
  /** Net amount = paid amount - tarifa? (warning) */
  readonly netRule: boolean;
  /** Text that stands for a due date that a título has not. */
  readonly noDueDate: string | null;
  /** The columns of the credit may hold something else: no valid date, no credit. */
  readonly looseCredit: boolean;
  readonly trailer: readonly TrailerCount[];
  /** What a wrong trailer does (rule 5). */
  readonly trailerFault: "refuse" | "warn";
  /** How the trailer may begin. */
  readonly trailerStart: readonly string[];
}

/** What most banks have in common; a bank states all that it does not share. */
export const CNAB400_RULES = {
  special: new Map<string, Layout>(),
  detailType: "1",
  other: null,
  auxiliary: "",
  byOrigin: null,
  unpaid: new Map<string, CodeMeaning>(),
  reasons: [{ field: "motivo", width: 2 }],
  reasonWords: [] as readonly ReasonRow[],
  partial: { codes: [], motivos: [] },
  chequeReasons: [],
  notices: new Map<string, string>(),
  automaticBaixa: null,
  numberCheck: false,
  checkDigit: null,
  paidColumn: "bruto",
  sumRule: true,
  unregistered: false,
  netRule: false,
  noDueDate: null,
  looseCredit: false,
  trailer: [],
  trailerFault: "warn",
} as const;
