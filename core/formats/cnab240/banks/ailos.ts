/** CNAB 240 of Ailos (Cecred): manual of September 2019 [O2]; [L], [R]. */
import { type CodeRow, codeTable } from "../../record/code_table.ts";
import { type Cnab240Bank, FEBRABAN_RULES } from "../bank.ts";
import { SEGMENTO_T_AILOS } from "../layout.ts";

/** [O2], [L]. */
const CODES: readonly CodeRow[] = [
  ["02", "entrada", "entrada", "entrada confirmada"],
  ["06,76", "liquidacao", "liquidacao", "liquidação"],
  ["17,77", "liquidacao", "liquidacao", "liquidação após baixa ou de título não registrado"],
  ["09", "baixa", "baixa", "baixa"],
  ["25", "baixa", "baixa", "protestado e baixado"],
  ["03", "rejeicao", "entrada-rejeitada", "entrada rejeitada"],
  ["26", "rejeicao", "instrucao-rejeitada", "instrução rejeitada"],
  ["89,92", "rejeicao", "instrucao-rejeitada", "rejeição em cartório ou de negativação"],
  ["07", "alteracao", "desconto", "desconto concedido"],
  ["08", "alteracao", "desconto-cancelado", "desconto cancelado"],
  ["12", "alteracao", "abatimento", "abatimento concedido"],
  ["13", "alteracao", "abatimento-cancelado", "abatimento cancelado"],
  ["14", "alteracao", "vencimento", "vencimento alterado"],
  ["27,42,90", "alteracao", "outros-dados", "alteração de dados"],
  ["28", "informacao", "tarifa", "débito de tarifas/custas"],
  ["19,20,22,23,24,36,37,46,51,52,64", "informacao", "confirmacao", "informação"],
  ["91,93,94,95,96,97,98", "informacao", "confirmacao", "informação"],
];

/** Ailos. */
export const AILOS_240: Cnab240Bank = {
  ...FEBRABAN_RULES,
  banco: "085",
  nome: "Ailos",
  nameInHeader: /AILOS|CECRED/,
  codes: codeTable(CODES),
  segmentT: SEGMENTO_T_AILOS,
  // The number begins with the conta and its DV [O2].
  accountInT: [{ t: [38, 45], header: [64, 71] }],
  nossoNumero: { digits: 17, convenio: 0 },
  constants: [
    { columns: [131, 132], accept: ["09"], paid: "warn" },
    { columns: [55, 57], accept: null, paid: "warn" },
  ],
  partial: { codes: ["06", "17", "76", "77"], motivos: ["02"] },
  zeroLote: true,
};
