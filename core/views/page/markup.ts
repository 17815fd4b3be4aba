/** HTML that is escaped by construction: what is put into a template is text, unless it is markup already. */
import { oneLine } from "../../domain/text.ts";
import { escapeHtml } from "../../words/html.ts";

/** A piece of HTML. Only {@link markup} and {@link raw} make one. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What may stand in a template. Lists are joined; nothing is shown of null and false. */
export type Content = Markup | string | number | null | false | readonly Content[];

/**
 * HTML from a template. Every value is shown as one line of plain text, whatever it holds: tags, quotes, line breaks and marks
 * that turn the order of reading become harmless. Attribute values stand between double quotes in the template.
 */
export function markup(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  let text = parts[0]!;
  values.forEach((value, n) => text += contentText(value) + parts[n + 1]!);
  return new Markup(text);
}

/** Our own constant text, such as a style sheet: never anything that comes from outside. */
export function raw(text: string): Markup {
  return new Markup(text);
}

function contentText(value: Content): string {
  if (value === null || value === false) return "";
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(contentText).join("");
  return escapeHtml(oneLine(String(value)));
}
