/** What is wrong with one line or one field, whatever the format. */
import { columnsText } from "./place.ts";

/** What is wrong with a field. */
export const FIELD_FAULT = {
  generationInvalid: "data de geração inválida",
  generationFuture: "data de geração no futuro",
  occurrenceBlank: "data da ocorrência em branco",
  occurrenceEarly: "data da ocorrência anterior a 2000",
  occurrenceLate: "data da ocorrência posterior à geração do arquivo",
  creditEarly: "data do crédito anterior à da ocorrência",
  creditLate: "data do crédito distante demais",
  numberBlank: "nosso número em branco numa liquidação",
  numberNotNumeric: "nosso número não numérico numa liquidação",
  numberInvalid: "nosso número inválido numa liquidação",
  numberMissing: "sem nosso número, linha não aplicada",
  paidZero: "liquidação com valor zero",
  paidSum: "valor pago difere de nominal + juros + outros - desconto - abatimento",
  creditFar: "data do crédito muito depois da ocorrência",
  occurrenceFar: "data da ocorrência muito antes da geração do arquivo",
} as const;

/** `what` about columns of a line. */
export function fieldText(line: number, first: number, last: number, what: string): string {
  return `${columnsText(line, first, last)}: ${what}`;
}

/** Words for a field in messages: `valorPago` becomes `valor pago`. */
function fieldWords(name: string): string {
  return name.replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`);
}

/** A field of a record that does not hold what its type says. */
export function invalidFieldText(
  line: number,
  first: number,
  last: number,
  name: string,
  record: string,
): string {
  return `${columnsText(line, first, last)}: ${fieldWords(name)} inválido (${record})`;
}

/** The same of a field that a payment needs. */
export function invalidInPaymentText(name: string): string {
  return `${fieldWords(name)} inválido numa liquidação`;
}

/** Some field of a header. */
export function invalidHeaderText(
  line: number,
  first: number,
  last: number,
  record: string,
): string {
  return `${columnsText(line, first, last)}: campo inválido (${record})`;
}

/** A line that was saved again as UTF-8. */
export function recodedText(line: number): string {
  return `linha ${line}: regravada em UTF-8, colunas contadas em caracteres`;
}

/** Blanks after the last column. */
export function longLineText(line: number, excess: number, nominal: number): string {
  return `linha ${line}: ${excess} brancos além da coluna ${nominal}`;
}

/** A line that lacks blanks at its end. */
export function shortLineText(line: number, length: number, nominal: number): string {
  return `linha ${line}: ${length} bytes em vez de ${nominal}, completada com brancos`;
}

/** A line of a length that its record cannot have. */
export function lengthText(line: number, length: number, nominal: number, record: string): string {
  return `linha ${line}: ${length} bytes, esperados ${nominal} (${record})`;
}
