/** CNAB 240 of Banco do Brasil: "Particularidades CNAB 240" [B]. */
import { FEBRABAN_REASONS } from "../../record/reason_words.ts";
import { type CodeRow, codeTable } from "../../record/code_table.ts";
import { type Cnab240Bank, FEBRABAN_ACCOUNT, FEBRABAN_RULES } from "../bank.ts";
import { FEBRABAN_CODES } from "../codes.ts";
import { SEGMENTO_T } from "../layout.ts";

/** Layout 030 of Banco do Brasil: 52 is what CBR724 calls END, in 39 of 39 lines of the corpus. */
const CODES: readonly CodeRow[] = [
  ["52", "informacao", "endereco", "alteração do endereço do sacado"],
];

/** Banco do Brasil. */
export const BB_240: Cnab240Bank = {
  ...FEBRABAN_RULES,
  banco: "001",
  nome: "Banco do Brasil",
  nameInHeader: /BANCO DO BRASIL/,
  codes: codeTable(FEBRABAN_CODES, CODES),
  segmentT: SEGMENTO_T,
  // The rest of 33-52 is its own division of the field: 42-45 0014, 46-47 carteira, 48-50 variação [B].
  account: { ...FEBRABAN_ACCOUNT, convenio: [33, 41] },
  accountInT: [{ t: [18, 36], header: [53, 71] }],
  // It does not inform the payer [B]: what stands there is not a name.
  payer: false,
  nossoNumero: { digits: 17, convenio: 7 },
  constants: [
    { columns: [131, 132], accept: ["09"], paid: "refuse" },
    // Zeros in every line of the corpus; 145-148 hold a small number without a meaning.
    { columns: [133, 144], accept: null, paid: "warn" },
    { columns: [149, 185], accept: null, paid: "warn" },
  ],
  reasonWords: [
    ...FEBRABAN_REASONS.filter(([codes, motivos]) => codes !== "09" || motivos !== "09"),
    ["09", "09", "automática, do próprio banco: a dívida continua"],
  ],
  partial: { codes: ["06"], motivos: ["02"] },
  // What CBR724 calls BXS, in 370 of 372 pairs of files.
  automaticBaixa: "09",
  netRule: true,
  trailer: "stock",
};
