/** Which dates are plausible, and the generation date of a file (rule 7). */
import type { ReadContext } from "../retorno.ts";
import { dateNumber, isoDate, nextDay } from "./dates.ts";
import type { Field } from "./layout.ts";
import type { Line } from "./line.ts";
import { refuse } from "./refuse.ts";
import { dateFormExpected, latestDateExpected } from "../../words/formats/expected.ts";
import { FIELD_FAULT } from "../../words/formats/record.ts";

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
      FIELD_FAULT.generationInvalid,
      dateFormExpected(form),
    );
  }
  if (date > limits.latestGeneration) {
    refuse(
      "valor",
      line,
      field.first,
      field.last,
      FIELD_FAULT.generationFuture,
      latestDateExpected(isoDate(limits.latestGeneration)),
    );
  }
  return date;
}
