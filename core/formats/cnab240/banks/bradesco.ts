/** CNAB 240 of Bradesco: 4008-524-0339 v06, July 2017 [A2]; [L]. No public sample. */
import { rest11 } from "../../record/check_digits.ts";
import { type CodeRow, codeTable } from "../../record/code_table.ts";
import type { Line } from "../../record/line.ts";
import { type Cnab240Bank, FEBRABAN_RULES } from "../bank.ts";
import { FEBRABAN_CODES } from "../codes.ts";
import { SEGMENTO_T } from "../layout.ts";

/** [A2] beside FEBRABAN's. */
const CODES: readonly CodeRow[] = [
  ["36,37", "informacao", "aviso-ao-pagador", "e-mail ou SMS ao pagador"],
  ["73", "informacao", "negativacao", "negativação"],
  ["54", "informacao", "baixa-negativado", "baixa de título negativado confirmada"],
];

function checkDigit(line: Line) {
  // As in the remessa: carteira 38-40, zeros, number 46-56, DV 57. Another division of 38-57 is not known.
  if (line.raw(41, 45) !== "00000" || !line.onlyDigits(38, 56)) return null;
  const rest = rest11(line.raw(39, 40) + line.raw(46, 56), 7);
  return { column: 57, right: rest === 0 ? "0" : rest === 1 ? "P" : String(11 - rest) };
}

/** Bradesco. */
export const BRADESCO_240: Cnab240Bank = {
  ...FEBRABAN_RULES,
  banco: "237",
  nome: "Bradesco",
  nameInHeader: /BRADESCO/,
  codes: codeTable(FEBRABAN_CODES, CODES),
  segmentT: SEGMENTO_T,
  // 38-57 whole; its DV may be the letter P.
  nossoNumero: { digits: null, convenio: 0 },
  checkDigit,
  constants: [
    { columns: [131, 132], accept: ["09"], paid: "warn" },
    // Another division of 38-57 would leave the number without its check.
    { columns: [41, 45], accept: ["00000"], paid: "warn" },
  ],
  reasonWords: [
    ["06", "18", "pagamento parcial"],
  ],
  partial: { codes: ["06"], motivos: ["18"] },
};
