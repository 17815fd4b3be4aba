/** When the daily summary is due, and what time it covers. Pure. */
import { addDays, type LocalCalendar } from "./local_calendar.ts";
import type { Stretch } from "./maintenance.ts";

/** How far the summaries have come. */
export interface SummaryState {
  /** Day of the latest one, `AAAA-MM-DD`; the day from which they count when there was none yet. */
  readonly day: string;
  /** What happened before this was told; ms since the Unix epoch. */
  readonly until: number;
}

/** The state to keep, and the summary that is due with the time that it covers, or null. */
export interface SummaryStep {
  readonly state: SummaryState;
  readonly due: (Stretch & { readonly day: string }) | null;
}

/** No summary looks back further than this, in ms. */
const LONGEST_MS = 31 * 86_400_000;

/**
 * One look at the clock. One summary a day, `minute` minutes after midnight; those that were missed are one, late; a clock that
 * is set back repeats none. The first one comes at the next hour: nobody waits for one of the time before.
 */
export function decideSummary(
  minute: number,
  before: SummaryState | null,
  now: number,
  calendar: LocalCalendar,
): SummaryStep {
  const { date } = calendar.of(now);
  const day = calendar.at(date, minute) <= now ? date : addDays(date, -1);
  if (before === null) return { state: { day, until: calendar.at(day, minute) }, due: null };
  // Told by a clock that was wrong: what comes next counts from here.
  if (before.day > addDays(day, 1)) return { state: { day, until: now }, due: null };
  const until = Math.min(before.until, now);
  if (day <= before.day) {
    return { state: until === before.until ? before : { ...before, until }, due: null };
  }
  const start = Math.max(until, now - LONGEST_MS);
  return { state: { day, until: now }, due: { day, start, end: now } };
}

/** ms until the next look has something to do. */
export function untilSummary(minute: number, now: number, calendar: LocalCalendar): number {
  const { date } = calendar.of(now);
  const today = calendar.at(date, minute);
  return (today > now ? today : calendar.at(addDays(date, 1), minute)) - now;
}
