/** What a título is after all that was told about it. Amounts are integer cents. */
import type { IsoDate, Movement } from "../formats/retorno.ts";

/**
 * `aberto` owed; `pago`; `parcial` paid in part; `baixado` cancelled; `rejeitado` never entered the bank's portfolio;
 * `cheque-pendente` paid with a cheque that has not cleared; `indefinido` known only through a code that says nothing.
 */
export type Situacao =
  | "aberto"
  | "pago"
  | "parcial"
  | "baixado"
  | "rejeitado"
  | "cheque-pendente"
  | "indefinido";

/** All states, for the commands' help and checks. */
export const SITUACOES: readonly Situacao[] = [
  "aberto",
  "pago",
  "parcial",
  "baixado",
  "rejeitado",
  "cheque-pendente",
  "indefinido",
];

/** The part of a movement that the rules look at; `data` is the date of its file. */
export type TituloEvent =
  & Pick<
    Movement,
    | "classe"
    | "evento"
    | "vencimento"
    | "valorNominal"
    | "valorPago"
    | "dataOcorrencia"
    | "dataCredito"
  >
  & { readonly data: IsoDate };

/** One payment that still counts, and the state before it. */
export interface Payment {
  readonly valor: number;
  readonly before: Situacao;
  readonly dataPagamento: IsoDate | null;
  readonly dataCredito: IsoDate | null;
}

/** State of one título. */
export interface TituloState {
  readonly situacao: Situacao;
  /** Of a pending cheque: state to return to when it comes back. */
  readonly beforeCheque: Situacao | null;
  readonly vencimento: IsoDate | null;
  readonly valorNominal: number;
  /** Sum of all payments that count. */
  readonly pagoTotal: number;
  /** Occurrence date of the latest payment that counts. */
  readonly dataPagamento: IsoDate | null;
  readonly dataCredito: IsoDate | null;
  readonly dataBaixa: IsoDate | null;
  /** The bank wrote it off by itself; the debt stays. */
  readonly baixaAutomatica: IsoDate | null;
  /** Date of the file of the newest movement. */
  readonly ultimaData: IsoDate;
  /** Payments that count, oldest first; known only when the whole history was folded. */
  readonly payments: readonly Payment[];
}

/** Odd but accepted; becomes a warning of the file. */
export type Note =
  | "pagamento-repetido"
  | "pago-apos-baixa"
  | "baixa-de-pago"
  | "cheque-sem-pagamento"
  | "rejeicao-de-conhecido";
