/** Text of any origin, made fit for one line. */

/** Marks that turn the order of reading, or that nobody sees. */
const DIRECTION = /[\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/**
 * `value` on one line, without the characters that could forge a line, a header or the order of reading
 * (controls, line separators, direction marks, lone surrogates). Used for names and paths of any origin.
 */
export function oneLine(value: string): string {
  return value.toWellFormed()
    // deno-lint-ignore no-control-regex
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ")
    .replace(DIRECTION, "\ufffd");
}

/** As {@link oneLine}, for a text of several lines: what a terminal would obey is gone, the line feeds stay. */
export function plainText(value: string): string {
  return value.split("\n").map(oneLine).join("\n");
}

/**
 * JSON that a terminal shows as it is: what JSON itself leaves unescaped, but a terminal obeys, is escaped. The value is the
 * same; a bigint is a number with all its digits.
 */
export function plainJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, exactNumber, indent).replace(
    new RegExp(`[\\u007f-\\u009f\\u2028\\u2029]|${DIRECTION.source}`, "g"),
    (char) => "\\u" + char.charCodeAt(0).toString(16).padStart(4, "0"),
  );
}

/** JSON knows no limit for a number's digits; `rawJSON` is how they are written (ES2026, not yet in TypeScript's library). */
function exactNumber(_: string, value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  return (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(String(value));
}

/** `value` on one line of at most `max` characters (code points); the last one is `…` when something is missing. */
export function clip(value: string, max: number): string {
  const all = [...oneLine(value)];
  return all.length <= max ? all.join("") : all.slice(0, max - 1).join("") + "…";
}
