/** CNAB 240 of Sicoob: [L], [R] and public samples. */
import { type CodeRow, codeTable } from "../../record/code_table.ts";
import { type Cnab240Bank, FEBRABAN_ACCOUNT, FEBRABAN_RULES } from "../bank.ts";
import { FEBRABAN_CODES } from "../codes.ts";
import { SEGMENTO_T_SICOOB } from "../layout.ts";

/** [L] beside FEBRABAN's. */
const CODES: readonly CodeRow[] = [
  ["37,54", "informacao", "confirmacao", "confirmação"],
];

/** Sicoob. */
export const SICOOB_240: Cnab240Bank = {
  ...FEBRABAN_RULES,
  banco: "756",
  nome: "Sicoob",
  nameInHeader: /SICOOB|BANCOOB/,
  codes: codeTable(FEBRABAN_CODES, CODES),
  segmentT: SEGMENTO_T_SICOOB,
  account: { ...FEBRABAN_ACCOUNT, convenio: null },
  // Its DV needs the client's number, which is not in the file.
  nossoNumero: { digits: 10, convenio: 0 },
  constants: [
    { columns: [131, 132], accept: ["09"], paid: "refuse" },
    { columns: [53, 57], accept: null, paid: "warn" },
  ],
};
