/** Tells the formats apart by the first line, never by the name. */
import type { LineReader } from "./record/line_reader.ts";
import { printable } from "./record/refuse.ts";
import { type Format, type RefusalCode, RetornoRefused } from "./retorno.ts";
import { EXPECTED } from "../words/formats/expected.ts";
import { NO_FORMAT, noFormatText } from "../words/formats/file.ts";

/**
 * The format of the file, by its first line; also sets the reader to split by size when the records have no line breaks.
 * Throws {@link RetornoRefused}: `vazio`, `formato`.
 */
export function detectFormat(lines: LineReader): Format {
  const head = lines.head();
  const length = lines.headLength();
  if (head.trim() === "") {
    if (lines.onlyBlanks()) throw new RetornoRefused("vazio", NO_FORMAT.empty, {}, true);
    throw refusal("formato", NO_FORMAT.blank, head, false);
  }
  if (/^\d{6}CBR724/.test(head)) return "CBR724";
  if (head.startsWith("02RETORNO")) return sized(lines, length, 400, "CNAB400");
  if (head.startsWith("01REMESSA")) {
    throw refusal("formato", NO_FORMAT.remessa, head, false);
  }
  if (/^\d{3}00000/.test(head) && length >= 143) return sized(lines, length, 240, "CNAB240");
  // A copy that has only just begun stops before the end of the first line.
  throw refusal("formato", NO_FORMAT.unknown, head, !lines.anyBreak && length < 400);
}

function sized(lines: LineReader, length: number, record: number, format: Format): Format {
  if (length >= 2 * record) lines.splitBySize(record);
  return format;
}

function refusal(
  code: RefusalCode,
  message: string,
  head: string,
  maybeIncomplete: boolean,
): RetornoRefused {
  // The first columns identify a format; what follows may name somebody.
  const found = printable(head.slice(0, 12));
  return new RetornoRefused(
    code,
    noFormatText(message, found),
    {
      line: 1,
      columns: [1, 12],
      expected: EXPECTED.formats,
      found,
    },
    maybeIncomplete,
  );
}
