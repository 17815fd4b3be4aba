/** From the lines of config.ini to typed values: unknown names, repeated keys, wrong and missing values. */
import * as v from "valibot";
import { acceptedText } from "../words/config/accepted.ts";
import {
  MAIL_OFF,
  NOBODY_TO_ESCALATE,
  PASSWORD_CUT,
  PASSWORD_IN_FILE,
  PASSWORD_IN_THE_OPEN,
  perhapsPasswordText,
  sameValueText,
  sectionAgainText,
  STARTTLS_ON_465,
  TLS_ON_587,
  unknownKeyText,
  unknownSectionText,
} from "../words/config/note.ts";
import { missingText, NO_RECIPIENT, otherValueText } from "../words/config/problem.ts";
import type { ConfigProblem } from "./config.ts";
import { foldName, type IniEntry, type IniFile } from "./ini.ts";
import { damageProblem, suggestion } from "./problems.ts";
import {
  type FieldDescription,
  FIELDS,
  isPassword,
  isSecret,
  type SectionName,
  type Values,
} from "./schema.ts";

/** Something that works and should be looked at. */
export interface Note {
  /** Line of config.ini, from 1; null: no line of its own. */
  readonly line: number | null;
  /** A Portuguese sentence without file and line. */
  readonly text: string;
}

/** What the lines mean. `values` is complete only when there is no problem. */
export interface Interpretation {
  readonly values: Values;
  readonly problems: readonly ConfigProblem[];
  /** Those with a line first, in the order of the lines. */
  readonly avisos: readonly Note[];
  /** The written value of a key and its line, or null when it is missing or empty. */
  written(section: SectionName, key: string): IniEntry | null;
}

const SECTIONS: readonly SectionName[] = [...new Set(FIELDS.map((field) => field.section))];

/** Checks every line and every key against the schema; collects everything, throws nothing. */
export function interpret(ini: IniFile): Interpretation {
  const problems: ConfigProblem[] = ini.damages.map(damageProblem);
  const avisos: { line: number; text: string }[] = [];
  const known = new Map<string, IniEntry>();
  const place = (section: string, key: string) => `[${section}] ${key}`;

  for (const section of ini.sections) {
    const name = SECTIONS.find((candidate) => foldName(candidate) === section.name);
    const line = section.lines[0] ?? 0;
    if (name === undefined) {
      avisos.push({
        line,
        text: unknownSectionText(section.title, suggestion(section.title, SECTIONS)),
      });
      continue;
    }
    if (section.lines.length > 1) {
      avisos.push({
        line: section.lines[1] ?? line,
        text: sectionAgainText(name, section.lines),
      });
    }
    const fields = FIELDS.filter((field) => field.section === name);
    for (const entry of section.entries) {
      const field = fields.find((candidate) => foldName(candidate.key) === entry.name);
      if (field === undefined) {
        avisos.push({ line: entry.line, text: unknownKey(name, entry, fields) });
        continue;
      }
      const id = place(name, field.key);
      const first = known.get(id);
      if (first === undefined) {
        known.set(id, entry);
        if (isPassword(name, field.key)) avisos.push(...passwordAvisos(entry));
      } else if (first.value === entry.value) {
        avisos.push({ line: entry.line, text: sameValueText(id, first.line) });
      } else {
        problems.push({
          line: entry.line,
          key: id,
          value: isSecret(name, field.key) ? null : entry.value,
          accepted: otherValueText(first.line),
        });
      }
    }
  }

  const written = (section: SectionName, key: string) => {
    const entry = known.get(place(section, key));
    return entry === undefined || entry.value === "" ? null : entry;
  };
  const values = readValues(written, problems);
  problems.push(...missing(values, written, ini));
  return {
    values,
    problems: problems.map((problem) => withoutSecret(problem, written("EMAIL", "senha"))),
    avisos: [
      ...avisos.sort((a, b) => a.line - b.line),
      ...mailAvisos(values, written).map((text) => ({ line: null, text })),
      ...escalationAvisos(written),
    ],
    written,
  };
}

type Written = Interpretation["written"];

