/** The kinds of values of config.ini that speak of hours and days, as valibot schemas from the written text to the value. */
import * as v from "valibot";
import type { WeeklyWindow } from "../domain/told/maintenance.ts";
import {
  decimalText,
  EXPECTED_DAYS,
  TIME_OF_DAY,
  WEEKDAYS,
  WINDOWS,
} from "../words/config/accepted.ts";

/** The days as they may be written, without accents; 0 is Sunday. */
const DAYS: readonly (readonly string[])[] = [
  ["dom", "domingo"],
  ["seg", "segunda", "segunda-feira"],
  ["ter", "terca", "terca-feira"],
  ["qua", "quarta", "quarta-feira"],
  ["qui", "quinta", "quinta-feira"],
  ["sex", "sexta", "sexta-feira"],
  ["sab", "sabado"],
];
const ALL_DAYS = "todos";

/** A number that may have a fraction, with a comma or a point; null when the key is missing. `unit` as for `integer`. */
export function decimal(min: number, max: number, unit: string, fallback = "") {
  const accepted = decimalText(unit, min, max);
  return v.optional(
    v.pipe(
      v.string(),
      v.check((value) => value === "" || /^\d{1,6}(?:[.,]\d{1,6})?$/.test(value), accepted),
      v.transform((value) => value === "" ? null : Number(value.replace(",", "."))),
      v.check((value) => value === null || (value >= min && value <= max), accepted),
      v.metadata({ accepted }),
    ),
    fallback,
  );
}

/** `HH:MM`, as minutes since midnight; null when the key is missing. `shown`: the default as the reference has it. */
export function timeOfDay(fallback = "", shown?: string) {
  return v.optional(
    v.pipe(
      v.string(),
      v.check((value) => value === "" || minuteOf(value, 1439) !== null, TIME_OF_DAY),
      v.transform((value) => value === "" ? null : minuteOf(value, 1439)),
      v.metadata({ accepted: TIME_OF_DAY, ...(shown === undefined ? {} : { shown }) }),
    ),
    fallback,
  );
}

/** Days of the week separated by commas, in order and without repetitions; 0 is Sunday. */
export function weekdays(fallback: string) {
  return v.optional(
    v.pipe(
      v.string(),
      v.transform((value) => listOf(value, daysOf)),
      v.check((days) => days !== null && days.length > 0, WEEKDAYS),
      v.transform((days) => [...new Set(days ?? [])].sort()),
      v.metadata({ accepted: WEEKDAYS }),
    ),
    fallback,
  );
}

/** Days on which a file is expected: those of banks, all, or some days of the week (0 is Sunday). */
export function expectedDays(fallback: string) {
  const daysFor = (value: string) => {
    const word = value.normalize("NFD").replace(/\p{M}/gu, "").trim().toLowerCase();
    if (word === "uteis" || word === ALL_DAYS) return word;
    return listOf(value, daysOf);
  };
  return v.optional(
    v.pipe(
      v.string(),
      v.transform(daysFor),
      v.check((days) => days !== null && days.length > 0, EXPECTED_DAYS),
      v.transform((days) =>
        typeof days === "string" ? days as "uteis" | "todos" : [...new Set(days ?? [])].sort()
      ),
      v.metadata({ accepted: EXPECTED_DAYS }),
    ),
    fallback,
  );
}

/** Windows of the week separated by commas, as `dom 02:00-04:00`; none when the key is missing. */
export function weeklyWindows() {
  return v.optional(
    v.pipe(
      v.string(),
      v.transform((value) => listOf(value, windowsOf)),
      v.check((windows) => windows !== null, WINDOWS),
      v.transform((windows) => windows ?? []),
      v.metadata({ accepted: WINDOWS }),
    ),
    "",
  );
}

/** What `read` makes of each item between commas; null when it makes nothing of one of them. */
function listOf<T>(value: string, read: (item: string) => T[] | null): T[] | null {
  const all: T[] = [];
  for (const item of value.split(",")) {
    const words = item.replace(/^[ \t]+|[ \t]+$/g, "");
    if (words === "") continue;
    const found = read(words);
    if (found === null) return null;
    all.push(...found);
  }
  return all;
}

function daysOf(written: string): number[] | null {
  const name = written.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  if (name === ALL_DAYS) return DAYS.map((_, day) => day);
  const day = DAYS.findIndex((names) => names.includes(name));
  return day < 0 ? null : [day];
}

function windowsOf(written: string): WeeklyWindow[] | null {
  const parts = /^(\S+)[ \t]+(\d{1,2}:\d{2})[ \t]*-[ \t]*(\d{1,2}:\d{2})$/.exec(written);
  if (parts === null) return null;
  const days = daysOf(parts[1]!);
  const from = minuteOf(parts[2]!, 1439);
  const to = minuteOf(parts[3]!, 1440);
  // A window of no length, or of a whole day: nobody can tell which.
  if (days === null || from === null || to === null || from === to) return null;
  // Midnight as an end is that of the day itself.
  return days.map((weekday) => ({ weekday, from, to: to === 0 ? 1440 : to }));
}

function minuteOf(written: string, most: number): number | null {
  const parts = /^(\d{1,2}):(\d{2})$/.exec(written);
  if (parts === null || Number(parts[2]) > 59) return null;
  const minute = Number(parts[1]) * 60 + Number(parts[2]);
  return minute <= most ? minute : null;
}
