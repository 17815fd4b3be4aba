/** What the motivos of a bank mean, for people: the readers give back the codes. */

/** Occurrences (comma separated), motivos (comma separated), words. */
export type ReasonRow = readonly [string, string, string];

/** FEBRABAN's table C, of payments and baixas. */
export const FEBRABAN_REASONS: readonly ReasonRow[] = [
  ["06,17", "01", "por saldo"],
  ["06,17", "02", "por conta: pagamento parcial"],
  ["06,17", "03", "no caixa da agência"],
  ["06,17", "04", "compensação eletrônica"],
  ["06,17", "05", "compensação convencional"],
  ["06,17", "06", "por meio eletrônico"],
  ["06,17", "08", "em cartório"],
  ["06,17", "30,31,32,33,34,35,36,37", "canal do pagamento"],
  ["09", "09", "comandada pelo banco"],
  ["09", "10", "comandada pelo cliente, por arquivo"],
  ["09", "11", "comandada pelo cliente, on-line"],
  ["09", "12,13", "decurso de prazo"],
  ["09", "14", "protestado"],
  ["09", "15", "título excluído"],
];
