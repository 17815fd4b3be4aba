import assert from "node:assert/strict";
import { syntheticCbr724 } from "../../../../../core/ensaio/synthetic_cbr724.ts";
import { syntheticCnab240 } from "../../../../../core/ensaio/synthetic_cnab240.ts";
import { RetornoRefused } from "../../../../../core/formats/retorno.ts";
import { syntheticCnab400 } from "../../../../support/synthetic_cnab400.ts";
import {
  apply,
  type LedgerDatabase,
  put,
  warningCodes,
  withLedger,
} from "../../../../support/retornos.ts";

const cbr = (titulos = 4, date = "2025-10-14", operations = ["LQB", "RG", "BX", "LQN"]) =>
  syntheticCbr724({ titulos, nsa: 1, date, firstNumber: 50, operations });
const cnab = (titulos = 4, date = "2025-10-14", codes = ["06", "02", "09", "06"], nsa = 9) =>
  syntheticCnab240({ titulos, nsa, date, firstNumber: 50, codes });

/** Everything that an order of application must not change. */
function snapshot(db: LedgerDatabase): unknown {
  return {
    titulos: db.prepare(
      `SELECT nosso_numero, cliente_id, sacado, situacao, pago_total, vencimento, valor_nominal, data_pagamento, data_credito
         FROM titulos ORDER BY 1`,
    ).all(),
    movimentos: db.prepare(
      "SELECT t.nosso_numero, m.evento, m.valor FROM movimentos m JOIN titulos t ON t.id = titulo_id ORDER BY 1, 2, 3",
    ).all(),
  };
}

Deno.test("the twins of one day are one event each, in either order", async () => {
  const results: unknown[] = [];
  for (const order of [[cbr(), cnab()], [cnab(), cbr()]]) {
    await withLedger(async (ledger, db) => {
      const first = await apply(ledger, "A.ret", order[0]!);
      const second = await apply(ledger, "B.ret", order[1]!);
      assert.deepEqual([first.applied, first.repeated], [4, 0]);
      assert.deepEqual([second.applied, second.repeated], [0, 4]);
      assert.deepEqual([first.warnings, second.warnings], [[], []]);
      results.push(snapshot(db));
      const paid = db.prepare(
        "SELECT cliente_id, data_credito FROM titulos WHERE situacao = 'pago'",
      ).get()!;
      assert.deepEqual({ ...paid }, { cliente_id: "1000", data_credito: "2025-10-15" });
      assert.equal(
        db.prepare("SELECT data_credito FROM movimentos WHERE evento = 'liquidacao'").get()!
          .data_credito,
        "2025-10-15",
      );
    });
  }
  assert.deepEqual(results[0], results[1]);
});

Deno.test("an edited copy adds what is new and repeats nothing", async () => {
  await withLedger(async (ledger, db) => {
    await apply(ledger, "CBR724.ret", cbr(3));
    const again = await apply(ledger, "CBR724_id.ret", cbr(5));
    assert.deepEqual([again.applied, again.repeated], [2, 3]);
    assert.deepEqual(warningCodes(again.warnings), ["copia"]);
    assert.equal(db.prepare("SELECT count(*) AS n FROM movimentos").get()!.n, 5);
  });
});

Deno.test("a copy or a twin with another value is refused whole", async () => {
  for (
    const second of [put(cbr(), 6, 137, "         901,26"), put(cnab(), 4, 78, "000000000099999")]
  ) {
    await withLedger(async (ledger, db) => {
      await apply(ledger, "A.ret", cbr());
      const before = snapshot(db);
      await assert.rejects(
        () => apply(ledger, "B.ret", second),
        (error) =>
          error instanceof RetornoRefused && error.code === "divergente" &&
          error.message.includes("A.ret"),
      );
      assert.deepEqual(snapshot(db), before);
    });
  }
});

Deno.test("a CNAB number that came before with other bytes is refused, naming the first file", async () => {
  await withLedger(async (ledger, db) => {
    await apply(ledger, "IEDCBR1.ret", cnab());
    await assert.rejects(
      () => apply(ledger, "IEDCBR2.ret", cnab(3)),
      (error) =>
        error instanceof RetornoRefused && error.code === "nsa-repetido" &&
        error.message.includes("IEDCBR1.ret"),
    );
    assert.equal(db.prepare("SELECT count(*) AS n FROM files").get()!.n, 1);
  });
});

