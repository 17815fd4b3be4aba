/** CNAB 400 of Bradesco. [D] 2013, [A4], [Y], [L]; the trailer from [D] only. */
import { lineRest11 } from "../../record/check_digits.ts";
import { type CodeRow, codeTable } from "../../record/code_table.ts";
import { layout } from "../../record/layout.ts";
import type { Line } from "../../record/line.ts";
import { CNAB400_RULES, type Cnab400Bank } from "../bank.ts";
import { COMMON_CODES } from "../codes.ts";

const HEADER = layout("header", 400, {
  convenio: [27, 46, "alfa", "[D] [Y] [L]: código da empresa"],
  empresa: [47, 76, "alfa", "[D] [Y] [L]"],
  banco: [77, 79, "alfa", "[D] [Y] [L]"],
  dataGeracao: [95, 100, "data6", "[D] [Y] [L]"],
  nsa: [109, 113, "num", "[D] [Y]: nº do aviso bancário"],
  dataCredito: [380, 385, "data6", "[D] [Y]"],
  sequencial: [395, 400, "num", "[D] [Y] [L]"],
});

const DETAIL = layout("detalhe 1", 400, {
  carteira: [22, 24, "alfa", "[D] [Y]"],
  agencia: [25, 29, "alfa", "[D] [Y] [L]"],
  conta: [30, 36, "alfa", "[D] [Y] [L]"],
  usoEmpresa: [38, 62, "alfa", "[D] [Y] [L]"],
  nossoNumero: [71, 82, "alfa", "[D] [Y] [L]: 11 digits and the DV, which may be P"],
  codigo: [109, 110, "alfa", "[D] [Y] [L]"],
  dataOcorrencia: [111, 116, "data6", "[D] [Y] [L]"],
  numeroDocumento: [117, 126, "alfa", "[D] [Y] [L]"],
  vencimento: [147, 152, "data6", "[D] [Y] [L]"],
  valorNominal: [153, 165, "valor", "[D] [Y] [L]"],
  bancoCobrador: [166, 168, "alfa", "[D] [Y]"],
  agenciaCobradora: [169, 173, "alfa", "[D]; [Y] 169-172"],
  tarifa: [176, 188, "valor", "[D] [Y] [L]"],
  outrasDespesas: [189, 201, "valor", "[D] [Y]"],
  iof: [215, 227, "valor", "[D] [Y] [L]"],
  abatimento: [228, 240, "valor", "[D] [Y] [L]"],
  desconto: [241, 253, "valor", "[D] [Y] [L]"],
  valorPago: [254, 266, "valor", "[D] [Y] [L]: interest included"],
  juros: [267, 279, "valor", "[D] [Y] [L]"],
  outrosCreditos: [280, 292, "valor", "[A4]: outros créditos, mostly zeros"],
  motivoProtesto: [295, 295, "alfa", "[D]: for 19 and 25"],
  dataCredito: [296, 301, "data6", "[D] [Y] [L]"],
  motivo: [319, 328, "alfa", "[D] [Y] [L]"],
  sequencial: [395, 400, "num", "[D] [Y] [L]"],
});

/** Where the codes go on from the common ones, or differ. [D] [L] */
const CODES: readonly CodeRow[] = [
  ["15", "liquidacao", "liquidacao", "liquidação em cartório"],
  ["17", "liquidacao", "liquidacao", "liquidação após baixa ou de título não registrado"],
  ["16", "cheque-pendente", "cheque-pendente", "pago em cheque, vinculado"],
  ["22", "cheque-devolvido", "cheque-devolvido", "pagamento cancelado"],
  ["40", "cheque-devolvido", "estorno-liquidacao", "estorno de pagamento"],
  ["10", "baixa", "baixa", "baixado pela agência"],
  ["24", "rejeicao", "entrada-rejeitada", "entrada rejeitada por CEP irregular"],
  ["27", "rejeicao", "instrucao-rejeitada", "baixa rejeitada"],
  ["30", "rejeicao", "alteracao-rejeitada", "alteração rejeitada"],
  ["32", "rejeicao", "instrucao-rejeitada", "instrução rejeitada"],
  ["18", "alteracao", "depositaria", "acerto de depositária"],
  ["21", "alteracao", "controle-participante", "acerto do controle do participante"],
  ["33", "alteracao", "outros-dados", "alteração de outros dados"],
  ["68,69", "alteracao", "rateio", "rateio de crédito"],
  ["20", "informacao", "sustacao", "instrução de sustação de protesto"],
  ["25", "informacao", "protesto", "protesto"],
  ["28", "informacao", "tarifa", "débito de tarifas ou custas"],
  ["34", "informacao", "retirada", "retirado de cartório"],
  ["35", "informacao", "debito", "desagendamento do débito automático"],
  ["55", "informacao", "sustacao", "sustado judicialmente"],
];

const CARTEIRA_AND_NUMBER = [[23, 24], [71, 81]] as const;

/** By the rest of the division by 11. */
const CHECK_DIGITS = [..."0P987654321"].map((right) => ({ column: 82, right }));

function checkDigit(line: Line) {
  if (line.at(82) === 32) return null;
  const rest = lineRest11(line, CARTEIRA_AND_NUMBER, 7);
  return rest < 0 ? null : CHECK_DIGITS[rest]!;
}

/** Bradesco. Its counters were right in 5 of 6 sample files: they only warn. */
export const BRADESCO_400: Cnab400Bank = {
  ...CNAB400_RULES,
  banco: "237",
  nome: "Bradesco",
  header: HEADER,
  detail: DETAIL,
  auxiliary: "34",
  codes: codeTable(COMMON_CODES, CODES),
  reasons: [
    { field: "motivo", width: 2 },
    { field: "motivoProtesto", width: 1, only: ["19", "25"] },
  ],
  reasonWords: [
    ["06", "00", "em dinheiro"],
    ["06", "15", "em cheque"],
    ["06", "18", "pagamento parcial"],
  ],
  partial: { codes: ["06"], motivos: ["18"] },
  numberDigits: 11,
  numberCheck: true,
  checkDigit,
  trailer: [
    { codes: ["02"], quantity: [58, 62], amount: [63, 74], of: "nominal" },
    { codes: ["06"], quantity: [87, 91], amount: [92, 103], of: "qualquer" },
    { codes: ["09", "10"], quantity: [104, 108], amount: [109, 120], of: "qualquer" },
    { codes: ["13"], quantity: [121, 125], amount: null, of: "qualquer" },
    { codes: ["14"], quantity: [138, 142], amount: null, of: "qualquer" },
    { codes: ["12"], quantity: [155, 159], amount: null, of: "qualquer" },
    { codes: ["19"], quantity: [172, 176], amount: null, of: "qualquer" },
  ],
  // A 9 and blanks: no counts (one of five samples) [A4].
  trailerStart: ["9201237", "9      "],
};
