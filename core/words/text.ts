/** A document as plain text. */
import { oneLine } from "../domain/text.ts";
import type { DocumentPart, PlainDocument } from "./document.ts";

/** The whole document, LF line ends, no line forged by what it holds. */
export function renderText(document: PlainDocument): string {
  const blocks = [
    oneLine(document.title),
    ...document.parts.map(textPart),
    `--\n${oneLine(document.footer)}`,
  ];
  return blocks.join("\n\n") + "\n";
}

/** One part: no line forged by what it holds. */
export function textPart(part: DocumentPart): string {
  switch (part.kind) {
    case "paragraph":
      return oneLine(part.text);
    case "facts":
      return part.rows.map(([label, value]) => `${label}: ${oneLine(value)}`).join("\n");
    case "list": {
      const items = part.items.map((item, i) =>
        part.ordered ? `  ${i + 1}. ${oneLine(item)}` : `  - ${oneLine(item)}`
      );
      return [`${part.title}:`, ...items].join("\n");
    }
  }
}
