/** Details that are neither T nor U: some are read over, the others say that the file is of another kind. */
import { CNAB240_EXPECTED, CNAB240_FAULT, wrongSegmentText } from "../../words/formats/cnab240.ts";
import type { Line } from "../record/line.ts";
import { refuse } from "../record/refuse.ts";

/** Segments of other services; a file that has them is a payment or statement file. */
const OTHER_SERVICES = "ABCEJKLNOVWZ5";
/** Segments of a remessa. */
const REMESSA = "PQ";
/** Segments of a cobrança retorno that say nothing of amounts. */
const READ_OVER = "YRS";

/** Throws `RetornoRefused` (`formato`, `estrutura`) unless the segment of the detail may be read over. */
export function refuseOtherSegment(line: Line): void {
  const letter = line.raw(14, 14);
  if (OTHER_SERVICES.includes(letter) || REMESSA.includes(letter)) {
    const what = wrongSegmentText(letter, REMESSA.includes(letter));
    refuse("formato", line, 14, 14, what, CNAB240_EXPECTED.segments);
  }
  if (!READ_OVER.includes(letter)) {
    refuse("estrutura", line, 14, 14, CNAB240_FAULT.unknownSegment, CNAB240_EXPECTED.segments);
  }
}
