/** CNAB 240 cobrança, retorno: the tables. Positions as in FEBRABAN v09.0, unmoved in v10.06. */
import { type Layout, layout } from "../record/layout.ts";

/** Type 0. */
export const HEADER_ARQUIVO = layout("header de arquivo", 240, {
  banco: [1, 3, "alfa", "[F]"],
  lote: [4, 7, "alfa", "[F]"],
  tipo: [8, 8, "alfa", "[F]"],
  inscricaoTipo: [18, 18, "alfa", "[F]"],
  inscricao: [19, 32, "alfa", "[F]"],
  convenio: [33, 52, "alfa", "[F] [B]: 33-41 convênio, 42-45 0014, 46-47 carteira, 48-50 variação"],
  agencia: [53, 57, "alfa", "[F]"],
  agenciaDv: [58, 58, "alfa", "[F]"],
  conta: [59, 70, "alfa", "[F]"],
  contaDv: [71, 71, "alfa", "[F]"],
  empresa: [73, 102, "alfa", "[F]"],
  nomeBanco: [103, 132, "alfa", "[F]"],
  remessaRetorno: [143, 143, "alfa", "[F]: 1 remessa, 2 retorno"],
  dataGeracao: [144, 151, "data8", "[F]"],
  horaGeracao: [152, 157, "alfa", "[F]"],
  nsa: [158, 163, "num", "[F]"],
  versao: [164, 166, "alfa", "[F]"],
});

/** Type 1. */
export const HEADER_LOTE = layout("header de lote", 240, {
  banco: [1, 3, "alfa", "[F]"],
  lote: [4, 7, "num", "[F]"],
  tipo: [8, 8, "alfa", "[F]"],
  operacao: [9, 9, "alfa", "[F]: T retorno"],
  servico: [10, 11, "alfa", "[F]: 01 cobrança"],
  versao: [14, 16, "alfa", "[F]"],
  convenio: [34, 53, "alfa", "[F]"],
  agencia: [54, 58, "alfa", "[F]"],
  conta: [60, 71, "alfa", "[F]"],
  empresa: [74, 103, "alfa", "[F]", "optional"],
  gravacao: [192, 199, "data8", "[F]", "optional"],
  credito: [200, 207, "data8", "[F]: zeros in BB files", "optional"],
});

/** Start of every detail. */
const DETALHE = {
  banco: [1, 3, "alfa", "[F]"],
  lote: [4, 7, "alfa", "[F]"],
  tipo: [8, 8, "alfa", "[F]"],
  sequencial: [9, 13, "num", "[F]"],
  segmento: [14, 14, "alfa", "[F]"],
  codigo: [16, 17, "alfa", "[F]"],
} as const;

/** What stands behind the nosso número in every bank but Santander. */
const DEPOIS_DO_NUMERO = {
  carteira: [58, 58, "alfa", "[F]"],
  numeroDocumento: [59, 73, "alfa", "[F]"],
  vencimento: [74, 81, "data8", "[F]"],
  valorNominal: [82, 96, "valor", "[F]"],
  bancoCobrador: [97, 99, "alfa", "[F]"],
  agenciaCobradora: [100, 104, "alfa", "[F]"],
  usoEmpresa: [106, 130, "alfa", "[F]"],
  moeda: [131, 132, "alfa", "[F]: 09 real"],
  sacadoTipo: [133, 133, "alfa", "[F]; not informed by BB [B]"],
  sacadoInscricao: [134, 148, "alfa", "[F]; not informed by BB [B]"],
  sacado: [149, 188, "alfa", "[F]; not informed by BB [B]"],
  contrato: [189, 198, "alfa", "[F]"],
  tarifa: [199, 213, "valor", "[F]"],
  motivo: [214, 223, "alfa", "[F]: up to five codes of two", "optional"],
} as const;

/** Type 3, segment T; only the nosso número of a bank may lie elsewhere within 38-57. */
export const SEGMENTO_T = layout("segmento T", 240, {
  ...DETALHE,
  agencia: [18, 22, "alfa", "[F]"],
  conta: [24, 35, "alfa", "[F]"],
  nossoNumero: [38, 57, "alfa", "[F] [B]: 17 digits and blanks ([R] 47-57 cuts it)"],
  ...DEPOIS_DO_NUMERO,
});

/** The fields of T that a movement is made of, wherever the bank puts them. */
export type SegmentT = Layout<
  | "nossoNumero"
  | "numeroDocumento"
  | "vencimento"
  | "valorNominal"
  | "moeda"
  | "sacado"
  | "tarifa"
  | "motivo"
>;

/** Itaú: "Cobrança, layout FEBRABAN 240", January 2017. */
export const SEGMENTO_T_ITAU: SegmentT = layout("segmento T", 240, {
  ...DETALHE,
  agencia: [19, 22, "alfa", "[I2] [L]"],
  conta: [31, 35, "alfa", "[I2] [L]"],
  carteiraNumero: [38, 40, "alfa", "[I2] [L]"],
  nossoNumero: [41, 48, "alfa", "[I2] [L]: without its DAC"],
  nossoNumeroDv: [49, 49, "alfa", "[I2] [L]"],
  ...DEPOIS_DO_NUMERO,
  numeroDocumento: [59, 68, "alfa", "[I2]"],
});

