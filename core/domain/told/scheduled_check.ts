/** The check of the folder at a fixed hour: out of reach then, and still half an hour later, is critical. Pure. */
import { addDays, type LocalCalendar, weekdayOf } from "./local_calendar.ts";
import { type WeeklyWindow, windowAt } from "./maintenance.ts";

/** When the folder has to be there. */
export interface ScheduledCheck {
  /** Minutes since midnight. */
  readonly minute: number;
  /** Days of the week; 0 is Sunday. */
  readonly weekdays: readonly number[];
}

/** So long the folder may still be away after the hour, in ms. */
export const GRACE_MS = 30 * 60_000;

/** A check that failed. */
export interface FailedCheck {
  /** Day of the check, `AAAA-MM-DD`. */
  readonly day: string;
  /** Its hour, ms since the Unix epoch. */
  readonly at: number;
}

/**
 * The latest check that an outage has failed and that nobody was told of, or null. The outage lasts: it began `downMs` before
 * `now` (ms since the Unix epoch), counted so because the clock may have been set meanwhile. `told` is the day of the latest
 * check that was told. A check inside a maintenance window does not count.
 */
export function failedCheck(
  check: ScheduledCheck,
  outage: { readonly downMs: number },
  told: string | null,
  now: number,
  calendar: LocalCalendar,
  windows: readonly WeeklyWindow[],
): FailedCheck | null {
  const began = now - outage.downMs;
  const { date } = calendar.of(now);
  // A day that is still far away was told by a clock that was wrong.
  const known = told !== null && told <= addDays(date, 1) ? told : "";
  for (const day of [date, addDays(date, -1)]) {
    if (day <= known) return null;
    if (!check.weekdays.includes(weekdayOf(day))) continue;
    const at = calendar.at(day, check.minute);
    if (at + GRACE_MS > now || began > at) continue;
    if (windowAt(windows, at, calendar) === null) return { day, at };
  }
  return null;
}
