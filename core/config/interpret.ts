/** From the lines of config.ini to typed values: unknown names, repeated keys, wrong and missing values. */
import * as v from "valibot";
import type { ConfigProblem } from "./config.ts";
import { foldName, type IniEntry, type IniFile, type IniSection } from "./ini.ts";
import { damageProblem, quoteValue, suggestion } from "./problems.ts";
import {
  type FieldDescription,
  FIELDS,
  isSecret,
  type SectionName,
  type Values,
} from "./schema.ts";

/** What the lines mean. `values` is complete only when there is no problem. */
export interface Interpretation {
  readonly values: Values;
  readonly problems: readonly ConfigProblem[];
  /** Portuguese sentences without the name of the file: `linha 7: ...`. */
  readonly avisos: readonly string[];
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
      avisos.push({ line, text: unknownSection(section) });
      continue;
    }
    if (section.lines.length > 1) {
      avisos.push({
        line: section.lines[1] ?? line,
        text: `a seção [${name}] aparece mais de uma vez (linhas ${
          section.lines.join(", ")
        }); as partes foram reunidas`,
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
        if (isSecret(name, field.key)) avisos.push(...passwordAvisos(entry));
      } else if (first.value === entry.value) {
        avisos.push({ line: entry.line, text: `${id} repete a linha ${first.line}` });
      } else {
        problems.push({
          line: entry.line,
          key: id,
          value: isSecret(name, field.key) ? null : entry.value,
          accepted: `a chave já está na linha ${first.line} com outro valor; deixe só uma das duas`,
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
      ...avisos.sort((a, b) => a.line - b.line).map(({ line, text }) => `linha ${line}: ${text}`),
      ...mailAvisos(values, written),
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
        accepted: `aceito ${result.issues[0].message}`,
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
  const report = (section: SectionName, key: string, accepted: string) => {
    const stray = ini.sections.flatMap((other) =>
      foldName(section) === other.name
        ? []
        : other.entries.filter((entry) => entry.name === foldName(key)).map((entry) =>
          ` (há uma chave com esse nome em [${other.title}], linha ${entry.line})`
        )
    );
    found.push({
      line: null,
      key: `[${section}] ${key}`,
      value: null,
      accepted: `falta o valor; ${accepted}${stray[0] ?? ""}`,
    });
  };
  if (written("CAMINHOS", "pasta_retorno") === null) {
    report("CAMINHOS", "pasta_retorno", "escreva a pasta que recebe os arquivos de retorno");
  }
  if (values.EMAIL.habilitado !== true) return found;
  const off = "ou desligue o e-mail com habilitado = false";
  if (written("EMAIL", "smtp_servidor") === null) {
    report("EMAIL", "smtp_servidor", `escreva o nome do servidor de e-mail, ${off}`);
  }
  if (written("EMAIL", "remetente") === null) {
    report("EMAIL", "remetente", `escreva o endereço de quem envia, ${off}`);
  }
  const to = written("EMAIL", "destinatarios");
  if (to === null) {
    report("EMAIL", "destinatarios", `escreva os endereços, separados por vírgula, ${off}`);
  } else if (values.EMAIL.destinatarios?.length === 0) {
    found.push({
      line: to.line,
      key: "[EMAIL] destinatarios",
      value: to.value,
      accepted: `escreva ao menos um endereço, ${off}`,
    });
  }
  return found;
}

function unknownSection(section: IniSection): string {
  const meant = suggestion(section.title, SECTIONS);
  const hint = meant === null ? "" : `; seria [${meant}]?`;
  return `seção desconhecida [${quoteValue(section.title).slice(1, -1)}], ignorada${hint}`;
}

function unknownKey(
  section: SectionName,
  entry: IniEntry,
  fields: readonly FieldDescription[],
): string {
  if (entry.secret) {
    return `[${section}] a linha parece continuar a senha, o que não é aceito; foi ignorada`;
  }
  const meant = suggestion(entry.key, fields.map((field) => field.key));
  const hint = meant === null ? "" : `; seria ${meant}?`;
  return `[${section}] chave desconhecida ${quoteValue(entry.key)}, ignorada${hint}`;
}

function passwordAvisos(entry: IniEntry): { line: number; text: string }[] {
  if (entry.value === "") return [];
  const { line } = entry;
  const avisos = [{
    line,
    text:
      "[EMAIL] senha está escrita no arquivo; é mais seguro guardá-la com Set-MonitorCredencial " +
      "(ou na variável de ambiente MONITOR_RETORNOS_SENHA) e apagar esta linha",
  }];
  if (entry.comment && !entry.quoted) {
    avisos.push({
      line,
      text: "[EMAIL] senha: o texto depois de espaço e # ou ; foi lido como comentário; " +
        "se faz parte da senha, ponha a senha entre aspas",
    });
  }
  return avisos;
}

function mailAvisos(values: Values, written: Written): string[] {
  const { habilitado, seguranca, smtp_porta } = values.EMAIL;
  if (habilitado === false && written("EMAIL", "habilitado") === null) {
    return ["e-mail desligado: nenhum alerta será enviado por e-mail"];
  }
  if (habilitado !== true) return [];
  if (seguranca === "tls" && smtp_porta === 587) {
    return ["[EMAIL] seguranca = tls costuma usar smtp_porta = 465 (587 é a porta de starttls)"];
  }
  if (seguranca === "starttls" && smtp_porta === 465) {
    return ["[EMAIL] smtp_porta = 465 costuma pedir seguranca = tls"];
  }
  if (seguranca === "nenhuma" && written("EMAIL", "senha") !== null) {
    return ["[EMAIL] seguranca = nenhuma envia a senha sem proteção pela rede"];
  }
  return [];
}

/** Last defence: the password, or one inside a URL, may have been pasted into another key. */
function withoutSecret(problem: ConfigProblem, senha: IniEntry | null): ConfigProblem {
  if (problem.value === null) return problem;
  let value = problem.value.replace(/:[^:@\s]+@/g, ":***@");
  if (senha !== null && senha.value.length >= 4) value = value.replaceAll(senha.value, "***");
  return { ...problem, value };
}
