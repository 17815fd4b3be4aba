/** The reason codes of a CNAB 400 detail, wherever its bank puts them. */
import type { Layout } from "../record/layout.ts";
import type { Line } from "../record/line.ts";
import { printable } from "../record/refuse.ts";
import type { ReasonColumns } from "./bank.ts";

/** Reads them, each text of them once. */
export class Reasons {
  readonly #columns: readonly ReasonColumns[];
  readonly #motivos = new Map<string, string | null>();

  constructor(columns: readonly ReasonColumns[]) {
    this.#columns = columns;
  }

  /** Reason codes, joined by commas. */
  of(line: Line, layout: Layout, codigo: string): string | null {
    let key = "";
    for (const { field: name, only } of this.#columns) {
      const field = layout.fields[name];
      if (field === undefined || only !== undefined && !only.includes(codigo)) continue;
      // Most lines give no reason, which is seen without making a text of it.
      if (line.nothing(field.first, field.last)) continue;
      key += `${name}:${line.raw(field.first, field.last)}|`;
    }
    if (key === "") return null;
    let reasons = this.#motivos.get(key);
    if (reasons === undefined) {
      reasons = this.#told(line, layout, codigo);
      if (this.#motivos.size > 1000) this.#motivos.clear();
      this.#motivos.set(key, reasons);
    }
    return reasons;
  }

  #told(line: Line, layout: Layout, codigo: string): string | null {
    const codes: string[] = [];
    for (const { field: name, width, only } of this.#columns) {
      const field = layout.fields[name];
      if (field === undefined || only !== undefined && !only.includes(codigo)) continue;
      for (let column = field.first; column + width - 1 <= field.last; column += width) {
        const code = printable(line.raw(column, column + width - 1)).trim();
        if (code !== "" && !/^0+$/.test(code)) codes.push(code);
      }
    }
    return codes.length === 0 ? null : codes.join(",");
  }
}