Deno.test("numbers that go back or jump, and a broken stock chain, only warn", async () => {
  const day = (nsa: number, date: string, stock: number, titulos = 2) =>
    syntheticCnab240({ titulos, nsa, date, firstNumber: nsa * 100, codes: ["02", "06"], stock });
  await withLedger(async (ledger) => {
    assert.deepEqual((await apply(ledger, "1", day(100, "2025-10-01", 50))).warnings, []);
    assert.deepEqual((await apply(ledger, "2", day(102, "2025-10-02", 50))).warnings, []);
    assert.deepEqual(
      warningCodes((await apply(ledger, "3", day(104, "2025-10-03", 51))).warnings),
      [
        "estoque",
      ],
    );
    assert.deepEqual(
      warningCodes((await apply(ledger, "4", day(103, "2025-10-03", 51))).warnings),
      [
        "nsa-menor",
      ],
    );
    assert.deepEqual(
      warningCodes((await apply(ledger, "5", day(150, "2025-10-06", 52, 1))).warnings),
      [
        "nsa-distante",
      ],
    );
  });
});

Deno.test("a movement older than the last one takes its place in the order of dates", async () => {
  const orders = [["RG", "LQB", "VC"], ["VC", "LQB", "RG"], ["LQB", "VC", "RG"]];
  const dates: Record<string, string> = { RG: "2025-10-01", LQB: "2025-10-02", VC: "2025-10-03" };
  const results: unknown[] = [];
  for (const order of orders) {
    await withLedger(async (ledger, db) => {
      for (const operation of order) {
        await apply(ledger, operation, cbr(1, dates[operation]!, [operation]));
      }
      results.push(
        db.prepare("SELECT situacao, pago_total, vencimento, ultima_data FROM titulos").all(),
      );
    });
  }
  assert.deepEqual(results[1], results[0]);
  assert.deepEqual(results[2], results[0]);
});

Deno.test("a cheque that bounces later undoes its payment, and nothing else", async () => {
  await withLedger(async (ledger, db) => {
    await apply(ledger, "1", cbr(1, "2025-10-01", ["RG"]));
    await apply(ledger, "2", cbr(1, "2025-10-02", ["LQP"]));
    await apply(ledger, "3", cbr(1, "2025-10-03", ["LQS"]));
    await apply(ledger, "4", cbr(1, "2025-10-06", ["LCE"]));
    const titulo = {
      ...db.prepare("SELECT situacao, pago_total, data_pagamento FROM titulos").get()!,
    };
    const first =
      db.prepare("SELECT valor_pago AS v FROM movimentos WHERE codigo = 'LQP'").get()!.v;
    assert.deepEqual(titulo, {
      situacao: "parcial",
      pago_total: first,
      data_pagamento: "2025-10-02",
    });
    await apply(ledger, "5", cbr(1, "2025-10-07", ["LQN"]));
    assert.equal(db.prepare("SELECT situacao FROM titulos").get()!.situacao, "pago");
  });
});

Deno.test("a nosso número of few digits belongs to its agência and account", async () => {
  const itau = (nsa: number, banco: "341" | "237" = "341") =>
    syntheticCnab400({
      banco,
      nsa,
      details: [{
        codigo: "02",
        nossoNumero: banco === "341" ? "10000017" : "12345678901P",
        nominal: 5,
      }],
    });
  await withLedger(async (ledger, db) => {
    await apply(ledger, "1", itau(1));
    // Columns 33-37 of the header: another account of the same bank.
    await apply(ledger, "2", put(itau(1), 1, 33, "99999"));
    await apply(ledger, "3", itau(1, "237"));
    assert.deepEqual(
      db.prepare("SELECT banco, conta FROM titulos ORDER BY id").all().map((row) => ({ ...row })),
      [{ banco: "341", conta: "45678-5" }, { banco: "341", conta: "99999-5" }, {
        banco: "237",
        conta: "4567890",
      }],
    );
  });
});

Deno.test("the same line twice in a file happens once, with a warning", async () => {
  await withLedger(async (ledger) => {
    const text = new TextDecoder().decode(cbr(1));
    const lines = text.split("\r\n");
    const result = await apply(
      ledger,
      "A.ret",
      new TextEncoder().encode([...lines.slice(0, -1), lines[5], ""].join("\r\n")),
    );
    assert.deepEqual([result.applied, result.repeated], [1, 1]);
    assert.deepEqual(warningCodes(result.warnings), ["linha-repetida"]);
  });
});
