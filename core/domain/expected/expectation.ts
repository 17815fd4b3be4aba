/** Which expected files came, which are missing, and what of it has to be told. Pure: a state, what is known, a moment. */
import { addDays, type LocalCalendar } from "../told/local_calendar.ts";
import {
  criteriaKey,
  type ExpectedRule,
  type FileTraits,
  fits,
  isExpectedOn,
  missingAt,
  sameCause,
} from "./rule.ts";

/** So many days a file may be late: it is that of no day before, and what is missing for longer is nobody's business any more. */
export const LATE_DAYS = 30;

/** A decided file, as far as it matters here. */
export interface ArrivedFile extends FileTraits {
  readonly id: number;
  /** When it was decided, and when it was written; ms since the Unix epoch. */
  readonly at: number;
  readonly mtimeMs: number;
  /** It lay there when the folder came back. */
  readonly afterOutage: boolean;
  /** Refused: it came, and it is not the file that was expected. */
  readonly refused: boolean;
}

/** What was told of one rule. */
export interface RuleState {
  /** First day that it is answerable for, `AAAA-MM-DD`. */
  readonly since: string;
  /** Days that were told as missing and did not come yet. */
  readonly told: readonly string[];
  /** Days that were told as missing and came after that; missing: none are known. */
  readonly late?: readonly string[];
}

/** How far the telling has come, by rule: a rule that asks for something else is a new one. */
export type ExpectationState = Readonly<Record<string, RuleState>>;

/** One rule on one day. */
export interface Expectation {
  readonly rule: ExpectedRule;
  readonly day: string;
  /** When it counts as missing, ms since the Unix epoch. */
  readonly due: number;
  readonly file: ArrivedFile | null;
  /** Came on that day and was refused. */
  readonly refused: readonly ArrivedFile[];
}

/** The next state, and what has to be told; `next` is the ms until something may be due again. */
export interface ExpectationStep {
  readonly state: ExpectationState;
  readonly missing: readonly Expectation[];
  readonly arrived: readonly Expectation[];
  readonly next: number;
}

/** Whether people were told that the file of a day did not come by its hour, wherever it is now. */
export function wasTold({ rule, day }: Expectation, state: ExpectationState): boolean {
  const own = state[ruleKey(rule)];
  return own !== undefined && (own.told.includes(day) || own.late?.includes(day) === true);
}

/** Name of a rule's state. */
export function ruleKey(rule: ExpectedRule): string {
  return `${rule.nome.toLowerCase()} ${criteriaKey(rule)}`;
}

/**
 * The days of one rule up to `today`, oldest first, each with the file that came for it. `since`: the first day that the rule is
 * answerable for. The files are those since {@link firstDay}: what came for days that are no longer shown is of no other day.
 */
export function expectations(
  rule: ExpectedRule,
  since: string,
  today: string,
  files: readonly ArrivedFile[],
  calendar: LocalCalendar,
): Expectation[] {
  const from = later(since, addDays(today, -2 * LATE_DAYS));
  const days: string[] = [];
  for (let day = from; day <= today; day = addDays(day, 1)) {
    if (isExpectedOn(rule, day)) days.push(day);
  }
  const came = new Map<string, ArrivedFile>();
  const refused: [string, ArrivedFile][] = [];
  for (const file of [...files].sort((a, b) => a.at - b.at || a.id - b.id)) {
    if (!fits(rule, file)) continue;
    const day = arrivalDay(file, calendar);
    if (day < from) continue;
    if (file.refused) {
      refused.push([day, file]);
      continue;
    }
    // A file is that of its day; a second one of a day is one that was late.
    const meant = days.includes(day) && !came.has(day)
      ? day
      : days.find((one) => one < day && one >= addDays(day, -LATE_DAYS) && !came.has(one));
    if (meant !== undefined) came.set(meant, file);
  }
  const shown = addDays(today, -LATE_DAYS);
  return days.filter((day) => day >= shown).map((day) => ({
    rule,
    day,
    due: missingAt(rule, day, calendar),
    file: came.get(day) ?? null,
    refused: refused.filter(([on]) => on === day).map(([, file]) => file),
  }));
}

/** The day on which it came: what gathered during an outage came when it was written. */
function arrivalDay({ at, mtimeMs, afterOutage }: ArrivedFile, calendar: LocalCalendar): string {
  return calendar.of(afterOutage ? Math.min(at, mtimeMs) : at).date;
}

/** First day whose files matter to these rules, `AAAA-MM-DD`. */
export function firstDay(
  rules: readonly ExpectedRule[],
  state: ExpectationState,
  now: number,
  calendar: LocalCalendar,
): string {
  const today = calendar.of(now).date;
  const days = rules.map((rule) => sinceOf(rule, state, today));
  return later(days.reduce((a, b) => a < b ? a : b, today), addDays(today, -2 * LATE_DAYS));
}

/** First day that a rule is answerable for. One that begins in the future was seen by a clock that was wrong. */
export function sinceOf(rule: ExpectedRule, state: ExpectationState, today: string): string {
  const since = state[ruleKey(rule)]?.since ?? today;
  return since > today ? today : since;
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

/**
 * One look. `blind`: what lies in the folder is not known to the end (an outage, a look that is not finished), so nothing is
 * called missing; what came is told all the same. One cause is told once, whatever number of rules see it.
 */
export function decideExpectations(
  rules: readonly ExpectedRule[],
  before: ExpectationState,
  files: readonly ArrivedFile[],
  { now, blind }: { readonly now: number; readonly blind: boolean },
  calendar: LocalCalendar,
): ExpectationStep {
  const today = calendar.of(now).date;
  const state: Record<string, RuleState> = {};
  const absent: Expectation[] = [];
  const arrived: Expectation[] = [];
  let next = calendar.at(addDays(today, 1), 0) - now;
  for (const rule of rules) {
    const key = ruleKey(rule);
    const since = sinceOf(rule, before, today);
    const told = new Set(before[key]?.told);
    const late = new Set(before[key]?.late);
    for (const one of expectations(rule, since, today, files, calendar)) {
      if (one.file !== null) {
        if (!told.delete(one.day)) continue;
        arrived.push(one);
        late.add(one.day);
      } else if (one.due > now) next = Math.min(next, one.due - now);
      else absent.push(one);
    }
    const oldest = addDays(today, -LATE_DAYS);
    const kept = (days: Iterable<string>) => [...days].filter((day) => day >= oldest).sort();
    state[key] = { since, told: kept(told), late: kept(late) };
  }
  const isTold = ({ rule, day }: Expectation) => state[ruleKey(rule)]!.told.includes(day);
  const missing: Expectation[] = [];
  for (const one of blind ? [] : absent) {
    const known = absent.filter((other) => isTold(other) || missing.includes(other));
    if (known.some(({ rule, day }) => day === one.day && sameCause(rule, one.rule))) continue;
    missing.push(one);
  }
  for (const { rule, day } of missing) {
    const own = state[ruleKey(rule)]!;
    state[ruleKey(rule)] = { ...own, told: [...own.told, day].sort() };
  }
  return { state, missing, arrived, next };
}
