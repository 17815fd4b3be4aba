/** CNAB 400 of Banrisul: July 2015 [H4]; [L], [R], [B], [Y]. */
import { digit10, rest11 } from "../../record/check_digits.ts";
import type { Line } from "../../record/line.ts";
import { type CodeRow, codeTable } from "../../record/code_table.ts";
import { layout } from "../../record/layout.ts";
import { CNAB400_RULES, type Cnab400Bank } from "../bank.ts";

const HEADER = layout("header", 400, {
  agencia: [27, 30, "alfa", "[H4] [L]"],
  conta: [31, 39, "alfa", "[H4] [L]: cedente"],
  empresa: [47, 76, "alfa", "[H4] [L]"],
  banco: [77, 79, "alfa", "[H4] [L]"],
  dataGeracao: [95, 100, "data6", "[H4] [L]"],
  nsa: [386, 394, "num", "[H4] [L]: on request"],
  sequencial: [395, 400, "num", "[H4] [L]"],
});

const DETAIL = layout("detalhe 1", 400, {
  nossoNumero: [63, 72, "alfa", "[H4] [L]: with two DV"],
  codigo: [109, 110, "alfa", "[H4] [L]"],
  dataOcorrencia: [111, 116, "data6", "[H4] [L]"],
  numeroDocumento: [117, 126, "alfa", "[H4] [L]"],
  nossoNumeroRepetido: [127, 146, "alfa", "[H4] [L]"],
  vencimento: [147, 152, "data6", "[H4] [L]"],
  valorNominal: [153, 165, "valor", "[H4] [L]"],
  bancoCobrador: [166, 168, "alfa", "[H4] [L]"],
  tarifa: [176, 188, "valor", "[H4] [L]"],
  iof: [215, 227, "valor", "[H4] [L]"],
  abatimento: [228, 240, "valor", "[H4] [L]"],
  desconto: [241, 253, "valor", "[H4] [L]"],
  valorPago: [254, 266, "valor", "[H4] [L]"],
  juros: [267, 279, "valor", "[H4] [L]"],
  outrosCreditos: [280, 292, "valor", "[H4] [L]"],
  dataCredito: [296, 301, "data6", "[H4] [L]"],
  motivo: [383, 392, "alfa", "[H4] [L]"],
  sequencial: [395, 400, "num", "[H4] [L]"],
});

/** Every code that the bank's manual has; another one is kept as unknown. */
const CODES: readonly CodeRow[] = [
  ["02,47", "entrada", "entrada", "entrada confirmada"],
  ["06", "liquidacao", "liquidacao", "liquidação"],
  ["08", "liquidacao", "liquidacao", "liquidação por saldo"],
  ["15", "liquidacao", "liquidacao", "liquidação em cartório"],
  ["04", "liquidacao", "liquidacao", "liquidação ou baixa por edital"],
  ["07", "liquidacao-parcial", "liquidacao", "liquidação parcial"],
  ["09", "baixa", "baixa", "baixa"],
  ["10", "baixa", "baixa", "baixa solicitada"],
  ["40", "baixa", "baixa", "baixa por ter sido protestado"],
  ["25", "baixa", "baixa", "baixa por ter sido liquidado"],
  ["03", "rejeicao", "entrada-rejeitada", "entrada rejeitada"],
  ["26", "rejeicao", "cartorio-rejeitado", "entrada rejeitada em cartório"],
  ["12", "alteracao", "abatimento", "abatimento concedido"],
  ["13", "alteracao", "abatimento-cancelado", "abatimento cancelado"],
  ["14", "alteracao", "vencimento", "alteração de vencimento"],
  ["16,18,42", "alteracao", "outros-dados", "alteração de dados"],
  ["11", "informacao", "em-ser", "em ser"],
  ["19,20,21,22,23", "informacao", "protesto", "protesto, sustação ou cartório"],
  ["30,31", "informacao", "em-transito", "em trânsito"],
  ["32,33,34,41,43,44,45,46,68,69", "informacao", "confirmacao", "informação"],
];

function checkDigit(line: Line) {
  if (!line.onlyDigits(63, 70)) return null;
  const number = line.raw(63, 70);
  let first = Number(digit10(number));
  let rest = rest11(number + first, 7);
  if (rest === 1) {
    first = (first + 1) % 10;
    rest = rest11(number + first, 7);
  }
  return { column: 71, right: `${first}${rest === 0 ? 0 : 11 - rest}` };
}

/** Banrisul. */
export const BANRISUL_400: Cnab400Bank = {
  ...CNAB400_RULES,
  banco: "041",
  nome: "Banrisul",
  header: HEADER,
  detail: DETAIL,
  codes: codeTable(CODES),
  auxiliary: "3",
  numberDigits: 10,
  checkDigit,
  // The paid amount has five contents, by contract [H4, note 1]: no sum.
  sumRule: false,
  trailer: [
    { codes: ["02"], quantity: [49, 55], amount: [56, 70], of: "nominal", zeroIsNone: true },
    {
      codes: ["04", "06", "07", "08", "15"],
      quantity: [71, 77],
      amount: [78, 92],
      of: "nominal",
      zeroIsNone: true,
    },
  ],
  trailerStart: ["9      "],
};
