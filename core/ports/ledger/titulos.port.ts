/** Questions to the títulos. Amounts are integer cents, dates are AAAA-MM-DD. What applies files to them is `files.port.ts`. */
import type { IsoDate, Movement } from "../../formats/retorno.ts";
import type { TituloIdentity, TituloSituation, TituloState } from "../../titulos/titulo.ts";

/** What to look for; every given part must hold. */
export interface TituloFilter {
  /** Nosso número, whole or its last 10 digits (leading zeros may be left out). */
  readonly numero?: string;
  /** Customer's id. */
  readonly cliente?: string;
  /** Part of the sacado's name, whatever the case of its ASCII letters. */
  readonly sacado?: string;
  readonly situacoes?: readonly TituloSituation[];
  /** First and last day, inclusive, of the date named in `por`. */
  readonly desde?: IsoDate;
  readonly ate?: IsoDate;
  /** Default `vencimento`; `movimento`: some movement of a file of these days. */
  readonly por?: "vencimento" | "pagamento" | "movimento";
  /** Name of a file that told something about the título. */
  readonly arquivo?: string;
}

/** One título: who it is, and what it is now. Not shown: whose numbering it is, and what only the rules need. */
export interface TituloRecord
  extends Omit<TituloIdentity, "escopo">, Omit<TituloState, "beforeCheque" | "payments"> {
  readonly id: number;
}

/** One movement of a título as its file told it, with the file and line it came from. */
export interface MovementRecord extends Omit<Movement, "line" | keyof TituloIdentity> {
  /** Date of the file. */
  readonly data: IsoDate;
  readonly arquivo: string;
  readonly linha: number;
  readonly formato: string | null;
}

/** A movement with the título that it belongs to. */
export interface MovementOfTitulo extends MovementRecord {
  readonly titulo: TituloRecord;
}

/** A count and two sums; these are exact, whatever their size. */
export interface TituloSums {
  readonly quantidade: number;
  readonly valorNominal: bigint;
  readonly valorPago: bigint;
}

/** Sums over everything that matches, whatever the limit of the list. */
export interface TituloTotals extends TituloSums {
  readonly porSituacao: Readonly<Record<string, TituloSums>>;
}

/** The títulos, for reading. */
export interface TituloLedger {
  /** Those that match, by vencimento and nosso número; at most `limit`. */
  find(filter: TituloFilter, limit: number): Promise<readonly TituloRecord[]>;
  /** All that match, in the order of their entry, in pages: for exports of any size. */
  pages(filter: TituloFilter): AsyncIterable<readonly TituloRecord[]>;
  /** Counts and sums of all that match. */
  sum(filter: TituloFilter): Promise<TituloTotals>;
  /** The movements of some títulos, oldest first, by the título's id. */
  movements(ids: readonly number[]): Promise<ReadonlyMap<number, readonly MovementRecord[]>>;
  /** The movements that one file brought (those that were new), in the order of its lines, in pages. */
  movementsOfFile(fileId: number): AsyncIterable<readonly MovementOfTitulo[]>;
}
