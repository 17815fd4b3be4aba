/** How the past is summed, whatever the engine: files by quarters of an hour, and when a monitor watched. */

/** Length of a slot, in ms: every time zone's days are made of whole ones. */
export const SLOT_MS = 900_000;
/** Two signs of life further apart than this, in ms: nobody watched in between (the machine slept, or the program was stuck). */
const LONGEST_GAP_MS = 120_000;

/** The slot of a time (ms since the Unix epoch). */
export function slotOf(at: number): number {
  return Math.trunc(at / SLOT_MS);
}

/** First slot of a stretch that begins at a full one, and the first one after it. */
export function slotsOf({ start, end }: { readonly start: number; readonly end: number }) {
  return [Math.ceil(start / SLOT_MS), Math.ceil(end / SLOT_MS)] as const;
}

/**
 * What a sign of life at `now` does to the latest span that had begun by then (null: there is none): the span goes on, a new
 * one begins, or nothing. A clock that is set back begins nothing anew.
 */
export function watchedAt(
  span: { readonly end: number } | null,
  now: number,
): "goes-on" | "begins" | "known" {
  if (span === null) return "begins";
  if (now <= span.end) return "known";
  return now - span.end <= LONGEST_GAP_MS ? "goes-on" : "begins";
}
