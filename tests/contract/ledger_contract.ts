/**
 * What the program promises of its ledger, whatever the engine: exactly once by content, by movement and across twins; outage
 * and messages together; order and retries of a queue; durability after a kill; a refusal leaves nothing; one unit of
 * work at a time. One engine is one call of {@link ledgerContract}.
 */
import assert from "node:assert/strict";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { syntheticCnab240 } from "../../core/ensaio/synthetic_cnab240.ts";
import type { Outage } from "../../core/domain/outage.ts";
import { RetornoRefused } from "../../core/formats/retorno.ts";
import type { Ledger } from "../../core/ports/ledger/ledger.port.ts";
import type { FileRecord } from "../../core/ports/ledger/files.port.ts";
import { eventName } from "../../core/ports/ledger/outbox.port.ts";
import type { MessageKind } from "../../core/words/announcement.ts";
import { apply, decisionOf, put, warningCodes } from "../support/retornos.ts";
import { WELL } from "../support/status.ts";

/** One engine, as the suite needs it. */
export interface LedgerEngine {
  readonly name: string;
  /** A place for a ledger that does not exist yet. */
  create(): Promise<LedgerPlace>;
}

/** A place where one ledger is. */
export interface LedgerPlace {
  /** Opens the ledger there; several may be open at once. */
  open(): Promise<Ledger>;
  /** Command line of a process that applies files until it is killed: see `endless_writer.ts`. */
  writer(): Deno.Command;
  dispose(): Promise<void>;
}

const DAY = "2025-10-14";
const cbr = (titulos = 4, operations = ["LQB", "RG", "BX", "LQN"], date = DAY, firstNumber = 50) =>
  syntheticCbr724({ titulos, nsa: 1, date, firstNumber, operations });
const cnab = (titulos = 4, codes = ["06", "02", "09", "06"], nsa = 9) =>
  syntheticCnab240({ titulos, nsa, date: DAY, firstNumber: 50, codes });

