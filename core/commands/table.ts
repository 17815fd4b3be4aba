/** Plain tables for people. */
import { oneLine } from "../domain/text.ts";

/** Columns as wide as their widest cell; the last one is not padded. A cell is one line, whatever it holds. */
export function table(header: readonly string[], given: readonly (readonly string[])[]): string {
  const rows = given.map((row) => row.map(oneLine));
  const widths = header.map((title, column) =>
    Math.max(width(title), ...rows.map((row) => width(row[column] ?? "")))
  );
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) =>
      column === cells.length - 1 ? cell : cell + " ".repeat((widths[column] ?? 0) - width(cell))
    ).join("  ");
  return [line(header), line(widths.map((n) => "-".repeat(n))), ...rows.map(line)].join("\n");
}

/** Characters, not code units: names may hold anything. */
const width = (text: string): number => [...text].length;
