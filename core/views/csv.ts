/** CSV that Excel in Portuguese opens with a double click: BOM, `;`, decimal comma, CRLF, DD/MM/AAAA. */

/** One column of the table. */
export interface CsvColumn<Row> {
  readonly title: string;
  /** `valor`: integer cents; `data`: AAAA-MM-DD; `texto`: anything, made harmless. */
  readonly type: "texto" | "valor" | "data" | "numero";
  readonly value: (row: Row) => string | number | null;
}

/** The BOM and the line of titles. */
export function csvHead<Row>(columns: readonly CsvColumn<Row>[]): string {
  return "\ufeff" + columns.map((column) => csvText(column.title)).join(";") + "\r\n";
}

/**
 * One line of the table. A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, tab or CR)
 * gets an apostrophe.
 */
export function csvRow<Row>(columns: readonly CsvColumn<Row>[], row: Row): string {
  return columns.map((column) => cell(column.type, column.value(row))).join(";") + "\r\n";
}

function cell(type: CsvColumn<unknown>["type"], value: string | number | null): string {
  if (value === null) return "";
  if (type === "valor") return csvMoney(Number(value));
  if (type === "numero") return String(value);
  if (type === "data" && /^\d{4}-\d{2}-\d{2}$/.test(String(value))) {
    const [year, month, day] = String(value).split("-");
    return `${day}/${month}/${year}`;
  }
  return csvText(String(value));
}

/** Integer cents as `1234,56`. */
export function csvMoney(cents: number): string {
  const sign = cents < 0 ? "-" : "";
  const digits = String(Math.abs(cents)).padStart(3, "0");
  return `${sign}${digits.slice(0, -2)},${digits.slice(-2)}`;
}

/** A text cell: no formula, no line break, quoted where it must be. */
export function csvText(text: string): string {
  let safe = /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  // deno-lint-ignore no-control-regex
  safe = safe.replace(/[\x00-\x1f\x7f]+/g, " ");
  return /[;"]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
