/** CNAB 400 of Santander: H7800 v2.17, April 2018 [S4]; [L], [R], [B]. */
import { lineRest11 } from "../../record/check_digits.ts";
import type { Line } from "../../record/line.ts";
import { type CodeRow, codeTable } from "../../record/code_table.ts";
import { layout } from "../../record/layout.ts";
import { CNAB400_RULES, type Cnab400Bank } from "../bank.ts";

const HEADER = layout("header", 400, {
  agencia: [27, 30, "alfa", "[S4] [L]"],
  contaMovimento: [31, 38, "alfa", "[S4] [L]"],
  conta: [39, 46, "alfa", "[S4] [L]: conta cobrança"],
  empresa: [47, 76, "alfa", "[S4] [L]"],
  banco: [77, 79, "alfa", "[S4] [L]"],
  dataGeracao: [95, 100, "data6", "[S4] [L]"],
  sequencial: [395, 400, "num", "[S4] [L]"],
});

const DETAIL = layout("detalhe 1", 400, {
  nossoNumero: [63, 70, "alfa", "[S4] [L]: with its DV"],
  codigo: [109, 110, "alfa", "[S4] [L]"],
  dataOcorrencia: [111, 116, "data6", "[S4] [L]"],
  numeroDocumento: [117, 126, "alfa", "[S4] [L]"],
  nossoNumeroRepetido: [127, 134, "alfa", "[S4] [L]"],
  motivo: [135, 136, "alfa", "[S4] [L]"],
  erros: [137, 145, "alfa", "[S4] [L]: three codes of three"],
  vencimento: [147, 152, "data6", "[S4] [L]"],
  valorNominal: [153, 165, "valor", "[S4] [L]"],
  bancoCobrador: [166, 168, "alfa", "[S4] [L]"],
  tarifa: [176, 188, "valor", "[S4] [L]"],
  iof: [215, 227, "valor", "[S4] [L]"],
  abatimento: [228, 240, "valor", "[S4] [L]"],
  desconto: [241, 253, "valor", "[S4] [L]"],
  valorPago: [254, 266, "valor", "[S4] [L]"],
  juros: [267, 279, "valor", "[S4] [L]"],
  outrosCreditos: [280, 292, "valor", "[S4] [L]"],
  dataCredito: [296, 301, "data6", "[S4] [L]"],
  sacado: [302, 337, "alfa", "[S4] [L]"],
  sequencial: [395, 400, "num", "[S4] [L]"],
});

/** Every code that the bank's manual has; another one is kept as unknown. */
const CODES: readonly CodeRow[] = [
  ["02", "entrada", "entrada", "entrada confirmada"],
  ["06", "liquidacao", "liquidacao", "liquidação"],
  ["07", "liquidacao-parcial", "liquidacao", "liquidação por conta"],
  ["08", "liquidacao", "liquidacao", "liquidação por saldo"],
  ["17", "liquidacao", "liquidacao", "liquidação em cartório"],
  ["09", "baixa", "baixa", "baixa automática"],
  ["10", "baixa", "baixa", "baixa por instrução ou protesto"],
  ["03", "rejeicao", "entrada-rejeitada", "entrada rejeitada"],
  ["01", "rejeicao", "titulo-inexistente", "título não existe"],
  ["39", "rejeicao", "especie-rejeitada", "espécie não permitida"],
  ["12", "alteracao", "abatimento", "abatimento concedido"],
  ["13", "alteracao", "abatimento-cancelado", "abatimento cancelado"],
  ["14", "alteracao", "vencimento", "alteração de vencimento"],
  ["61,62,63", "alteracao", "outros-dados", "alteração de dados"],
  ["11", "informacao", "em-ser", "em ser"],
  ["15", "informacao", "protesto", "protesto ou envio a cartório"],
  ["16", "informacao", "ja-liquidado", "título já baixado ou liquidado"],
  ["21,22,24,25,26", "informacao", "cartorio", "cartório ou custas"],
  ["35,36,37,38", "informacao", "confirmacao", "confirmação"],
  ["93", "informacao", "baixa-operacional", "baixa operacional (pagamento anunciado)"],
  ["94", "informacao", "baixa-operacional-cancelada", "baixa operacional cancelada"],
];

const NUMBER = [[63, 69]] as const;

function checkDigit(line: Line) {
  const rest = lineRest11(line, NUMBER, 9);
  if (rest < 0) return null;
  return { column: 70, right: rest < 2 ? "0" : rest === 10 ? "1" : String(11 - rest) };
}

/** Santander. */
export const SANTANDER_400: Cnab400Bank = {
  ...CNAB400_RULES,
  banco: "033",
  nome: "Santander",
  header: HEADER,
  detail: DETAIL,
  codes: codeTable(CODES),
  auxiliary: "2",
  reasons: [{ field: "motivo", width: 2 }, { field: "erros", width: 3 }],
  numberDigits: 8,
  checkDigit,
  // 353 is the number that the bank had before.
  trailerStart: ["9201033", "9201353"],
};
