/** The reason codes of a CNAB 400 detail, wherever its bank puts them. */
import type { Field, Layout } from "../record/layout.ts";
import type { Line } from "../record/line.ts";
import { printable } from "../record/refuse.ts";
import type { ReasonColumns } from "./bank.ts";

/** Reads them, each text of them once. */
export class Reasons {
  readonly #columns: readonly {
    readonly reasons: ReasonColumns;
    readonly seen: Map<string, string | null>;
  }[];
  /** Of the last layout asked for, which is mostly that of the next line too. */
  #layout: Layout | null = null;
  #fields: readonly (Field | undefined)[] = [];

  constructor(columns: readonly ReasonColumns[]) {
    this.#columns = columns.map((reasons) => ({ reasons, seen: new Map() }));
  }

  /** Reason codes, joined by commas; null where there is none. */
  of(line: Line, layout: Layout, codigo: string): string | null {
    if (layout !== this.#layout) {
      this.#layout = layout;
      this.#fields = this.#columns.map(({ reasons }) => layout.fields[reasons.field]);
    }
    let told: string | null = null;
    for (let i = 0; i < this.#fields.length; i++) {
      const field = this.#fields[i];
      // Most lines give no reason, which is seen without making a text of it.
      if (field === undefined || line.nothing(field.first, field.last)) continue;
      const { reasons: { width, only }, seen } = this.#columns[i]!;
      if (only !== undefined && !only.includes(codigo)) continue;
      const text = line.raw(field.first, field.last);
      let codes = seen.get(text);
      if (codes === undefined) {
        codes = codesIn(text, width);
        if (seen.size > 1000) seen.clear();
        seen.set(text, codes);
      }
      if (codes !== null) told = told === null ? codes : `${told},${codes}`;
    }
    return told;
  }
}

function codesIn(text: string, width: number): string | null {
  const codes: string[] = [];
  for (let at = 0; at + width <= text.length; at += width) {
    const code = printable(text.slice(at, at + width)).trim();
    if (code !== "" && !/^0+$/.test(code)) codes.push(code);
  }
  return codes.length === 0 ? null : codes.join(",");
}
