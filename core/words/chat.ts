/** A document as one plain chat message: no markup, so that nothing in it can be one. */
import { oneLine } from "../domain/text.ts";
import type { PlainDocument } from "./document.ts";
import { textPart } from "./text.ts";

/** Telegram takes 4096 UTF-16 units. */
const MOST = 4000;
const CUT = "[...] A mensagem foi cortada aqui; o log tem o resto.";

/** Title, parts, LF line ends; cut at the end of a line when it would be too long. */
export function renderChat(document: PlainDocument): string {
  const whole = [oneLine(document.title), ...document.parts.map(textPart)].join("\n\n");
  if (whole.length <= MOST) return whole;
  const lines: string[] = [];
  let left = MOST - CUT.length - 1;
  for (const line of whole.split("\n")) {
    left -= line.length + 1;
    if (left < 0) break;
    lines.push(line);
  }
  return [...lines, CUT].join("\n");
}
