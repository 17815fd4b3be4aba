/** CNAB 400 of Unicred: COB136, 2018 [U4]; [L], [R]. */
import { type CodeRow, codeTable } from "../../record/code_table.ts";
import { layout } from "../../record/layout.ts";
import { CNAB400_RULES, type Cnab400Bank } from "../bank.ts";

const HEADER = layout("header", 400, {
  agencia: [27, 30, "alfa", "[U4] [L]"],
  conta: [32, 39, "alfa", "[U4] [L]"],
  contaDv: [40, 40, "alfa", "[U4] [L]"],
  empresa: [47, 76, "alfa", "[U4] [L]"],
  banco: [77, 79, "alfa", "[U4] [L]"],
  dataGeracao: [95, 100, "data6", "[U4] [L]"],
  nsa: [101, 107, "num", "[U4] [L]"],
  convenio: [108, 121, "alfa", "[U4] [L]: beneficiário"],
  sequencial: [395, 400, "num", "[U4] [L]"],
});

const DETAIL = layout("detalhe 1", 400, {
  nossoNumero: [46, 62, "alfa", "[U4] [L]"],
  codigo: [109, 110, "alfa", "[U4] [L]"],
  dataOcorrencia: [111, 116, "data6", "[U4] [L]"],
  vencimento: [147, 152, "data6", "[U4] [L]"],
  valorNominal: [153, 165, "valor", "[U4] [L]"],
  bancoCobrador: [166, 168, "alfa", "[U4] [L]"],
  dataCredito: [176, 181, "data6", "[U4] [L]"],
  tarifa: [182, 188, "valor", "[U4] [L]"],
  iof: [215, 227, "valor", "[U4] [L]"],
  abatimento: [228, 240, "valor", "[U4] [L]"],
  desconto: [241, 253, "valor", "[U4] [L]"],
  valorPago: [254, 266, "valor", "[U4] [L]"],
  juros: [267, 279, "valor", "[U4] [L]"],
  numeroDocumento: [280, 305, "alfa", "[U4] [L]"],
  valorLiquido: [306, 318, "valor", "[U4] [L]"],
  motivo: [319, 326, "alfa", "[U4] [L]"],
  origem: [327, 328, "alfa", "[U4] [L]"],
  sequencial: [395, 400, "num", "[U4] [L]"],
});

/** Every code that the bank's manual has; another one is kept as unknown. */
const CODES: readonly CodeRow[] = [
  ["01", "liquidacao", "liquidacao", "pago depois de protestado"],
  ["06", "liquidacao", "liquidacao", "liquidação"],
  ["09", "liquidacao", "liquidacao", "liquidação de título descontado"],
  ["02/01", "entrada", "entrada", "entrada confirmada"],
  ["02/02,02/10", "baixa", "baixa", "pedido de baixa confirmado"],
  ["02/04", "alteracao", "abatimento", "abatimento concedido"],
  ["02/05", "alteracao", "abatimento-cancelado", "abatimento cancelado"],
  ["02/06", "alteracao", "vencimento", "alteração de vencimento"],
  ["02/22,02/23,02/40", "alteracao", "outros-dados", "alteração de dados"],
  ["02/09,02/11,02/25,02/26", "informacao", "protesto", "instrução de protesto confirmada"],
  ["03", "rejeicao", "instrucao-rejeitada", "instrução rejeitada"],
  ["04,08,10,11,12,13,14", "informacao", "confirmacao", "informação"],
  ["07", "cheque-pendente", "cheque-pendente", "pago em cartório com cheque, pendente"],
];

/** Unicred. */
export const UNICRED_400: Cnab400Bank = {
  ...CNAB400_RULES,
  banco: "136",
  nome: "Unicred",
  header: HEADER,
  detail: DETAIL,
  codes: codeTable(CODES),
  // 02 confirms any instruction; which one, its origem says.
  byOrigin: { code: "02", columns: [327, 328] },
  reasons: [{ field: "motivo", width: 2 }, { field: "origem", width: 2 }],
  numberDigits: 17,
  // No source tells a sum; the net amount is the paid one without the tarifa.
  sumRule: false,
  netRule: true,
  trailerStart: ["9      "],
};
