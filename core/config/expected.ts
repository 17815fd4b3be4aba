/** `[ESPERADO nome]`: one section for each file that is expected. */
import * as v from "valibot";
import type { ExpectedRule } from "../domain/expected/rule.ts";
import {
  ACCOUNT,
  AGREEMENT,
  BANK_NUMBER,
  DEFAULTS,
  FILE,
  FILE_PATTERN,
  MINUTES,
} from "../words/config/accepted.ts";
import { otherValueText } from "../words/config/problem.ts";
import {
  acceptedText,
  EXPECTED_NAME,
  EXPECTED_NOTHING,
  NO_TIME,
} from "../words/config/expected.ts";
import { sameValueText } from "../words/config/note.ts";
import { expectedDays, timeOfDay } from "./calendar_fields.ts";
import type { ConfigProblem } from "./config.ts";
import { type FieldInfo, integer, matching, path } from "./fields.ts";
import { foldName, type IniEntry, type IniSection } from "./ini.ts";

/** The keys of each of these sections. */
export const EXPECTED_SCHEMA = v.object({
  banco: matching(/^\d{1,3}$/, BANK_NUMBER, (text) => text.padStart(3, "0")),
  convenio: matching(/^[\d.\-/ ]{1,30}$/, AGREEMENT, digits),
  conta: matching(/^[\dxX.\-/ ]{1,30}$/, ACCOUNT, digits),
  arquivo: matching(/^[^\\/:"<>|\p{Cc}]{1,255}$/u, FILE_PATTERN, (text) => text),
  ate: timeOfDay("", DEFAULTS.required),
  dias: expectedDays("uteis"),
  feriados: path(FILE),
  tolerancia_minutos: integer(0, 0, 1439, MINUTES),
});

type Values = v.InferOutput<typeof EXPECTED_SCHEMA>;

/** One key, as the reference and its test need it. */
export interface ExpectedField extends FieldInfo {
  readonly key: keyof Values;
  readonly fallback: string;
  readonly schema: v.GenericSchema<string | undefined, unknown>;
}

/** The keys, in the order of the contract. */
export const EXPECTED_FIELDS: readonly ExpectedField[] = Object.entries(EXPECTED_SCHEMA.entries)
  .map(
    ([key, field]) => ({
      ...(v.getMetadata(field.wrapped) as unknown as FieldInfo),
      key: key as keyof Values,
      fallback: field.default,
      schema: field as v.GenericSchema<string | undefined, unknown>,
    }),
  );

/** One rule as it stands in the file; its holidays are read from `feriados`, a path as written. */
export interface WrittenRule {
  readonly rule: ExpectedRule;
  readonly feriados: IniEntry | null;
}

/** What such a section says, what is wrong with it, and the keys that are none. */
export interface ExpectedReading {
  readonly written: WrittenRule | null;
  readonly problems: readonly ConfigProblem[];
  readonly notes: readonly { readonly line: number; readonly text: string }[];
  readonly unknown: readonly IniEntry[];
}

/** Whether a section is one of these; `nome` is empty when it has none. */
export function expectedName(section: IniSection): string | null {
  const found = /^esperado(?:\s+(.*))?$/iu.exec(section.title.trim());
  return found === null ? null : (found[1] ?? "").trim();
}

/** Reads one section. */
export function readExpected(section: IniSection, nome: string): ExpectedReading {
  const title = `[${section.title}]`;
  const problems: ConfigProblem[] = [];
  const notes: { line: number; text: string }[] = [];
  const unknown: IniEntry[] = [];
  const known = new Map<string, IniEntry>();
  for (const entry of section.entries) {
    const field = EXPECTED_FIELDS.find(({ key }) => key === entry.name);
    const first = known.get(entry.name);
    if (field === undefined) unknown.push(entry);
    else if (first === undefined) known.set(entry.name, entry);
    else if (first.value === entry.value) {
      notes.push({ line: entry.line, text: sameValueText(`${title} ${field.key}`, first.line) });
    } else problems.push(problem(title, entry, otherValueText(first.line)));
  }
  const values: Record<string, unknown> = {};
  for (const { key, schema } of EXPECTED_FIELDS) {
    const entry = known.get(foldName(key));
    const result = v.safeParse(schema, entry?.value, { abortEarly: true, abortPipeEarly: true });
    values[key] = result.success ? result.output : undefined;
    if (!result.success && entry !== undefined) {
      problems.push(problem(title, entry, acceptedText(result.issues[0].message)));
    }
  }
  const line = section.lines[0] ?? null;
  const missing = (key: string, accepted: string) =>
    problems.push({ line, key: `${title}${key}`, value: null, accepted });
  const { banco, convenio, conta, arquivo, ate, dias, tolerancia_minutos } = values as Values;
  if (nome === "") missing("", EXPECTED_NAME);
  if (!known.get("ate")?.value) missing(" ate", NO_TIME);
  if (![banco, convenio, conta, arquivo].some((one) => one) && problems.length === 0) {
    missing("", EXPECTED_NOTHING);
  }
  if (problems.length > 0 || ate === null) return { written: null, problems, notes, unknown };
  const rule: ExpectedRule = {
    nome,
    banco,
    convenio,
    conta,
    arquivo,
    ate,
    dias,
    feriados: new Set(),
    toleranciaMinutos: tolerancia_minutos,
  };
  const feriados = known.get("feriados");
  return {
    written: { rule, feriados: feriados?.value ? feriados : null },
    problems,
    notes,
    unknown,
  };
}

function problem(title: string, { key, line, value }: IniEntry, accepted: string): ConfigProblem {
  return { line, key: `${title} ${key}`, value, accepted };
}

/** An account or convênio as rules compare it: nothing but digits (and the X of a check digit), without zeros in front. */
function digits(text: string): string {
  return text.replace(/[^0-9xX]/g, "").toUpperCase().replace(/^0+(?=.)/, "");
}
