/** CNAB 240 of Santander, Multibanco: H7815 v2.9, April 2018 [S2]; [L]. */
import { FEBRABAN_REASONS } from "../../record/reason_words.ts";
import { rest11 } from "../../record/check_digits.ts";
import { type CodeRow, codeTable } from "../../record/code_table.ts";
import type { Line } from "../../record/line.ts";
import { type Cnab240Bank, FEBRABAN_RULES } from "../bank.ts";
import { SEGMENTO_T_SANTANDER } from "../layout.ts";

/** [S2] note on códigos de movimento, [L]. */
const CODES: readonly CodeRow[] = [
  ["02", "entrada", "entrada", "entrada confirmada"],
  ["06", "liquidacao", "liquidacao", "liquidação"],
  ["17", "liquidacao", "liquidacao", "liquidação após baixa ou de título não registrado"],
  ["09", "baixa", "baixa", "baixa"],
  ["25", "baixa", "baixa", "protestado e baixado"],
  ["05", "baixa", "transferencia-baixa", "transferência de carteira/baixa"],
  ["03", "rejeicao", "entrada-rejeitada", "entrada rejeitada"],
  ["26", "rejeicao", "instrucao-rejeitada", "instrução rejeitada"],
  ["30", "rejeicao", "alteracao-rejeitada", "alteração de dados rejeitada"],
  ["32", "rejeicao", "iof-invalido", "IOF inválido"],
  ["04", "alteracao", "transferencia", "transferência de carteira/entrada"],
  ["12", "alteracao", "abatimento", "abatimento concedido"],
  ["13", "alteracao", "abatimento-cancelado", "abatimento cancelado"],
  ["14", "alteracao", "vencimento", "vencimento alterado"],
  ["27,61,91,92", "alteracao", "outros-dados", "alteração de dados"],
  ["11", "informacao", "em-ser", "título em carteira"],
  ["19", "informacao", "protesto", "instrução de protesto"],
  ["20", "informacao", "sustacao", "sustação de protesto"],
  ["23", "informacao", "cartorio", "remessa a cartório"],
  ["24", "informacao", "retirada", "retirada de cartório"],
  ["28", "informacao", "tarifa", "débito de tarifas/custas"],
  ["29", "informacao", "ocorrencia-sacado", "ocorrência do pagador"],
  ["51,52,53,A4", "informacao", "dda", "DDA"],
  // The night file brings the 06: counted here, the payment would be counted twice.
  ["93", "informacao", "baixa-operacional", "baixa operacional (pagamento anunciado)"],
  ["94", "informacao", "baixa-operacional-cancelada", "baixa operacional cancelada"],
];

function checkDigit(line: Line) {
  const rest = rest11(line.raw(41, 52), 9);
  return { column: 53, right: rest < 2 ? "0" : rest === 10 ? "1" : String(11 - rest) };
}

/** Santander. */
export const SANTANDER_240: Cnab240Bank = {
  ...FEBRABAN_RULES,
  banco: "033",
  nome: "Santander",
  nameInHeader: /SANTANDER/,
  codes: codeTable(CODES),
  segmentT: SEGMENTO_T_SANTANDER,
  account: {
    agencia: [33, 36],
    conta: [38, 46],
    contaDv: [47, 47],
    convenio: [53, 61],
    lote: { agencia: [54, 57], conta: [59, 67] },
  },
  accountInT: [{ t: [18, 32], header: [33, 47] }],
  nossoNumero: { digits: 13, convenio: 0 },
  checkDigit,
  constants: [
    { columns: [126, 127], accept: ["00", "09"], paid: "warn" },
    { columns: [33, 40], accept: null, paid: "warn" },
  ],
  reasonWords: [
    ...FEBRABAN_REASONS,
    ["06,17", "09", "pagamento parcial"],
  ],
  partial: { codes: ["06", "17"], motivos: ["02", "09"] },
  looseTrailers: true,
};
