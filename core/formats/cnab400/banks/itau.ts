/** CNAB 400 of Itaú. [I] 2016, [Y], [L]. */
import { type CodeRow, codeTable } from "../../record/code_table.ts";
import { layout } from "../../record/layout.ts";
import { CNAB400_RULES, type Cnab400Bank } from "../bank.ts";
import { COMMON_CODES } from "../codes.ts";
import { CNAB400_NOTICE } from "../../../words/formats/cnab400.ts";

const HEADER = layout("header", 400, {
  agencia: [27, 30, "alfa", "[I] [Y] [L]"],
  conta: [33, 37, "alfa", "[I] [Y] [L]"],
  contaDv: [38, 38, "alfa", "[I] [Y] [L]"],
  empresa: [47, 76, "alfa", "[I] [Y] [L]"],
  banco: [77, 79, "alfa", "[I] [Y] [L]"],
  dataGeracao: [95, 100, "data6", "[I] [Y] [L]"],
  nsa: [109, 113, "num", "[I] [Y]"],
  dataCredito: [114, 119, "data6", "[I] [Y]"],
  sequencial: [395, 400, "num", "[I] [Y] [L]"],
});

const DETAIL = layout("detalhe 1", 400, {
  usoEmpresa: [38, 62, "alfa", "[I] [Y] [L]"],
  nossoNumero: [63, 70, "alfa", "[I] [Y] [R]; [L] takes 86-94, with the DAC"],
  carteira: [83, 85, "alfa", "[I] [Y] [L]"],
  nossoNumeroRepetido: [86, 93, "alfa", "[I] [Y]"],
  informativo: [107, 107, "alfa", "[I]: I informative, C accounted"],
  codigo: [109, 110, "alfa", "[I] [Y] [L]"],
  dataOcorrencia: [111, 116, "data6", "[I] [Y] [L]"],
  numeroDocumento: [117, 126, "alfa", "[I] [Y] [L]"],
  vencimento: [147, 152, "data6", "[I] [Y] [L]"],
  valorNominal: [153, 165, "valor", "[I] [Y] [L]"],
  bancoCobrador: [166, 168, "alfa", "[I] [Y]"],
  agenciaCobradora: [169, 172, "alfa", "[I] [Y]"],
  tarifa: [176, 188, "valor", "[I] [Y] [L]"],
  iof: [215, 227, "valor", "[I] [Y] [L]"],
  abatimento: [228, 240, "valor", "[I] [Y] [L]"],
  desconto: [241, 253, "valor", "[I] [Y] [L]"],
  valorPago: [254, 266, "valor", "[I] [Y] [L]: net of the tarifa (laravel-boleto issue 403)"],
  juros: [267, 279, "valor", "[I] [Y] [L]: mora and multa"],
  outrosCreditos: [280, 292, "valor", "[I] [Y]"],
  dataCredito: [296, 301, "data6", "[I] [Y] [L]"],
  sacado: [325, 354, "alfa", "[I] [Y]"],
  motivo: [378, 385, "alfa", "[I] [Y] [L]"],
  codigoLiquidacao: [393, 394, "alfa", "[I] [Y] [L]"],
  sequencial: [395, 400, "num", "[I] [Y] [L]"],
});

/** 69 and 76: the same up to column 134, then the cheque. */
const CHEQUE = layout("detalhe 1, cheque", 400, {
  nossoNumero: [63, 70, "alfa", "[I]"],
  codigo: [109, 110, "alfa", "[I]"],
  dataOcorrencia: [111, 116, "data6", "[I]"],
  numeroDocumento: [117, 126, "alfa", "[I]"],
  valorPago: [254, 266, "valor", "[I]: the cheque"],
  sequencial: [395, 400, "num", "[I]"],
});

/** Where the codes go on from the common ones, or differ. [I] [L] */
const CODES: readonly CodeRow[] = [
  ["04", "alteracao", "transferencia", "alteração de dados, nova entrada"],
  ["05", "baixa", "transferencia-baixa", "alteração de dados, baixa"],
  ["07", "liquidacao-parcial", "liquidacao", "liquidação parcial"],
  ["08", "liquidacao", "liquidacao", "liquidação em cartório"],
  ["10", "baixa", "baixa", "baixa por ter sido liquidado"],
  ["32", "baixa", "baixa", "baixa por ter sido protestado"],
  ["47", "baixa", "transferencia-baixa", "baixa com transferência para desconto"],
  ["59", "baixa", "baixa", "baixa por crédito em conta corrente"],
  ["72", "informacao", "credito-sem-titulo", "crédito em conta corrente sem título"],
  ["64,71,73", "entrada", "entrada", "entrada confirmada"],
  ["60", "rejeicao", "entrada-rejeitada", "entrada de carnê rejeitada"],
  ["15", "rejeicao", "instrucao-rejeitada", "baixa rejeitada"],
  ["16,18,24,74", "rejeicao", "instrucao-rejeitada", "instrução rejeitada"],
  ["17", "rejeicao", "alteracao-rejeitada", "alteração rejeitada"],
  ["65", "cheque-pendente", "cheque-pendente", "pagamento com cheque, aguardando compensação"],
  ["69", "cheque-devolvido", "cheque-devolvido", "cheque devolvido"],
  ["76", "informacao", "cheque-compensado", "cheque compensado"],
  ["20,21", "informacao", "sustacao", "instrução de sustação ou de não protestar"],
  ["25", "informacao", "ocorrencia-sacado", "alegações do pagador"],
  ["26,27,28,29,30", "informacao", "tarifa", "tarifa"],
  ["33,34,35,36,48,56", "informacao", "custas", "custas"],
  ["37,38,39,40,41,42,43,44,45,46", "informacao", "tarifa", "tarifa"],
  ["51,52,53,54,55,61,62", "informacao", "tarifa", "tarifa mensal"],
  ["57", "informacao", "instrucao-cancelada", "instrução cancelada"],
  ["63", "informacao", "sustacao", "sustado judicialmente"],
  ["75,77,78,79,80,82,83", "informacao", "negativacao", "negativação"],
  ["85,86,87,88,89,90,91,92,93", "informacao", "tarifa", "tarifa"],
];

/** Itaú. The trailer's 18-207 are totals of the portfolio. */
export const ITAU_400: Cnab400Bank = {
  ...CNAB400_RULES,
  banco: "341",
  nome: "Itaú",
  header: HEADER,
  detail: DETAIL,
  special: new Map([["69", CHEQUE], ["76", CHEQUE]]),
  auxiliary: "345",
  codes: codeTable(COMMON_CODES, CODES),
  reasons: [{ field: "motivo", width: 2 }, { field: "codigoLiquidacao", width: 2 }],
  // 59 is in the 2021 edition only.
  notices: new Map([["59", CNAB400_NOTICE.creditedToAccount]]),
  numberDigits: 8,
  paidColumn: "liquido",
  trailer: [{ codes: [], quantity: [213, 220], amount: [221, 234], of: "nominal" }],
  trailerFault: "refuse",
  trailerStart: ["9201341"],
};
