/** CNAB 400 of Sicoob: [L], [b], [r] and samples. */
import { type CodeRow, codeTable } from "../../record/code_table.ts";
import { layout } from "../../record/layout.ts";
import { CNAB400_RULES, type Cnab400Bank } from "../bank.ts";

const HEADER = layout("header", 400, {
  agencia: [27, 30, "alfa", "[L] [b]"],
  conta: [32, 39, "alfa", "[L] [b]"],
  contaDv: [40, 40, "alfa", "[L] [b]"],
  convenio: [41, 46, "alfa", "[L] [b]"],
  empresa: [47, 76, "alfa", "[L] [b]"],
  banco: [77, 79, "alfa", "[L] [b]"],
  dataGeracao: [95, 100, "data6", "[L] [b]"],
  nsa: [101, 107, "num", "[L] [b]"],
  sequencial: [395, 400, "num", "[L] [b]"],
});

const DETAIL = layout("detalhe 1", 400, {
  nossoNumero: [63, 73, "alfa", "[L] [b]; [B] 67-73"],
  nossoNumeroDv: [74, 74, "alfa", "[L] [b]"],
  parcela: [75, 76, "alfa", "[L] [b]"],
  modalidade: [107, 108, "alfa", "[L] [b]"],
  codigo: [109, 110, "alfa", "[L] [b]"],
  dataOcorrencia: [111, 116, "data6", "[L] [b]"],
  numeroDocumento: [117, 126, "alfa", "[L] [b]"],
  vencimento: [147, 152, "data6", "[L] [b]"],
  valorNominal: [153, 165, "valor", "[L] [b]"],
  bancoCobrador: [166, 168, "alfa", "[L] [b]"],
  dataCredito: [176, 181, "data6", "[L] [b]"],
  tarifa: [182, 188, "valor", "[L] [b]"],
  iof: [215, 227, "valor", "[L] [b]"],
  abatimento: [228, 240, "valor", "[L] [b]"],
  desconto: [241, 253, "valor", "[L] [b]"],
  valorPago: [254, 266, "valor", "[L] [b]"],
  juros: [267, 279, "valor", "[L] [b]"],
  outrosCreditos: [280, 292, "valor", "[L] [b]"],
  motivo: [319, 328, "alfa", "[L] †"],
  sequencial: [395, 400, "num", "[L] [b]"],
});

/** Every code that the bank's manual has; another one is kept as unknown. */
const CODES: readonly CodeRow[] = [
  ["02", "entrada", "entrada", "entrada confirmada"],
  ["05", "liquidacao", "liquidacao", "liquidação sem registro"],
  ["06", "liquidacao", "liquidacao", "liquidação"],
  ["15", "liquidacao", "liquidacao", "liquidação em cartório"],
  ["09", "baixa", "baixa", "baixa"],
  ["10", "baixa", "baixa", "baixa solicitada"],
  ["03", "rejeicao", "entrada-rejeitada", "entrada rejeitada"],
  ["14", "alteracao", "vencimento", "alteração de vencimento"],
  ["27,48", "alteracao", "outros-dados", "alteração de dados"],
  ["11", "informacao", "em-ser", "em ser"],
  ["23", "informacao", "cartorio", "encaminhado a cartório"],
];

/** Sicoob. */
export const SICOOB_400: Cnab400Bank = {
  ...CNAB400_RULES,
  banco: "756",
  nome: "Sicoob",
  header: HEADER,
  detail: DETAIL,
  codes: codeTable(CODES),
  // Its DV needs the client's number, which one sample alone has in the file.
  numberDigits: 11,
  trailerStart: ["902756"],
};
