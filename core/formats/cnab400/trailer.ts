/** The trailer of CNAB 400 against the details that went by (rule 5). */
import type { Line } from "../record/line.ts";
import { refuse } from "../record/refuse.ts";
import type { WarningList } from "../record/warnings.ts";
import type { Cnab400Bank, TrailerCount } from "./bank.ts";
import { countText, wrongCountText } from "../../words/formats/cnab400.ts";

interface Sum {
  quantity: number;
  nominal: number;
  paid: number;
}

/** Sums up details and compares them with what the bank's table says about its trailer. */
export class TrailerSums {
  readonly #bank: Cnab400Bank;
  readonly #byCode = new Map<string, Sum>();
  #amountsKnown = true;

  constructor(bank: Cnab400Bank) {
    this.#bank = bank;
  }

  /** One detail: its code, nominal and paid amounts as written. */
  add(codigo: string, nominal: number, paid: number): void {
    if (this.#bank.trailer.length === 0) return;
    let sum = this.#byCode.get(codigo);
    if (sum === undefined) this.#byCode.set(codigo, sum = { quantity: 0, nominal: 0, paid: 0 });
    sum.quantity++;
    sum.nominal += nominal;
    sum.paid += paid;
  }

  /** A detail whose layout has no nominal amount: the manuals do not say what it adds to the trailer's sums. */
  addWithoutAmount(codigo: string): void {
    this.add(codigo, 0, 0);
    this.#amountsKnown = false;
  }

  /** Compares. Throws `RetornoRefused` (`totais`), or warns, as the bank's table says. */
  check(line: Line, warnings: WarningList): void {
    for (const count of this.#bank.trailer) {
      const sum = this.#sum(count);
      if (count.quantity !== null) {
        const width = count.quantity[1] - count.quantity[0] + 1;
        this.#compare(
          line,
          count.quantity,
          [sum.quantity % 10 ** width],
          "quantity",
          count,
          warnings,
        );
      }
      if (count.amount !== null && this.#amountsKnown) {
        const width = count.amount[1] - count.amount[0] + 1;
        const amounts = count.of === "nominal"
          ? [sum.nominal]
          : count.of === "pago"
          ? [sum.paid]
          : [sum.nominal, sum.paid];
        this.#compare(
          line,
          count.amount,
          amounts.map((v) => v % 10 ** width),
          "amount",
          count,
          warnings,
        );
      }
    }
  }

  #compare(
    line: Line,
    [first, last]: readonly [number, number],
    accepted: readonly number[],
    what: "quantity" | "amount",
    count: TrailerCount,
    warnings: WarningList,
  ): void {
    if (accepted.includes(line.digits(first, last))) return;
    const untold = count.zeroIsNone === true && line.nothing(first, last) ||
      this.#bank.trailerFault === "warn" && line.blank(first, last);
    if (untold) return;
    const told = countText(what, count.codes);
    const expected = String(accepted[0]).padStart(last - first + 1, "0");
    if (this.#bank.trailerFault === "refuse") {
      refuse("totais", line, first, last, told, expected);
    }
    warnings.add(
      "totais",
      line.number,
      wrongCountText(line.number, first, last, told, expected),
    );
  }

  #sum(count: TrailerCount): Sum {
    const total = { quantity: 0, nominal: 0, paid: 0 };
    for (const [codigo, sum] of this.#byCode) {
      if (count.codes.length > 0 && !count.codes.includes(codigo)) continue;
      total.quantity += sum.quantity;
      total.nominal += sum.nominal;
      total.paid += sum.paid;
    }
    return total;
  }
}
