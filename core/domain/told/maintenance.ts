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

/** What the windows cover of a stretch of time, oldest first; pieces may touch or overlap. */
export function windowsIn(
  windows: readonly WeeklyWindow[],
  { start, end }: Stretch,
  calendar: LocalCalendar,
): Stretch[] {
  if (windows.length === 0) return [];
  const found: Stretch[] = [];
  const last = calendar.of(end).date;
  for (let day = addDays(calendar.of(start).date, -1); day <= last; day = addDays(day, 1)) {
    const weekday = weekdayOf(day);
    for (const window of windows) {
      if (window.weekday === weekday) found.push(stretchOf(window, day, calendar));
    }
  }
  return found.filter((one) => one.start < end && one.end > start);
}

const DAY_MINUTES = 1440;
const WEEK_MINUTES = 7 * DAY_MINUTES;

/** Whether no minute of a week is outside of the windows: then nothing would ever be sent. */
export function coversWeek(windows: readonly WeeklyWindow[]): boolean {
  const covered = new Set<number>();
  for (const { weekday, from, to } of windows) {
    const length = to > from ? to - from : to + DAY_MINUTES - from;
    for (let n = 0; n < length; n++) covered.add((weekday * DAY_MINUTES + from + n) % WEEK_MINUTES);
  }
  return covered.size === WEEK_MINUTES;
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
      const stretch = stretchOf(window, day, calendar);
      const inside = stretch.start <= now && now < stretch.end;
      if (inside && (found === null || stretch.end > found.end)) found = stretch;
    }
  }
  return found;
}

/** The window that begins on `day`. */
function stretchOf(window: WeeklyWindow, day: string, calendar: LocalCalendar): Stretch {
  const last = window.to > window.from ? day : addDays(day, 1);
  return { start: calendar.at(day, window.from), end: calendar.at(last, window.to) };
}