/** Declares the tests of one engine. */
export function ledgerContract(engine: LedgerEngine): void {
  const test = (name: string, work: (ledger: Ledger, place: LedgerPlace) => Promise<void>) =>
    Deno.test(`${engine.name}: ${name}`, async () => {
      const place = await engine.create();
      try {
        const ledger = await place.open();
        try {
          await work(ledger, place);
        } finally {
          await ledger.close();
        }
      } finally {
        await place.dispose();
      }
    });

  test("a content is applied once, whoever brings it, and whenever", async (ledger, place) => {
    const other = await place.open();
    const both = await Promise.all([
      apply(ledger, "A.ret", cbr(), { sha256: "x" }),
      apply(other, "B.ret", cbr(), { sha256: "x" }),
    ]);
    assert.deepEqual(both.map((file) => file.situation).sort(), ["duplicado", "processado"]);
    const first = both.find((file) => file.situation === "processado")!;
    assert.equal(both.find((file) => file.situation === "duplicado")!.duplicateOf, first.id);
    const again = await apply(other, "C.ret", cbr(), { sha256: "x" });
    assert.deepEqual([again.situation, again.reason], ["duplicado", first.name]);
    assert.deepEqual(await ledger.files.findApplied("x"), { id: first.id, name: first.name });
    assert.equal((await ledger.titulos.sum({})).quantidade, 4);
    await other.close();
  });

  test("the engine itself keeps an applied content single", async (ledger) => {
    await apply(ledger, "A.ret", cbr(), { sha256: "x" });
    const before = await everything(ledger);
    await assert.rejects(() => apply(ledger, "B.ret", cbr(3), { sha256: "x", careless: true }));
    assert.deepEqual(await everything(ledger), before);
    await apply(ledger, "C.ret", cbr(5), { sha256: "y" });
    assert.equal((await ledger.titulos.sum({})).quantidade, 5);
  });

  test("twins and edited copies apply each movement once, in every order and batch", async () => {
    const files: [string, Uint8Array][] = [
      ["CBR.ret", cbr()],
      ["IED.ret", cnab()],
      ["EDITADO.ret", cbr(6)],
    ];
    const results: unknown[] = [];
    for (const order of [[0, 1, 2], [1, 0, 2], [2, 1, 0], [1, 2, 0]]) {
      for (const batch of [1, 100]) {
        const place = await engine.create();
        const fresh = await place.open();
        let applied = 0;
        for (const n of order) applied += (await apply(fresh, ...files[n]!, { batch })).applied;
        assert.equal(applied, 6);
        results.push(await movementsAndStates(fresh));
        await fresh.close();
        await place.dispose();
      }
    }
    for (const result of results) assert.deepEqual(result, results[0]);
  });

  test("an outage of a test is one while it was over by its limit, and can be left out", async (ledger) => {
    const { outages } = ledger;
    const one = (id: string, startedAt: number, endedAt: number | null): Outage => ({
      id,
      startedAt,
      startedMono: null,
      endedAt,
      downMs: endedAt === null ? null : endedAt - startedAt,
      diagnosis: { code: "rede", message: "", errorNumber: null, transient: false },
      unstable: false,
    });
    const ids = async (realAt?: number) =>
      (await outages.latest(9, realAt === undefined ? {} : { realAt })).map(({ id }) => id);
    const folder = "/r";
    for (
      const [id, at, until, end] of [["real", 10, null, 15], ["teste", 20, 40, 30], [
        "virou",
        50,
        60,
        70,
      ]] as const
    ) {
      const outage = one(id, at, null);
      await outages.record([{ kind: "opened", outage, folder, testUntil: until }], []);
      const closed = { kind: "closed", outage: one(id, at, end), at: end } as const;
      await outages.record([closed], []);
      assert.equal((await outages.telling(id))!.testUntil, until);
    }
    const opening = one("aberta", 80, null);
    await outages.record([{ kind: "opened", outage: opening, folder, testUntil: 90 }], []);
    assert.deepEqual(await ids(), ["aberta", "virou", "teste", "real"]);
    assert.deepEqual(await ids(85), ["virou", "real"]);
    assert.deepEqual(await ids(91), ["aberta", "virou", "real"]);
  });

  test(
    "what was told of an outage stands with its messages, or not at all; an answer stops what it must",
    async (ledger, place) => {
      const outage = (id: string, startedAt: number): Outage => ({
        id,
        startedAt,
        startedMono: null,
        endedAt: null,
        downMs: null,
        diagnosis: { code: "rede", message: "", errorNumber: null, transient: false },
        unstable: false,
      });
      const message = (kind: MessageKind, id: string) => ({
        channel: "email",
        kind,
        event: eventName(kind, id),
        outageId: id,
        title: "t",
        payload: {},
        at: 1,
      });
      const { outages, outbox } = ledger;
      assert.equal(await outages.telling("q1"), null);
      assert.equal(await outages.acknowledge({ at: 1, by: "ana", note: null }), null);
      const folder = "/r";
      await outages.record(
        [{ kind: "opened", outage: outage("q1", 10), folder, untold: true }],
        [],
      );
      const untold = (await outages.telling("q1"))!;
      assert.equal(untold.toldMs, null);
      const told = { ...untold, toldMs: 500 };
      assert.ok(
        await outages.tell("q1", told, [message("queda", "q1")], { unlessAcknowledged: false }),
      );
      assert.deepEqual(await outages.telling("q1"), told);
      const answered = await outages.acknowledge({ at: 7, by: "ana", note: "vi" });
      assert.deepEqual(answered?.telling.acknowledged, { at: 7, by: "ana", note: "vi" });
      const other = await place.open();
      await other.outages.acknowledge({ at: 9, by: "rui", note: null });
      await other.close();
      const known = { at: 9, by: "rui", note: "vi" };
      assert.deepEqual((await outages.latest(1))[0]!.telling, { ...told, acknowledged: known });
      const more = { ...told, reminders: 1, remindedMs: 900, escalatedAt: 33 };
      const tell = (unlessAcknowledged: boolean) =>
        outages.tell("q1", more, [message("queda", "x")], { unlessAcknowledged });
      assert.equal(await tell(true), false);
      assert.equal(await outbox.waiting(), 1);
      await outages.record([{
        kind: "closed",
        outage: { ...outage("q1", 10), endedAt: 20, downMs: 10 },
        at: 21,
      }], []);
      assert.equal(await tell(false), false);
      assert.equal(await outbox.waiting(), 1);
      assert.equal(await outages.acknowledge({ at: 30, by: "ana", note: null }), null);
      await outages.record([{ kind: "opened", outage: outage("q2", 40), folder }], []);
      const fresh = (await outages.telling("q2"))!;
      assert.deepEqual([fresh.toldMs, fresh.acknowledged], [0, null]);
    },
  );

  test(
    "what a time brought: files, payments once, refused, odd, outages; its edges",
    async (ledger, place) => {
      const { telling, outages, outbox } = ledger;
      const quiet = await telling.period(0, 1e15, 10);
      assert.deepEqual(quiet, {
        files: { processado: 0, recusado: 0, duplicado: 0, ignorado: 0 },
        paid: { titulos: 0, cents: 0n },
        refused: [],
        odd: [],
        oddCount: 0,
        outages: [],
        outageCount: 0,
      });
      const first = await apply(ledger, "A.ret", cbr(), { sha256: "a" });
      await apply(ledger, "B.ret", cbr(), { sha256: "a" });
      // The twin tells of the same payments.
      await apply(ledger, "C.ret", cnab(), { sha256: "c" });
      const all = await telling.period(first.at, first.at + 1e9, 10);
      const { paid, files } = all;
      assert.deepEqual([files.processado, files.duplicado, files.recusado], [2, 1, 0]);
      const total = await ledger.titulos.sum({ situacoes: ["pago"] });
      assert.deepEqual(paid, { titulos: total.quantidade, cents: total.valorPago });
      assert.ok(paid.titulos > 0 && paid.cents > 0n);
      assert.equal((await telling.period(0, first.at, 10)).files.processado, 0);
      assert.equal((await telling.period(first.at + 1, first.at + 1e9, 10)).paid.titulos, 0);

      const outage = (id: string, startedAt: number): Outage => ({
        id,
        startedAt,
        startedMono: null,
        endedAt: null,
        downMs: null,
        diagnosis: { code: "rede", message: "", errorNumber: null, transient: false },
        unstable: false,
      });
      const past = { ...outage("q1", 100), endedAt: 200, downMs: 100 };
      await outages.record([{ kind: "opened", outage: past, folder: "/r" }], []);
      await outages.record([{ kind: "closed", outage: past, at: 210 }], []);
      await outages.record([{ kind: "opened", outage: outage("q2", 300), folder: "/r" }], []);
      const seen = async (start: number, end: number, shown = 10) => {
        const period = await telling.period(start, end, shown);
        return [period.outages.map(({ id }) => id), period.outageCount];
      };
      assert.deepEqual(await seen(0, 100), [[], 0]);
      assert.deepEqual(await seen(199, 300), [["q1"], 1]);
      assert.deepEqual(await seen(200, 301), [["q2"], 1]);
      assert.deepEqual(await seen(1000, 2000), [["q2"], 1]);
      assert.deepEqual(await seen(0, 2000, 1), [["q1"], 2]);

      const message = { channel: "email", kind: "resumo", outageId: null } as const;
      const rest = { event: "resumo:x", title: "t", payload: {}, at: 1 };
      assert.equal(await telling.read("resumo"), null);
      await telling.save("resumo", { day: "x" }, [{ ...message, ...rest }]);
      const other = await place.open();
      assert.deepEqual(await other.telling.read("resumo"), { day: "x" });
      await other.telling.save("resumo", { day: "y" }, [{ ...message, ...rest }]);
      await other.close();
      assert.deepEqual([await telling.read("resumo"), await outbox.waiting()], [{ day: "y" }, 1]);
    },
  );

  test("files decided together: each as if alone, in order; the refused, the same and the broken one take none along", async (ledger) => {
    await apply(ledger, "A.ret", cbr());
    const files = Array.from(
      { length: 20 },
      (_, n) => apply(ledger, `G${n}.ret`, cbr(3, undefined, undefined, 1000 + 10 * n)),
    );
    const contradicts = put(cbr(8), 9, 137, "         901,26");
    const broken = decisionOf("Q.ret", cbr(2, undefined, undefined, 9000));
    const outcomes = await Promise.allSettled([
      ...files.slice(0, 10),
      apply(ledger, "R.ret", contradicts),
      apply(ledger, "D.ret", cbr(), { sha256: "same" }),
      apply(ledger, "E.ret", cbr(2, undefined, undefined, 5000), { sha256: "same" }),
      ledger.files.decide({
        ...broken,
        *batches() {
          yield* broken.batches();
          throw new Error("leitura");
        },
      }),
      ...files.slice(10),
    ]);
    const errors = outcomes.flatMap((one) => one.status === "rejected" ? [one.reason] : []);
    assert.deepEqual(errors.map((error) => error.code ?? error.message), ["divergente", "leitura"]);
    const records = outcomes.flatMap((one) => one.status === "fulfilled" ? [one.value] : []);
    assert.deepEqual(records.map(({ situation }) => situation), [
      ...Array(11).fill("processado"),
      "duplicado",
      ...Array(10).fill("processado"),
    ]);
    const names = (await ledger.files.query({ limit: 100 })).map(({ name }) => name);
    assert.equal(names.length, 23);
    const together = names.filter((name) => name.startsWith("G")).reverse();
    assert.deepEqual(together, Array.from({ length: 20 }, (_, n) => `G${n}.ret`));
    assert.equal((await ledger.titulos.sum({})).quantidade, 4 + 20 * 3);
  });

  test("a refusal leaves nothing, in whatever batch it comes", async (ledger) => {
    await apply(ledger, "A.ret", cbr());
    const before = await everything(ledger);
    const contradicts = put(cbr(8), 9, 137, "         901,26");
    for (const batch of [1, 2, 100]) {
      await assert.rejects(
        () => apply(ledger, "B.ret", contradicts, { batch }),
        (error) => error instanceof RetornoRefused && error.code === "divergente",
      );
      assert.deepEqual(await everything(ledger), before);
    }
    await apply(ledger, "N1.ret", cnab(2, ["28"], 7));
    await assert.rejects(
      () => apply(ledger, "N2.ret", cnab(3, ["28"], 7)),
      (error) => error instanceof RetornoRefused && error.code === "nsa-repetido",
    );
    assert.equal((await ledger.files.query({ limit: 10 })).length, 2);
  });

  test("what a judge or a reader throws in the middle leaves nothing, and the ledger goes on", async (ledger) => {
    const before = await everything(ledger);
    const decision = decisionOf("A.ret", cbr());
    await assert.rejects(
      () =>
        ledger.files.decide({
          ...decision,
          judge: () => {
            throw new Error("juiz");
          },
        }),
      /juiz/,
    );
    await assert.rejects(
      () =>
        ledger.files.decide({
          ...decision,
          *batches() {
            yield* decision.batches();
            throw new Error("leitura");
          },
        }),
      /leitura/,
    );
    assert.deepEqual(await everything(ledger), before);
    assert.equal((await apply(ledger, "A.ret", cbr())).applied, 4);
  });

  test("another lane's writes never become part of a file's transaction", async (ledger) => {
    // A message of another lane is queued while a file of many batches is under way, which is then refused.
    const contradicts = put(cbr(8), 13, 137, "         901,26");
    await apply(ledger, "A.ret", cbr(8));
    let queued: Promise<void> | null = null;
    await assert.rejects(() =>
      apply(ledger, "B.ret", contradicts, {
        batch: 1,
        onBatch: (n) => {
          if (n === 2) queued = ledger.outbox.enqueue([message("queda", "q1")]);
        },
      })
    );
    await queued!;
    assert.equal((await ledger.outbox.head("email"))?.event, "queda:q1");
    // And the other way: what was queued before the end of a file that is accepted.
    await apply(ledger, "C.ret", cbr(8, undefined, undefined, 900), {
      batch: 1,
      onBatch: (n) => {
        if (n === 2) queued = ledger.outbox.enqueue([message("recuperacao", "q1")]);
      },
    });
    await queued!;
    assert.equal(await ledger.outbox.waiting(), 2);
    assert.equal((await ledger.titulos.sum({})).quantidade, 16);
  });

  test("amounts of any size: exact sums, and no total that could not be kept to the cent", async (ledger) => {
    const most = 99_999_999_999_999; // R$ 999.999.999.999,99: all that fifteen columns hold
    const bytes = cbr(1, ["LQB"]);
    const huge = (count: number, numberOf: (n: number) => string, sha256: string) => {
      const decision = decisionOf("A.ret", bytes, { sha256 });
      const [movement] = [...decision.batches()].flat();
      return ledger.files.decide({
        ...decision,
        batches: () => [
          Array.from({ length: count }, (_, n) => ({
            ...movement!,
            line: n + 1,
            nossoNumero: numberOf(n),
            valorNominal: most,
            // Two payments of one day and one amount are one event: each is a cent less than the one before.
            valorPago: most - n,
          })),
        ],
      });
    };
    await huge(400, (n) => `2345678${String(n).padStart(10, "0")}`, "many");
    const totals = await ledger.titulos.sum({});
    assert.equal(totals.valorNominal, 400n * BigInt(most));
    assert.equal(totals.valorPago, 400n * BigInt(most) - 79_800n);
    assert.deepEqual(totals.porSituacao.pago?.valorPago, totals.valorPago);

    const before = await everything(ledger);
    await assert.rejects(
      () => huge(91, () => "23456780000009999", "one"),
      (error) =>
        error instanceof RetornoRefused && error.code === "valor" &&
        error.message.startsWith("linha 91: o total pago deste título passa de R$ 90.071.992."),
    );
    assert.deepEqual(await everything(ledger), before);
    await huge(90, () => "23456780000009999", "one");
    const [kept] = await ledger.titulos.find({ numero: "23456780000009999" }, 2);
    assert.equal(kept!.pagoTotal, 90 * most - 4005);
  });

  test("what a reader sees is never half a file", async (ledger) => {
    const seen: number[] = [];
    const asked: Promise<unknown>[] = [];
    await apply(ledger, "A.ret", cbr(8), {
      batch: 1,
      onBatch: () =>
        asked.push(ledger.titulos.sum({}).then((totals) => seen.push(totals.quantidade))),
    });
    await Promise.all(asked);
    assert.deepEqual([...new Set(seen)], [8]);
  });

  test("movements older than the newest one take their place in the order of dates", async (ledger) => {
    const days = ["2025-10-01", "2025-10-02", "2025-10-03"];
    const operations = ["RG", "LQB", "VC"];
    const results: unknown[] = [];
    for (const [n, order] of [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]].entries()) {
      for (const day of order) {
        const file = await apply(
          ledger,
          `${n}-${day}.ret`,
          cbr(1, [operations[day]!], days[day], 100 * n + 1),
        );
        const late = order.slice(0, order.indexOf(day)).some((earlier) => earlier > day);
        const codes = warningCodes(file.warnings).filter((code) => code !== "copia");
        assert.deepEqual(codes, late ? ["movimento-antigo"] : []);
      }
      const [titulo] = await ledger.titulos.find({ numero: String(100 * n + 1) }, 2);
      results.push([
        titulo!.situacao,
        titulo!.vencimento,
        titulo!.ultimaData,
        titulo!.pagoTotal > 0,
      ]);
    }
    for (const result of results) assert.deepEqual(result, results[0]);
  });

  test("thousands of payments of one título in one file are each counted", async (ledger) => {
    const payments = 3000;
    const lines = new TextDecoder().decode(cbr(1, ["LQB"])).split("\r\n");
    const detail = lines[5]!;
    const paid = (cents: number) =>
      `${String(Math.floor(cents / 100))},${String(cents % 100).padStart(2, "0")}`.padStart(15);
    const body = Array.from(
      { length: payments },
      (_, n) => detail.slice(0, 136) + paid(1000 + n) + detail.slice(151),
    );
    const bytes = new TextEncoder().encode([...lines.slice(0, 5), ...body, ""].join("\r\n"));
    const file = await apply(ledger, "MUITOS.ret", bytes, { batch: 700 });
    assert.equal(file.applied, payments);
    const [titulo] = await ledger.titulos.find({}, 2);
    assert.equal(titulo!.pagoTotal, payments * 1000 + payments * (payments - 1) / 2);
    // The same again, a day earlier: every movement goes to its place in the history.
    const earlier = put(bytes, 3, 115, "13102025");
    assert.equal((await apply(ledger, "ANTES.ret", earlier, { batch: 700 })).applied, payments);
    const [after] = await ledger.titulos.find({}, 2);
    assert.deepEqual([after!.pagoTotal, after!.ultimaData], [2 * titulo!.pagoTotal, DAY]);
  });

  test("an outage and its messages stand or fall together", async (ledger, place) => {
    const q1 = outage("q1");
    await ledger.outages.record(
      [{ kind: "opened", outage: q1, folder: "P" }],
      [message("queda", "q1"), { ...message("queda", "q1"), channel: "teams" }],
    );
    assert.equal((await ledger.outages.current())?.id, "q1");
    const ended = { ...q1, endedAt: 2000, downMs: 1000 };
    // The second change cannot be stored: the first one, and the message, are not either.
    await assert.rejects(() =>
      ledger.outages.record(
        [{ kind: "closed", outage: ended, at: 2500 }, { kind: "opened", outage: q1, folder: "P" }],
        [message("recuperacao", "q1")],
      )
    );
    assert.equal((await ledger.outages.current())?.endedAt, null);
    assert.equal(await ledger.outbox.waiting(), 2);
    await ledger.outages.record([{ kind: "closed", outage: ended, at: 2500 }], [
      message("recuperacao", "q1"),
    ]);
    const other = await place.open();
    assert.equal(await other.outages.current(), null);
    const [stored] = await other.outages.latest(5);
    assert.deepEqual([stored!.id, stored!.endedAt, stored!.downMs, stored!.closedAt], [
      "q1",
      2000,
      1000,
      2500,
    ]);
    assert.equal(await other.outbox.waiting("email"), 2);
    assert.deepEqual(await other.outages.startedSince(1001), []);
    assert.deepEqual(await other.outages.startedSince(1000), [1000]);
    await other.close();
  });

  test(
    "a queue keeps its order through failures, and channels know nothing of each other",
    async (ledger, place) => {
      const all = ["q1", "q2"].flatMap((id) => [message("queda", id), message("recuperacao", id)]);
      await ledger.outbox.enqueue([...all, ...all.map((m) => ({ ...m, channel: "teams" }))]);
      await ledger.outbox.enqueue(all); // each (event, channel) once, ever
      const head = (await ledger.outbox.head("email"))!;
      assert.deepEqual([head.event, head.payload, head.attempts, head.nextAttemptAt], [
        "queda:q1",
        { texto: "queda q1" },
        0,
        1000,
      ]);
      await ledger.outbox.postponed(head.id, "sem resposta", 9000);
      const other = await place.open();
      const same = (await other.outbox.head("email"))!;
      assert.deepEqual([same.id, same.attempts, same.nextAttemptAt, same.lastError], [
        head.id,
        1,
        9000,
        "sem resposta",
      ]);
      assert.equal((await other.outbox.head("teams"))?.attempts, 0);
      const order: string[] = [];
      for (let next = await other.outbox.head("email"); next !== null;) {
        order.push(next.event);
        if (next.event === "recuperacao:q1") await other.outbox.givenUp(next.id, "recusado", 5000);
        else await other.outbox.accepted(next.id, 5000);
        next = await other.outbox.head("email");
      }
      assert.deepEqual(order, ["queda:q1", "recuperacao:q1", "queda:q2", "recuperacao:q2"]);
      assert.deepEqual([await ledger.outbox.waiting("email"), await ledger.outbox.waiting()], [
        0,
        4,
      ]);
      await ledger.outbox.enqueue(all);
      assert.equal(await ledger.outbox.waiting("email"), 0);
      const refused = await ledger.outbox.refused();
      assert.deepEqual(refused.map((m) => [m.channel, m.event, m.lastError]), [
        ["email", "recuperacao:q1", "recusado"],
      ]);
      assert.equal(await ledger.outbox.acknowledge(6000), 1);
      assert.deepEqual([await ledger.outbox.refused(), await ledger.outbox.acknowledge(7000)], [
        [],
        0,
      ]);
      // A result that comes late changes nothing that is decided.
      await other.outbox.postponed(head.id, "tarde", 1);
      await other.outbox.givenUp(head.id, "tarde", 1);
      assert.equal((await ledger.outbox.refused()).length, 0);
      await other.close();
    },
  );

  test(
    "a held queue says why, over a restart, until its head is taken; another channel is not held",
    async (ledger, place) => {
      await ledger.outbox.enqueue([
        message("queda", "q1"),
        message("recuperacao", "q1"),
        { ...message("queda", "q1"), channel: "teams" },
      ]);
      const hold = {
        since: 1000,
        refusals: 2,
        login: true,
        cure: "Troque a senha.",
        identity: "a1b2",
      };
      const head = (await ledger.outbox.head("email"))!;
      assert.equal(head.hold, null);
      await ledger.outbox.postponed(head.id, "535", 90_000, hold);
      const other = await place.open();
      const held = (await other.outbox.head("email"))!;
      assert.deepEqual([held.hold, held.lastError, held.nextAttemptAt], [hold, "535", 90_000]);
      assert.equal(await other.outbox.release("teams", 2000), false);
      assert.equal((await other.outbox.head("teams"))?.hold, null);
      assert.equal(await other.outbox.release("email", 2000), true);
      await other.close();
      const due = (await ledger.outbox.head("email"))!;
      assert.deepEqual([due.hold, due.nextAttemptAt], [hold, 2000]);
      await ledger.outbox.postponed(head.id, "sem rede", 3000);
      assert.equal((await ledger.outbox.head("email"))?.hold, null);
      await ledger.outbox.postponed(head.id, "535", 90_000, hold);
      await ledger.outbox.accepted(head.id, 4000);
      assert.equal((await ledger.outbox.head("email"))?.hold, null);
      assert.equal(await ledger.outbox.release("email", 5000), false);
    },
  );

  test("what became of the messages of an outage can be asked", async (ledger) => {
    await ledger.outages.record([{ kind: "opened", outage: outage("q1"), folder: "P" }], [
      { ...message("queda", "q1"), outageId: "q1" },
    ]);
    await ledger.outbox.enqueue([message("teste", "t1")]);
    const head = (await ledger.outbox.head("email"))!;
    await ledger.outbox.postponed(head.id, "sem rede", 2000);
    await ledger.outbox.accepted(head.id, 3000);
    assert.deepEqual(await ledger.outbox.ofOutages(["q1", "q2"]), [{
      channel: "email",
      kind: "queda",
      outageId: "q1",
      queuedAt: 1000,
      acceptedAt: 3000,
      givenUpAt: null,
      attempts: 2,
      lastError: null,
    }]);
  });

  test("a move is owed from the decision on, until it is marked", async (ledger, place) => {
    const file = await apply(ledger, "A.ret", cbr());
    await apply(ledger, "B.ret", cnab());
    assert.deepEqual((await ledger.files.owed()).map((f) => f.name), ["A.ret", "B.ret"]);
    assert.equal(await ledger.files.owedCount(), 2);
    await ledger.files.retarget(file.id, "A (2).ret");
    assert.equal(await ledger.files.occupied("", "A (2).ret", -1), false);
    await ledger.files.moved(file.id, 77);
    await ledger.files.writeMoves();
    const other = await place.open();
    assert.deepEqual((await other.files.owed()).map((f) => f.name), ["B.ret"]);
    assert.equal(await other.files.owedCount(), 1);
    assert.deepEqual(
      [
        await other.files.occupied("", "A (2).ret", -1),
        await other.files.occupied("", "A (2).ret", file.id),
      ],
      [true, false],
    );
    assert.equal((await other.files.byId(file.id))?.movedAt, 77);
    await other.close();
  });

  test(
    "a refused file that was put back: the next decision of its name is that of this file, once",
    async (ledger, place) => {
      const first = await refuse(ledger, "A.ret", "x");
      const twin = await refuse(ledger, "B.ret", "y");
      assert.deepEqual([first.resentAt, first.resentAs], [null, null]);
      await ledger.files.resent(first.id, 77);
      await ledger.files.resent(twin.id, 78);
      await ledger.files.notResent(twin.id);
      const other = await place.open();
      assert.equal((await other.files.byId(first.id))?.resentAt, 77);
      assert.equal((await other.files.byId(twin.id))?.resentAt, null);
      const again = await apply(other, "A.ret", cbr());
      const unrelated = await apply(other, "B.ret", cnab());
      const third = await apply(other, "A.ret", cbr(5));
      assert.equal((await ledger.files.byId(first.id))?.resentAs, again.id);
      const before = await ledger.files.resentFrom([again.id, unrelated.id, third.id]);
      assert.deepEqual([...before].map(([id, file]) => [id, file.id]), [[again.id, first.id]]);
      // Refused once more: a chain, each link with its own decision.
      const chained = await refuse(ledger, "C.ret", "z");
      await ledger.files.resent(chained.id, 80);
      const second = await refuse(ledger, "C.ret", "z");
      assert.equal((await other.files.byId(chained.id))?.resentAs, second.id);
      assert.equal(second.resentAs, null);
      await other.close();
    },
  );

  test("traces: what the rules about many files look at, in the order of the decisions", async (ledger) => {
    await apply(ledger, "A.ret", cnab());
    await refuse(ledger, "B.ret", "y");
    const last = await apply(ledger, "C.ret", cnab(3, ["06"], 11));
    const traces = await ledger.files.traces(0);
    assert.deepEqual(
      traces.map((t) => [t.name, t.situation, t.nsa]),
      [["A.ret", "processado", 9], ["B.ret", "recusado", null], ["C.ret", "processado", 11]],
    );
    const { banco, agencia, conta, convenio, format } = last;
    assert.deepEqual(
      [traces[2]!.banco, traces[2]!.agencia, traces[2]!.conta, traces[2]!.convenio],
      [banco, agencia, conta, convenio],
    );
    assert.equal(traces[2]!.format, format);
    assert.deepEqual(await ledger.files.traces(last.at + 1), []);
    const numbered = async (most: number, since = 0) =>
      (await ledger.files.numberedTraces(since, most)).map(({ nsa }) => nsa);
    assert.deepEqual(await numbered(10), [9, 11]);
    assert.deepEqual(await numbered(1), [11]);
    assert.deepEqual(await numbered(10, last.at + 1), []);
    assert.deepEqual((await ledger.files.numberedTraces(0, 1))[0], traces[2]);
  });

  test("the hand-over of a file is remembered, with its failures", async (ledger, place) => {
    const { id } = await apply(ledger, "A.ret", cbr());
    await ledger.files.integrationFailed(id, "código 3");
    assert.deepEqual(await ledger.files.integration(id), {
      attempts: 1,
      lastError: "código 3",
      doneAt: null,
    });
    await ledger.files.integrated(id, 99);
    const other = await place.open();
    assert.equal((await other.files.integration(id)).doneAt, 99);
    const lines: number[] = [];
    for await (const page of other.titulos.movementsOfFile(id)) {
      for (const movement of page) {
        lines.push(movement.linha);
        assert.ok(movement.titulo.nossoNumero.length > 0);
      }
    }
    assert.deepEqual(lines, [6, 7, 8, 9]);
    await other.close();
  });

  test(
    "the monitor shows itself, and a request to stop is for the one that runs",
    async (ledger, place) => {
      assert.equal(await ledger.presence.read(), null);
      const start = { pid: 1, version: "x", startedAt: 1000, status: STATUS };
      await ledger.presence.start({ ...start, instance: "a" });
      const other = await place.open();
      await other.presence.requestStop(1500);
      assert.equal(await ledger.presence.stopRequested("a"), true);
      await ledger.presence.start({ ...start, instance: "b" });
      assert.equal(await ledger.presence.stopRequested("b"), false);
      await ledger.presence.publish("a", { ...STATUS, pending: 9 }, 2000);
      await ledger.presence.publish("b", { ...STATUS, pending: 3 }, 2000);
      const shown = await other.presence.read();
      assert.deepEqual([shown?.instance, shown?.heartbeatAt, shown?.status.pending], [
        "b",
        2000,
        3,
      ]);
      await other.close();
    },
  );

  test(
    "whatever the moment of a kill, what was reported is there, and nothing is there by half",
    async (ledger, place) => {
      for (let round = 0; round < 3; round++) {
        const child = place.writer().spawn();
        let reported = 0;
        let killed = false;
        const lines = child.stdout.pipeThrough(new TextDecoderStream());
        for await (const text of lines) {
          reported += text.split("\n").length - 1;
          // What it wrote before may still come in several pieces.
          if (killed || reported < 5 + round) continue;
          killed = true;
          child.kill("SIGKILL");
        }
        await child.status;
        const files = await ledger.files.query({ limit: 10_000 });
        const ours = files.filter((file) => file.name.startsWith(`${child.pid}-`));
        assert.ok(ours.length >= reported, `${ours.length} recorded, ${reported} reported`);
        assert.ok(ours.length <= reported + 3, "no more than those under way");
        for (const file of ours) {
          let movements = 0;
          for await (const page of ledger.titulos.movementsOfFile(file.id)) {
            movements += page.length;
          }
          assert.deepEqual([movements, file.applied], [file.movements, file.movements]);
        }
      }
      const totals = await ledger.titulos.sum({});
      const applied = (await ledger.files.query({ limit: 10_000 })).reduce(
        (n, f) => n + f.applied,
        0,
      );
      assert.equal(totals.quantidade, applied);
    },
  );
}

