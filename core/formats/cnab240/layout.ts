/** CNAB 240 cobrança, retorno: the tables. Positions as in FEBRABAN v09.0, unmoved in v10.06. */
import { layout } from "../record/layout.ts";

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

/** Type 3, segment T. */
export const SEGMENTO_T = layout("segmento T", 240, {
  banco: [1, 3, "alfa", "[F]"],
  lote: [4, 7, "alfa", "[F]"],
  tipo: [8, 8, "alfa", "[F]"],
  sequencial: [9, 13, "num", "[F]"],
  segmento: [14, 14, "alfa", "[F]"],
  codigo: [16, 17, "alfa", "[F]"],
  agencia: [18, 22, "alfa", "[F]"],
  conta: [24, 35, "alfa", "[F]"],
  nossoNumero: [38, 57, "alfa", "[F] [B]: 17 digits and blanks ([R] 47-57 cuts it)"],
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
