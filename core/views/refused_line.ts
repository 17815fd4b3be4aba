/** The line of a refused file that a reason names, with its columns marked. Pure. */

/** Where a reason says that the fault is; columns from 1, inclusive. */
export interface FaultPlace {
  readonly line: number;
  readonly columns: readonly [first: number, last: number] | null;
}

/** Longer lines are shown around the columns only, in characters. */
const SHOWN = 400;

/** The first place that a reason names: `linha 12, colunas 137-151`; null when it names none. */
export function placeOf(reason: string): FaultPlace | null {
  const found = /linha (\d+)(?:, colunas? (\d+)(?:-(\d+))?)?/.exec(reason);
  if (found === null) return null;
  const first = found[2] === undefined ? null : Number(found[2]);
  const columns = first === null ? null : [first, Number(found[3] ?? found[2])] as const;
  return { line: Number(found[1]), columns };
}

/** The bytes of line `wanted`, from 1, without its end; null when there is no such line. */
export function lineOf(chunks: Iterable<Uint8Array>, wanted: number): Uint8Array | null {
  let line = 1;
  const found: number[] = [];
  for (const chunk of chunks) {
    for (const byte of chunk) {
      if (byte === 10) {
        if (line === wanted) return Uint8Array.from(found);
        line++;
      } else if (line === wanted && byte !== 13 && found.length < 100_000) found.push(byte);
    }
  }
  return line === wanted && found.length > 0 ? Uint8Array.from(found) : null;
}

/** The line as text (windows-1252, as banks write) under its number, and the columns marked under it. */
export function markedLine(bytes: Uint8Array, { line, columns }: FaultPlace): string[] {
  const text = new TextDecoder("windows-1252").decode(bytes).replace(/[\p{Cc}\p{Cf}]/gu, "·");
  const [first, last] = columns ?? [1, 0];
  const start = Math.max(0, Math.min(first - 1 - SHOWN / 2, text.length - SHOWN));
  const end = Math.min(text.length, start + SHOWN);
  const head = `  linha ${line} | ${start > 0 ? "…" : ""}`;
  const lines = [head + text.slice(start, end) + (end < text.length ? "…" : "")];
  if (columns !== null) {
    // Columns that a short line does not have are marked where they would be.
    const marks = "^".repeat(Math.max(1, Math.min(last, start + SHOWN) - first + 1));
    lines.push(" ".repeat(head.length + Math.max(0, first - 1 - start)) + marks);
  }
  return lines;
}
