/**
 * What every ledger promises of the past: the sums kept ready are those that the records themselves give, whatever order and
 * batches the files came in; what was watched; what lies in a stretch of time. One engine is one call of {@link historyContract}.
 */
import assert from "node:assert/strict";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { syntheticCnab240 } from "../../core/ensaio/synthetic_cnab240.ts";
import type { Outage } from "../../core/domain/outage.ts";
import type { HistoryRecords, HistoryWish } from "../../core/ports/ledger/history.port.ts";
import type { Ledger } from "../../core/ports/ledger/ledger.port.ts";
import { apply, decisionOf } from "../support/retornos.ts";
import type { LedgerEngine } from "./ledger_contract.ts";
import { WELL } from "../support/status.ts";

const QUARTER = 900_000;
const EVER = {
  days: [],
  start: 0,
  end: Number.MAX_SAFE_INTEGER,
  paidFrom: "0000-01-01",
  paidTo: "9999-12-31",
  shown: 1000,
  now: 0,
};

const quarter = (n: number) => ({ start: n * QUARTER, end: (n + 1) * QUARTER });

/** Declares the tests of one engine. */
export function historyContract(engine: LedgerEngine): void {
  const test = (name: string, work: (ledger: Ledger) => Promise<void>) =>
    Deno.test(`${engine.name}: ${name}`, async () => {
      const place = await engine.create();
      const ledger = await place.open();
      try {
        await work(ledger);
      } finally {
        await ledger.close();
        await place.dispose();
      }
    });

  test("sums per day of payment are those of the títulos, in every order and batch", async () => {
    const files: [string, Uint8Array][] = [
      ["CBR.ret", cbr("2025-10-14", 50, ["LQB", "RG", "BX", "LQN"])],
      [
        "IED.ret",
        syntheticCnab240({
          titulos: 4,
          nsa: 9,
          date: "2025-10-14",
          firstNumber: 50,
          codes: ["06", "02", "09", "06"],
        }),
      ],
      ["DEPOIS.ret", cbr("2025-10-15", 50, ["LQB", "LQB", "LQN", "RG"])],
      ["ANTES.ret", cbr("2025-10-10", 51, ["LQB", "RG", "LQB"])],
      // Payments by cheque that come back: what was counted is taken off again.
      ["CHEQUE.ret", cbr("2025-10-11", 60, ["LQB", "LCH"])],
      ["DEVOLVIDO.ret", cbr("2025-10-13", 60, ["LCE", "LQB"])],
    ];
    for (const order of [[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0], [2, 0, 4, 5, 3, 1]]) {
      for (const batch of [1, 100]) {
        const place = await engine.create();
        const ledger = await place.open();
        for (const n of order) {
          await apply(ledger, ...files[n]!, { batch });
        }
        const { paid } = await ledger.history.period(EVER);
        assert.deepEqual(listed(paid), await bare(ledger));
        assert.ok(paid.length > 0);
        await ledger.close();
        await place.dispose();
      }
    }
  });

  test("files are counted once each, in their quarter of an hour; a refused transaction counts nothing", async (ledger) => {
    const put = (name: string, at: number, bytes = cbr("2025-10-14", 50, ["LQB", "RG"])) => {
      const decision = decisionOf(name, bytes);
      return ledger.files.decide({
        ...decision,
        judge: (before) => ({ ...decision.judge(before), at }),
      });
    };
    await put("A.ret", 10 * QUARTER);
    await put("B.ret", 11 * QUARTER - 1, cbr("2025-10-15", 70, ["LQB"]));
    await put("C.ret", 11 * QUARTER, cbr("2025-10-15", 80, ["RG"]));
    const refused = decisionOf("RUIM.ret", cbr("2025-10-15", 90, ["RG"]));
    await ledger.files.decide({
      sha256: "ruim",
      summary: null,
      judge: (before) => ({
        ...refused.judge(before),
        sha256: "ruim",
        situation: "recusado",
        reasonCode: "valor",
        reason: "linha 3",
        summary: null,
        at: 12 * QUARTER,
      }),
      batches: () => [],
    });
    await assert.rejects(() =>
      ledger.files.decide({
        ...refused,
        judge: () => {
          throw new Error("no");
        },
      })
    );
    const { files, refused: listed, refusedCount } = await ledger.history.period({
      ...EVER,
      days: [10, 11, 12].map(quarter),
    });
    const counted = files.map((
      s,
    ) => [s.day + 10, s.situation, s.files, s.movements, s.applied]);
    assert.deepEqual(counted, [
      [10, "processado", 2, 3, 3],
      [11, "processado", 1, 1, 1],
      [12, "recusado", 1, 0, 0],
    ]);
    assert.deepEqual([listed.map((file) => file.name), refusedCount], [["RUIM.ret"], 1]);
    const some = await ledger.history.period({
      ...EVER,
      start: 11 * QUARTER,
      end: 12 * QUARTER,
      days: [quarter(11)],
    });
    assert.deepEqual([some.files.length, some.refusedCount], [1, 0]);
    const totals = await ledger.history.totals(0);
    assert.deepEqual([totals.files, totals.movements, totals.applied, totals.titulos], [
      { processado: 3, recusado: 1, duplicado: 0, ignorado: 0 },
      4,
      4,
      (await ledger.titulos.sum({})).quantidade,
    ]);
  });

  test("a monitor that lives is one stretch; silence, another run and a clock set back are told apart", async (ledger) => {
    const start = (
      instance: string,
      startedAt: number,
      state: "operacional" | "desabilitado" = "operacional",
    ) =>
      ledger.presence.start({
        instance,
        pid: 1,
        version: "1",
        startedAt,
        status: { ...WELL, state },
      });
    const live = async (instance: string, ...times: number[]) => {
      for (const at of times) await ledger.presence.publish(instance, WELL, at);
    };
    const watched = async () =>
      (await sameTime(ledger, EVER)).watched.map(({ start, end }) => [start, end]);
    await start("a", 1_000_000);
    await live("a", 1_005_000, 1_010_000, 1_125_000);
    assert.deepEqual(await watched(), [[1_000_000, 1_125_000]]);
    // Three minutes without a sign of life: nobody watched.
    await live("a", 1_305_000, 1_310_000);
    // The clock is set back into what was watched already, and goes on.
    await live("a", 1_100_000, 1_120_000, 1_130_000);
    assert.deepEqual(await watched(), [[1_000_000, 1_130_000], [1_305_000, 1_310_000]]);
    // A restart at once goes on; an instance that is no more says nothing; without checks nothing is watched.
    await start("b", 1_312_000);
    await live("a", 1_390_000);
    await start("c", 2_000_000, "desabilitado");
    await ledger.presence.publish("c", { ...WELL, state: "desabilitado" }, 2_005_000);
    assert.deepEqual(await watched(), [[1_000_000, 1_130_000], [1_305_000, 1_312_000]]);
    const some = await sameTime(ledger, { ...EVER, start: 1_130_000, end: 1_305_000 });
    assert.deepEqual(some.watched, []);
  });

  test("outages that some part of the time lies in, with what was sent; the list is cut, the count is not", async (ledger) => {
    for (let n = 1; n <= 5; n++) {
      const open: Outage = {
        id: `q${n}`,
        startedAt: n * 1000,
        startedMono: null,
        endedAt: null,
        downMs: null,
        diagnosis: { code: "rede", message: "m", errorNumber: null, transient: false },
        unstable: false,
      };
      const message = {
        channel: n === 2 ? "teams" : "email",
        kind: "queda" as const,
        event: `queda:q${n}`,
        outageId: `q${n}`,
        title: "t",
        payload: {},
        at: n * 1000,
      };
      await ledger.outages.record([{ kind: "opened", outage: open, folder: "P" }], [message]);
      if (n === 5) break;
      const ended = { ...open, endedAt: n * 1000 + 500, downMs: 500 };
      await ledger.outages.record([{ kind: "closed", outage: ended, at: n * 1000 + 600 }], []);
    }
    const span = await sameTime(ledger, { ...EVER, start: 2500, end: 9000, shown: 2 });
    assert.deepEqual(span.down, [
      { start: 3000, end: 3500 },
      { start: 4000, end: 4500 },
      { start: 5000, end: Infinity },
    ]);
    assert.deepEqual([span.outages.map(({ id }) => id), span.deliveries.map((d) => d.outageId)], [[
      "q5",
      "q4",
    ], ["q4", "q5"]]);
    assert.deepEqual(span.channels, [{ channel: "email", queued: 3, accepted: 0, givenUp: 0 }]);
    const totals = await ledger.history.totals(0);
    assert.deepEqual([totals.outages, totals.downMs, totals.channels.length], [5, 2000, 2]);
  });

  test("recovery tests stand apart; one that outlasts its limit is a real outage", async (ledger) => {
    const begin = async (id: string, startedAt: number, testUntil: number | null) => {
      const outage: Outage = {
        id,
        startedAt,
        startedMono: null,
        endedAt: null,
        downMs: null,
        diagnosis: { code: "pasta", message: "m", errorNumber: null, transient: false },
        unstable: false,
      };
      const test = testUntil === null ? {} : { testUntil };
      await ledger.outages.record([{ kind: "opened", outage, folder: "P", ...test }], []);
      return async (endedAt: number) => {
        const ended = { ...outage, endedAt, downMs: endedAt - startedAt };
        await ledger.outages.record([{ kind: "closed", outage: ended, at: endedAt }], []);
      };
    };
    await (await begin("real", 1000, null))(1500);
    await (await begin("teste", 2000, 2900))(2500);
    await (await begin("demorou", 3000, 3500))(4000);
    await begin("em-curso", 5000, 6000);
    const seen = async (now: number) => {
      const { down, tests, outages } = await sameTime(ledger, { ...EVER, now });
      const totals = await ledger.history.totals(now);
      assert.deepEqual([totals.outages, totals.tests], [down.length, tests.length]);
      return [down.map((one) => one.start), tests.map((one) => one.start), totals.downMs, [
        ...outages.map(({ id }) => id),
      ]];
    };
    assert.deepEqual(await seen(6000), [[1000, 3000], [2000, 5000], 1500, ["demorou", "real"]]);
    assert.deepEqual(await seen(6001), [[1000, 3000, 5000], [2000], 1500, [
      "em-curso",
      "demorou",
      "real",
    ]]);
  });
}

/** The period; what was watched and what was down in it is the same when asked for alone. */
async function sameTime(ledger: Ledger, wish: HistoryWish): Promise<HistoryRecords> {
  const records = await ledger.history.period(wish);
  const { watched, down, tests } = records;
  assert.deepEqual(await ledger.history.time(wish, wish.now), { watched, down, tests });
  return records;
}

const cbr = (date: string, firstNumber: number, operations: string[]) =>
  syntheticCbr724({ titulos: operations.length, nsa: 1, date, firstNumber, operations });

const listed = (paid: HistoryRecords["paid"]) =>
  Object.fromEntries(
    paid.filter((p) => p.titulos !== 0).map(({ day, titulos, cents }) => [day, [titulos, cents]]),
  );

/** The same from the títulos themselves. */
async function bare(ledger: Ledger): Promise<Record<string, unknown>> {
  const days: Record<string, [number, bigint]> = {};
  for (const { dataPagamento, pagoTotal } of await ledger.titulos.find({}, 1000)) {
    if (dataPagamento === null) continue;
    const day = days[dataPagamento] ??= [0, 0n];
    day[0]++;
    day[1] += BigInt(pagoTotal);
  }
  return Object.fromEntries(Object.entries(days).sort());
}
