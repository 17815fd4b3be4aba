/** The banks whose CNAB 400 is read. Another bank is one table beside these, and its tests; without one it is refused. */
import type { Cnab400Bank } from "./bank.ts";
import { BB_400 } from "./banks/banco_do_brasil.ts";
import { BANRISUL_400 } from "./banks/banrisul.ts";
import { BNB_400 } from "./banks/bnb.ts";
import { BRADESCO_400 } from "./banks/bradesco.ts";
import { CAIXA_400 } from "./banks/caixa.ts";
import { INTER_400 } from "./banks/inter.ts";
import { ITAU_400 } from "./banks/itau.ts";
import { SANTANDER_400 } from "./banks/santander.ts";
import { SICOOB_400 } from "./banks/sicoob.ts";
import { SICREDI_400 } from "./banks/sicredi.ts";
import { UNICRED_400 } from "./banks/unicred.ts";

/** By COMPE code; Santander also under the number that it had before. */
export const CNAB400_BANKS: ReadonlyMap<string, Cnab400Bank> = new Map([
  ...[
    BB_400,
    BNB_400,
    SANTANDER_400,
    BANRISUL_400,
    INTER_400,
    CAIXA_400,
    UNICRED_400,
    BRADESCO_400,
    ITAU_400,
    SICREDI_400,
    SICOOB_400,
  ].map((bank): [string, Cnab400Bank] => [bank.banco, bank]),
  ["353", SANTANDER_400],
]);
