/** Sums of any size. SQLite gives up on one beyond 2^63: two, of the millions and of what is below them, never get there. */

const SPLIT = 1_000_000n;

/** The two sums of a column, as two columns for {@link sumOf}. */
export function exactSum(column: string, name: string): string {
  return `sum(${column} / ${SPLIT}) AS ${name}_alto, sum(${column} % ${SPLIT}) AS ${name}_baixo`;
}

/** The sum of {@link exactSum}, of a statement that reads bigints; 0 where there was no row. */
export function sumOf(row: Record<string, unknown>, name: string): bigint {
  const part = (half: string) => BigInt((row[`${name}_${half}`] ?? 0n) as bigint);
  return part("alto") * SPLIT + part("baixo");
}
