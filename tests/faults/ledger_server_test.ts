/** The monitor with its ledger on PostgreSQL: the story, a connection that is cut again and again, a server that is away. */
import assert from "node:assert/strict";
import type { PostgresLedger } from "../../core/adapters/ledger/postgres/postgres_ledger.ts";
import type { MailMessage } from "../../core/adapters/channels/mail/message.ts";
import { eventually, ledgerAt, sharedServer } from "../contract/postgres_engine.ts";
import { postgresMissing } from "../lab/postgres.ts";
import { Lab, retorno } from "../support/lab.ts";
import { PostgresProxy } from "../support/postgres_proxy.ts";

const is = (lab: Lab, kind: string) => lab.now.watch.snapshot().watch.watch.kind === kind;

/** The mails that wait, in order, taken out of the queue. */
async function mails(ledger: PostgresLedger): Promise<[string, string | null, string][]> {
  const taken: [string, string | null, string][] = [];
  for (let head = await ledger.outbox.head("email"); head !== null;) {
    taken.push([head.kind, head.outageId, (head.payload as MailMessage).text]);
    await ledger.outbox.accepted(head.id, 1);
    head = await ledger.outbox.head("email");
  }
  return taken;
}

/** Every content was applied once, every file is in one place, and nothing is left to do. */
async function settled(lab: Lab, ledger: PostgresLedger, good: number, titulos: number) {
  const files = await ledger.files.query({ limit: 10_000 });
  const applied = files.filter(({ situation }) => situation === "processado");
  assert.equal(applied.length, good);
  assert.equal(new Set(applied.map(({ sha256 }) => sha256)).size, good);
  assert.equal((await ledger.titulos.sum({})).quantidade, titulos);
  assert.deepEqual(await ledger.files.owed(), []);
  assert.deepEqual(lab.names(), []);
  const placed = files.map(({ target }) => target).sort();
  const there = [...lab.names(lab.processed), ...lab.names(lab.refused)];
  assert.deepEqual(there.filter((name) => !name.endsWith(".motivo.txt")).sort(), placed);
}

if (await postgresMissing() === null) {
  const server = await sharedServer();

  const test = (
    name: string,
    work: (lab: Lab, ledger: PostgresLedger, proxy: PostgresProxy) => Promise<void>,
  ) =>
    Deno.test(`postgres: ${name}`, async () => {
      const address = await server.database();
      await using proxy = new PostgresProxy(server.port);
      const ledger = ledgerAt({ ...address, port: proxy.port });
      try {
        await using lab = await Lab.open({ wrapLedger: () => ledger });
        await work(lab, ledger, proxy);
      } finally {
        await ledger.close();
      }
    });

  test("the story: one mail of each kind, all files in", async (lab, ledger) => {
    await lab.watching(async () => {
      await lab.clock.until(() => is(lab, "up"));
      lab.away();
      await lab.clock.until(() => is(lab, "down"));
      await lab.clock.advance(720_000);
      lab.back();
      for (const n of [1, 2, 3]) lab.put(`RETORNO_00${n}.ret`, retorno(n));
      lab.put("RUIM.ret", "nada disto\r\n");
      await lab.clock.until(() => is(lab, "up"));
    });
    const told = await mails(ledger);
    assert.deepEqual(told.map(([kind, outage]) => [kind, outage]), [
      ["queda", "queda-1"],
      ["recuperacao", "queda-1"],
    ]);
    assert.match(told[1]![2], /Arquivos processados: 3/);
    assert.match(told[1]![2], /RUIM\.ret/);
    assert.equal(await ledger.outages.current(), null);
    const titulos = (await ledger.titulos.sum({})).quantidade;
    assert.ok(titulos > 0);
    await settled(lab, ledger, 3, titulos);
  });

  test(
    "a connection that is cut again and again, now before a message and now after it: each file once, one mail of each kind",
    async (lab, ledger, proxy) => {
      // A prime: it hits every kind of message. A file of these takes about sixty.
      let seen = 0;
      let cuts = 0;
      proxy.judge = () => {
        if (++seen % 101 !== 0) return "pass";
        return ++cuts % 2 === 0 ? "cut-before" : "cut-after";
      };
      // Contents of their own, and every third one again under another name.
      for (let n = 0; n < 30; n++) lab.put(`A${n}.ret`, retorno(2 * n, 3));
      for (let n = 0; n < 30; n += 3) lab.put(`B${n}.ret`, retorno(2 * n, 3));
      await lab.watching(async () => {
        await lab.clock.until(() => is(lab, "up") && lab.names().length === 0);
        lab.away();
        await lab.clock.until(() => is(lab, "down"));
        await lab.clock.advance(600_000);
        lab.back();
        lab.put("C.ret", retorno(100, 3));
        await lab.clock.until(() => is(lab, "up") && lab.names().length === 0);
      });
      assert.ok(cuts > 10, `${cuts} cuts`);
      proxy.judge = () => "pass";
      // Hours pass in a moment here: the ledger may have been away for long by that clock, which is told by itself.
      const told = (await mails(ledger)).map(([kind]) => kind).filter((kind) => kind !== "livro");
      assert.deepEqual(told, ["queda", "recuperacao"]);
      await settled(lab, ledger, 31, 93);
    },
  );

  test(
    "the server is away: nothing is processed and nothing lost; it comes back, and all is taken once",
    async (lab, ledger, proxy) => {
      lab.put("A.ret", retorno(2, 3));
      await lab.watching(async () => {
        await lab.clock.until(() => lab.names().length === 0);
        proxy.closed = true;
        proxy.cut();
        for (let n = 2; n < 12; n++) lab.put(`${n}.ret`, retorno(2 * n, 3));
        await lab.clock.advance(120_000);
        assert.equal(lab.names().length, 10);
        proxy.closed = false;
        // The pause before the next connection is of real time.
        await eventually(() => ledger.files.last());
        await lab.clock.until(() => lab.names().length === 0);
      });
      // The folder was there all the time: told is the return of the ledger, once, for it lasted.
      assert.deepEqual((await mails(ledger)).map(([kind]) => kind), ["livro"]);
      await settled(lab, ledger, 11, 33);
    },
  );
}
