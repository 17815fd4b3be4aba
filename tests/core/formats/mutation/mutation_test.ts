/**
 * One byte changed, lost or added anywhere in a detail: the file is refused, or says so, or means the same. What gets
 * through with another value stands in a list, with the reason why no check can exist.
 */
import assert from "node:assert/strict";
import { syntheticCbr724 } from "../../../../core/ensaio/synthetic_cbr724.ts";
import { syntheticCnab240 } from "../../../../core/ensaio/synthetic_cnab240.ts";
import { TODAY } from "../../../support/retornos.ts";
import { type Bank240, syntheticBank240 } from "../../../support/synthetic_bank240.ts";
import { mutate, type Sample, type Silent } from "./mutate.ts";

/** Fields that one changed digit may change, and why nothing else in the file speaks of them. */
const UNCHECKED: Readonly<Record<string, string>> = {
  vencimento: "another day that exists: said once in the file",
  dataOcorrencia: "an earlier day within a year: said once in the file",
  dataCredito: "a later day within a year: said once in the file",
  tarifa: "no sum has it but BB's net amount",
};

/** Beside those, by sample. */
const OF_SAMPLE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "240 001 06": { nossoNumero: "17 digits without a check digit; only the convênio is known" },
  "240 001 02": {
    nossoNumero: "17 digits without a check digit; only the convênio is known",
    valorNominal: "no payment, no sum",
    juros: "no payment, no sum",
    desconto: "no payment, no sum",
    abatimento: "no payment, no sum",
    outrosCreditos: "no payment, no sum",
  },
  "240 033 06": { nossoNumero: "two rests of its module 11 share a digit" },
  "240 237 06": { nossoNumero: "carteira has three places, two of them in its digit" },
  "240 756 06": { nossoNumero: "its digit needs the client's number, which is not in the file" },
  "240 748 06": { nossoNumero: "its digit needs the posto, which is not in the file" },
  "240 085 06": { nossoNumero: "no rule for a digit; only the conta is known" },
  "CBR724": {
    nossoNumero: "17 digits without a check digit",
    codigo: "another operation that exists: said once in the file",
    valorNominal: "the report has no sum",
    valorPago: "the report has no sum",
    juros: "the report has no sum",
    abatimento: "the report has no sum",
  },
};

const BANKS: readonly Bank240[] = ["341", "104", "033", "237", "756", "748", "085"];

const SAMPLES: readonly Sample[] = [
  ...["06", "02"].map((code) => ({
    name: `240 001 ${code}`,
    bytes: syntheticCnab240({ titulos: 1, nsa: 7, date: TODAY, codes: [code] }),
    lines: [3, 4],
  })),
  ...BANKS.map((banco) => ({
    name: `240 ${banco} 06`,
    bytes: syntheticBank240(banco, [
      { codigo: "06", nominal: 123_456, juros: 789, desconto: 56, motivo: "04" },
    ]),
    lines: [3, 4],
  })),
  {
    name: "CBR724",
    bytes: syntheticCbr724({ titulos: 2, nsa: 7, date: TODAY, operations: ["LQB", "RG"] }),
    lines: [6],
  },
];

for (const sample of SAMPLES) {
  Deno.test(`mutation of one byte: ${sample.name}`, () => {
    const run = mutate(sample);
    const excused = { ...UNCHECKED, ...OF_SAMPLE[sample.name] };
    const silent = run.silent.filter((one) => !isExcused(one, excused));
    assert.deepEqual(silent, [], `${silent.length} of ${run.total} changes pass in silence`);
    assert.equal(run.refused + run.warned + run.same + run.silent.length, run.total);
    assert.ok(run.refused > 0 && run.warned > 0 && run.same > 0);
    // An excuse that nothing needs any more is to be struck out.
    const used = new Set(run.silent.flatMap((one) => one.fields));
    for (const field of Object.keys(OF_SAMPLE[sample.name] ?? {})) {
      assert.ok(used.has(field), `${field} is excused, and never changes in silence`);
    }
  });
}

/** A changed byte may hit one field that nothing checks; a lost or an added one moves several, and must show. */
function isExcused(one: Silent, excused: Readonly<Record<string, string>>): boolean {
  return one.kind === "troca" && one.fields.length === 1 && one.fields[0]! in excused;
}
