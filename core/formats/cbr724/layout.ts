/** CBR724, Banco do Brasil's print report of 160 columns: the tables. */
import { layout } from "../record/layout.ts";

/** First line. */
export const PRIMEIRA_LINHA = layout("primeira linha", 160, {
  formato: [7, 12, "alfa", "[V] [P]"],
  agencia: [13, 16, "alfa", "† [P]", "optional"],
  conta: [17, 25, "alfa", "† [P]", "optional"],
  convenio: [26, 32, "alfa", "† [P]", "optional"],
});

/** `28`: the first one carries the file's date. */
export const CABECALHO_28 = layout("cabeçalho 28", 160, {
  data: [115, 122, "data8", "[V] [P]"],
});

/** `?7` with something in column 4. What a line without payment may leave out at its end is optional. */
export const TITULO = layout("título", 160, {
  tipo: [2, 2, "alfa", "[V] [P]"],
  nossoNumero: [4, 20, "alfa", "[V] [P]"],
  numeroDocumento: [22, 33, "alfa", "† [P]"],
  sacado: [35, 61, "alfa", "[V]; [P] 35-62"],
  vencimento: [64, 71, "data8", "[V] [P]"],
  dataOcorrencia: [73, 76, "data4", "† [P]"],
  agenciaCobradora: [78, 82, "alfa", "† [P]"],
  operacao: [84, 86, "alfa", "[V] [P]"],
  valorNominal: [88, 106, "moeda", "[V] [P]"],
  alteracao: [108, 125, "alfa", "† [P]: amount, a letter may follow", "optional"],
  tarifa: [127, 135, "moeda", "† [P]", "optional"],
  valorPago: [
    137,
    151,
    "moeda",
    "[V]; [P] to the end of the line, a letter may follow",
    "optional",
  ],
});
