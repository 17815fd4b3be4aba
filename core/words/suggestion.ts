/** Rules for expected files that the past carries, in words. */
import { oneLine } from "../domain/text.ts";
import type { ExpectedDays } from "../domain/expected/rule.ts";
import type { Suggestion } from "../domain/expected/suggest.ts";
import { criteriaText, dayText, timeText } from "./expected.ts";

const WEEKDAYS = ["dom", "seg", "ter", "qua", "qui", "sex", "sab"];

/** `banco 001, nome CBR724*.ret: chegou até 08:41 em 118 de 120 dias úteis (de 01/06/2026 a 26/11/2026)`. */
export function evidenceText({ criteria, example, rule, evidence }: Suggestion): string {
  const { from, to, dias, days, came, minute, inTime } = evidence;
  const span = `de ${dayText(from)} a ${dayText(to)}`;
  const what = criteria.arquivo === null
    ? `${criteriaText(criteria)} (como ${oneLine(example)})`
    : criteriaText(criteria);
  const kind = dias === "uteis"
    ? plural(days, "dia útil", "dias úteis")
    : dias === "todos"
    ? plural(days, "dia", "dias")
    : `${plural(days, "dia", "dias")} (${daysText(dias)})`;
  if (rule !== null) {
    return `${what}: chegou até ${timeText(minute)} em ${inTime} de ${days} ${kind} (${span})`;
  }
  return `${what}: a história não sustenta uma regra (chegou em ${came} de ${days} ${kind}, ${span})`;
}

/** The section, ready to paste. `names`: those that are taken; its own is added. */
export function ruleText({ criteria, rule }: Suggestion, names: Set<string>): string {
  if (rule === null) return "";
  const { banco, convenio, conta, arquivo } = criteria;
  const lines = [`[ESPERADO ${nameOf(criteria, names)}]`];
  if (banco !== null) lines.push(`banco = ${banco}`);
  if (convenio !== null) lines.push(`convenio = ${convenio}`);
  if (conta !== null) lines.push(`conta = ${conta}`);
  if (arquivo !== null) lines.push(`arquivo = ${quoted(arquivo)}`);
  lines.push(`ate = ${timeText(rule.ate)}`, `dias = ${daysText(rule.dias)}`);
  return lines.join("\n");
}

function plural(count: number, one: string, more: string): string {
  return count === 1 ? one : more;
}

function nameOf({ banco, arquivo }: Suggestion["criteria"], names: Set<string>): string {
  const base =
    (arquivo ?? `banco ${banco}`).replace(/\.[^.]*$/, "").replace(/[^\p{L}\p{N} _-]+/gu, " ")
      .trim().replace(/[_\s-]+$/, "") || "retorno";
  let name = base;
  for (let n = 2; names.has(name.toLowerCase()); n++) name = `${base} ${n}`;
  names.add(name.toLowerCase());
  return name;
}

function daysText(dias: ExpectedDays): string {
  return typeof dias === "string" ? dias : dias.map((day) => WEEKDAYS[day]).join(", ");
}

/** A name that holds what begins a comment stands between quotes. */
function quoted(text: string): string {
  return /[#;"']/.test(text) ? `"${text}"` : text;
}
