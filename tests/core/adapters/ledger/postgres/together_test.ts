/** Several monitors on one ledger at once: what they undo of each other is done again, and the end is that of one after the other. */
import assert from "node:assert/strict";
import type { PostgresLedger } from "../../../../../core/adapters/ledger/postgres/postgres_ledger.ts";
import { syntheticCbr724 } from "../../../../../core/ensaio/synthetic_cbr724.ts";
import { syntheticCnab240 } from "../../../../../core/ensaio/synthetic_cnab240.ts";
import type { Ledger } from "../../../../../core/ports/ledger/ledger.port.ts";
import { PossessionLost } from "../../../../../core/ports/ledger/possession.port.ts";
import { ledgerAt, sharedServer } from "../../../../contract/postgres_engine.ts";
import { type PostgresAddress, postgresMissing } from "../../../../lab/postgres.ts";
import { apply } from "../../../../support/retornos.ts";

const DAY = "2025-10-14";
const cbr = (titulos: number, firstNumber: number, operations = ["LQB", "RG", "BX", "LQN"]) =>
  syntheticCbr724({ titulos, nsa: 1, date: DAY, firstNumber, operations });
const cnab = (titulos: number, firstNumber: number, nsa: number) =>
  syntheticCnab240({ titulos, nsa, date: DAY, firstNumber, codes: ["06", "02", "09", "06"] });

/** What the order of the files must not change. */
async function outcome(ledger: Ledger): Promise<unknown> {
  const titulos: unknown[] = [];
  for await (const page of ledger.titulos.pages({})) {
    const movements = await ledger.titulos.movements(page.map(({ id }) => id));
    for (const { id, numeroDocumento: _, conta: __, ...titulo } of page) {
      titulos.push([titulo, movements.get(id)!.map((m) => [m.evento, m.valorPago]).sort()]);
    }
  }
  const { paid } = await ledger.history.period({
    ...{ days: [], start: 0, end: 1e15, paidFrom: "0000-01-01", paidTo: "9999-12-31" },
    ...{ shown: 1, now: 0 },
  });
  const { titulos: counted, applied } = await ledger.history.totals(0);
  const order = titulos.map((one) =>
    JSON.stringify({ ...(one as [object, unknown])[0], movements: (one as unknown[])[1] })
  ).sort();
  return { titulos: order, paid, counted, applied };
}

