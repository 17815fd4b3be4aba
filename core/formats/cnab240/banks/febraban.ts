/** CNAB 240 of any bank without a table of its own: FEBRABAN 240 v09.0 and v10.06, and no rule beyond it. */
import { codeTable } from "../../record/code_table.ts";
import type { Cnab240Bank } from "../bank.ts";
import { FEBRABAN_CODES } from "../codes.ts";

/** Nothing but what FEBRABAN says. */
export const FEBRABAN_240: Cnab240Bank = {
  banco: "",
  codes: codeTable(FEBRABAN_CODES),
  convenio: null,
  payer: true,
  nossoNumero: null,
  accountInT: false,
  automaticBaixa: null,
  sumRule: false,
  stock: false,
};
