/** From the lines of config.ini to typed values: unknown names, repeated keys, wrong and missing values. */
import * as v from "valibot";
import { acceptedText } from "../words/config/accepted.ts";
import { coversWeek } from "../domain/told/maintenance.ts";
import {
  ALWAYS_IN_MAINTENANCE,
  DATABASE_IN_THE_OPEN,
  DATABASE_UNUSED,
  MAIL_OFF,
  NO_OUTAGES_TO_CHECK,
  NOBODY_TO_ESCALATE,
  PASSWORD_CUT,
  PASSWORD_IN_FILE,
  PASSWORD_IN_THE_OPEN,
  perhapsSecretText,
  sameValueText,
  secretCutText,
  secretInFileText,
  sectionAgainText,
  STARTTLS_ON_465,
  TLS_ON_587,
  unknownKeyText,
  unknownSectionText,
} from "../words/config/note.ts";
import { missingText, NO_RECIPIENT, otherValueText } from "../words/config/problem.ts";
import type { ConfigProblem } from "./config.ts";
import { foldName, type IniEntry, type IniFile } from "./ini.ts";
import { EXPECTED_FIELDS, expectedName, readExpected, type WrittenRule } from "./expected.ts";
import { HOLIDAYS_IGNORED, sameNameText } from "../words/config/expected.ts";
import { damageProblem, suggestion } from "./problems.ts";
import {
  type FieldDescription,
  FIELDS,
  isPassword,
  isSecret,
  passwordInTheOpen,
  SECRETS,
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
  /** The sections `[ESPERADO nome]`, in the order of the file. */
  readonly expected: readonly WrittenRule[];
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

  const expected = readRules(ini, problems, avisos);
  for (const section of ini.sections) {
    if (expectedName(section) !== null) continue;
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
        if (isPassword(name, field.key)) avisos.push(...secretAvisos(name, field.key, entry));
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
    expected,
    problems: problems.map((problem) => withoutSecrets(problem, secretValues(written))),
    avisos: [
      ...avisos.sort((a, b) => a.line - b.line),
      ...mailAvisos(values, written).map((text) => ({ line: null, text })),
      ...tellingAvisos(values, written),
    ],
    written,
  };
}

