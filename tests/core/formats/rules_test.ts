/** The fourteen rules of validation: for each, files that are good but for that rule, and what becomes of them. */
import assert from "node:assert/strict";
import { syntheticCbr724 } from "../../../core/ensaio/synthetic_cbr724.ts";
import { syntheticCnab240 } from "../../../core/ensaio/synthetic_cnab240.ts";
import { RetornoRefused } from "../../../core/formats/retorno.ts";
import {
  apply,
  bytesOf,
  put,
  read,
  textOf,
  TODAY,
  warningCodes,
  withLedger,
} from "../../support/retornos.ts";
import { syntheticCnab400 } from "../../support/synthetic_cnab400.ts";

const c240 = syntheticCnab240({ titulos: 2, nsa: 7, date: TODAY, codes: ["06", "02"] });
const cbr = syntheticCbr724({ titulos: 2, nsa: 7, date: TODAY, operations: ["LQB", "RG"] });
const c400 = (banco: "001" | "341" | "237", nsa = 7) => {
  const nossoNumero =
    { "001": "23456780000000017", "341": "10000017", "237": "12345678901P" }[banco];
  const common = { nossoNumero, documento: "DOC", nominal: 5000, credito: "151025" };
  return syntheticCnab400({
    banco,
    nsa,
    details: [{ ...common, codigo: "06", pago: 5000 }, {
      ...common,
      codigo: "02",
      credito: "000000",
    }],
  });
};
const [bb, itau, bradesco] = [c400("001"), c400("341"), c400("237")];
const cut = (bytes: Uint8Array, lines: number) =>
  bytesOf(textOf(bytes).split("\r\n").slice(0, -lines - 1).join("\r\n") + "\r\n");
const swap = (bytes: Uint8Array, a: number, b: number) => {
  const lines = textOf(bytes).split("\r\n");
  [lines[a - 1], lines[b - 1]] = [lines[b - 1]!, lines[a - 1]!];
  return bytesOf(lines.join("\r\n"));
};
const codes = (bytes: Uint8Array, code: string) => put(put(bytes, 3, 16, code), 4, 16, code);

/** Rule, what is broken, file, and the refusal's code, or the warning's after `aviso `, or "" when nothing may be said. */
const CASES: readonly (readonly [number, string, Uint8Array, string])[] = [
  [1, "no byte", new Uint8Array(0), "vazio"],
  [1, "only blanks", bytesOf("   \r\n\r\n\x1a"), "vazio"],
  [1, "only NULs", new Uint8Array(5000), "vazio"],
  [2, "another format", bytesOf("<html></html>" + " ".repeat(500)), "formato"],
  [2, "240: remessa", put(c240, 1, 143, "1"), "formato"],
  [2, "240: payments", put(c240, 2, 10, "20"), "formato"],
  [2, "400: remessa", put(bb, 1, 1, "01REMESSA"), "formato"],
  [2, "400: unknown bank", put(bb, 1, 77, "999"), "formato"],
  [2, "CBR724: another report", put(cbr, 1, 7, "CBR723"), "formato"],
  [3, "240: line too short", put(c240, 4, 100, " ".repeat(8) + "\r\n"), "estrutura"],
  [3, "240: no trailer", cut(c240, 1), "estrutura"],
  [3, "240: trailer de lote after trailer de arquivo", swap(c240, 7, 8), "estrutura"],
  [3, "240: details before the lote", swap(c240, 2, 3), "estrutura"],
  [3, "400: no trailer", cut(itau, 1), "estrutura"],
  [3, "400: unknown record", put(bradesco, 3, 1, "8"), "estrutura"],
  [3, "CBR724: no date line", bytesOf(textOf(cbr).replaceAll("\r\n28", "\r\n29")), "estrutura"],
  [4, "240: gap", put(c240, 4, 9, "00003"), "sequencia"],
  [
    4,
    "240: a pair missing",
    bytesOf(textOf(c240).split("\r\n").toSpliced(2, 2).join("\r\n")),
    "sequencia",
  ],
  [4, "400: gap", put(bb, 3, 395, "000004"), "sequencia"],
  [5, "240: lines of the lote", put(c240, 7, 18, "000007"), "totais"],
  [5, "240: lotes", put(c240, 8, 18, "000000"), "totais"],
  [5, "240: lines of the file", put(c240, 8, 24, "000009"), "totais"],
  [5, "400 Itaú: details", put(itau, 4, 213, "00000003"), "totais"],
  [5, "400 Itaú: amount", put(itau, 4, 221, "00000000010001"), "totais"],
  [5, "400 Bradesco: details of 02", put(bradesco, 4, 58, "00002"), "aviso totais"],
  [6, "240: another code", put(c240, 4, 16, "17"), "par-tu"],
  [6, "240: T without U", put(c240, 4, 14, "T"), "par-tu"],
  [6, "240: U of another lote", put(c240, 4, 4, "0002"), "par-tu"],
  [7, "240: amount of a payment", put(c240, 4, 78, " 12345"), "valor"],
  [7, "240: date that does not exist", put(c240, 4, 138, "31022025"), "valor"],
  [7, "240: occurrence after the file", put(c240, 4, 138, "15102025"), "valor"],
  [7, "240: credit before occurrence", put(c240, 4, 146, "13102025"), "valor"],
  [7, "240: generated tomorrow", put(c240, 1, 144, "15102025"), ""],
  [7, "240: generated in two days", put(c240, 1, 144, "16102025"), "valor"],
  [7, "240: generated in 1999", put(c240, 1, 144, "14101999"), "valor"],
  [7, "240: due in twenty years", put(c240, 3, 74, "14102045"), "aviso campo-invalido"],
  [
    7,
    "240: date of a line that is no payment",
    put(c240, 6, 138, "31022025"),
    "aviso campo-invalido",
  ],
  [7, "400: amount of a payment", put(bb, 2, 254, "X"), "valor"],
  [7, "400: amount of a line that is no payment", put(bb, 3, 267, "X"), "aviso campo-invalido"],
  [7, "CBR724: amount of a payment", put(cbr, 6, 150, "X"), "valor"],
  [7, "CBR724: amount of a registration", put(cbr, 7, 150, "X"), "aviso campo-invalido"],
  [8, "240: payment of nothing", put(c240, 4, 78, "0".repeat(15)), "aviso pago-zero"],
  [8, "240: BB's sum", put(c240, 4, 18, "000000000000001"), "aviso valor-pago"],
  [8, "400 BB: lançamento", put(bb, 2, 306, "0000000004999"), "aviso valor-pago"],
  [8, "400 Itaú: sum", put(itau, 2, 267, "0000000000001"), "aviso valor-pago"],
  [8, "CBR724: payment of nothing", put(cbr, 6, 137, "           0,00"), "aviso pago-zero"],
  [13, "240 without details", syntheticCnab240({ titulos: 0, nsa: 7, date: TODAY }), ""],
  [13, "400 without details", syntheticCnab400({ banco: "341", details: [] }), ""],
  [13, "CBR724 without títulos", syntheticCbr724({ titulos: 0, nsa: 7, date: TODAY }), ""],
  [14, "240: unknown code", codes(c240, "98"), "aviso codigo-desconhecido"],
  [14, "400: unknown code", put(itau, 2, 109, "98"), "aviso codigo-desconhecido"],
  [14, "CBR724: unknown operation", put(cbr, 6, 84, "QQQ"), "aviso codigo-desconhecido"],
  [14, "CBR724: no customer's id", put(cbr, 6, 35, "USUARIO 17 "), "aviso sem-cliente"],
];

