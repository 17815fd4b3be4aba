/** How far people have been told of one outage, and whether somebody has answered. Pure. */

/** Somebody knows of the outage. */
export interface Acknowledgement {
  /** ms since the Unix epoch. */
  readonly at: number;
  /** Account of whoever answered, as the system names it. */
  readonly by: string;
  readonly note: string | null;
}

/** What was told of one outage. Lengths are ms since its start, on the scale of `downtime`. */
export interface OutageTelling {
  /** How long it had lasted when it counted as told: 0 when told as soon as it was declared; null: not told (yet). */
  readonly toldMs: number | null;
  /** Reminders told. */
  readonly reminders: number;
  /** How long it had lasted at the latest reminder; null before the first one. */
  readonly remindedMs: number | null;
  /** ms since the Unix epoch; null while the second recipients know nothing of it. */
  readonly escalatedAt: number | null;
  readonly acknowledged: Acknowledgement | null;
}

/** Of an outage that is declared at this moment. */
export const NOTHING_TOLD: OutageTelling = {
  toldMs: null,
  reminders: 0,
  remindedMs: null,
  escalatedAt: null,
  acknowledged: null,
};
