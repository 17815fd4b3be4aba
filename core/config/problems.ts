/** What is wrong with a config.ini, gathered; the names that were probably meant. */
import {
  DAMAGED_LINE,
  moreProblemsText,
  problemText,
  unreadableLineText,
} from "../words/config/problem.ts";
import { ConfigError, type ConfigProblem } from "./config.ts";
import type { IniDamage } from "./ini.ts";

/** Problems shown in one message; a file that is no configuration at all would give thousands. */
const SHOWN = 20;

/** All problems in one error, in the order of the lines; missing keys come last. */
export function configError(file: string, problems: readonly ConfigProblem[]): ConfigError {
  const sorted = [...problems].sort((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity) || 0);
  const sentences = sorted.slice(0, SHOWN).map(({ line, key, value, accepted }) =>
    problemText(file, line, key, value, accepted)
  );
  const rest = sorted.length - sentences.length;
  if (rest > 0) sentences.push(moreProblemsText(file, rest));
  return new ConfigError(file, sorted, sentences.join("\n"));
}

/** A line that could not be read, as a problem. */
export function damageProblem(damage: IniDamage): ConfigProblem {
  return {
    line: damage.line,
    key: unreadableLineText(damage.kind === "header" ? null : damage.section),
    value: damage.kind === "nul" ? null : damage.text,
    accepted: DAMAGED_LINE[damage.kind],
  };
}

/** The known name that `written` was probably meant to be (accents, one or two slips), or null. */
export function suggestion(written: string, known: Iterable<string>): string | null {
  const plain = (name: string) => name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const wanted = plain(written).slice(0, 64);
  let best: string | null = null;
  let bestDistance = 3;
  for (const name of known) {
    const distance = editDistance(wanted, plain(name));
    if (distance < bestDistance && distance * 3 <= name.length) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
