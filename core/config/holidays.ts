/** The file of local holidays: one day a line. */
import { HOLIDAY_LINE } from "../words/config/expected.ts";
import type { ConfigProblem } from "./config.ts";

/** The days, `AAAA-MM-DD` or `MM-DD` for every year, and the lines that are none. */
export interface Holidays {
  readonly days: ReadonlySet<string>;
  /** Their lines are those of the file of holidays. */
  readonly problems: readonly ConfigProblem[];
}

/** Reads the text of the file: `AAAA-MM-DD`, `DD/MM/AAAA` or `DD/MM` at the start of a line, `#` begins a comment. */
export function readHolidays(text: string): Holidays {
  const days = new Set<string>();
  const problems: ConfigProblem[] = [];
  text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/).forEach((line, n) => {
    const written = line.replace(/#.*$/, "").trim();
    if (written === "") return;
    const day = dayOf(written);
    if (day !== null) days.add(day);
    else problems.push({ line: n + 1, key: "feriado", value: written, accepted: HOLIDAY_LINE });
  });
  return { days, problems };
}

function dayOf(text: string): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso !== null) return real(iso[1]!, iso[2]!, iso[3]!) ? text : null;
  const local = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?$/.exec(text);
  if (local === null) return null;
  const day = local[1]!.padStart(2, "0");
  const month = local[2]!.padStart(2, "0");
  // 29 February is a day of some years.
  if (!real(local[3] ?? "2024", month, day)) return null;
  return local[3] === undefined ? `${month}-${day}` : `${local[3]}-${month}-${day}`;
}

function real(year: string, month: string, day: string): boolean {
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(8, 10) === day;
}
