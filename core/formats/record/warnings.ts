/** Collects warnings without letting a file of a million odd lines fill the memory. */
import type { Warning } from "../retorno.ts";
import { moreWarningsText } from "../../words/formats/file.ts";

/** Warnings of one code that are kept one by one; the rest is counted. */
const KEPT_PER_CODE = 20;

/** The warnings of one file, in the order in which they came. */
export class WarningList {
  readonly #list: Warning[] = [];
  readonly #counts = new Map<string, number>();

  /** Adds one; `message` is Portuguese and holds no payer's data. */
  add(code: string, line: number | null, message: string): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count <= KEPT_PER_CODE) this.#list.push({ code, line, message });
  }

  /** All of them, and one closing line for each code of which only the first were kept. */
  all(): Warning[] {
    const more: Warning[] = [];
    for (const [code, count] of this.#counts) {
      if (count > KEPT_PER_CODE) {
        more.push({ code, line: null, message: moreWarningsText(count - KEPT_PER_CODE) });
      }
    }
    return [...this.#list, ...more];
  }
}
