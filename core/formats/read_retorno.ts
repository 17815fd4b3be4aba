/** Reads one return file, whatever its format: detection by content, then the reader of that format. */
import { readCbr724 } from "./cbr724/reader.ts";
import { readCnab240 } from "./cnab240/reader.ts";
import { readCnab400 } from "./cnab400/reader.ts";
import { detectFormat } from "./detect.ts";
import { Line } from "./record/line.ts";
import { LineReader } from "./record/line_reader.ts";
import { WarningList } from "./record/warnings.ts";
import type { ReadingRetorno, ReadRetorno } from "./retorno.ts";
import { ODD_FILE } from "../words/formats/file.ts";

/** Bytes of a line. */
const NOMINAL = { CNAB240: 240, CNAB400: 400, CBR724: 160 };
const READERS = { CNAB240: readCnab240, CNAB400: readCnab400, CBR724: readCbr724 };

/** See {@link ReadRetorno}. Memory does not grow with the file. Throws `RetornoRefused`. */
export const readRetorno: ReadRetorno = (chunks, context, onMovement) => {
  const reading = readingRetorno(chunks, context, onMovement);
  for (;;) {
    const step = reading.next();
    if (step.done) return step.value;
  }
};

/** See {@link ReadingRetorno}: the same, with a pause after each `PAUSE_LINES` lines. */
export const readingRetorno: ReadingRetorno = function* (chunks, context, onMovement) {
  const lines = new LineReader(chunks);
  const format = detectFormat(lines);
  const warnings = new WarningList();
  if (lines.bom) warnings.add("bom", 1, ODD_FILE.bom);
  const line = new Line();
  const read = READERS[format];
  const counts = new Map<string, { n: number }>();
  let code = "";
  let count = { n: 0 };
  const summary = yield* read(lines, line, context, warnings, (movement) => {
    // Most lines have the code of the line before.
    if (movement.codigo !== code) {
      code = movement.codigo;
      count = counts.get(code) ?? { n: 0 };
      counts.set(code, count);
    }
    count.n++;
    onMovement(movement);
  });
  if (lines.mixedBreaks) {
    warnings.add("quebras-misturadas", null, ODD_FILE.mixedBreaks);
  }
  return {
    ...summary,
    ...(lines.endsShort(NOMINAL[format]) ? { openEnd: true } : {}),
    codigos: Object.fromEntries([...counts].map(([code, { n }]) => [code, n])),
    warnings: warnings.all(),
  };
};
