/** Text of any origin, made fit for one line. */

/**
 * `value` on one line, without the characters that could forge a line, a header or the order of reading
 * (controls, line separators, direction marks, lone surrogates). Used for names and paths of any origin.
 */
export function oneLine(value: string): string {
  return value.toWellFormed()
    // deno-lint-ignore no-control-regex
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ")
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "\ufffd");
}

/** `value` on one line of at most `max` characters (code points); the last one is `…` when something is missing. */
export function clip(value: string, max: number): string {
  const all = [...oneLine(value)];
  return all.length <= max ? all.join("") : all.slice(0, max - 1).join("") + "…";
}
