/** CNAB 400 of Banco do Brasil, six-digit convênio: details of type 1. [U], [M] and samples. */
import { lineRest11 } from "../../record/check_digits.ts";
import { codeTable } from "../../record/code_table.ts";
import { layout } from "../../record/layout.ts";
import type { Line } from "../../record/line.ts";
import { CNAB400_RULES, type Cnab400Bank } from "../bank.ts";
import { COMMON_CODES } from "../codes.ts";
import { BB_CODES } from "./banco_do_brasil_codes.ts";

const HEADER = layout("header", 400, {
  agencia: [27, 30, "alfa", "[U] [M]"],
  conta: [32, 39, "alfa", "[U] [M]"],
  contaDv: [40, 40, "alfa", "[U] [M]"],
  convenio: [41, 46, "alfa", "[U] [M]"],
  empresa: [47, 76, "alfa", "[U] [M]"],
  banco: [77, 79, "alfa", "[U] [M]"],
  dataGeracao: [95, 100, "data6", "[U] [M]"],
  nsa: [101, 107, "num", "[U] [M]"],
  sequencial: [395, 400, "num", "[U] [M]"],
});

const DETAIL = layout("detalhe 1", 400, {
  convenio: [32, 37, "alfa", "[U] [M]"],
  nossoNumero: [63, 73, "alfa", "[U] [M]: convênio (6) and sequence (5)"],
  nossoNumeroDv: [74, 74, "alfa", "[U] [M]: X for 10"],
  motivo: [81, 82, "alfa", "[U] [M]: natureza do recebimento"],
  codigo: [109, 110, "alfa", "[U] [M]"],
  dataOcorrencia: [111, 116, "data6", "[U] [M]"],
  numeroDocumento: [117, 126, "alfa", "[U] [M]"],
  nossoNumeroRepetido: [127, 137, "alfa", "[U] [M]"],
  vencimento: [147, 152, "data6", "[U] [M]"],
  valorNominal: [153, 165, "valor", "[U] [M]"],
  bancoCobrador: [166, 168, "alfa", "[U] [M]"],
  dataCredito: [176, 181, "data6", "[U] [M]"],
  tarifa: [182, 188, "valor", "[U] [M]"],
  outrasDespesas: [189, 201, "valor", "[U] [M]"],
  iof: [215, 227, "valor", "[U] [M]"],
  abatimento: [228, 240, "valor", "[U] [M]"],
  desconto: [241, 253, "valor", "[U] [M]"],
  valorPago: [254, 266, "valor", "[U] [M]"],
  juros: [267, 279, "valor", "[U] [M]"],
  outrosCreditos: [280, 292, "valor", "[U] [M]"],
  valorLiquido: [306, 318, "valor", "[U] [M]: lançamento = recebido - tarifa"],
  sequencial: [395, 400, "num", "[U] [M]"],
});

const NUMBER = [[63, 73]] as const;

function checkDigit(line: Line) {
  const sum = lineRest11(line, NUMBER, 9);
  if (sum < 0) return null;
  // Weights 9 to 2 from the right are -2 to -9.
  const rest = (11 - sum) % 11;
  return { column: 74, right: rest === 10 ? "X" : String(rest) };
}

/** Banco do Brasil with a six-digit convênio; its codes are those of the other way. */
export const BB_400_SIX: Cnab400Bank = {
  ...CNAB400_RULES,
  banco: "001",
  nome: "Banco do Brasil",
  header: HEADER,
  detail: DETAIL,
  codes: codeTable(COMMON_CODES, BB_CODES),
  auxiliary: "235",
  automaticBaixa: "90",
  reasonWords: [["09,10", "90", "automática, do próprio banco: a dívida continua"]],
  numberDigits: 11,
  checkDigit,
  unregistered: true,
  netRule: true,
  trailerStart: ["9201001"],
};