/** Validates each key by itself, so that one wrong value does not hide another. */
function readValues(written: Written, problems: ConfigProblem[]): Values {
  const values: Record<string, Record<string, unknown>> = {};
  for (const field of FIELDS) {
    const entry = written(field.section, field.key);
    const result = v.safeParse(field.schema, entry?.value, {
      abortPipeEarly: true,
      abortEarly: true,
    });
    (values[field.section] ??= {})[field.key] = result.success ? result.output : undefined;
    if (!result.success) {
      problems.push({
        line: entry?.line ?? null,
        key: `[${field.section}] ${field.key}`,
        value: isSecret(field.section, field.key) ? null : entry?.value ?? null,
        accepted: acceptedText(result.issues[0].message),
      });
    }
  }
  // Without any [EMAIL] value there is nobody to write to: mail is off, not wrong.
  const email = values["EMAIL"];
  const mailKeys = FIELDS.filter((field) => field.section === "EMAIL").map((field) => field.key);
  if (email && mailKeys.every((key) => written("EMAIL", key) === null)) email["habilitado"] = false;
  return values as unknown as Values;
}

/** Keys that cannot be left out. */
function missing(values: Values, written: Written, ini: IniFile): ConfigProblem[] {
  const found: ConfigProblem[] = [];
  const report = (
    section: SectionName,
    key: string,
    what: Parameters<typeof missingText>[0],
  ) => {
    const stray = ini.sections.flatMap((other) =>
      foldName(section) === other.name
        ? []
        : other.entries.filter((entry) => entry.name === foldName(key)).map(({ line }) => ({
          section: other.title,
          line,
        }))
    );
    found.push({
      line: null,
      key: `[${section}] ${key}`,
      value: null,
      accepted: missingText(what, stray[0] ?? null),
    });
  };
  if (written("CAMINHOS", "pasta_retorno") === null) {
    report("CAMINHOS", "pasta_retorno", "folder");
  }
  if (values.EMAIL.habilitado !== true) return found;
  if (written("EMAIL", "smtp_servidor") === null) {
    report("EMAIL", "smtp_servidor", "mailHost");
  }
  if (written("EMAIL", "remetente") === null) {
    report("EMAIL", "remetente", "sender");
  }
  const to = written("EMAIL", "destinatarios");
  if (to === null) {
    report("EMAIL", "destinatarios", "recipients");
  } else if (values.EMAIL.destinatarios?.length === 0) {
    found.push({
      line: to.line,
      key: "[EMAIL] destinatarios",
      value: to.value,
      accepted: NO_RECIPIENT,
    });
  }
  return found;
}

function unknownKey(
  section: SectionName,
  entry: IniEntry,
  fields: readonly FieldDescription[],
): string {
  if (entry.secret) return perhapsPasswordText(section);
  const meant = suggestion(entry.key, fields.map((field) => field.key));
  return unknownKeyText(section, entry.key, meant);
}

function passwordAvisos(entry: IniEntry): { line: number; text: string }[] {
  if (entry.value === "") return [];
  const { line } = entry;
  const texts = [PASSWORD_IN_FILE, ...(entry.comment && !entry.quoted ? [PASSWORD_CUT] : [])];
  return texts.map((text) => ({ line, text }));
}

function mailAvisos(values: Values, written: Written): string[] {
  const { habilitado, seguranca, smtp_porta } = values.EMAIL;
  if (habilitado === false && written("EMAIL", "habilitado") === null) {
    return [MAIL_OFF];
  }
  if (habilitado !== true) return [];
  if (seguranca === "tls" && smtp_porta === 587) {
    return [TLS_ON_587];
  }
  if (seguranca === "starttls" && smtp_porta === 465) {
    return [STARTTLS_ON_465];
  }
  if (seguranca === "nenhuma" && written("EMAIL", "senha") !== null) {
    return [PASSWORD_IN_THE_OPEN];
  }
  return [];
}

const DEFAULT_PATIENCE = FIELDS.find(({ key }) => key === "escalar_apos_minutos")?.fallback;

function escalationAvisos(written: Written): Note[] {
  const after = written("EMAIL", "escalar_apos_minutos");
  const idle = after !== null && after.value !== DEFAULT_PATIENCE &&
    written("EMAIL", "escalar_para") === null;
  return idle ? [{ line: after.line, text: NOBODY_TO_ESCALATE }] : [];
}

/** Last defence: the password, or one inside a URL, may have been pasted into another key. */
function withoutSecret(problem: ConfigProblem, senha: IniEntry | null): ConfigProblem {
  if (problem.value === null) return problem;
  let value = problem.value.replace(/:[^:@\s]+@/g, ":***@");
  if (senha !== null && senha.value.length >= 4) value = value.replaceAll(senha.value, "***");
  return { ...problem, value };
}
