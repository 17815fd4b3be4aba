/** CNAB 240 of Itaú: "Cobrança, layout FEBRABAN 240", January 2017 [I2]; laravel-boleto [L]. */
import { digit10 } from "../../record/check_digits.ts";
import { type CodeRow, codeTable } from "../../record/code_table.ts";
import type { Line } from "../../record/line.ts";
import { type Cnab240Bank, FEBRABAN_RULES } from "../bank.ts";
import { SEGMENTO_T_ITAU } from "../layout.ts";

/** [I2] table of occurrences, [L]. None of FEBRABAN's is taken over. */
const CODES: readonly CodeRow[] = [
  ["02", "entrada", "entrada", "entrada confirmada"],
  ["06", "liquidacao", "liquidacao", "liquidação normal"],
  ["08", "liquidacao", "liquidacao", "liquidação em cartório"],
  ["09", "baixa", "baixa", "baixa simples"],
  ["10", "baixa", "baixa", "baixa por ter sido liquidado"],
  ["32", "baixa", "baixa", "baixa por ter sido protestado"],
  ["47", "baixa", "baixa", "baixa com transferência para desconto"],
  ["05", "baixa", "baixa", "alteração de dados, baixa"],
  ["03", "rejeicao", "entrada-rejeitada", "entrada rejeitada"],
  ["15", "rejeicao", "baixa-rejeitada", "baixa rejeitada"],
  ["16", "rejeicao", "instrucao-rejeitada", "instrução rejeitada"],
  ["17", "rejeicao", "alteracao-rejeitada", "alteração de dados rejeitada"],
  ["18", "rejeicao", "instrucao-rejeitada", "cobrança contratual rejeitada ou pendente"],
  ["60", "rejeicao", "carne-rejeitado", "entrada rejeitada de carnê"],
  ["74", "rejeicao", "negativacao-rejeitada", "negativação rejeitada"],
  ["24", "informacao", "protesto-sustado", "instrução de protesto rejeitada, sustada ou pendente"],
  ["04", "alteracao", "outros-dados", "alteração de dados, nova entrada"],
  ["12", "alteracao", "abatimento", "abatimento concedido"],
  ["13", "alteracao", "abatimento-cancelado", "abatimento cancelado"],
  ["14", "alteracao", "vencimento", "vencimento alterado"],
  ["11", "informacao", "em-ser", "em ser"],
  ["19", "informacao", "protesto", "confirma instrução de protesto"],
  ["20", "informacao", "sustacao", "confirma sustação de protesto"],
  ["21", "informacao", "nao-protestar", "confirma instrução de não protestar"],
  ["23", "informacao", "cartorio", "enviado a cartório"],
  ["25", "informacao", "alegacao-pagador", "alegações do pagador"],
  ["57", "informacao", "instrucao-cancelada", "instrução cancelada"],
  ["63", "informacao", "sustado", "título sustado judicialmente"],
  ["75,77,78,79,94", "informacao", "confirmacao", "confirmação"],
  ["26,27,28,29,30", "informacao", "tarifa", "tarifa"],
  ["33,34,35,36,37,38,39,40,41,42,43,44,45,46,48", "informacao", "tarifa", "tarifa ou custas"],
  ["51,52,53,54,55,56,61,62,80,82,83", "informacao", "tarifa", "tarifa"],
  ["85,86,87,88,89,90,91,92,93", "informacao", "tarifa", "tarifa"],
];

/** Carteiras whose DAC takes neither agência nor account [I2]. */
const WITHOUT_ACCOUNT = new Set(["126", "131", "146", "150", "168"]);

function checkDigit(line: Line) {
  const carteira = line.raw(38, 40);
  const account = WITHOUT_ACCOUNT.has(carteira) ? "" : line.raw(19, 22) + line.raw(31, 35);
  return { column: 49, right: digit10(account + carteira + line.raw(41, 48)) };
}

/** Itaú. */
export const ITAU_240: Cnab240Bank = {
  ...FEBRABAN_RULES,
  banco: "341",
  nome: "Itaú",
  nameInHeader: /ITAU/,
  codes: codeTable(CODES),
  segmentT: SEGMENTO_T_ITAU,
  account: { agencia: [54, 57], conta: [66, 70], contaDv: [72, 72], convenio: null },
  accountInT: [{ t: [19, 22], header: [54, 57] }, { t: [31, 35], header: [66, 70] }],
  nossoNumero: { digits: 8, convenio: 0 },
  checkDigit,
  constants: [
    { columns: [131, 132], accept: ["00"], paid: "refuse" },
    { columns: [50, 57], accept: null, paid: "warn" },
    { columns: [69, 73], accept: null, paid: "warn" },
  ],
  reasonWords: [],
  // Nothing tells a partial payment.
  partial: { codes: [], motivos: [] },
  netOfTariff: true,
  trailer: "totals",
};