if (await postgresMissing() === null) {
  const server = await sharedServer();

  const test = (
    name: string,
    work: (
      open: (folder: string | null) => PostgresLedger,
      address: PostgresAddress,
    ) => Promise<void>,
  ) =>
    Deno.test(`postgres: ${name}`, async () => {
      const address = await server.database();
      const ledgers: PostgresLedger[] = [];
      try {
        await work((folder) => {
          const ledger = ledgerAt(address, folder);
          ledgers.push(ledger);
          return ledger;
        }, address);
      } finally {
        for (const ledger of ledgers) await ledger.close();
      }
    });

  test("twins, copies and the same contents in four folders at once: each movement once", async () => {
    const files: [string, Uint8Array][] = [];
    for (let n = 0; n < 8; n++) {
      files.push([`CBR${n}.ret`, cbr(4, 100 * n)], [`IED${n}.ret`, cnab(4, 100 * n, n + 1)]);
      files.push([`EDITADO${n}.ret`, cbr(6, 100 * n)], [`CBR${n}.ret`, cbr(4, 100 * n)]);
    }
    const results: unknown[] = [];
    for (const folders of [1, 4]) {
      const address = await server.database();
      const ledgers = Array.from({ length: folders }, (_, n) => ledgerAt(address, `/pasta/${n}`));
      const done = await Promise.all(
        files.map(([name, bytes], n) =>
          apply(ledgers[(n * 7) % folders]!, name, bytes, { batch: 1 + n % 3 })
        ),
      );
      const tally = new Map<string, number>();
      for (const { situation } of done) tally.set(situation, (tally.get(situation) ?? 0) + 1);
      assert.deepEqual(Object.fromEntries(tally), { processado: 24, duplicado: 8 });
      const all = ledgerAt(address, null);
      results.push(await outcome(all));
      // One folder sees its own files, all of them see all.
      const each = await Promise.all(ledgers.map((one) => one.files.query({ limit: 100 })));
      assert.deepEqual(each.map((some) => some.length), Array(folders).fill(32 / folders));
      assert.equal((await all.files.query({ limit: 100 })).length, 32);
      for (const ledger of [...ledgers, all]) await ledger.close();
    }
    assert.deepEqual(results[1], results[0]);
  });

  test("folders share no queue, outage, calendar or presence; all of them can be read together", async (open) => {
    const [a, b, all] = [open("/a"), open("/b"), open(null)];
    for (const [n, ledger] of [a, b].entries()) {
      const id = `q${n}`;
      const diagnosis = { code: "rede", message: "", errorNumber: null, transient: false } as const;
      const outage = {
        id,
        startedAt: n + 1,
        startedMono: null,
        endedAt: null,
        downMs: null,
        diagnosis,
      };
      await ledger.outages.record([
        { kind: "opened", outage: { ...outage, unstable: false }, folder: `/${n}` },
      ], []);
      // The same event of two folders is two events.
      await ledger.telling.save("resumo", { folder: n }, [{
        ...{ channel: "email", kind: "resumo", event: "resumo:2025-10-14", outageId: null },
        ...{ title: "t", payload: { n }, at: 1 },
      }]);
    }
    assert.equal((await a.outages.current())?.id, "q0");
    assert.equal((await b.outages.current())?.id, "q1");
    assert.deepEqual((await all.outages.latest(9)).map(({ id }) => id), ["q1", "q0"]);
    assert.deepEqual(await b.telling.read("resumo"), { folder: 1 });
    assert.deepEqual((await a.outbox.head("email"))?.payload, { n: 0 });
    assert.deepEqual([await a.outbox.waiting(), await all.outbox.waiting()], [1, 2]);
    assert.equal(await a.presence.read(), null);
    await assert.rejects(() => all.telling.save("x", {}, []), TypeError);
  });

  test("a folder is the same however Windows writes it", async (open) => {
    const [one, same, other] = [
      open("\\\\SERVIDOR1\\Pasta\\Retorno"),
      open("//servidor1/pasta/retorno/"),
      open("/pasta/Retorno"),
    ];
    await apply(one, "A.ret", cbr(2, 1));
    assert.equal((await same.files.query({ limit: 9 })).length, 1);
    assert.equal((await other.files.query({ limit: 9 })).length, 0);
    assert.equal(await other.files.findApplied("none"), null);
  });

  test("two that wait for each other: one is undone by the server, and done again", async (open) => {
    const ledgers = [open("/a"), open("/b")];
    await Promise.all(ledgers.map((ledger) => ledger.ready()));
    const both = Promise.withResolvers<void>();
    let waiting = 0;
    let attempts = 0;
    await Promise.all(ledgers.map(({ session }, n) =>
      session.write(async () => {
        attempts++;
        await session.rows("SELECT pg_advisory_xact_lock($1)", [n]);
        if (++waiting === 2) both.resolve();
        await both.promise;
        await session.rows("SELECT pg_advisory_xact_lock($1)", [1 - n]);
      })
    ));
    assert.equal(attempts, 3);
  });

  test(
    "what the server could not put in order is done again, and not for ever",
    async (open, { database }) => {
      const ledger = open("/a");
      await ledger.ready();
      await server.sql(
        database,
        `CREATE SEQUENCE failures; GRANT ALL ON failures TO monitor;
       CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         IF nextval('failures') % 100 < 4 THEN RAISE EXCEPTION 'try again' USING ERRCODE = '40001'; END IF;
         RETURN NULL; END $$;
       CREATE TRIGGER fail BEFORE INSERT ON movimentos EXECUTE FUNCTION fail()`,
      );
      assert.equal((await apply(ledger, "A.ret", cbr(3, 1))).applied, 3);
      assert.equal(await server.sql(database, "SELECT last_value FROM failures"), "4");
      await server.sql(
        database,
        "SELECT setval('failures', 100); ALTER SEQUENCE failures INCREMENT 100",
      );
      await assert.rejects(() => apply(ledger, "B.ret", cbr(3, 50)), { name: "LedgerUnavailable" });
      assert.equal((await ledger.titulos.sum({})).quantidade, 3);
    },
  );

  test(
    "with another generation nothing is written, whenever the hands changed",
    async (open, { database }) => {
      const ledger = open("/a");
      await ledger.ready();
      const folder = await ledger.session.run(() => Promise.resolve(ledger.session.folder));
      const change = (set: string) =>
        server.sql(database, `SET lock_timeout = '1s'; UPDATE possession SET ${set}`);
      await server.sql(
        database,
        `INSERT INTO possession VALUES (${folder}, 7, 'a', 'MAQUINA', '', now())`,
      );
      ledger.hold(7);
      await apply(ledger, "A.ret", cbr(3, 1));
      // While a transaction of the holder is open: a renewal does not wait for it, nor does a change of hands.
      await assert.rejects(
        () =>
          ledger.session.write(async () => {
            await ledger.session.change("UPDATE files SET reason = $1", ["tarde"]);
            await change("expires_at = now()");
            await change("generation = 8");
          }),
        PossessionLost,
      );
      for (
        const write of [
          () => apply(ledger, "B.ret", cbr(3, 50)),
          () => ledger.outbox.enqueue([]),
          () => ledger.files.integrationFailed(1, "x"),
          () => ledger.outbox.givenUp(1, "x", 1),
        ]
      ) await assert.rejects(write, PossessionLost);
      const [file] = await ledger.files.query({ limit: 9 });
      assert.deepEqual([file!.name, file!.reason], ["A.ret", null]);
      // What has happened for good is true whoever holds the folder.
      await ledger.files.integrated(file!.id, 1);
      await ledger.outbox.accepted(1, 1);
      await ledger.presence.requestStop(1);
      assert.equal((await ledger.files.integration(file!.id)).doneAt, 1);
      ledger.hold(8);
      await apply(ledger, "B.ret", cbr(3, 50));
      assert.equal((await ledger.titulos.sum({})).quantidade, 6);
    },
  );

  test(
    "between its last look and the commit a holder cannot lose its folder",
    async (open, { database }) => {
      const ledger = open("/a");
      await ledger.ready();
      await server.sql(
        database,
        "INSERT INTO possession SELECT id, 7, 'a', 'MAQUINA', '', now() FROM folders",
      );
      const change = (set: string) =>
        server.sql(database, `SET lock_timeout = '300ms'; UPDATE possession SET ${set}`);
      await ledger.session.write(async () => {
        const { session } = ledger;
        await session.rows("SELECT check_possession($1, 7, true)", [session.folder]);
        await change("expires_at = now()");
        await assert.rejects(() => change("generation = 8"), /lock timeout/);
      });
      await change("generation = 8");
    },
  );
}
