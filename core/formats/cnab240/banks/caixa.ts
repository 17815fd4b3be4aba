/** CNAB 240 of Caixa, SIGCB: MO 67.118 v010, June 2018 [X2]; [L], [R]. */
import { digit11 } from "../../record/check_digits.ts";
import { ANNOUNCED_PAYMENT, type CodeRow, codeTable } from "../../record/code_table.ts";
import type { Line } from "../../record/line.ts";
import { type Cnab240Bank, FEBRABAN_RULES } from "../bank.ts";
import { SEGMENTO_T_CAIXA } from "../layout.ts";

/** [X2] note C044, [L]. */
const CODES: readonly CodeRow[] = [
  ["02", "entrada", "entrada", "entrada confirmada"],
  ["06", "liquidacao", "liquidacao", "liquidação"],
  ["46", "liquidacao", ANNOUNCED_PAYMENT, "liquidação on-line"],
  ["17", "liquidacao", "liquidacao", "liquidação após baixa"],
  ["09", "baixa", "baixa", "baixa"],
  ["25", "baixa", "baixa", "protestado e baixado"],
  ["05", "baixa", "transferencia-baixa", "transferência de carteira/baixa"],
  ["03", "rejeicao", "entrada-rejeitada", "entrada rejeitada"],
  ["26", "rejeicao", "instrucao-rejeitada", "instrução rejeitada"],
  ["30", "rejeicao", "alteracao-rejeitada", "alteração de dados rejeitada"],
  ["39", "rejeicao", "pagador-rejeitado", "registro de pagador rejeitado"],
  ["40,41", "rejeicao", "banco-de-pagadores-rejeitado", "banco de pagadores rejeitado"],
  ["44", "cheque-devolvido", "estorno", "estorno de baixa ou liquidação"],
  ["47", "cheque-devolvido", "estorno-liquidacao", "estorno de liquidação on-line"],
  ["04", "alteracao", "transferencia", "transferência de carteira/entrada"],
  ["07", "alteracao", "desconto", "desconto concedido"],
  ["08", "alteracao", "desconto-cancelado", "desconto cancelado"],
  ["12", "alteracao", "abatimento", "abatimento concedido"],
  ["13", "alteracao", "abatimento-cancelado", "abatimento cancelado"],
  ["14", "alteracao", "vencimento", "vencimento alterado"],
  ["27,45", "alteracao", "outros-dados", "alteração de dados"],
  ["61,62", "alteracao", "alteracao-valor", "alteração de valor"],
  ["28", "informacao", "tarifa", "débito de tarifas/custas"],
  ["01,19,20,23,24,35,36,37,38,51,52,53", "informacao", "confirmacao", "informação"],
];

function checkDigit(line: Line) {
  // A 28 may carry no título.
  return line.blank(40, 57) ? null : { column: 57, right: digit11(line.raw(40, 56)) };
}

/** Caixa. */
export const CAIXA_240: Cnab240Bank = {
  ...FEBRABAN_RULES,
  banco: "104",
  nome: "Caixa",
  nameInHeader: /ECON(OMICA)? FED|CAIXA/,
  codes: codeTable(CODES),
  segmentT: SEGMENTO_T_CAIXA,
  account: { agencia: [53, 57], conta: [59, 64], contaDv: null, convenio: [59, 64] },
  accountInT: [{ t: [24, 29], header: [59, 64] }],
  nossoNumero: { digits: 17, convenio: 0 },
  checkDigit,
  constants: [
    { columns: [131, 132], accept: ["09"], paid: "refuse" },
    // A zero and blanks in all 76 lines of the public files; zeros or blanks by the manual.
    { columns: [36, 38], accept: ["0  ", "000", "   "], paid: "warn" },
    { columns: [70, 73], accept: null, paid: "warn" },
  ],
  reasonWords: [
    ["06,46", "02", "casa lotérica (o canal; não é pagamento parcial)"],
    ["06,46", "03", "agência da Caixa"],
    ["06,46", "04", "compensação eletrônica"],
    ["06,46", "05", "compensação convencional"],
    ["06,46", "06", "internet"],
    ["06,46", "07", "correspondente"],
    ["06,46", "08", "em cartório"],
    ["09", "09", "comandada pelo banco"],
    ["09", "10", "comandada pelo cliente, por arquivo"],
    ["09", "11", "comandada pelo cliente, on-line"],
    ["09", "12", "decurso de prazo, pelo cliente"],
    ["09", "13", "decurso de prazo, pelo banco"],
    ["09", "14", "protestado"],
  ],
  // 02 is Casa Lotérica, the channel; nothing tells a partial payment.
  partial: { codes: [], motivos: [] },
};
