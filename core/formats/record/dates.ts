/** Calendar dates as integers `AAAAMMDD` inside the readers, and as ISO text outside. */
import type { IsoDate } from "../retorno.ts";

const DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** True when the day exists in the Gregorian calendar. */
export function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  if (month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)) return day <= 29;
  return day <= DAYS[month]!;
}

/** `AAAAMMDD` of an ISO date. */
export function dateNumber(iso: IsoDate): number {
  return Number(iso.slice(0, 4)) * 10000 + Number(iso.slice(5, 7)) * 100 + Number(iso.slice(8, 10));
}

const cache = new Map<number, IsoDate>();

/** ISO text of `AAAAMMDD`; the few thousand days that occur share their strings. */
export function isoDate(date: number): IsoDate {
  const known = cache.get(date);
  if (known !== undefined) return known;
  const text = String(date).padStart(8, "0");
  const iso = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  if (cache.size > 20_000) cache.clear();
  cache.set(date, iso);
  return iso;
}

/** ISO text, or null for 0 (no date) and negative numbers (not a date). */
export function isoOrNull(date: number): IsoDate | null {
  return date > 0 ? isoDate(date) : null;
}

/** The day after, as `AAAAMMDD`. */
export function nextDay(date: number): number {
  const day = date % 100;
  const month = Math.floor(date / 100) % 100;
  const year = Math.floor(date / 10000);
  if (isDay(year, month, day + 1)) return date + 1;
  return month === 12 ? (year + 1) * 10000 + 101 : year * 10000 + (month + 1) * 100 + 1;
}

/** Full year of a two-digit one: the century that puts it within 50 years of `reference` (a full year). */
export function fullYear(twoDigits: number, reference: number): number {
  let year = reference - (reference % 100) + twoDigits;
  if (year - reference > 50) year -= 100;
  else if (reference - year >= 50) year += 100;
  return year;
}

/** `AAAAMMDD` of a `data6` value (see `Line.numbers`), with the century nearest to the year of reference. */
export function fullDate(short: number, referenceYear: number): number {
  const yymmdd = short - 1_000_000;
  return fullYear(Math.floor(yymmdd / 10000), referenceYear) * 10000 + yymmdd % 10000;
}
