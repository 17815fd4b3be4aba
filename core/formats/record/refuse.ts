/** One way to say what is wrong with a line: line, columns, expected, found. */
import { type RefusalCode, RetornoRefused } from "../retorno.ts";
import type { Line } from "./line.ts";
import { refusalText } from "../../words/formats/place.ts";

/** Throws {@link RetornoRefused} for columns `first` to `last` of the line; they must not hold the payer's data. */
export function refuse(
  code: RefusalCode,
  line: Line,
  first: number,
  last: number,
  what: string,
  expected: string,
): never {
  const found = printable(line.raw(first, last));
  throw new RetornoRefused(
    code,
    refusalText(line.number, first, last, what, expected, found),
    { line: line.number, columns: [first, last], expected, found },
  );
}

/** Text of a file made fit for one line of a log: everything but printable ASCII becomes `?`. */
export function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?");
}
