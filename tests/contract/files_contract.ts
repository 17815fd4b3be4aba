/** What files do to the títulos, whatever the engine. One engine is one call of {@link filesContract}. */
import assert from "node:assert/strict";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { syntheticCnab240 } from "../../core/ensaio/synthetic_cnab240.ts";
import { RetornoRefused } from "../../core/formats/retorno.ts";
import type { Ledger } from "../../core/ports/ledger/ledger.port.ts";
import { apply, put, warningCodes } from "../support/retornos.ts";
import { syntheticCnab400 } from "../support/synthetic_cnab400.ts";
import type { LedgerEngine } from "./ledger_contract.ts";

const cbr = (titulos = 4, date = "2025-10-14", operations = ["LQB", "RG", "BX", "LQN"]) =>
  syntheticCbr724({ titulos, nsa: 1, date, firstNumber: 50, operations });
const cnab = (titulos = 4, date = "2025-10-14", codes = ["06", "02", "09", "06"], nsa = 9) =>
  syntheticCnab240({ titulos, nsa, date, firstNumber: 50, codes });

/** The títulos in the order of their entry, each with its movements. */
async function everything(ledger: Ledger) {
  const titulos = [];
  for await (const page of ledger.titulos.pages({})) {
    const movements = await ledger.titulos.movements(page.map(({ id }) => id));
    for (const titulo of page) titulos.push({ titulo, movements: movements.get(titulo.id)! });
  }
  return titulos;
}

/** Everything that an order of application must not change. */
async function snapshot(ledger: Ledger): Promise<unknown> {
  const all = (await everything(ledger)).map(({ titulo: t, movements }) => ({
    titulo: [
      ...[t.nossoNumero, t.clienteId, t.sacado, t.situacao, t.pagoTotal],
      ...[t.vencimento, t.valorNominal, t.dataPagamento, t.dataCredito],
    ],
    movements: movements.map((m) => [m.evento, m.valorPago, m.valorNominal]).sort(),
  }));
  return all.sort((a, b) => a.titulo[0]! < b.titulo[0]! ? -1 : 1);
}

