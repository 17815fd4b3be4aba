/** Dates of a movement against those of its file (rule 7). */
import type { DateLimits } from "./date_limits.ts";
import type { Field } from "./layout.ts";
import type { Line } from "./line.ts";
import { refuse } from "./refuse.ts";
import type { WarningList } from "./warnings.ts";
import { EXPECTED } from "../../words/formats/expected.ts";
import { FIELD_FAULT, fieldText } from "../../words/formats/record.ts";

/** A date field and its value, `AAAAMMDD`, 0 for none. */
export interface DateValue {
  readonly field: Field;
  readonly value: number;
}

/** A year, as a difference of `AAAAMMDD`: five days is the longest that a credit took, and files tell of their own day. */
const DISTANT = 10_000;

/**
 * Occurrence not after the generation of the file, credit not before the occurrence, both plausible. Warns, or throws
 * `RetornoRefused` (`valor`) on a paid line, which also needs an occurrence.
 */
export function checkMovementDates(
  line: Line,
  occurrence: DateValue,
  credit: DateValue | null,
  paid: boolean,
  generated: number,
  limits: DateLimits,
  warnings: WarningList,
): void {
  const date = occurrence.value;
  if (date === 0 ? paid : date < limits.earliest || date > generated) {
    const what = date === 0
      ? FIELD_FAULT.occurrenceBlank
      : date < limits.earliest
      ? FIELD_FAULT.occurrenceEarly
      : FIELD_FAULT.occurrenceLate;
    report(line, occurrence.field, what, paid, warnings);
  } else if (credit !== null && credit.value > 0) {
    if (credit.value < date) {
      report(line, credit.field, FIELD_FAULT.creditEarly, paid, warnings);
    } else if (credit.value > limits.latest) {
      report(line, credit.field, FIELD_FAULT.creditLate, paid, warnings);
    } else if (credit.value - date > DISTANT) {
      report(line, credit.field, FIELD_FAULT.creditFar, false, warnings);
    }
  }
  if (date > 0 && generated - date > DISTANT) {
    const what = FIELD_FAULT.occurrenceFar;
    report(line, occurrence.field, what, false, warnings);
  }
}

function report(
  line: Line,
  field: Field,
  what: string,
  paid: boolean,
  warnings: WarningList,
): void {
  if (paid) refuse("valor", line, field.first, field.last, what, EXPECTED.coherentDate);
  warnings.add(
    "data",
    line.number,
    fieldText(line.number, field.first, field.last, what),
  );
}
