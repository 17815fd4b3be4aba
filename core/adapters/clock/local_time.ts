/** Local time by the system's time zone, in the forms that people and documents read. */
import type { LocalCalendar } from "../../domain/told/local_calendar.ts";

const two = (n: number): string => String(n).padStart(2, "0");

/** `AAAA-MM-DD` in local time for ms since the Unix epoch. */
export function localDate(ms: number): string {
  const d = new Date(ms);
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
}

/** `AAAA-MM-DD HH:MM:SS` in local time, as the log writes it. */
export function localDateTime(ms: number): string {
  const d = new Date(ms);
  return `${localDate(ms)} ${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`;
}

/** `AAAA-MM-DDTHH:MM:SS±HH:MM`, local time with its offset at that moment, as the JSON documents write it. */
export function localIso(ms: number): string {
  const offset = -new Date(ms).getTimezoneOffset();
  const size = Math.abs(offset);
  const zone = `${offset < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  return localDateTime(ms).replace(" ", "T") + zone;
}

/** `DD/MM/AAAA HH:MM:SS (UTC±HH:MM)`, for mails and screens. */
export function localHuman(ms: number): string {
  const iso = localIso(ms);
  const [year, month, day] = iso.slice(0, 10).split("-");
  return `${day}/${month}/${year} ${iso.slice(11, 19)} (UTC${iso.slice(19)})`;
}

/** Midnight at the start of the local day of `ms`, in ms since the Unix epoch. */
export function startOfDay(ms: number): number {
  const d = new Date(ms);
  d.setHours(0, 0, 0, 0);
  return d.getTime();
}

/** The calendar of this machine's zone. */
export const localCalendar: LocalCalendar = {
  of(ms) {
    const d = new Date(ms);
    return {
      date: localDate(ms),
      weekday: d.getDay(),
      minute: d.getHours() * 60 + d.getMinutes(),
    };
  },
  at(date, minute) {
    const [year, month, day] = date.split("-").map(Number) as [number, number, number];
    return new Date(year, month - 1, day, 0, minute).getTime();
  },
};
