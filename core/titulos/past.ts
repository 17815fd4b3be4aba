/** What a ledger has to know of the títulos that a file touches, before the rules can be applied to it. */
import type { IsoDate, Movement, RetornoSummary } from "../formats/retorno.ts";
import { numberScope } from "./event_key.ts";
import type { TituloEvent, TituloKey, TituloState } from "./titulo.ts";
import { type TextLookup, TextMap } from "./text_map.ts";

/** An event that the ledger has of one day, with the file that told it. */
export interface KnownEvent {
  readonly evento: string;
  /** See `eventValue`. */
  readonly valor: number;
  readonly fileId: number;
  readonly line: number;
  readonly format: string | null;
  /** Name of the file. */
  readonly name: string;
}

/** An event of a título's history. */
export interface PastEvent extends TituloEvent {
  /** See `eventValue`: as it was stored. */
  readonly valor: number;
}

/** A título that the ledger has. */
export interface KnownTitulo {
  readonly id: number;
  readonly clienteId: string | null;
  readonly numeroDocumento: string | null;
  /** Without its payments: these come from the history. */
  readonly state: TituloState;
  /** Its events of the file's date; empty when its newest event is older than that. */
  readonly sameDay: readonly KnownEvent[];
  /** All its events, by date and then as they came; empty unless {@link wantsHistory}. */
  readonly history: readonly PastEvent[];
}

/** The títulos that the ledger has, by {@link keyText}. */
export type KnownTitulos = TextLookup<KnownTitulo>;

/** Banks that announce a payment and tell it again in a later file: Caixa (46 and then 06, 35 and then 21). */
const ANNOUNCING: readonly string[] = ["104"];

/** Whether the payments before it decide what a movement does: one that undoes, or one that may have been announced. */
export function needsPayments(banco: string, classe: Movement["classe"]): boolean {
  return classe === "cheque-devolvido" || classe === "liquidacao" && ANNOUNCING.includes(banco);
}

/** How far into a título's past a file may reach: not at all, to what its twin told of the same day, to any payment. */
export type Reach = "none" | "twin" | "payments";

/** One título that a file touches. */
export interface TouchedTitulo extends TituloKey {
  readonly reach: Reach;
}

/** The títulos that these movements touch, each once, by {@link keyText}. */
export function touchedBy(
  summary: RetornoSummary,
  movements: readonly Movement[],
): TextMap<TouchedTitulo> {
  const touched = new TextMap<TouchedTitulo>();
  for (const { nossoNumero, classe, dataCredito } of movements) {
    const escopo = numberScope(summary, nossoNumero);
    const key = keyText(escopo, nossoNumero);
    // A day of credit completes one that a twin told without it.
    const reach = needsPayments(summary.banco, classe)
      ? "payments"
      : dataCredito !== null
      ? "twin"
      : "none";
    const before = touched.get(key);
    if (before === undefined) {
      touched.set(key, { banco: summary.banco, escopo, nossoNumero, reach });
    } else if (reach !== "none" && before.reach !== "payments") {
      touched.set(key, { ...before, reach });
    }
  }
  return touched;
}

/** Key of a título among those of one bank. */
export function keyText(escopo: string, nossoNumero: string): string {
  return escopo === "" ? nossoNumero : `${escopo}:${nossoNumero}`;
}

/** Whether the file may repeat what the ledger has: then the título's events of the file's date are needed. */
export function wantsSameDay(fileDate: IsoDate, ultimaData: IsoDate): boolean {
  return fileDate <= ultimaData;
}

/** Whether the state alone is not enough: the file is older than the newest event, or changes what came before. */
export function wantsHistory(fileDate: IsoDate, ultimaData: IsoDate, reach: Reach): boolean {
  return fileDate < ultimaData || reach === "payments" ||
    (reach === "twin" && fileDate === ultimaData);
}
