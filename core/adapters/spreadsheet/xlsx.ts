/** A table as a workbook (.xlsx), by the write-excel-file library. */
import writeExcelFile from "write-excel-file/node";

/** One cell: a text, a number as it shows (`format`), a day as a serial number, or nothing. */
export type Cell = string | null | { readonly value: number; readonly format: string };

/** Width of a column in characters. */
const WIDTH = 18;

/**
 * The bytes of a workbook with one sheet; the first line is bold and stays in sight. A text is always a text: nothing in it
 * becomes a formula. All of it stands in memory.
 */
export async function xlsxOf(
  sheet: string,
  titles: readonly string[],
  rows: readonly (readonly Cell[])[],
): Promise<Uint8Array<ArrayBuffer>> {
  const data = [
    titles.map((value) => ({ value, type: String, fontWeight: "bold" as const })),
    ...rows.map((row) =>
      row.map((cell) =>
        cell === null
          ? null
          : typeof cell === "string"
          ? { value: cell, type: String }
          : { ...cell, type: Number }
      )
    ),
  ];
  const columns = titles.map(() => ({ width: WIDTH }));
  const buffer = await writeExcelFile(data, { sheet, columns, stickyRowsCount: 1 }).toBuffer();
  return new Uint8Array(buffer);
}
