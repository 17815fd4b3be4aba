/** The sentences about a config.ini: what is wrong, and what is only odd. */
import { ConfigError, type ConfigProblem } from "./config.ts";
import type { IniDamage } from "./ini.ts";

/** Problems shown in one message; a file that is no configuration at all would give thousands. */
const SHOWN = 20;

/** A value on one line between quotes: control and direction characters made visible, long text cut. */
export function quoteValue(value: string): string {
  const visible = value.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
  const chars = [...visible];
  return `"${chars.length > 120 ? `${chars.slice(0, 120).join("")}…` : visible}"`;
}

/** `ARQUIVO, linha 12: [SECAO] chave = "valor": aceito ...`, the form of every problem. */
export function describeProblem(file: string, problem: ConfigProblem): string {
  const place = problem.line === null ? file : `${file}, linha ${problem.line}`;
  const value = problem.value === null ? "" : ` = ${quoteValue(problem.value)}`;
  return `${place}: ${problem.key}${value}: ${problem.accepted}`;
}

/** All problems in one error, in the order of the lines; missing keys come last. */
export function configError(file: string, problems: readonly ConfigProblem[]): ConfigError {
  const sorted = [...problems].sort((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity) || 0);
  const sentences = sorted.slice(0, SHOWN).map((problem) => describeProblem(file, problem));
  const rest = sorted.length - sentences.length;
  if (rest > 0) sentences.push(`${file}: e mais ${rest} ${rest === 1 ? "problema" : "problemas"}`);
  return new ConfigError(file, sorted, sentences.join("\n"));
}

const DAMAGE: Record<IniDamage["kind"], string> = {
  "header": "o nome de uma seção fica entre colchetes, sozinho na linha, como [EMAIL]",
  "no-equals":
    "aceito uma seção entre colchetes, chave = valor, ou um comentário que começa com # ou ;",
  "no-key": "falta o nome da chave antes do sinal de igual",
  "no-section": "falta uma seção entre colchetes, como [CAMINHOS], antes da primeira chave",
  "nul":
    "a linha contém caracteres nulos: salve o arquivo como texto em UTF-8 (este parece UTF-16 ou binário)",
};

/** A line that could not be read, as a problem. */
export function damageProblem(damage: IniDamage): ConfigProblem {
  return {
    line: damage.line,
    key: damage.section === null || damage.kind === "header"
      ? "linha não reconhecida"
      : `[${damage.section}] linha não reconhecida`,
    value: damage.kind === "nul" ? null : damage.text,
    accepted: DAMAGE[damage.kind],
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
