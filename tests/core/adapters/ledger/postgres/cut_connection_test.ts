/** A connection that is lost at any moment: every file is applied once, and what resolved is there. */
import assert from "node:assert/strict";
import { syntheticCbr724 } from "../../../../../core/ensaio/synthetic_cbr724.ts";
import type { PostgresLedger } from "../../../../../core/adapters/ledger/postgres/postgres_ledger.ts";
import { OutcomeUnknown } from "../../../../../core/adapters/ledger/outcome_unknown.ts";
import { LedgerUnavailable } from "../../../../../core/ports/ledger/ledger.port.ts";
import { eventually, ledgerAt, sharedServer } from "../../../../contract/postgres_engine.ts";
import { postgresMissing } from "../../../../lab/postgres.ts";
import {
  type ClientMessage,
  PostgresProxy,
  type Verdict,
} from "../../../../support/postgres_proxy.ts";
import { apply, put } from "../../../../support/retornos.ts";

const file = (n: number, titulos = 3) =>
  syntheticCbr724({ titulos, nsa: 1, date: "2025-10-14", firstNumber: 100 + 1000 * n });

/** Not `READ COMMITTED`. */
const isCommit = ({ type, text }: ClientMessage) => type === "Q" && /\bCOMMIT\b/.test(text);

/** Says `verdict` of the first message that fits, and lets all others pass. */
function once(proxy: PostgresProxy, fits: (message: ClientMessage) => boolean, verdict: Verdict) {
  proxy.judge = (message) => {
    if (!fits(message)) return "pass";
    proxy.judge = () => "pass";
    return verdict;
  };
}

