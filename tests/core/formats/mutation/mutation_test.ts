/**
 * One byte changed, lost or added anywhere in a detail: the file is refused, or says so, or means the same. What gets
 * through with another value stands in a list, with the reason why no check can exist.
 */
import assert from "node:assert/strict";
import { syntheticCbr724 } from "../../../../core/ensaio/synthetic_cbr724.ts";
import { syntheticCnab240 } from "../../../../core/ensaio/synthetic_cnab240.ts";
import { TODAY } from "../../../support/retornos.ts";
import { type Bank240, syntheticBank240 } from "../../../support/synthetic_bank240.ts";
import { type Bank400, BANKS_400, syntheticBank400 } from "../../../support/synthetic_bank400.ts";
import { syntheticCnab400 } from "../../../support/synthetic_cnab400.ts";
import { mutate, type Sample, type Silent } from "./mutate.ts";

/** Fields that one changed digit may change, and why nothing else in the file speaks of them. */
const UNCHECKED: Readonly<Record<string, string>> = {
  vencimento: "another day that exists: said once in the file",
  dataOcorrencia: "an earlier day within a year: said once in the file",
  dataCredito: "a later day within a year: said once in the file",
  tarifa: "no sum has it but BB's net amount",
};

const FIVE_CONTENTS = "the paid amount has five contents, by contract: no sum";

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
  "400 001 06": { nossoNumero: "17 digits without a check digit; only the convênio is known" },
  "400 237 06": { nossoNumero: "its digit may be left out: a blank is one of the bank's forms" },
  "400 756 06": { nossoNumero: "its digit needs the client's number, which is not in the file" },
  "400 748 06": { nossoNumero: "its digit needs the posto, which is not in the file" },
  "400 104 06": {
    nossoNumero: "17 digits, its digit is not in the file",
    codigo: "another code that pays",
  },
  "400 041 06": {
    valorNominal: FIVE_CONTENTS,
    valorPago: FIVE_CONTENTS,
    juros: FIVE_CONTENTS,
    desconto: FIVE_CONTENTS,
    abatimento: FIVE_CONTENTS,
    outrosCreditos: FIVE_CONTENTS,
  },
  "400 077 06": {
    valorNominal: "it tells neither interest nor discount: no sum",
    valorPago: "only the first of its 13 places, which the trailer's sum has not",
  },
  "400 136 06": {
    nossoNumero: "17 digits, no source tells of a digit",
    codigo: "another code that pays",
    "codigo+classe": "a pending cheque tells of the same amounts",
    valorNominal: "no source tells a sum; the net amount has the paid one and the tarifa",
    juros: "no source tells a sum",
    desconto: "no source tells a sum",
    abatimento: "no source tells a sum",
  },
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
  ...(["001", "341", "237"] as const).map((banco) => ({
    name: `400 ${banco} 06`,
    bytes: syntheticCnab400({
      banco,
      details: [{
        codigo: "06",
        nossoNumero:
          { "001": "23456780000000017", "341": "10000017", "237": "123456789012" }[banco],
        documento: "DOC17",
        credito: "151025",
        nominal: 123_456,
        juros: 789,
        desconto: 56,
        pago: 124_189,
        tarifa: 195,
      }],
    }),
    lines: [2],
  })),
  ...BANKS_400.map((banco: Bank400) => ({
    name: banco === "001" ? "400 001 06, convênio of six" : `400 ${banco} 06`,
    bytes: syntheticBank400(banco, [
      banco === "077"
        ? { codigo: "06", nominal: 123_456 }
        : { codigo: banco === "104" ? "21" : "06", nominal: 123_456, juros: 789, desconto: 56 },
    ]),
    lines: [2],
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
    const used = new Set(run.silent.map((one) => one.fields.join("+")));
    for (const field of Object.keys(OF_SAMPLE[sample.name] ?? {})) {
      assert.ok(used.has(field), `${field} is excused, and never changes in silence`);
    }
  });
}

/** A changed byte may hit a field (or, where said, two) that nothing checks; a lost or an added one moves several, and must show. */
function isExcused(one: Silent, excused: Readonly<Record<string, string>>): boolean {
  return one.kind === "troca" && one.fields.join("+") in excused;
}
