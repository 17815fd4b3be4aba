/** CSV that Excel in Portuguese opens with a double click: BOM, `;`, decimal comma, CRLF, DD/MM/AAAA. */
import { oneLine } from "../domain/text.ts";

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
export function csvMoney(cents: number | bigint): string {
  const sign = cents < 0 ? "-" : "";
  const digits = String(cents < 0 ? -cents : cents).padStart(3, "0");
  return `${sign}${digits.slice(0, -2)},${digits.slice(-2)}`;
}

/** What a spreadsheet takes for the beginning of a formula, the wide forms of East Asian keyboards among them. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/** A text cell: no formula, no line break, nothing that hides; quoted where it must be. */
export function csvText(text: string): string {
  const line = oneLine(text);
  const safe = FORMULA.test(line) || /^[\t\r]/.test(text) ? `'${line}` : line;
  return /[;"]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
