/** What the monitor waits for, and since when that is worth telling. Pure. */

/** What is waited for: another program to finish with the files, or the log's disk to take what is said. */
export type WaitKind = "processamento" | "log";

/** Something that is waited for at this moment; `since` on whichever clock the caller counts with, in ms. */
export interface Wait {
  readonly kind: WaitKind;
  readonly since: number;
  /** Who keeps it, if that is known: text of any origin. */
  readonly by: string | null;
}

/** A wait shorter than this, in ms, is everyday business. */
export const LONG_WAIT_MS = 2 * 60_000;

/** Of these waits, the ones that have lasted for minutes at `now`. */
export function longWaits(waits: readonly Wait[], now: number): readonly Wait[] {
  return waits.filter((wait) => now - wait.since >= LONG_WAIT_MS);
}
