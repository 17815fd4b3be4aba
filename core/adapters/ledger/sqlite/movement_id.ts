/** Numbers of the rows of `movimentos`: the file in the upper bits, its line in the lower 24. */

import { tooManyLinesText } from "../../../words/ledger_state.ts";

/** Lines beyond this one (a file of more than 2.5 GB) share the last places and are refused by the ledger's key. */
const LINES = 1 << 24;

/** Row number of a line of a file. Throws `RangeError` for a line that has no place. */
export function movementId(fileId: number, line: number): number {
  if (line >= LINES) {
    throw new RangeError(tooManyLinesText(line, LINES - 1));
  }
  return fileId * LINES + line;
}

/** First and last row number of a file. */
export function movementIds(fileId: number): [number, number] {
  return [fileId * LINES, fileId * LINES + LINES - 1];
}
