/** What makes two movements the same event, so that each effect happens once. */
import type { Movement, RetornoSummary } from "../formats/retorno.ts";
import { ANNOUNCED_PAYMENT } from "../formats/record/code_table.ts";

/**
 * Whose numbering a nosso número belongs to. Banco do Brasil's 17 digits begin with the convênio and are unique in the
 * bank: nothing is needed ("": CBR724 and CNAB 240 do not write the account alike). Elsewhere: agência and account.
 */
export function numberScope(summary: RetornoSummary, nossoNumero: string): string {
  if (summary.banco === "001" && nossoNumero.length === 17) return "";
  const dash = summary.conta.indexOf("-");
  return `${summary.agencia}/${dash < 0 ? summary.conta : summary.conta.substring(0, dash)}`;
}

/**
 * The value of the event key (bank, numbering, nosso número, event, file date, value): the paid amount of a payment, the
 * new date (`AAAAMMDD`) of a change of vencimento, else the nominal amount. The twins of a day agree on it.
 */
export function eventValue(
  movement: Pick<Movement, "evento" | "valorPago" | "valorNominal" | "vencimento">,
): number {
  if (movement.evento === "liquidacao" || movement.evento === ANNOUNCED_PAYMENT) {
    return movement.valorPago;
  }
  if (movement.evento === "vencimento") {
    return movement.vencimento === null ? 0 : Number(movement.vencimento.replaceAll("-", ""));
  }
  return movement.valorNominal;
}
