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
}

/** Name of the mark. It does not end in `.ret`: nobody takes it for a retorno. */
export const MARK_NAME = "MonitorRetornos.em-uso.json";
/** Longer texts, in bytes, are no mark. */
export const MARK_LIMIT = 4096;
/** Longer names are cut, in characters. */
const NAME_LIMIT = 300;

/** What the mark says; people may read it too. `iso` writes a time. */
export function markText(
  { machine, dataFolder, pid, since }: Holder,
  iso: (ms: number) => string,
): string {
  const fields = { maquina: machine, pastaDados: dataFolder, processo: pid, desde: iso(since) };
  return JSON.stringify({ programa: PROGRAM, ...fields }, null, 2) + "\n";
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
  const { programa, maquina, pastaDados, processo, desde } = found as Record<string, unknown>;
  if (programa !== PROGRAM || typeof maquina !== "string" || typeof pastaDados !== "string") {
    return null;
  }
  const since = typeof desde === "string" ? Date.parse(desde) : NaN;
  return {
    machine: clip(maquina, NAME_LIMIT),
    dataFolder: clip(pastaDados, NAME_LIMIT),
    pid: Number.isSafeInteger(processo) ? processo as number : 0,
    since: Number.isFinite(since) ? since : 0,
  };
}

/** Two runs over the same data, which have one ledger and one lock: they never are in each other's way. */
export function isSameMonitor(a: Holder, b: Holder): boolean {
  const same = (one: string, other: string) =>
    clip(one, NAME_LIMIT).toLowerCase() === clip(other, NAME_LIMIT).toLowerCase();
  return same(a.machine, b.machine) && same(a.dataFolder, b.dataFolder);
}

const PROGRAM = "MonitorRetornos";