/** The rules for expected files; what is wrong with one of them is added to `problems`. */
function readRules(
  ini: IniFile,
  problems: ConfigProblem[],
  avisos: { line: number; text: string }[],
): WrittenRule[] {
  const rules: WrittenRule[] = [];
  const names = new Map<string, number>();
  for (const section of ini.sections) {
    const nome = expectedName(section);
    if (nome === null) continue;
    const line = section.lines[0] ?? 0;
    const { written, problems: wrong, notes, unknown } = readExpected(section, nome);
    problems.push(...wrong);
    avisos.push(...notes);
    for (const { key, line } of unknown) {
      const meant = suggestion(key, EXPECTED_FIELDS.map((field) => field.key));
      avisos.push({ line, text: unknownKeyText(section.title, key, meant) });
    }
    if (section.lines.length > 1) {
      avisos.push({
        line: section.lines[1] ?? line,
        text: sectionAgainText(section.title, section.lines),
      });
    }
    // White space within a name makes no other one.
    const same = foldName(nome).replace(/\s+/g, " ");
    const first = names.get(same);
    if (first !== undefined) {
      problems.push({
        line,
        key: `[${section.title}]`,
        value: null,
        accepted: sameNameText(first),
      });
    }
    names.set(same, line);
    if (written === null) continue;
    rules.push(written);
    if (written.feriados !== null && written.rule.dias !== "uteis") {
      avisos.push({
        line: written.feriados.line,
        text: `[${section.title}] ${HOLIDAYS_IGNORED}`,
      });
    }
  }
  return rules;
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
  if (values.TELEGRAM.habilitado === true && written("TELEGRAM", "conversa") === null) {
    report("TELEGRAM", "conversa", "conversation");
  }
  if (values.WEBHOOK.habilitado === true && written("WEBHOOK", "url") === null) {
    report("WEBHOOK", "url", "webhookUrl");
  }
  if (values.LIVRO_DE_REGISTRO.motor === "postgresql") {
    if (written("LIVRO_DE_REGISTRO", "servidor") === null) {
      report("LIVRO_DE_REGISTRO", "servidor", "databaseHost");
    }
    if (written("LIVRO_DE_REGISTRO", "usuario") === null) {
      report("LIVRO_DE_REGISTRO", "usuario", "databaseUser");
    }
  }
  if (values.EMAIL.habilitado !== true) return found;
  for (const [key, what] of oauthKeys(values, written)) {
    if (written("EMAIL", key) === null) report("EMAIL", key, what);
  }
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

/** What OAuth 2.0 cannot do without, by provider. */
function oauthKeys(
  { EMAIL }: Values,
  written: Written,
): readonly (readonly [string, "tenant" | "client" | "tokenUrl"])[] {
  if (EMAIL.autenticacao !== "oauth2" || EMAIL.oauth2_provedor === "google") return [];
  const client = ["oauth2_cliente", "client"] as const;
  if (EMAIL.oauth2_provedor === "outro") return [client, ["oauth2_url_token", "tokenUrl"]];
  const ownServer = written("EMAIL", "oauth2_url_token") !== null;
  return ownServer ? [client] : [client, ["oauth2_inquilino", "tenant"]];
}

function unknownKey(
  section: SectionName,
  entry: IniEntry,
  fields: readonly FieldDescription[],
): string {
  if (entry.secret) return perhapsSecretText(section);
  const meant = suggestion(entry.key, fields.map((field) => field.key));
  return unknownKeyText(section, entry.key, meant);
}

function secretAvisos(
  section: string,
  key: string,
  { value, line, comment, quoted }: IniEntry,
): { line: number; text: string }[] {
  if (value === "") return [];
  const name = SECRETS[`${section} ${key}` as keyof typeof SECRETS];
  const place = `[${section}] ${key}`;
  const texts = [name === null ? PASSWORD_IN_FILE : secretInFileText(place, name)];
  if (comment && !quoted) texts.push(name === null ? PASSWORD_CUT : secretCutText(place));
  return texts.map((text) => ({ line, text }));
}

function mailAvisos(values: Values, written: Written): string[] {
  const { habilitado, seguranca, smtp_porta, autenticacao } = values.EMAIL;
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
  if (passwordInTheOpen(seguranca, autenticacao) && written("EMAIL", "senha") !== null) {
    return [PASSWORD_IN_THE_OPEN];
  }
  return [];
}

const DEFAULT_PATIENCE = FIELDS.find(({ key }) => key === "escalar_apos_minutos")?.fallback;

/** What is asked for, and will never be told. */
function tellingAvisos(values: Values, written: Written): Note[] {
  const avisos: Note[] = [];
  const after = written("EMAIL", "escalar_apos_minutos");
  if (after && after.value !== DEFAULT_PATIENCE && written("EMAIL", "escalar_para") === null) {
    avisos.push({ line: after.line, text: NOBODY_TO_ESCALATE });
  }
  const check = written("VERIFICACAO_AGENDADA", "habilitado");
  if (
    check && values.VERIFICACAO_AGENDADA.habilitado && !values.MONITORAMENTO_SERVIDOR.habilitado
  ) {
    avisos.push({ line: check.line, text: NO_OUTAGES_TO_CHECK });
  }
  const engine = written("LIVRO_DE_REGISTRO", "servidor");
  if (engine && values.LIVRO_DE_REGISTRO.motor === "sqlite") {
    avisos.push({ line: engine.line, text: DATABASE_UNUSED });
  }
  const tls = written("LIVRO_DE_REGISTRO", "tls");
  if (
    tls && values.LIVRO_DE_REGISTRO.motor === "postgresql" &&
    values.LIVRO_DE_REGISTRO.tls === "nenhum"
  ) avisos.push({ line: tls.line, text: DATABASE_IN_THE_OPEN });
  const windows = written("MANUTENCAO", "janelas");
  if (windows && coversWeek(values.MANUTENCAO.janelas ?? [])) {
    avisos.push({ line: windows.line, text: ALWAYS_IN_MAINTENANCE });
  }
  return avisos;
}

function secretValues(written: Written): string[] {
  return FIELDS.filter(({ section, key }) => isSecret(section, key))
    .map(({ section, key }) => written(section, key)?.value ?? "");
}

/** Last defence: a secret, or one inside a URL, may have been pasted into another key. */
function withoutSecrets(problem: ConfigProblem, secrets: readonly string[]): ConfigProblem {
  if (problem.value === null) return problem;
  let value = problem.value.replace(/:[^:@\s]+@/g, ":***@");
  for (const secret of secrets) if (secret.length >= 4) value = value.replaceAll(secret, "***");
  return { ...problem, value };
}
