/** The banks whose CNAB 240 differs from FEBRABAN's. Another bank is one table beside these, and its tests. */
import type { Cnab240Bank } from "./bank.ts";
import { BB_240 } from "./banks/banco_do_brasil.ts";
import { FEBRABAN_240 } from "./banks/febraban.ts";

/** By COMPE code. */
const BANKS: ReadonlyMap<string, Cnab240Bank> = new Map(
  [BB_240].map((bank) => [bank.banco, bank]),
);

/** What is known of the bank with this COMPE code; FEBRABAN's rules when it has no table of its own. */
export function cnab240Bank(banco: string): Cnab240Bank {
  return BANKS.get(banco) ?? FEBRABAN_240;
}
