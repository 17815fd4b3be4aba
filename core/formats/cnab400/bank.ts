/** What a bank must state so that its CNAB 400 retornos can be read: tables, and a few words. */
import type { CodeTable } from "../record/code_table.ts";
import type { Layout } from "../record/layout.ts";

/** A count (and amount) of the trailer that says something about the lines of the file. */
export interface TrailerCount {
  /** Codes counted; empty: every detail. */
  readonly codes: readonly string[];
  readonly quantity: readonly [number, number] | null;
  readonly amount: readonly [number, number] | null;
  /** `nominal`: sum of the nominal amounts; `qualquer`: of these or of the paid amounts (sources do not say). */
  readonly of: "nominal" | "qualquer";
}

/** One bank. */
export interface Cnab400Bank {
  readonly banco: string;
  readonly nome: string;
  /** `dataGeracao`, `nsa`; `agencia`, `conta`, `contaDv`, `convenio` where the bank tells them there. */
  readonly header: Layout;
  /**
   * `nossoNumero`, `codigo`, `dataOcorrencia`, `numeroDocumento`, `valorPago`, and of these what the bank tells:
   * `vencimento`, `valorNominal`, `dataCredito`, `tarifa`, `iof`, `abatimento`, `desconto`, `juros`, `outrosCreditos`,
   * `outrasDespesas`, `valorLiquido`, `motivo`, `motivoProtesto`, `codigoLiquidacao`, `sacado`, `convenio`,
   * `nossoNumeroRepetido`, `informativo`.
   */
  readonly detail: Layout;
  /** Details of these codes have another layout. */
  readonly special: ReadonlyMap<string, Layout>;
  /** Byte 1 of the details. */
  readonly detailType: string;
  /** Byte 1 of records that only count for the sequence. */
  readonly auxiliary: string;
  readonly codes: CodeTable;
  /** A baixa with this motivo is the bank's own, or null. */
  readonly automaticBaixa: string | null;
  /** A nosso número begins with this many digits.. */
  readonly numberDigits: number;
  /** ..and ends there, or has one more place, a digit or `P`. */
  readonly numberCheck: boolean;
  /** `liquido`: the column of the paid amount is net of the tarifa; `bruto`: what the payer paid. */
  readonly paidColumn: "bruto" | "liquido";
  /** Paid amount = nominal + juros + outros créditos - desconto - abatimento? */
  readonly sumRule: boolean;
  readonly trailer: readonly TrailerCount[];
  /** What a wrong trailer does (rule 5). */
  readonly trailerFault: "refuse" | "warn";
}
