/** CNAB 240 of Banco do Brasil: "Particularidades CNAB 240" [B]. */
import { type CodeRow, codeTable } from "../../record/code_table.ts";
import type { Cnab240Bank } from "../bank.ts";
import { FEBRABAN_CODES } from "../codes.ts";

/** Layout 030 of Banco do Brasil: 52 is what CBR724 calls END, in 39 of 39 lines of the corpus. */
const CODES: readonly CodeRow[] = [
  ["52", "informacao", "endereco", "alteração do endereço do sacado"],
];

/** Banco do Brasil. */
export const BB_240: Cnab240Bank = {
  banco: "001",
  codes: codeTable(FEBRABAN_CODES, CODES),
  // The rest of 33-52 is its own division of the field: 42-45 0014, 46-47 carteira, 48-50 variação [B].
  convenio: [33, 41],
  // It does not inform the payer [B]: what stands there is not a name.
  payer: false,
  nossoNumero: { digits: 17, convenio: 7 },
  accountInT: true,
  // What CBR724 calls BXS, in 370 of 372 pairs of files.
  automaticBaixa: "09",
  sumRule: true,
  stock: true,
};