/** Declares the tests of one engine. */
export function filesContract(engine: LedgerEngine): void {
  const test = (name: string, work: () => Promise<void>) =>
    Deno.test(`${engine.name}: ${name}`, work);

  /** A ledger of its own. */
  const withLedger = async (work: (ledger: Ledger) => Promise<void>) => {
    const place = await engine.create();
    const ledger = await place.open();
    try {
      await work(ledger);
    } finally {
      await ledger.close();
      await place.dispose();
    }
  };

  test("the twins of one day are one event each, in either order", async () => {
    const results: unknown[] = [];
    for (const order of [[cbr(), cnab()], [cnab(), cbr()]]) {
      await withLedger(async (ledger) => {
        const first = await apply(ledger, "A.ret", order[0]!);
        const second = await apply(ledger, "B.ret", order[1]!);
        assert.deepEqual([first.applied, first.repeated], [4, 0]);
        assert.deepEqual([second.applied, second.repeated], [0, 4]);
        assert.deepEqual([first.warnings, second.warnings], [[], []]);
        results.push(await snapshot(ledger));
        const paid = (await everything(ledger)).find(({ titulo }) => titulo.situacao === "pago")!;
        assert.deepEqual([paid.titulo.clienteId, paid.titulo.dataCredito], ["1000", "2025-10-15"]);
        assert.equal(
          paid.movements.find(({ evento }) => evento === "liquidacao")!.dataCredito,
          "2025-10-15",
        );
      });
    }
    assert.deepEqual(results[0], results[1]);
  });

  test("an edited copy adds what is new and repeats nothing", async () => {
    await withLedger(async (ledger) => {
      await apply(ledger, "CBR724.ret", cbr(3));
      const again = await apply(ledger, "CBR724_id.ret", cbr(5));
      assert.deepEqual([again.applied, again.repeated], [2, 3]);
      assert.deepEqual(warningCodes(again.warnings), ["copia"]);
      const movements = (await everything(ledger)).flatMap((one) => one.movements);
      assert.equal(movements.length, 5);
    });
  });

  test("a copy or a twin with another value is refused whole", async () => {
    for (
      const second of [put(cbr(), 6, 137, "         901,26"), put(cnab(), 4, 78, "000000000099999")]
    ) {
      await withLedger(async (ledger) => {
        await apply(ledger, "A.ret", cbr());
        const before = await snapshot(ledger);
        await assert.rejects(
          () => apply(ledger, "B.ret", second),
          (error) =>
            error instanceof RetornoRefused && error.code === "divergente" &&
            error.message.includes("A.ret"),
        );
        assert.deepEqual(await snapshot(ledger), before);
      });
    }
  });

  test("a CNAB number that came before with other bytes is refused, naming the first file", async () => {
    await withLedger(async (ledger) => {
      await apply(ledger, "IEDCBR1.ret", cnab());
      await assert.rejects(
        () => apply(ledger, "IEDCBR2.ret", cnab(3)),
        (error) =>
          error instanceof RetornoRefused && error.code === "nsa-repetido" &&
          error.message.includes("IEDCBR1.ret"),
      );
      assert.equal((await ledger.files.query({ limit: 9 })).length, 1);
    });
  });

  test("numbers that go back or jump, and a broken stock chain, only warn", async () => {
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

  test("a movement older than the last one takes its place in the order of dates", async () => {
    const orders = [["RG", "LQB", "VC"], ["VC", "LQB", "RG"], ["LQB", "VC", "RG"]];
    const dates: Record<string, string> = { RG: "2025-10-01", LQB: "2025-10-02", VC: "2025-10-03" };
    const results: unknown[] = [];
    for (const order of orders) {
      await withLedger(async (ledger) => {
        for (const operation of order) {
          await apply(ledger, operation, cbr(1, dates[operation]!, [operation]));
        }
        results.push(
          (await ledger.titulos.find({}, 9)).map((t) => [
            ...[t.situacao, t.pagoTotal, t.vencimento, t.ultimaData],
          ]),
        );
      });
    }
    assert.deepEqual(results[1], results[0]);
    assert.deepEqual(results[2], results[0]);
  });

  test("a cheque that bounces later undoes its payment, and nothing else", async () => {
    await withLedger(async (ledger) => {
      await apply(ledger, "1", cbr(1, "2025-10-01", ["RG"]));
      await apply(ledger, "2", cbr(1, "2025-10-02", ["LQP"]));
      await apply(ledger, "3", cbr(1, "2025-10-03", ["LQS"]));
      await apply(ledger, "4", cbr(1, "2025-10-06", ["LCE"]));
      const { titulo, movements } = (await everything(ledger))[0]!;
      const first = movements.find(({ codigo }) => codigo === "LQP")!.valorPago;
      assert.deepEqual(
        [titulo.situacao, titulo.pagoTotal, titulo.dataPagamento],
        ["parcial", first, "2025-10-02"],
      );
      await apply(ledger, "5", cbr(1, "2025-10-07", ["LQN"]));
      assert.equal((await ledger.titulos.find({}, 1))[0]!.situacao, "pago");
    });
  });

  test("a nosso número of few digits belongs to its agência and account", async () => {
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
    await withLedger(async (ledger) => {
      await apply(ledger, "1", itau(1));
      // Columns 33-37 of the header: another account of the same bank.
      await apply(ledger, "2", put(itau(1), 1, 33, "99999"));
      await apply(ledger, "3", itau(1, "237"));
      assert.deepEqual(
        (await everything(ledger)).map(({ titulo: { banco, conta } }) => ({ banco, conta })),
        [{ banco: "341", conta: "45678-5" }, { banco: "341", conta: "99999-5" }, {
          banco: "237",
          conta: "4567890",
        }],
      );
    });
  });

  test("the same line twice in a file happens once, with a warning", async () => {
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
}