/** Caixa: MO 67.118 v010, June 2018. */
export const SEGMENTO_T_CAIXA: SegmentT = layout("segmento T", 240, {
  ...DETALHE,
  beneficiario: [24, 29, "alfa", "[X2] [R]"],
  nossoNumero: [40, 56, "alfa", "[X2] [R]: modalidade 40-41 and 15 digits"],
  nossoNumeroDv: [57, 57, "alfa", "[X2] [R]"],
  ...DEPOIS_DO_NUMERO,
  numeroDocumento: [59, 69, "alfa", "[X2]"],
});

/** Santander: H7815 v2.9, April 2018. Not FEBRABAN's columns. */
export const SEGMENTO_T_SANTANDER: SegmentT = layout("segmento T", 240, {
  ...DETALHE,
  agencia: [18, 21, "alfa", "[S2] [L]"],
  conta: [23, 31, "alfa", "[S2] [L]"],
  nossoNumero: [41, 53, "alfa", "[S2] [L]: with its DV"],
  carteira: [54, 54, "alfa", "[S2] [L]"],
  numeroDocumento: [55, 69, "alfa", "[S2] [L]"],
  vencimento: [70, 77, "data8", "[S2] [L]"],
  valorNominal: [78, 92, "valor", "[S2] [L]"],
  bancoCobrador: [93, 95, "alfa", "[S2] [L]"],
  agenciaCobradora: [96, 99, "alfa", "[S2] [L]"],
  usoEmpresa: [101, 125, "alfa", "[S2] [L]"],
  moeda: [126, 127, "alfa", "[S2] [L]: 00 in samples, 09 in the manual"],
  sacadoTipo: [128, 128, "alfa", "[S2] [L]"],
  sacadoInscricao: [129, 143, "alfa", "[S2] [L]"],
  sacado: [144, 183, "alfa", "[S2] [L]"],
  tarifa: [194, 208, "valor", "[S2] [L]"],
  motivo: [209, 218, "alfa", "[S2] [L]", "optional"],
});

/** Sicoob: [L], [R] and the samples. */
export const SEGMENTO_T_SICOOB: SegmentT = layout("segmento T", 240, {
  ...DETALHE,
  nossoNumero: [38, 47, "alfa", "[L] [R]: with its DV"],
  parcela: [48, 49, "alfa", "[L] [R]"],
  modalidade: [50, 51, "alfa", "[L] [R]"],
  formulario: [52, 52, "alfa", "[L] [R]"],
  ...DEPOIS_DO_NUMERO,
});

/** Sicredi: manual CNAB 240, August 2019. */
export const SEGMENTO_T_SICREDI: SegmentT = layout("segmento T", 240, {
  ...DETALHE,
  nossoNumero: [38, 46, "alfa", "[R2] [L]: with its DV"],
  ...DEPOIS_DO_NUMERO,
});

/** Ailos: manual CNAB 240, September 2019. */
export const SEGMENTO_T_AILOS: SegmentT = layout("segmento T", 240, {
  ...DETALHE,
  nossoNumero: [38, 54, "alfa", "[O2] [L]: conta with DV (8) and boleto (9)"],
  ...DEPOIS_DO_NUMERO,
});

/** Type 3, segment U. */
export const SEGMENTO_U = layout("segmento U", 240, {
  banco: [1, 3, "alfa", "[F]"],
  lote: [4, 7, "alfa", "[F]"],
  tipo: [8, 8, "alfa", "[F]"],
  sequencial: [9, 13, "num", "[F]"],
  segmento: [14, 14, "alfa", "[F]"],
  codigo: [16, 17, "alfa", "[F]"],
  juros: [18, 32, "valor", "[F]: juros, multa, encargos"],
  desconto: [33, 47, "valor", "[F]"],
  abatimento: [48, 62, "valor", "[F]"],
  iof: [63, 77, "valor", "[F]"],
  valorPago: [78, 92, "valor", "[F]"],
  valorLiquido: [93, 107, "valor", "[F]"],
  outrasDespesas: [108, 122, "valor", "[F]"],
  outrosCreditos: [123, 137, "valor", "[F]"],
  dataOcorrencia: [138, 145, "data8", "[F]"],
  dataCredito: [146, 153, "data8", "[F]"],
  sacadoOcorrencia: [154, 157, "alfa", "[F]", "optional"],
});

/** Type 3, any other segment; types 2 and 4. */
export const OUTRO_DETALHE = layout("detalhe", 240, {
  banco: [1, 3, "alfa", "[F]"],
  lote: [4, 7, "alfa", "[F]"],
  tipo: [8, 8, "alfa", "[F]"],
  sequencial: [9, 13, "num", "[F]"],
  segmento: [14, 14, "alfa", "[F]"],
});

/** Type 5. Columns 24-46 are the stock of the portfolio, not totals of these lines (`[B]`: bank's own use). */
export const TRAILER_LOTE = layout("trailer de lote", 240, {
  banco: [1, 3, "alfa", "[F]"],
  lote: [4, 7, "alfa", "[F]"],
  tipo: [8, 8, "alfa", "[F]"],
  registros: [18, 23, "num", "[F]"],
  estoque: [24, 29, "num", "[F]: simples, quantity", "optional"],
});

/** Type 9. */
export const TRAILER_ARQUIVO = layout("trailer de arquivo", 240, {
  banco: [1, 3, "alfa", "[F]"],
  lote: [4, 7, "alfa", "[F]: 9999"],
  tipo: [8, 8, "alfa", "[F]"],
  lotes: [18, 23, "num", "[F]"],
  registros: [24, 29, "num", "[F]: every line of the file"],
});
