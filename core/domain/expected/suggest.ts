/** Rules that the past of a ledger carries, each with its evidence. Pure. */
import { addDays, type LocalCalendar, weekdayOf } from "../told/local_calendar.ts";
import type { ArrivedFile } from "./expectation.ts";
import { isBankDay } from "./bank_days.ts";
import type { ExpectedCriteria, ExpectedDays } from "./rule.ts";

/** A rule that may be pasted, or why there is none. */
export interface Suggestion {
  readonly criteria: ExpectedCriteria;
  /** The newest name that it is about. */
  readonly example: string;
  /** Null: the past carries no rule. */
  readonly rule: { readonly dias: ExpectedDays; readonly ate: number } | null;
  readonly evidence: Evidence;
}

/** What was seen. */
export interface Evidence {
  /** First and last day that were looked at, `AAAA-MM-DD`. */
  readonly from: string;
  readonly to: string;
  /** The days that were counted: bank days, all, or some days of the week. */
  readonly dias: ExpectedDays;
  /** Of these days, how many there were, and on how many a file came at all. */
  readonly days: number;
  readonly came: number;
  /** Minute by which it had come on `inTime` of them. */
  readonly minute: number;
  readonly inTime: number;
}

/** Fewer days carry no rule. */
const LEAST_DAYS = 10;
/** So large a part of the days must have had a file. */
const CARRIES = 0.9;
/** So large a part of these files came by the hour that is proposed. */
const PUNCTUAL = 0.98;
/** Minutes that are added, and rounded up to. */
const MARGIN = 15;
/** Parts of a name that are alike are asked for if they are so long, without the extension. */
const NAMING = 3;

/** One for each kind of file: bank, convênio and form of the name. Those with the most files first. */
export function suggestRules(files: readonly ArrivedFile[], calendar: LocalCalendar): Suggestion[] {
  const groups = new Map<string, ArrivedFile[]>();
  for (const file of files) {
    if (file.refused) continue;
    const form = file.name.toLowerCase().replace(/\d+/g, "#");
    const key = JSON.stringify([file.banco, file.convenio, form]);
    groups.set(key, [...groups.get(key) ?? [], file]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length)
    .map((group) => suggestOf(group, calendar));
}

function suggestOf(files: readonly ArrivedFile[], calendar: LocalCalendar): Suggestion {
  const first = new Map<string, number>();
  for (const { at, mtimeMs, afterOutage } of files) {
    const moment = calendar.of(afterOutage ? Math.min(at, mtimeMs) : at);
    const known = first.get(moment.date);
    if (known === undefined || moment.minute < known) first.set(moment.date, moment.minute);
  }
  const dates = [...first.keys()].sort();
  const from = dates[0]!;
  const to = dates.at(-1)!;
  const all: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) all.push(day);
  const dias = daysThatFit(all, first);
  const days = all.filter((day) => isOf(dias, day));
  const minutes = days.flatMap((day) => first.get(day) ?? []).sort((a, b) => a - b);
  const inTime = Math.ceil(minutes.length * PUNCTUAL);
  const minute = minutes[Math.max(0, inTime - 1)] ?? 0;
  const evidence: Evidence = {
    from,
    to,
    dias,
    days: days.length,
    came: minutes.length,
    minute,
    inTime: minutes.filter((one) => one <= minute).length,
  };
  const carries = days.length >= LEAST_DAYS && minutes.length >= days.length * CARRIES;
  const ate = Math.min(1439, Math.ceil((minute + MARGIN) / MARGIN) * MARGIN);
  const example = files.reduce((a, b) => b.at > a.at ? b : a).name;
  return { criteria: criteriaOf(files), example, rule: carries ? { dias, ate } : null, evidence };
}

/** Bank days, all days, or the days of the week on which it nearly always came; bank days when nothing fits. */
function daysThatFit(all: readonly string[], first: ReadonlyMap<string, number>): ExpectedDays {
  const part = (days: readonly string[]) =>
    days.length === 0 ? 0 : days.filter((day) => first.has(day)).length / days.length;
  if (part(all) >= CARRIES) return "todos";
  if (part(all.filter((day) => isBankDay(day))) >= CARRIES) return "uteis";
  const weekdays = [0, 1, 2, 3, 4, 5, 6].filter((weekday) =>
    part(all.filter((day) => weekdayOf(day) === weekday)) >= CARRIES
  );
  return weekdays.length > 0 && weekdays.length < 6 ? weekdays : "uteis";
}

function isOf(dias: ExpectedDays, day: string): boolean {
  if (dias === "todos") return true;
  return dias === "uteis" ? isBankDay(day) : dias.includes(weekdayOf(day));
}

/** What these files have in common, as a rule asks for it. */
function criteriaOf(files: readonly ArrivedFile[]): ExpectedCriteria {
  const [{ banco, convenio }] = files as [ArrivedFile];
  const digits = (convenio ?? "").replace(/\D/g, "").replace(/^0+/, "");
  const prefix = files.map(({ name }) => name).reduce(common);
  // Digits at its end are a counter that has not come around yet.
  const stable = files.length === 1 ? "" : prefix.replace(/\d+$/, "");
  const extension = /\.[^.]+$/.exec(files[0]!.name)?.[0] ?? "";
  const arquivo = stable.length >= NAMING ? `${stable}*${extension}` : null;
  return {
    banco,
    convenio: digits === "" ? null : digits,
    conta: null,
    arquivo: banco === null && arquivo === null ? `*${extension}` : arquivo,
  };
}

function common(a: string, b: string): string {
  let n = 0;
  while (n < a.length && a[n]!.toLowerCase() === b[n]?.toLowerCase()) n++;
  return a.slice(0, n);
}
