/** CNAB 400 of Sicredi: manual of August 2019 [R4]; [L], [B], [b], [r]. */
import { type CodeRow, codeTable } from "../../record/code_table.ts";
import { layout } from "../../record/layout.ts";
import { CNAB400_RULES, type Cnab400Bank } from "../bank.ts";

const HEADER = layout("header", 400, {
  convenio: [27, 31, "alfa", "[R4] [L]: beneficiário"],
  inscricao: [32, 45, "alfa", "[R4] [L]"],
  empresa: [47, 76, "alfa", "[R4] [L]"],
  banco: [77, 79, "alfa", "[R4] [L]"],
  dataGeracao: [95, 102, "iso8", "[R4] [L]"],
  nsa: [111, 117, "num", "[R4] [L]"],
  sequencial: [395, 400, "num", "[R4] [L]"],
});

const DETAIL = layout("detalhe 1", 400, {
  nossoNumero: [48, 56, "alfa", "[R4] [L]: with its DV"],
  codigo: [109, 110, "alfa", "[R4] [L]"],
  dataOcorrencia: [111, 116, "data6", "[R4] [L]"],
  numeroDocumento: [117, 126, "alfa", "[R4] [L]"],
  vencimento: [147, 152, "data6", "[R4] [L]"],
  valorNominal: [153, 165, "valor", "[R4] [L]"],
  tarifa: [176, 188, "valor", "[R4] [L]"],
  iof: [215, 227, "valor", "[R4] [L]"],
  abatimento: [228, 240, "valor", "[R4] [L]"],
  desconto: [241, 253, "valor", "[R4] [L]"],
  valorPago: [254, 266, "valor", "[R4] [L]"],
  juros: [267, 279, "valor", "[R4] [L]"],
  outrosCreditos: [280, 292, "valor", "[R4] [L]: multa"],
  motivo: [319, 328, "alfa", "[R4] [L]"],
  dataCredito: [329, 336, "iso8", "[R4] [L]"],
  sequencial: [395, 400, "num", "[R4] [L]"],
});

/** Every code that the bank's manual has; another one is kept as unknown. */
const CODES: readonly CodeRow[] = [
  ["02", "entrada", "entrada", "entrada confirmada"],
  ["06", "liquidacao", "liquidacao", "liquidação"],
  ["15", "liquidacao", "liquidacao", "liquidação em cartório"],
  ["17", "liquidacao", "liquidacao", "liquidação após baixa"],
  ["09", "baixa", "baixa", "baixa automática"],
  ["10", "baixa", "baixa", "baixa por instrução"],
  ["03", "rejeicao", "entrada-rejeitada", "entrada rejeitada"],
  ["24", "rejeicao", "entrada-rejeitada", "entrada rejeitada por CEP irregular"],
  ["27", "rejeicao", "baixa-rejeitada", "baixa rejeitada"],
  ["30", "rejeicao", "alteracao-rejeitada", "alteração rejeitada"],
  ["32", "rejeicao", "instrucao-rejeitada", "instrução rejeitada"],
  ["81,83", "rejeicao", "negativacao-rejeitada", "negativação rejeitada"],
  ["12", "alteracao", "abatimento", "abatimento concedido"],
  ["13", "alteracao", "abatimento-cancelado", "abatimento cancelado"],
  ["14", "alteracao", "vencimento", "alteração de vencimento"],
  ["33", "alteracao", "outros-dados", "alteração de dados"],
  ["28", "informacao", "tarifa", "tarifa"],
  ["19", "informacao", "protesto", "instrução de protesto"],
  ["20", "informacao", "sustacao", "sustação de protesto"],
  ["23", "informacao", "cartorio", "entrada em cartório"],
  ["29", "informacao", "ocorrencia-sacado", "rejeição do pagador"],
  ["34", "informacao", "retirada", "retirado de cartório"],
  ["35", "informacao", "confirmacao", "aceite do pagador"],
  ["78,79,80,82,84,85", "informacao", "negativacao", "negativação"],
];

/** Sicredi. */
export const SICREDI_400: Cnab400Bank = {
  ...CNAB400_RULES,
  banco: "748",
  nome: "Sicredi",
  header: HEADER,
  detail: DETAIL,
  codes: codeTable(CODES),
  reasonWords: [
    ["06", "A8,H5,H6,H8", "pago fora da rede"],
    ["06", "X0", "pago com cheque"],
    ["06", "X6,X7,X8,X9,XA", "pago com cheque: crédito bloqueado por horas"],
  ],
  // The credit of a cheque is blocked for hours [R4].
  chequeReasons: ["X0", "X6", "X7", "X8", "X9", "XA"],
  // Its DV needs the posto, which is not in the file.
  numberDigits: 9,
  trailerStart: ["92748"],
};
