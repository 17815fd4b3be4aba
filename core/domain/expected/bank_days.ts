/**
 * Days on which banks work in Brazil: not on weekends, and not on the national holidays of the banks' calendar. Pure.
 *
 * Sources: Resolução CMN 4.880/2020 (days that are no business days of the financial market: Saturdays, Sundays, national
 * holidays, Monday and Tuesday of Carnival, Corpus Christi); national holidays of Lei 662/1949 as changed by Lei 10.607/2002,
 * Lei 6.802/1980 (12 October) and Lei 14.759/2023 (20 November, from 2024 on). The list that ANBIMA publishes has the same
 * days. Ash Wednesday (from noon on) and 31 December (no counter, but files) are business days.
 */
import { addDays, weekdayOf } from "../told/local_calendar.ts";

/** Month and day of those that never move, and the first year of each. */
const FIXED: readonly (readonly [day: string, from: number])[] = [
  ["01-01", 0],
  ["04-21", 0],
  ["05-01", 0],
  ["09-07", 0],
  ["10-12", 1980],
  ["11-02", 0],
  ["11-15", 0],
  ["11-20", 2024],
  ["12-25", 0],
];

/** Carnival Monday and Tuesday, Good Friday, Corpus Christi: days from Easter Sunday. */
const MOVABLE = [-48, -47, -2, 60];

/** Easter Sunday, `AAAA-MM-DD`; the Gregorian rule (Meeus, Jones and Butcher). */
export function easterOf(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  const day = (h + l - 7 * m + 33 * month + 19) % 32;
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

const known = new Map<number, ReadonlySet<string>>();

/** The national bank holidays of a year, `AAAA-MM-DD`. */
export function bankHolidays(year: number): ReadonlySet<string> {
  let days = known.get(year);
  if (days === undefined) {
    const easter = easterOf(year);
    days = new Set([
      ...FIXED.filter(([, from]) => year >= from).map(([day]) => `${year}-${day}`),
      ...MOVABLE.map((days) => addDays(easter, days)),
    ]);
    known.set(year, days);
  }
  return days;
}

/** Whether banks work on `day`. `local`: further holidays, `AAAA-MM-DD`, or `MM-DD` for every year. */
export function isBankDay(day: string, local: ReadonlySet<string> = new Set()): boolean {
  const weekday = weekdayOf(day);
  if (weekday === 0 || weekday === 6) return false;
  if (local.has(day) || local.has(day.slice(5))) return false;
  return !bankHolidays(Number(day.slice(0, 4))).has(day);
}
