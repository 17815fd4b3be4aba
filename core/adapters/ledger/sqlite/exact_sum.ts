/** Sums of cents without a limit. The statement must be read with `setReadBigInts(true)`. */

/** SQLite gives up on a sum beyond 2^63: two sums, of the millions and of what is below them, never get there. */
const SPLIT = 1_000_000n;

/** The two columns that {@link sumOf} puts together. */
export function exactSum(column: string, name: string): string {
  return `sum(${column} / ${SPLIT}) AS ${name}_alto, sum(${column} % ${SPLIT}) AS ${name}_baixo`;
}

/** The sum; 0 of no row at all. */
export function sumOf(row: Record<string, unknown>, name: string): bigint {
  const part = (which: string) => BigInt((row[`${name}_${which}`] ?? 0) as bigint | number);
  return part("alto") * SPLIT + part("baixo");
}
