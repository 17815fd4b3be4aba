import assert from "node:assert/strict";
import { syntheticCbr724 } from "../../../../core/ensaio/synthetic_cbr724.ts";
import { syntheticCnab240 } from "../../../../core/ensaio/synthetic_cnab240.ts";
import { read, refusal } from "../../../support/retornos.ts";
import { syntheticBank240 } from "../../../support/synthetic_bank240.ts";
import { syntheticCnab400 } from "../../../support/synthetic_cnab400.ts";

const cbr = () => syntheticCbr724({ titulos: 3, nsa: 1, date: "2025-10-14" });
const cnab = () => syntheticCnab240({ titulos: 1, nsa: 1, date: "2025-10-14" });
const cnabOfAnotherBank = () => syntheticBank240("104", [{ codigo: "06" }]);
const itau = () =>
  syntheticCnab400({
    banco: "341",
    details: [{ codigo: "02", nossoNumero: "10000017", nominal: 1, sacado: "1017 USUARIO" }],
  });

Deno.test("rule 9: only our accounts, when they are configured", () => {
  const context = (contas: string[]) => ({ today: "2025-10-14", contas });
  for (const bytes of [cbr(), cnabOfAnotherBank(), itau()]) {
    assert.equal(refusal(bytes, context(["999", "11111-1"])).code, "conta");
  }
  for (const contas of [["456789"], ["456789-5"], ["000456789"], ["2345678"]]) {
    read(cnab(), { context: context(contas) });
  }
  read(cbr(), { context: context(["456789"]) });
  read(itau(), { context: context(["45678-5"]) });
});
