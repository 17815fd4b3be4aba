/** CNAB 400 of Caixa, SIGCB: 67.126 v015 [X4], v004 [X4o]; [L]. */
import { ANNOUNCED_PAYMENT, type CodeRow, codeTable } from "../../record/code_table.ts";
import { layout } from "../../record/layout.ts";
import { CNAB400_RULES, type Cnab400Bank } from "../bank.ts";

const HEADER = layout("header", 400, {
  agencia: [27, 30, "alfa", "[X4] [L]"],
  convenio: [31, 37, "alfa", "[X4] [L]: beneficiário; 31-36 in [X4o]"],
  empresa: [47, 76, "alfa", "[X4] [L]"],
  banco: [77, 79, "alfa", "[X4] [L]"],
  dataGeracao: [95, 100, "data6", "[X4] [L]"],
  nsa: [390, 394, "num", "[X4] [L]"],
  sequencial: [395, 400, "num", "[X4] [L]"],
});

const DETAIL = layout("detalhe 1", 400, {
  nossoNumero: [57, 73, "alfa", "[X4] [L]"],
  motivo: [80, 82, "alfa", "[X4] [L]"],
  codigo: [109, 110, "alfa", "[X4] [L]"],
  dataOcorrencia: [111, 116, "data6", "[X4] [L]"],
  numeroDocumento: [117, 126, "alfa", "[X4] [L]"],
  vencimento: [147, 152, "data6", "[X4] [L]"],
  valorNominal: [153, 165, "valor", "[X4] [L]"],
  bancoCobrador: [166, 168, "alfa", "[X4] [L]"],
  tarifa: [176, 188, "valor", "[X4] [L]"],
  canal: [189, 191, "alfa", "[X4] [L]"],
  forma: [192, 192, "alfa", "[X4] [L]"],
  iof: [215, 227, "valor", "[X4] [L]"],
  abatimento: [228, 240, "valor", "[X4] [L]"],
  desconto: [241, 253, "valor", "[X4] [L]"],
  valorPago: [254, 266, "valor", "[X4] [L]"],
  juros: [267, 279, "valor", "[X4] [L]"],
  outrosCreditos: [280, 292, "valor", "[X4] [L]: multa"],
  dataCredito: [294, 299, "data6", "[X4] [L]"],
  sequencial: [395, 400, "num", "[X4] [L]"],
});

/** Every code that the bank's manual has; another one is kept as unknown. */
const CODES: readonly CodeRow[] = [
  ["01", "entrada", "entrada", "entrada confirmada"],
  ["21", "liquidacao", "liquidacao", "liquidação"],
  ["22", "liquidacao", "liquidacao", "liquidação em cartório"],
  ["35", "liquidacao", ANNOUNCED_PAYMENT, "liquidação on-line"],
  ["02", "baixa", "baixa", "baixa confirmada"],
  ["23", "baixa", "baixa", "baixa por devolução"],
  ["25", "baixa", "baixa", "baixa por protesto"],
  ["24", "baixa", "franco", "baixa por franco de pagamento [X4o]"],
  ["99", "rejeicao", "entrada-rejeitada", "rejeição da entrada"],
  ["33,36", "cheque-devolvido", "estorno", "estorno de pagamento ou baixa"],
  ["03", "alteracao", "abatimento", "abatimento concedido"],
  ["04", "alteracao", "abatimento-cancelado", "abatimento cancelado"],
  ["05", "alteracao", "vencimento", "alteração de vencimento"],
  ["06,07,08,09,10,11,12,30", "alteracao", "outros-dados", "alteração de dados"],
  ["20", "informacao", "em-ser", "em ser"],
  ["26,27,28,29", "informacao", "protesto", "protesto ou sustação"],
  ["31,32,34,37,38,51,52,53,A4", "informacao", "confirmacao", "informação"],
];

/** Caixa. */
export const CAIXA_400: Cnab400Bank = {
  ...CNAB400_RULES,
  banco: "104",
  nome: "Caixa",
  header: HEADER,
  detail: DETAIL,
  codes: codeTable(CODES),
  reasons: [
    { field: "motivo", width: 3 },
    { field: "canal", width: 3 },
    { field: "forma", width: 1 },
  ],
  // Older tables call 35 a transfer that ends in a baixa [L].
  unpaid: codeTable([["35", "baixa", "transferencia-baixa", "transferência/baixa"]]),
  numberDigits: 17,
  noDueDate: "SEMREG",
  trailerStart: ["9201104"],
};
