/** The amounts of a movement against each other and against its class (rule 8). */
import type { WarningList } from "../record/warnings.ts";
import { isPaid, type MovementClass } from "../retorno.ts";
import type { Cnab240Bank } from "./bank.ts";
import { CNAB240_FAULT } from "../../words/formats/cnab240.ts";
import { FIELD_FAULT, fieldText } from "../../words/formats/record.ts";

/** In cents. */
export interface PaymentAmounts {
  readonly pago: number;
  /** Nominal + juros + outros créditos - desconto - abatimento. */
  readonly full: number;
  /** Nominal - desconto - abatimento. */
  readonly owed: number;
  readonly tarifa: number;
  readonly liquido: number;
}

/** Lines that move no money; cheques, reversals and announcements may repeat the amount that they speak of. */
const WITHOUT_AMOUNT: readonly MovementClass[] = ["entrada", "baixa", "rejeicao", "alteracao"];

/**
 * What was paid, in cents: the amount as told, or with the tarifa that the bank took off. Warns of amounts that contradict
 * each other: nothing paid, a sum that does not come out, a partial payment of everything, a net amount, and an amount on a
 * line that pays nothing.
 */
export function checkPayment(
  bank: Cnab240Bank,
  classe: MovementClass,
  line: number,
  warnings: WarningList,
  amounts: PaymentAmounts,
): number {
  const { pago, full, owed, tarifa, liquido } = amounts;
  if (!isPaid(classe)) {
    if (pago > 0 && WITHOUT_AMOUNT.includes(classe)) {
      warn(warnings, "pago-sem-pagamento", line, CNAB240_FAULT.paidUnpaid);
    }
    return pago;
  }
  if (pago === 0) {
    warn(warnings, "pago-zero", line, FIELD_FAULT.paidZero);
    return pago;
  }
  if (bank.netRule && liquido !== pago - tarifa) {
    warn(warnings, "valor-liquido", line, CNAB240_FAULT.net);
  }
  if (classe === "liquidacao-parcial") {
    if (pago >= owed) {
      warn(warnings, "valor-pago", line, CNAB240_FAULT.partialOfAll);
    }
    return pago;
  }
  if (pago === full) return pago;
  if (bank.netOfTariff && tarifa > 0 && pago + tarifa === full) return pago + tarifa;
  const what = FIELD_FAULT.paidSum;
  warn(warnings, "valor-pago", line, what);
  return pago;
}

function warn(warnings: WarningList, code: string, line: number, what: string): void {
  warnings.add(code, line, fieldText(line, 78, 92, what));
}
