/** Whose a watched folder is: the mark that a monitor leaves there for the others. Pure. */
import { clip } from "./text.ts";

/** A monitor, as its mark names it. */
export interface Holder {
  /** Name of its machine. */
  readonly machine: string;
  /** `pasta_dados`, on that machine. */
  readonly dataFolder: string;
  readonly pid: number;
  /** When it began, ms since the Unix epoch. */
  readonly since: number;
  /** What a ledger that several monitors share has this folder under; null: it has its ledger for itself. */
  readonly ledger: string | null;
  /** With which number that ledger gave it the folder; null: not known. */
  readonly possession: number | null;
}

/** Name of the mark. It does not end in `.ret`: nobody takes it for a retorno. */
export const MARK_NAME = "MonitorRetornos.em-uso.json";
/** Longer texts, in bytes, are no mark. */
export const MARK_LIMIT = 4096;
/** Longer names are cut, in characters. */
const NAME_LIMIT = 300;
const LEDGER_LIMIT = 1000;

/** What the mark says; people may read it too. `iso` writes a time. */
export function markText(
  { machine, dataFolder, pid, since, ledger, possession }: Holder,
  iso: (ms: number) => string,
): string {
  const fields = { maquina: machine, pastaDados: dataFolder, processo: pid, desde: iso(since) };
  const held = possession === null ? {} : { posse: possession };
  const shared = ledger === null ? {} : { livro: ledger, ...held };
  return JSON.stringify({ programa: PROGRAM, ...fields, ...shared }, null, 2) + "\n";
}

/** The monitor of a mark; null when the text is none. Whoever may write to the folder may have written it. */
export function readMark(text: string): Holder | null {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof found !== "object" || found === null) return null;
  const { programa, maquina, pastaDados, processo, desde, livro, posse } = found as Record<
    string,
    unknown
  >;
  if (programa !== PROGRAM || typeof maquina !== "string" || typeof pastaDados !== "string") {
    return null;
  }
  const since = typeof desde === "string" ? Date.parse(desde) : NaN;
  return {
    machine: clip(maquina, NAME_LIMIT),
    dataFolder: clip(pastaDados, NAME_LIMIT),
    pid: Number.isSafeInteger(processo) ? processo as number : 0,
    since: Number.isFinite(since) ? since : 0,
    ledger: typeof livro === "string" ? clip(livro, LEDGER_LIMIT) : null,
    possession: Number.isSafeInteger(posse) ? posse as number : null,
  };
}

/**
 * Two that are never in each other's way: two runs over the same data, which have one ledger and one lock, and two monitors that
 * share a ledger, which gives the folder to one of them at a time.
 */
export function isSameMonitor(a: Holder, b: Holder): boolean {
  return sharesLedger(a, b) || isSamePlace(a, b);
}

/** Another one of those that share a ledger: who leaves its mark has the folder. */
export function isSuccessor(holder: Holder, me: Holder): boolean {
  return sharesLedger(holder, me) && !isSamePlace(holder, me);
}

/** And it got the folder after this one, by their numbers, as far as these are known. */
export function cameLater(holder: Holder, me: Holder): boolean {
  return isSuccessor(holder, me) && holder.possession !== null && me.possession !== null &&
    holder.possession > me.possession;
}

function sharesLedger(a: Holder, b: Holder): boolean {
  return a.ledger !== null && b.ledger !== null && same(a.ledger, b.ledger, LEDGER_LIMIT);
}

function isSamePlace(a: Holder, b: Holder): boolean {
  return same(a.machine, b.machine) && same(a.dataFolder, b.dataFolder);
}

/** `limit`: what a mark keeps of it. */
function same(one: string, other: string, limit = NAME_LIMIT): boolean {
  return clip(one, limit).toLowerCase() === clip(other, limit).toLowerCase();
}
const PROGRAM = "MonitorRetornos";
