/** CNAB 240 of Sicredi: manual of August 2019 [R2]; [L]. */
import { type CodeRow, codeTable } from "../../record/code_table.ts";
import { type Cnab240Bank, FEBRABAN_RULES } from "../bank.ts";
import { SEGMENTO_T_SICREDI } from "../layout.ts";

/** [R2], [L]. */
const CODES: readonly CodeRow[] = [
  ["02", "entrada", "entrada", "entrada confirmada"],
  ["06", "liquidacao", "liquidacao", "liquidação"],
  ["17", "liquidacao", "liquidacao", "liquidação após baixa ou de título não registrado"],
  ["09", "baixa", "baixa", "baixa"],
  ["25", "baixa", "baixa", "protestado e baixado"],
  ["03", "rejeicao", "entrada-rejeitada", "entrada rejeitada"],
  ["26", "rejeicao", "instrucao-rejeitada", "instrução rejeitada"],
  ["30", "rejeicao", "alteracao-rejeitada", "alteração de dados rejeitada"],
  ["36", "rejeicao", "baixa-rejeitada", "baixa rejeitada"],
  ["81,83", "rejeicao", "negativacao-rejeitada", "negativação rejeitada"],
  ["07", "alteracao", "desconto", "desconto concedido"],
  ["08", "alteracao", "desconto-cancelado", "desconto cancelado"],
  ["12", "alteracao", "abatimento", "abatimento concedido"],
  ["13", "alteracao", "abatimento-cancelado", "abatimento cancelado"],
  ["14", "alteracao", "vencimento", "vencimento alterado"],
  ["27", "alteracao", "outros-dados", "alteração de outros dados"],
  ["28", "informacao", "tarifa", "débito de tarifas/custas"],
  ["19,20,23,24,51,52,78,79,80,82,84,85", "informacao", "confirmacao", "informação"],
];

/** Sicredi. */
export const SICREDI_240: Cnab240Bank = {
  ...FEBRABAN_RULES,
  banco: "748",
  nome: "Sicredi",
  nameInHeader: /SICREDI/,
  codes: codeTable(CODES),
  segmentT: SEGMENTO_T_SICREDI,
  // Its DV needs the posto, which is not in the file.
  nossoNumero: { digits: 9, convenio: 0 },
  constants: [
    { columns: [131, 132], accept: ["09"], paid: "refuse" },
    { columns: [47, 57], accept: null, paid: "warn" },
  ],
  trailer: "totals",
};
