/** The days that a page or a report speaks of. Dates are local, `AAAA-MM-DD`. Pure. */
import { addDays, type LocalCalendar } from "./told/local_calendar.ts";
import type { Stretch } from "./told/maintenance.ts";

/** Whole days, the first and the last included. */
export interface Period {
  readonly from: string;
  readonly to: string;
  /** The month it is, `AAAA-MM`, or null. */
  readonly month: string | null;
}

/** More days than these are not asked for at once. */
export const MOST_DAYS = 366;

/** The last `days` days, today (the day of `now`, ms since the Unix epoch) included. */
export function lastDays(days: number, now: number, calendar: LocalCalendar): Period {
  const to = calendar.of(now).date;
  return { from: addDays(to, 1 - days), to, month: null };
}

/** A whole month, `AAAA-MM`; null for anything else. */
export function monthOf(text: string): Period | null {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return null;
  return { from: `${text}-01`, to: addDays(nextMonth(text, 1) + "-01", -1), month: text };
}

/** The month `count` months after `month`, or before. */
export function nextMonth(month: string, count: number): string {
  const n = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count;
  return `${String(Math.floor(n / 12)).padStart(4, "0")}-${String(n % 12 + 1).padStart(2, "0")}`;
}

/** Its days, oldest first. */
export function daysOf({ from, to }: Period): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** A day from one midnight to the next, in ms since the Unix epoch; what has not come yet at `now` is cut off. */
export function dayStretch(date: string, now: number, calendar: LocalCalendar): Stretch {
  const start = calendar.at(date, 0);
  return { start: Math.min(start, now), end: Math.min(calendar.at(addDays(date, 1), 0), now) };
}
