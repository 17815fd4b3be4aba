/** The amounts of a movement against each other and against its class (rule 8). */
import type { WarningList } from "../record/warnings.ts";
import { isPaid, type MovementClass } from "../retorno.ts";
import type { Cnab240Bank } from "./bank.ts";

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
  const warn = (code: string, columns: string, what: string) =>
    warnings.add(code, line, `linha ${line}, colunas ${columns}: ${what}`);
  if (!isPaid(classe)) {
    if (pago > 0 && WITHOUT_AMOUNT.includes(classe)) {
      warn("pago-sem-pagamento", "78-92", "valor pago numa linha que não é liquidação");
    }
    return pago;
  }
  if (pago === 0) {
    warn("pago-zero", "78-92", "liquidação com valor zero");
    return pago;
  }
  if (bank.netRule && liquido !== pago - tarifa) {
    warn("valor-liquido", "93-107", "valor líquido difere de valor pago - tarifa");
  }
  if (classe === "liquidacao-parcial") {
    if (pago >= owed) warn("valor-pago", "78-92", "pagamento parcial que paga o título inteiro");
    return pago;
  }
  if (pago === full) return pago;
  if (bank.netOfTariff && tarifa > 0 && pago + tarifa === full) return pago + tarifa;
  warn(
    "valor-pago",
    "78-92",
    "valor pago difere de nominal + juros + outros - desconto - abatimento",
  );
  return pago;
}