if (await postgresMissing() === null) {
  const server = await sharedServer();

  const test = (
    name: string,
    work: (ledger: PostgresLedger, proxy: PostgresProxy) => Promise<void>,
    patience = {},
  ) =>
    Deno.test(`postgres: ${name}`, async () => {
      const address = await server.database();
      await using proxy = new PostgresProxy(server.port);
      const through = ledgerAt({ ...address, port: proxy.port }, undefined, patience);
      try {
        await through.ready();
        await work(through, proxy);
      } finally {
        await through.close();
      }
    });

  const counts = async (ledger: PostgresLedger) => [
    (await ledger.files.query({ limit: 1000 })).map((f) => [f.name, f.situation]),
    (await ledger.titulos.sum({})).quantidade,
  ];

  test(
    "the answer to a commit is lost: it stands, and is not done again",
    async (ledger, proxy) => {
      once(proxy, isCommit, "cut-after");
      const done = await apply(ledger, "A.ret", file(1));
      assert.equal(done.applied, 3);
      assert.deepEqual(await counts(ledger), [[["A.ret", "processado"]], 3]);
      assert.equal(proxy.connections, 2);
    },
  );

  test("a commit is lost on its way: the file is decided again, once", async (ledger, proxy) => {
    once(proxy, isCommit, "cut-before");
    await apply(ledger, "A.ret", file(1));
    assert.deepEqual(await counts(ledger), [[["A.ret", "processado"]], 3]);
  });

  test("the same for files that share a transaction", async (ledger, proxy) => {
    for (const [n, verdict] of (["cut-before", "cut-after"] as const).entries()) {
      once(proxy, isCommit, verdict);
      const names = [1, 2, 3, 4].map((m) => `${n}-${m}.ret`);
      const files = await Promise.all(
        names.map((name, m) => apply(ledger, name, file(10 * n + m))),
      );
      assert.deepEqual(files.map(({ situation }) => situation), Array(4).fill("processado"));
    }
    assert.equal((await ledger.titulos.sum({})).quantidade, 24);
  });

  test(
    "nobody can be asked what became of a commit: it is said so, nothing is repeated, and the next look finds it",
    async (ledger, proxy) => {
      for (const verdict of ["cut-after", "cut-before"] as const) {
        const name = `${verdict}.ret`;
        proxy.judge = (message) => {
          if (!isCommit(message)) return "pass";
          proxy.judge = () => "pass";
          proxy.closed = true;
          return verdict;
        };
        await assert.rejects(
          () => apply(ledger, name, file(verdict.length)),
          (error) => error instanceof OutcomeUnknown && error instanceof LedgerUnavailable,
        );
        await assert.rejects(() => ledger.files.owed(), LedgerUnavailable);
        proxy.closed = false;
        const owed = await eventually(() => ledger.files.owed());
        assert.deepEqual(owed.map((f) => f.name), ["cut-after.ret"]);
      }
      assert.equal((await ledger.titulos.sum({})).quantidade, 3);
    },
  );

  test("files that share such a commit are not decided again either", async (ledger, proxy) => {
    proxy.judge = (message) => {
      if (!isCommit(message)) return "pass";
      proxy.judge = () => "pass";
      proxy.closed = true;
      // Back before anybody has asked again.
      setTimeout(() => proxy.closed = false, 100);
      return "cut-after";
    };
    const files = await Promise.allSettled(
      [1, 2, 3].map((n) => apply(ledger, `${n}.ret`, file(n))),
    );
    const unknown = files.map((one) =>
      one.status === "rejected" && one.reason instanceof OutcomeUnknown
    );
    // The first one had a transaction of its own, or all of them shared one.
    assert.ok(unknown.includes(true));
    await eventually(() => ledger.files.owed());
    const all = await ledger.files.query({ limit: 10 });
    assert.deepEqual(all.map(({ situation }) => situation), all.map(() => "processado"));
    assert.equal(new Set(all.map(({ name }) => name)).size, all.length);
  });

  test(
    "the way to the server swallows everything: a good-bye is not waited for long",
    async (ledger, proxy) => {
      await apply(ledger, "A.ret", file(1));
      proxy.judge = () => "hole";
      const begun = performance.now();
      await ledger.close();
      assert.ok(performance.now() - begun < 10_000);
    },
  );

  test("a question is asked again where nothing was written", async (ledger, proxy) => {
    await apply(ledger, "A.ret", file(1));
    for (const verdict of ["cut-before", "cut-after"] as const) {
      once(proxy, ({ text }) => text.includes("FROM titulos"), verdict);
      assert.equal((await ledger.titulos.sum({})).quantidade, 3);
    }
    proxy.cut();
    assert.equal((await ledger.history.totals(0)).titulos, 3);
  });

  test(
    "a way that swallows everything is given up in time, and another one is found",
    async (ledger, proxy) => {
      once(proxy, ({ text }) => text.includes("INTO movimentos"), "hole");
      await apply(ledger, "A.ret", file(1));
      once(proxy, isCommit, "hole");
      await apply(ledger, "B.ret", file(2));
      assert.deepEqual((await counts(ledger))[1], 6);
    },
    { statementMs: 1200, answerMs: 300, silentMs: 3000 },
  );

  test(
    "outages and messages: recorded once, whichever message is the last that passes",
    async (ledger, proxy) => {
      for (let n = 0; n < 12; n++) {
        const id = `q${n}`;
        let left = n;
        proxy.judge = () => left-- > 0 ? "pass" : (proxy.judge = () => "pass", "cut-after");
        const outage = {
          id,
          startedAt: n,
          startedMono: null,
          endedAt: null,
          downMs: null,
          diagnosis: { code: "rede", message: "", errorNumber: null, transient: false },
          unstable: false,
        } as const;
        await ledger.outages.record([{ kind: "opened", outage, folder: "P" }], [{
          channel: "email",
          kind: "queda",
          event: `queda:${id}`,
          outageId: id,
          title: "t",
          payload: {},
          at: n,
        }]);
        await ledger.outages.record([{
          kind: "closed",
          outage: { ...outage, endedAt: n, downMs: 0 },
          at: n,
        }], []);
      }
      proxy.judge = () => "pass";
      assert.equal((await ledger.outages.latest(100)).length, 12);
      assert.equal(await ledger.outbox.waiting(), 12);
      assert.equal(await ledger.outages.current(), null);
    },
  );

  test("cut after any message of the client: thirty files, each once", async (ledger, proxy) => {
    for (let n = 0; n < 30; n++) {
      let left = n;
      const verdict = n % 2 === 0 ? "cut-before" : "cut-after";
      proxy.judge = () => left-- > 0 ? "pass" : (proxy.judge = () => "pass", verdict);
      const done = await apply(ledger, `${n}.ret`, file(n));
      assert.deepEqual([done.situation, done.applied], ["processado", 3]);
    }
    proxy.judge = () => "pass";
    assert.equal((await ledger.files.query({ limit: 100 })).length, 30);
    assert.equal((await ledger.titulos.sum({})).quantidade, 90);
  });

  test("another's lock is waited for once, not once a file", async (ledger, proxy) => {
    const holder = ledgerAt({ ...ledger.session.settings, port: server.port });
    await holder.session.write(async () => {
      await holder.session.script("LOCK TABLE movimentos IN EXCLUSIVE MODE");
      let begun = 0;
      proxy.judge = ({ text }) => (text.includes("BEGIN") && begun++, "pass");
      const files = await Promise.allSettled(
        [1, 2, 3, 4, 5].map((n) => apply(ledger, `${n}.ret`, file(n))),
      );
      assert.ok(
        files.every((one) => one.status === "rejected" && one.reason instanceof LedgerUnavailable),
      );
      assert.equal(begun, 1);
    });
    await holder.close();
    assert.equal((await apply(ledger, "1.ret", file(1))).applied, 3);
  }, { lockMs: 500 });

  test("a file of ten thousand títulos takes a handful of round trips", async (ledger, proxy) => {
    const trips = async (name: string, bytes: Uint8Array) => {
      const before = proxy.roundTrips;
      await apply(ledger, name, bytes, { batch: 5000 });
      return proxy.roundTrips - before;
    };
    const fresh = await trips("A.ret", file(1, 10_000));
    // The same títulos again, another day: each of them changes.
    const known = await trips("B.ret", put(file(1, 10_000), 3, 115, "15102025"));
    assert.ok(fresh <= 20 && known <= 20, `${fresh}, ${known}`);
    assert.equal((await ledger.files.last())!.applied, 10_000);
  });

  test("while nobody answers, few connections are tried", async (ledger, proxy) => {
    proxy.closed = true;
    proxy.cut();
    const before = proxy.connections;
    for (let n = 0; n < 200; n++) {
      await assert.rejects(() => ledger.files.last(), LedgerUnavailable);
    }
    assert.ok(proxy.connections - before < 20, `${proxy.connections - before} connections`);
    proxy.closed = false;
    assert.equal(await eventually(() => ledger.files.last()), null);
  });
}
