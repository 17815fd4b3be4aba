/** What the three readers have in common. */
import { dateNumber, isoDate, nextDay } from "./dates.ts";
import type { Line } from "./line.ts";
import type { Field } from "./layout.ts";
import { refuse } from "./refuse.ts";
import { type ReadContext, RetornoRefused } from "./retorno.ts";
import type { WarningList } from "./warnings.ts";

/** Limits of plausible dates, as `AAAAMMDD` (rule 7). */
export interface DateLimits {
  readonly earliest: number;
  readonly latest: number;
  /** Of a generation date: one day of slack for clocks that differ. */
  readonly latestGeneration: number;
}

/** 2000 to ten years from now. */
export function dateLimits(context: ReadContext): DateLimits {
  const today = dateNumber(context.today);
  return {
    earliest: 20000101,
    latest: (Math.floor(today / 10000) + 10) * 10000 + 1231,
    latestGeneration: nextDay(today),
  };
}

/** Checks the generation date of a file; throws {@link RetornoRefused} (`valor`). */
export function generationDate(
  line: Line,
  field: Field,
  date: number,
  limits: DateLimits,
  form = "DDMMAAAA",
): number {
  if (date <= 0 || date < limits.earliest) {
    refuse(
      "valor",
      line,
      field.first,
      field.last,
      "data de geração inválida",
      `${form} a partir de 2000`,
    );
  }
  if (date > limits.latestGeneration) {
    refuse(
      "valor",
      line,
      field.first,
      field.last,
      "data de geração no futuro",
      `até ${isoDate(limits.latestGeneration)}`,
    );
  }
  return date;
}

/** `00012345` and `12345` are one account. */
export function plainNumber(text: string): string {
  const trimmed = text.trim().replace(/^0+/, "");
  return trimmed === "" ? text.trim().slice(-1) : trimmed;
}

/**
 * Rule 9: the account (with or without its check digit) or the convênio must be one of `contas`, when given.
 * Throws {@link RetornoRefused} (`conta`).
 */
export function checkAccount(
  context: ReadContext,
  found: { readonly conta: string; readonly contaDv: string; readonly convenio: string },
): void {
  if (context.contas === undefined) return;
  const ours = new Set(context.contas.map((conta) => plainNumber(conta.replace(/[^0-9Xx]/g, ""))));
  const digits = found.convenio.replace(/[^0-9].*$/, "");
  if (
    [found.conta, found.conta + found.contaDv, found.convenio, digits].some((n) =>
      n !== "" && ours.has(plainNumber(n))
    )
  ) return;
  throw new RetornoRefused(
    "conta",
    `conta ${found.conta}, convênio ${found.convenio}: não é uma das contas configuradas`,
    { expected: context.contas.join(", "), found: found.conta },
  );
}

/** The customer's id, the 1 to 6 digits at the start of the sacado's name; null when there is none. */
export function customerId(sacado: string): string | null {
  let end = 0;
  while (end < 6 && end < sacado.length) {
    const code = sacado.charCodeAt(end);
    if (code < 48 || code > 57) break;
    end++;
  }
  return end === 0 ? null : sacado.substring(0, end);
}

/** Words for a field in messages: `valorPago` becomes `valor pago`. */
export function fieldWords(field: Field): string {
  return field.name.replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`);
}

/** Warns that a field of a line does not hold what its type says (rule 7, line that is not a payment). */
export function warnField(warnings: WarningList, line: number, field: Field, record: string): void {
  warnings.add(
    "campo-invalido",
    line,
    `linha ${line}, colunas ${field.first}-${field.last}: ${
      fieldWords(field)
    } inválido (${record})`,
  );
}

/** A movement that moves money into the account: its fields must be right. */
export function isPaid(classe: string): boolean {
  return classe === "liquidacao" || classe === "liquidacao-parcial";
}
