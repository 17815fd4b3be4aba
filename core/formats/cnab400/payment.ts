/** The amounts of a payment of CNAB 400 against each other (rule 8). */
import type { MovementClass } from "../retorno.ts";
import type { Cnab400Bank } from "./bank.ts";
import { CNAB400_FAULT } from "../../words/formats/cnab400.ts";
import { FIELD_FAULT } from "../../words/formats/record.ts";

/** In cents. */
export interface PaymentAmounts {
  /** What the payer paid. */
  readonly pago: number;
  readonly nominal: number;
  readonly liquido: number | null;
  readonly tarifa: number;
  /** Juros + outros créditos. */
  readonly added: number;
  /** Desconto + abatimento. */
  readonly taken: number;
}

/** What contradicts itself: code and words of the warning, or null. */
export function paymentFault(
  bank: Cnab400Bank,
  classe: MovementClass,
  { pago, nominal, liquido, tarifa, added, taken }: PaymentAmounts,
): { readonly code: string; readonly text: string } | null {
  if (pago === 0) return { code: "pago-zero", text: FIELD_FAULT.paidZero };
  if (bank.netRule && liquido !== null && liquido !== pago - tarifa) {
    return { code: "valor-pago", text: CNAB400_FAULT.netSum };
  }
  if (bank.unregistered && nominal === 0) return null;
  if (classe === "liquidacao-parcial") {
    return pago < nominal - taken ? null : { code: "valor-pago", text: CNAB400_FAULT.partialOfAll };
  }
  return !bank.sumRule || pago === nominal + added - taken
    ? null
    : { code: "valor-pago", text: FIELD_FAULT.paidSum };
}

/** Lines that move no money; cheques, reversals and announcements may repeat the amount that they speak of. */
const WITHOUT_AMOUNT: readonly MovementClass[] = ["entrada", "baixa", "rejeicao", "alteracao"];

/** A line that is no payment and has a paid amount which it should not have; `whole`: just what pays the título. */
export function looksPaid(classe: MovementClass, evento: string, whole: boolean): boolean {
  if (WITHOUT_AMOUNT.includes(classe)) return true;
  return classe === "informacao" && whole && !evento.startsWith("baixa-operacional");
}
