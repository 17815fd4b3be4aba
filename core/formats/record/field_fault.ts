/** What becomes of a field that does not hold what its type says (rule 7). */
import type { Field, Layout } from "./layout.ts";
import { INVALID, type Line } from "./line.ts";
import { refuse } from "./refuse.ts";
import type { WarningList } from "./warnings.ts";
import { invalidFieldText, invalidInPaymentText } from "../../words/formats/record.ts";

/** Warns that a field of a line does not hold what its type says (rule 7, line that is not a payment). */
export function warnField(warnings: WarningList, line: number, field: Field, record: string): void {
  warnings.add(
    "campo-invalido",
    line,
    invalidFieldText(line, field.first, field.last, field.name, record),
  );
}

/** What a payment cannot do without: its amounts, its occurrence and its credit. */
function neededByPayment(field: Field): boolean {
  return field.type === "valor" || field.name === "dataOcorrencia" || field.name === "dataCredito";
}

/**
 * What becomes of the numbers of a line that {@link Line.numbers} left {@link INVALID} in `values`: a payment (`paid`) that
 * lacks a field which it needs is refused, any other field is warned of and taken as zero.
 *
 * Throws `RetornoRefused` (`valor`).
 */
export function settleWrongNumbers(
  line: Line,
  layout: Layout,
  values: Float64Array,
  paid: boolean,
  warnings: WarningList,
  needed: (field: Field) => boolean = neededByPayment,
): void {
  for (const field of layout.numbers) {
    if (values[field.slot] !== INVALID) continue;
    if (paid && needed(field)) {
      refuse(
        "valor",
        line,
        field.first,
        field.last,
        invalidInPaymentText(field.name),
        field.type === "moeda" ? "1.234,56" : field.type,
      );
    }
    warnField(warnings, line.number, field, layout.record);
    values[field.slot] = 0;
  }
}