const STATUS = { ...WELL, since: 1000 };

function outage(id: string): Outage {
  return {
    id,
    startedAt: 1000,
    startedMono: null,
    endedAt: null,
    downMs: null,
    diagnosis: { code: "rede", message: "sem rede", errorNumber: 53, transient: false },
    unstable: false,
  };
}

function message(kind: MessageKind, subject: string) {
  return {
    channel: "email",
    kind,
    event: eventName(kind, subject),
    outageId: null as string | null,
    title: `${kind} ${subject}`,
    payload: { texto: `${kind} ${subject}` },
    at: 1000,
  };
}

/** What the order of the files must not change. */
async function movementsAndStates(ledger: Ledger): Promise<unknown> {
  const result: unknown[] = [];
  for await (const page of ledger.titulos.pages({})) {
    const movements = await ledger.titulos.movements(page.map((titulo) => titulo.id));
    for (const { id, numeroDocumento: _, conta: __, ...titulo } of page) {
      result.push([
        titulo,
        movements.get(id)!.map((m) => [m.evento, m.valorPago, m.dataCredito]).sort(),
      ]);
    }
  }
  return result.sort((a, b) => JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
}

/** All that a file could have changed. */
async function everything(ledger: Ledger): Promise<unknown> {
  const titulos: unknown[] = [];
  for await (const page of ledger.titulos.pages({})) {
    const movements = await ledger.titulos.movements(page.map((titulo) => titulo.id));
    titulos.push(...page.map((titulo) => [titulo, movements.get(titulo.id)]));
  }
  return [titulos, await ledger.files.query({ limit: 1000 }), await ledger.outbox.waiting()];
}

/** Records the refusal of a file. */
function refuse(ledger: Ledger, name: string, sha256: string): Promise<FileRecord> {
  return ledger.files.decide({
    sha256,
    summary: null,
    judge: () => ({
      name,
      sha256,
      size: 1,
      mtimeMs: 0,
      situation: "recusado",
      at: 0,
      reasonCode: "valor",
      reason: "linha 6, colunas 1-2: valor",
      duplicateOf: null,
      directory: "Erro",
      target: name,
      outageId: null,
      summary: null,
    }),
    *batches() {},
  });
}
