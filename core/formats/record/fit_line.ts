/** Brings a line to the nominal length of its record, or refuses it. */
import { RetornoRefused } from "../retorno.ts";
import type { Layout } from "./layout.ts";
import type { Line } from "./line.ts";
import { multibyteUtf8 } from "./text.ts";
import type { WarningList } from "./warnings.ts";
import { bytesText } from "../../words/formats/place.ts";
import {
  lengthText,
  longLineText,
  recodedText,
  shortLineText,
} from "../../words/formats/record.ts";

const scratch = new Uint8Array(512);

/**
 * Pads a line whose missing columns are optional blanks, takes blanks in excess, and takes back a line that was saved
 * again as UTF-8 (its length is right only in characters). Warns in each case.
 *
 * With `trimmedOnly` a short line may miss nothing but all the blanks of its end: one that still ends in a blank lost a byte
 * elsewhere, and its values moved.
 *
 * Throws {@link RetornoRefused} (`estrutura`) for any other length.
 */
export function fitLine(
  line: Line,
  layout: Layout,
  warnings: WarningList,
  trimmedOnly = false,
): void {
  const nominal = layout.length;
  if (line.length === nominal && !line.high) return;
  if (line.high && line.length > layout.minimum && recoded(line, nominal)) {
    warnings.add(
      "utf8",
      line.number,
      recodedText(line.number),
    );
  }
  if (line.length === nominal) return;
  if (line.length > nominal) {
    const excess = line.length - nominal;
    const bytes = line.bytes;
    for (let i = line.base + nominal; i < line.base + line.length; i++) {
      if (bytes[i] !== 32) refuseLength(line, layout, false);
    }
    line.length = nominal;
    warnings.add(
      "linha-longa",
      line.number,
      longLineText(line.number, excess, nominal),
    );
    return;
  }
  // Whoever trims a line leaves no blank at its end: this one lost something within.
  const lostWithin = trimmedOnly && line.at(line.length) === 32;
  if (line.length < layout.minimum || lostWithin) refuseLength(line, layout, line.unterminated);
  warnings.add(
    "linha-curta",
    line.number,
    shortLineText(line.number, line.length, nominal),
  );
  pad(line, nominal);
}

/** Fills the line with blanks up to `length`, in a place of its own. */
export function pad(line: Line, length: number): void {
  const bytes = new Uint8Array(scratch.buffer, 0, Math.max(length, line.length));
  const had = line.length;
  const text = line.text.substring(line.textBase, line.textBase + had);
  bytes.set(line.bytes.subarray(line.base, line.base + had));
  bytes.fill(32, had);
  line.text = text.padEnd(length);
  line.textBase = 0;
  line.bytes = bytes;
  line.base = 0;
  line.length = length;
}

/** Rewrites the line with one byte per character when it is UTF-8; false when it is not, or need not be. */
function recoded(line: Line, nominal: number): boolean {
  const text = multibyteUtf8(line.bytes.slice(line.base, line.base + line.length));
  if (text === null || line.length === nominal) return false;
  const characters = [...text].map((c) => c.length > 1 ? "?" : c).join("");
  // Trimmed lines are short in characters too; what matters is that bytes alone cannot explain the length.
  if (line.length < nominal || characters.trimEnd().length > nominal) return false;
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < characters.length; i++) {
    const code = characters.charCodeAt(i);
    // Numbers and dates are ASCII; any other byte only has to be no digit and no blank, and no code page 850 letter.
    bytes[i] = code < 0x80 ? code : 0xff;
  }
  line.bytes = bytes;
  line.base = 0;
  line.text = characters;
  line.textBase = 0;
  line.length = characters.length;
  return true;
}

function refuseLength(line: Line, layout: Layout, maybeIncomplete: boolean): never {
  throw new RetornoRefused(
    "estrutura",
    lengthText(line.number, line.length, layout.length, layout.record),
    { line: line.number, expected: bytesText(layout.length), found: bytesText(line.length) },
    maybeIncomplete,
  );
}