Deno.test("rules 1 to 8, 13 and 14: a file that breaks one of them", () => {
  for (const bytes of [c240, cbr, bb, itau, bradesco]) {
    assert.deepEqual(read(bytes).summary.warnings, []);
  }
  for (const [rule, name, bytes, expected] of CASES) {
    let outcome: string;
    try {
      const { summary, movements } = read(bytes);
      outcome = warningCodes(summary.warnings).map((code) => `aviso ${code}`).join(", ");
      // Never a guess: what is unknown is kept, and is no payment.
      if (outcome === "aviso codigo-desconhecido") assert.equal(movements[0]!.classe, "outro");
    } catch (error) {
      if (!(error instanceof RetornoRefused)) throw error;
      outcome = error.code;
      assert.ok(!error.message.includes("USUARIO"), error.message);
    }
    assert.equal(outcome, expected, `rule ${rule}, ${name}`);
  }
});

Deno.test("rule 9: an account that is not ours", () => {
  for (const bytes of [c240, cbr, bb, itau, bradesco]) {
    assert.throws(
      () => read(bytes, { context: { today: TODAY, contas: ["1", "2"] } }),
      (error) => error instanceof RetornoRefused && error.code === "conta",
    );
    const { summary } = read(bytes);
    read(bytes, { context: { today: TODAY, contas: ["1", summary.conta] } });
  }
});

Deno.test("rules 11 and 12: a file against those before it", async () => {
  await withLedger(async (ledger) => {
    await apply(ledger, "first.ret", bb);
    await assert.rejects(
      () => apply(ledger, "second.ret", put(bb, 2, 117, "OTHER")),
      (error) =>
        error instanceof RetornoRefused && error.code === "nsa-repetido" &&
        error.message.includes("first.ret"),
    );
    await apply(ledger, "cbr.ret", cbr);
    const copy = await apply(ledger, "cbr_id.ret", put(cbr, 7, 41, "18"));
    assert.deepEqual([copy.applied, copy.repeated], [0, 2]);
    await assert.rejects(
      () => apply(ledger, "cbr_2.ret", put(cbr, 6, 150, "9")),
      (error) =>
        error instanceof RetornoRefused && error.code === "divergente" &&
        error.message.includes("cbr.ret"),
    );
    assert.deepEqual(warningCodes((await apply(ledger, "older.ret", c400("001", 5))).warnings), [
      "nsa-menor",
    ]);
    assert.deepEqual(warningCodes((await apply(ledger, "far.ret", c400("001", 500))).warnings), [
      "nsa-distante",
    ]);
  });
});
