/** The banks whose CNAB 400 is read. Another bank is one table beside these, and its tests. */
import type { Cnab400Bank } from "./bank.ts";
import { BB_400 } from "./banks/banco_do_brasil.ts";
import { BRADESCO_400 } from "./banks/bradesco.ts";
import { ITAU_400 } from "./banks/itau.ts";

/** By COMPE code. */
export const CNAB400_BANKS: ReadonlyMap<string, Cnab400Bank> = new Map(
  [BB_400, ITAU_400, BRADESCO_400].map((bank) => [bank.banco, bank]),
);
