/** What is expected: which file, on which days, by what hour. Pure. */
import { matchesName } from "../file_names.ts";
import { type LocalCalendar, weekdayOf } from "../told/local_calendar.ts";
import { isBankDay } from "./bank_days.ts";

/** Days of a rule: those on which banks work, all, or some days of the week (0 is Sunday). */
export type ExpectedDays = "uteis" | "todos" | readonly number[];

/** What a file must be; null: does not matter. At least one is given, and all that are given must fit. */
export interface ExpectedCriteria {
  /** COMPE code, three digits. */
  readonly banco: string | null;
  /** Without zeros in front. */
  readonly convenio: string | null;
  /** Without zeros in front; an account with or without its check digit. */
  readonly conta: string | null;
  /** Name with `*` and `?`, any letter case. */
  readonly arquivo: string | null;
}

/** One rule of config.ini. */
export interface ExpectedRule extends ExpectedCriteria {
  readonly nome: string;
  /** Minutes since midnight. */
  readonly ate: number;
  readonly dias: ExpectedDays;
  /** Local holidays, `AAAA-MM-DD` or `MM-DD`; with `uteis` only. */
  readonly feriados: ReadonlySet<string>;
  /** Minutes after `ate` before it counts as missing. */
  readonly toleranciaMinutos: number;
}

/** A file as far as rules look at it. */
export interface FileTraits {
  readonly name: string;
  readonly banco: string | null;
  readonly convenio: string | null;
  readonly conta: string | null;
}

/** Whether a file is expected on `day` (`AAAA-MM-DD`). */
export function isExpectedOn({ dias, feriados }: ExpectedRule, day: string): boolean {
  if (dias === "todos") return true;
  if (dias === "uteis") return isBankDay(day, feriados);
  return dias.includes(weekdayOf(day));
}

/** When it counts as missing, ms since the Unix epoch. */
export function missingAt(
  { ate, toleranciaMinutos }: ExpectedRule,
  day: string,
  calendar: LocalCalendar,
): number {
  return calendar.at(day, ate) + toleranciaMinutos * 60_000;
}

/** Whether a file is one that the rule means. */
export function fits(rule: ExpectedCriteria, file: FileTraits): boolean {
  const { banco, convenio, conta, arquivo } = rule;
  return (banco === null || file.banco === banco) &&
    (convenio === null || plain(file.convenio) === convenio) &&
    (conta === null || isAccount(plain(file.conta), conta)) &&
    (arquivo === null || matchesName(arquivo, file.name));
}

/** What a rule asks for, as one text: two rules that ask for the same have the same one. */
export function criteriaKey({ banco, convenio, conta, arquivo }: ExpectedCriteria): string {
  return JSON.stringify([banco, convenio, conta, arquivo?.toLowerCase() ?? null]);
}

/** Whether every file that fits the one fits the other, whichever of them asks for more: both miss it for one reason. */
export function sameCause(a: ExpectedCriteria, b: ExpectedCriteria): boolean {
  return includes(a, b) || includes(b, a);
}

/** Whether `wide` asks for nothing that `narrow` does not ask for too. */
function includes(wide: ExpectedCriteria, narrow: ExpectedCriteria): boolean {
  return (["banco", "convenio", "conta"] as const).every((key) =>
    wide[key] === null || wide[key] === narrow[key]
  ) && (wide.arquivo === null ||
    (narrow.arquivo !== null && matchesName(wide.arquivo, sample(narrow.arquivo))));
}

/** A name that a pattern stands for, and that no narrower pattern fits: a star is more than one strange character. */
function sample(pattern: string): string {
  return pattern.replaceAll("*", "\u0001\u0001").replaceAll("?", "\u0001");
}

/** Digits without zeros in front; null for null and for nothing. */
function plain(text: string | null): string | null {
  const digits = (text ?? "").replace(/[^0-9A-Za-z]/g, "").replace(/^0+/, "");
  return digits === "" ? null : digits;
}

/** Files name an account with its check digit, without it, or both in one: the longer one begins with the shorter one. */
function isAccount(found: string | null, wanted: string): boolean {
  if (found === null) return false;
  return found === wanted || (Math.abs(found.length - wanted.length) === 1 &&
    (found.startsWith(wanted) || wanted.startsWith(found)));
}
