/** CNAB 400 (CBR643) of Banco do Brasil, 7-digit convênio. [C] 2014, [Y], [L]. */
import { codeTable } from "../../record/code_table.ts";
import { layout } from "../../record/layout.ts";
import { CNAB400_RULES, type Cnab400Bank } from "../bank.ts";
import { COMMON_CODES } from "../codes.ts";
import { BB_400_SIX } from "./banco_do_brasil_six.ts";
import { BB_CODES } from "./banco_do_brasil_codes.ts";

const HEADER = layout("header", 400, {
  agencia: [27, 30, "alfa", "[C] [L]; [Y] has 27-40 as one field"],
  conta: [32, 39, "alfa", "[C] [L]"],
  contaDv: [40, 40, "alfa", "[C] [L]"],
  empresa: [47, 76, "alfa", "[C] [Y] [L]"],
  banco: [77, 79, "alfa", "[C] [Y] [L]: 77-94 001BANCODOBRASIL"],
  dataGeracao: [95, 100, "data6", "[C] [Y] [L]"],
  nsa: [101, 107, "num", "[C] [Y]"],
  convenio: [150, 156, "alfa", "[C] [L]"],
  sequencial: [395, 400, "num", "[C] [Y] [L]"],
});

const DETAIL = layout("detalhe 7", 400, {
  convenio: [32, 38, "alfa", "[C] [Y]"],
  usoEmpresa: [39, 63, "alfa", "[C] [Y] [L]"],
  nossoNumero: [64, 80, "alfa", "[C] [Y] [L]"],
  motivo: [87, 88, "alfa", "[C] [Y]: natureza do recebimento; [L] reads 383-392"],
  carteira: [107, 108, "alfa", "[C] [Y] [L]"],
  codigo: [109, 110, "alfa", "[C] [Y] [L]"],
  dataOcorrencia: [111, 116, "data6", "[C] [Y] [L]"],
  numeroDocumento: [117, 126, "alfa", "[C] [Y] [L]"],
  vencimento: [147, 152, "data6", "[C] [Y] [L]"],
  valorNominal: [153, 165, "valor", "[C] [Y] [L]"],
  bancoCobrador: [166, 168, "alfa", "[C] [Y]"],
  agenciaCobradora: [169, 172, "alfa", "[C] [Y]"],
  dataCredito: [176, 181, "data6", "[C] [Y] [L]"],
  tarifa: [182, 188, "valor", "[C] [Y] [L]: seven columns"],
  outrasDespesas: [189, 201, "valor", "[C] [Y]"],
  iof: [215, 227, "valor", "[C] [Y] [L]"],
  abatimento: [228, 240, "valor", "[C] [Y] [L]"],
  desconto: [241, 253, "valor", "[C] [Y] [L]"],
  valorPago: [254, 266, "valor", "[C] [Y] [L]: recebido"],
  juros: [267, 279, "valor", "[C] [Y] [L]"],
  outrosCreditos: [280, 292, "valor", "[C] [Y]: outros recebimentos; [L] calls it multa"],
  valorLiquido: [306, 318, "valor", "[C] [Y]: lançamento = recebido - tarifa"],
  sequencial: [395, 400, "num", "[C] [Y] [L]"],
});

/** Banco do Brasil. The trailer's 18-247 are totals of the portfolio, not of the file. */
export const BB_400: Cnab400Bank = {
  ...CNAB400_RULES,
  banco: "001",
  nome: "Banco do Brasil",
  header: HEADER,
  detail: DETAIL,
  detailType: "7",
  other: BB_400_SIX,
  auxiliary: "235",
  codes: codeTable(COMMON_CODES, BB_CODES),
  // The bank's list of BXS says "motivo 90" [P].
  automaticBaixa: "90",
  reasonWords: [["09,10", "90", "automática, do próprio banco: a dívida continua"]],
  numberDigits: 17,
  unregistered: true,
  netRule: true,
  trailerFault: "refuse",
  trailerStart: ["9201001"],
};
