/** Windows in which nothing is sent. What is watched is watched all the same. Pure. */
import { addDays, type LocalCalendar, weekdayOf } from "./local_calendar.ts";

/** One window that comes every week. */
export interface WeeklyWindow {
  /** Day on which it begins; 0 is Sunday. */
  readonly weekday: number;
  /** Minutes since midnight, 0 to 1439. */
  readonly from: number;
  /** Minutes since midnight, 1 to 1440; not after `from`: on the day after. */
  readonly to: number;
}

/** A stretch of time, in ms since the Unix epoch: `start` belongs to it, `end` does not. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** More windows in a row than this do not end. */
const CHAIN = 32;

/** The window that `now` lies in, or null. Windows that touch or overlap are one. */
export function windowAt(
  windows: readonly WeeklyWindow[],
  now: number,
  calendar: LocalCalendar,
): Stretch | null {
  let found = longestAt(windows, now, calendar);
  for (let n = 0; found !== null && n < CHAIN; n++) {
    const next = longestAt(windows, found.end, calendar);
    if (next === null) break;
    found = { start: found.start, end: next.end };
  }
  return found;
}

function longestAt(
  windows: readonly WeeklyWindow[],
  now: number,
  calendar: LocalCalendar,
): Stretch | null {
  if (windows.length === 0) return null;
  const { date } = calendar.of(now);
  let found: Stretch | null = null;
  for (const day of [addDays(date, -1), date]) {
    const weekday = weekdayOf(day);
    for (const window of windows) {
      if (window.weekday !== weekday) continue;
      const last = window.to > window.from ? day : addDays(day, 1);
      const stretch = {
        start: calendar.at(day, window.from),
        end: calendar.at(last, window.to),
      };
      const inside = stretch.start <= now && now < stretch.end;
      if (inside && (found === null || stretch.end > found.end)) found = stretch;
    }
  }
  return found;
}
