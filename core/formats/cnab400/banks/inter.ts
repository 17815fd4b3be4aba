/** CNAB 400 of Inter: v1.1, August 2021 [N4]; [L], [B]. */
import { digit10 } from "../../record/check_digits.ts";
import type { Line } from "../../record/line.ts";
import { type CodeRow, codeTable } from "../../record/code_table.ts";
import { layout } from "../../record/layout.ts";
import { CNAB400_RULES, type Cnab400Bank } from "../bank.ts";

const HEADER = layout("header", 400, {
  empresa: [47, 76, "alfa", "[N4] [L]"],
  banco: [77, 79, "alfa", "[N4] [L]"],
  dataGeracao: [95, 100, "data6", "[N4] [L]"],
  sequencial: [395, 400, "num", "[N4] [L]"],
});

const DETAIL = layout("detalhe 1", 400, {
  agencia: [24, 27, "alfa", "[N4] [L]"],
  conta: [28, 36, "alfa", "[N4] [L]"],
  contaDv: [37, 37, "alfa", "[N4] [L]"],
  nossoNumero: [71, 81, "alfa", "[N4] [L]: with its DV"],
  carteira: [87, 89, "alfa", "[N4] [L]"],
  codigo: [90, 91, "alfa", "[N4] [L]"],
  dataOcorrencia: [92, 97, "data6", "[N4] [L]"],
  numeroDocumento: [98, 107, "alfa", "[N4] [L]"],
  nossoNumeroRepetido: [108, 118, "alfa", "[N4] [L]"],
  vencimento: [119, 124, "data6", "[N4] [L]"],
  valorNominal: [125, 137, "valor", "[N4] [L]"],
  valorPago: [160, 172, "valor", "[N4] [L]"],
  dataCredito: [173, 178, "data6", "[N4] [L]"],
  sacado: [182, 221, "alfa", "[N4] [L]"],
  motivo: [241, 380, "alfa", "[N4] [L]: a sentence"],
  sequencial: [395, 400, "num", "[N4] [L]"],
});

/** Every code that the bank's manual has; another one is kept as unknown. */
const CODES: readonly CodeRow[] = [
  ["02", "entrada", "entrada", "em aberto"],
  ["03", "rejeicao", "entrada-rejeitada", "erro"],
  ["06", "liquidacao", "liquidacao", "pago"],
  ["07", "baixa", "baixa", "baixado ou cancelado"],
];

function checkDigit(line: Line) {
  if (!line.onlyDigits(71, 80) || !line.onlyDigits(87, 89)) return null;
  return { column: 81, right: digit10("0001" + line.raw(87, 89) + line.raw(71, 80)) };
}

/** Inter. */
export const INTER_400: Cnab400Bank = {
  ...CNAB400_RULES,
  banco: "077",
  nome: "Inter",
  header: HEADER,
  detail: DETAIL,
  codes: codeTable(CODES),
  reasons: [{ field: "motivo", width: 140 }],
  numberDigits: 11,
  checkDigit,
  // It tells neither interest nor discount.
  sumRule: false,
  trailer: [
    { codes: [], quantity: [18, 25], amount: null, of: "nominal" },
    { codes: ["02"], quantity: [58, 62], amount: null, of: "nominal" },
    { codes: ["03"], quantity: [87, 91], amount: null, of: "nominal" },
    { codes: ["06"], quantity: [116, 120], amount: [121, 132], of: "pago" },
  ],
  trailerStart: ["9201077"],
};
