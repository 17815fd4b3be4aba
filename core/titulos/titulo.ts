/** What a título is after all that was told about it. Amounts are integer cents. */
import type { IsoDate, Movement, RetornoSummary } from "../formats/retorno.ts";
import type { NOTE_TEXTS } from "../words/titulos.ts";
import { numberScope } from "./event_key.ts";

/**
 * `aberto` owed; `pago`; `parcial` paid in part; `baixado` cancelled; `rejeitado` never entered the bank's portfolio;
 * `cheque-pendente` paid with a cheque that has not cleared; `indefinido` known only through a code that says nothing.
 */
export type TituloSituation =
  | "aberto"
  | "pago"
  | "parcial"
  | "baixado"
  | "rejeitado"
  | "cheque-pendente"
  | "indefinido";

/** All states, for the commands' help and checks. */
export const TITULO_SITUATIONS: readonly TituloSituation[] = [
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

/** One payment that still counts, the state before it, and the payments before it: adding one costs the same for any number. */
export interface Payment {
  /** How the bank told it: announced, told for good, or both. */
  readonly told: "anunciada" | "definitiva" | "ambas";
  /** Announcements from here back that nothing has confirmed. */
  readonly open: number;
  readonly valor: number;
  readonly before: TituloSituation;
  readonly dataPagamento: IsoDate | null;
  readonly dataCredito: IsoDate | null;
  readonly earlier: Payment | null;
}

/** State of one título. */
export interface TituloState {
  readonly situacao: TituloSituation;
  /** Of a pending cheque: state to return to when it comes back. */
  readonly beforeCheque: TituloSituation | null;
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
  /** The latest payment that counts; complete only when the whole history was folded. */
  readonly payments: Payment | null;
}

/** What tells one título from all others. */
export interface TituloKey {
  /** COMPE code. */
  readonly banco: string;
  /** Whose numbering: see {@link numberScope}. */
  readonly escopo: string;
  readonly nossoNumero: string;
}

/** Who a título is: written when it is first seen, and completed by later files. */
export interface TituloIdentity extends TituloKey {
  readonly agencia: string;
  readonly conta: string;
  readonly convenio: string;
  readonly numeroDocumento: string | null;
  readonly clienteId: string | null;
  readonly sacado: string | null;
}

/** Identity of the título that a movement of a file speaks of. */
export function identityOf(summary: RetornoSummary, movement: Movement): TituloIdentity {
  return {
    banco: summary.banco,
    escopo: numberScope(summary, movement.nossoNumero),
    nossoNumero: movement.nossoNumero,
    agencia: summary.agencia,
    conta: summary.conta,
    convenio: summary.convenio,
    numeroDocumento: movement.numeroDocumento,
    clienteId: movement.clienteId,
    sacado: movement.sacado,
  };
}

/** Odd but accepted; becomes a warning of the file. */
export type Note = keyof typeof NOTE_TEXTS;
