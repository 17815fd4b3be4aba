/** The banks whose CNAB 240 is read. Another bank is one table beside these, and its tests; without one it is refused. */
import type { Cnab240Bank } from "./bank.ts";
import { AILOS_240 } from "./banks/ailos.ts";
import { BB_240 } from "./banks/banco_do_brasil.ts";
import { BRADESCO_240 } from "./banks/bradesco.ts";
import { CAIXA_240 } from "./banks/caixa.ts";
import { ITAU_240 } from "./banks/itau.ts";
import { SANTANDER_240 } from "./banks/santander.ts";
import { SICOOB_240 } from "./banks/sicoob.ts";
import { SICREDI_240 } from "./banks/sicredi.ts";

/** By COMPE code. */
export const CNAB240_BANKS: ReadonlyMap<string, Cnab240Bank> = new Map(
  [
    BB_240,
    SANTANDER_240,
    AILOS_240,
    CAIXA_240,
    BRADESCO_240,
    ITAU_240,
    SICREDI_240,
    SICOOB_240,
  ].map((bank) => [bank.banco, bank]),
);

/** The bank that the name in a header of file names, or null: a renumbered file keeps its name. */
export function namedBank(name: string): Cnab240Bank | null {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase();
  for (const bank of CNAB240_BANKS.values()) if (bank.nameInHeader.test(plain)) return bank;
  return null;
}
