/** What a table of the ledger adds up to, for people. */
import { moneyText } from "../words/money.ts";

const NAMES: Readonly<Record<string, string>> = {
  valor_nominal: "nominal",
  valor_pago: "pago",
  pago_total: "pago",
  movements: "movimentos",
  applied: "aplicados",
  files: "arquivos",
  titulos: "títulos",
  attempts: "tentativas",
};
const AMOUNTS: readonly string[] = ["valor_nominal", "valor_pago", "pago_total"];

/** One line. */
export function sumsText(sums: Readonly<Record<string, bigint>>): string {
  return Object.entries(sums).map(([name, value]) => {
    if (name === "down_ms") return `${value / 1000n} s fora de alcance`;
    return `${NAMES[name] ?? name} ${AMOUNTS.includes(name) ? moneyText(value) : value}`;
  }).join(", ");
}
