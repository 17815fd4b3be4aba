/** CNAB 400 of Banco do Nordeste: 2011 and v2.0 [E4]; [L], [R]. */
import { lineRest11 } from "../../record/check_digits.ts";
import type { Line } from "../../record/line.ts";
import { type CodeRow, codeTable } from "../../record/code_table.ts";
import { layout } from "../../record/layout.ts";
import { CNAB400_RULES, type Cnab400Bank } from "../bank.ts";

const HEADER = layout("header", 400, {
  agencia: [27, 30, "alfa", "[E4] [L]"],
  conta: [33, 39, "alfa", "[E4] [L]"],
  contaDv: [40, 40, "alfa", "[E4] [L]"],
  empresa: [47, 76, "alfa", "[E4] [L]"],
  banco: [77, 79, "alfa", "[E4] [L]"],
  dataGeracao: [95, 100, "data6", "[E4] [L]"],
  nsa: [109, 113, "num", "[E4] [L]"],
  sequencial: [395, 400, "num", "[E4] [L]"],
});

const DETAIL = layout("detalhe 1", 400, {
  nossoNumero: [63, 70, "alfa", "[E4] [L]: with its DV"],
  codigo: [109, 110, "alfa", "[E4] [L]"],
  dataOcorrencia: [111, 116, "data6", "[E4] [L]"],
  numeroDocumento: [117, 126, "alfa", "[E4] [L]"],
  nossoNumeroRepetido: [127, 134, "alfa", "[E4] [L]"],
  vencimento: [147, 152, "data6", "[E4] [L]"],
  valorNominal: [153, 165, "valor", "[E4] [L]"],
  bancoCobrador: [166, 168, "alfa", "[E4] [L]"],
  tarifa: [176, 188, "valor", "[E4] [L]"],
  iof: [215, 227, "valor", "[E4] [L]"],
  abatimento: [228, 240, "valor", "[E4] [L]"],
  desconto: [241, 253, "valor", "[E4] [L]"],
  valorPago: [254, 266, "valor", "[E4] [L]"],
  juros: [267, 279, "valor", "[E4] [L]"],
  dataCredito: [296, 301, "data6", "[E4] [L]"],
  sequencial: [395, 400, "num", "[E4] [L]"],
});

/** Every code that the bank's manual has; another one is kept as unknown. */
const CODES: readonly CodeRow[] = [
  ["02", "entrada", "entrada", "entrada confirmada"],
  ["06", "liquidacao", "liquidacao", "liquidação"],
  ["08", "liquidacao", "liquidacao", "liquidação em cartório"],
  ["07", "liquidacao-parcial", "liquidacao", "pagamento por conta"],
  ["09", "baixa", "baixa", "baixa simples"],
  ["10", "baixa", "baixa", "baixa por protesto ou pedido"],
  ["15", "baixa", "baixa", "baixa por pagamento ao cedente"],
  [
    "51,52,53,54,55,56,57,58,59,60,61,62,63,64,65,66,67,68,69,70,71,72",
    "rejeicao",
    "instrucao-rejeitada",
    "instrução rejeitada (código + 50)",
  ],
  ["12", "alteracao", "abatimento", "abatimento concedido"],
  ["13", "alteracao", "abatimento-cancelado", "abatimento cancelado"],
  ["14", "alteracao", "vencimento", "alteração de vencimento"],
  ["04,18,21,22", "alteracao", "outros-dados", "alteração de dados"],
  ["11", "informacao", "em-ser", "em ser"],
  ["19", "informacao", "protesto", "instrução de protesto"],
  ["20", "informacao", "sustacao", "débito ou sustação"],
];

const NUMBER = [[63, 69]] as const;

function checkDigit(line: Line) {
  const rest = lineRest11(line, NUMBER, 8);
  if (rest < 0) return null;
  return { column: 70, right: rest < 2 ? "0" : String(11 - rest) };
}

/** Banco do Nordeste. */
export const BNB_400: Cnab400Bank = {
  ...CNAB400_RULES,
  banco: "004",
  nome: "Banco do Nordeste",
  header: HEADER,
  detail: DETAIL,
  codes: codeTable(CODES),
  auxiliary: "3",
  // 280-394 is a map of errors, which tells of the remessa.
  reasons: [],
  numberDigits: 8,
  checkDigit,
  looseCredit: true,
  trailerStart: ["9201004"],
};
