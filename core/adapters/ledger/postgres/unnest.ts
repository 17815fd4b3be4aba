/** Many rows in one statement: one array for each column. */
import type { Value } from "../rows/titulo_columns.ts";

/** Columns that hold numbers; all others hold text. */
const NUMBERS: readonly string[] = [
  "id",
  "titulo_id",
  "line",
  "valor",
  "valor_nominal",
  "pago_total",
  "valor_pago",
  "juros",
  "desconto",
  "abatimento",
  "outros_creditos",
  "tarifa",
  "iof",
  "outras_despesas",
  "valor_liquido",
];

/** `unnest` of the arrays from `$first` on, as table `n` with these columns. */
export function unnest(columns: readonly string[], first: number): string {
  const arrays = columns.map((column, at) =>
    `$${first + at}::${NUMBERS.includes(column) ? "bigint" : "text"}[]`
  );
  return `unnest(${arrays.join(", ")}) AS n (${columns.join(", ")})`;
}

/** The rows as columns. */
export function transposed(rows: readonly (readonly Value[])[], width: number): Value[][] {
  return Array.from({ length: width }, (_, at) => rows.map((row) => row[at]!));
}
