/** How the server is reached, and what each kind of its trouble becomes. */
import assert from "node:assert/strict";
import type { PostgresSettings } from "../../../../../core/adapters/ledger/postgres/settings.ts";
import { PostgresLedger } from "../../../../../core/adapters/ledger/postgres/postgres_ledger.ts";
import { LedgerOutdated } from "../../../../../core/adapters/ledger/outdated.ts";
import { SCHEMA } from "../../../../../core/adapters/ledger/postgres/schema.ts";
import { LedgerDamaged, LedgerUnavailable } from "../../../../../core/ports/ledger/ledger.port.ts";
import { syntheticCbr724 } from "../../../../../core/ensaio/synthetic_cbr724.ts";
import { eventually, FOLDER, ledgerAt } from "../../../../contract/postgres_engine.ts";
import { Postgres, type PostgresAddress, postgresMissing } from "../../../../lab/postgres.ts";
import { testCertificate } from "../../../../support/certificate.ts";
import { apply } from "../../../../support/retornos.ts";

const file = (n: number) =>
  syntheticCbr724({ titulos: 3, nsa: 1, date: "2025-10-14", firstNumber: 100 + 1000 * n });

/** Opens, asks one question, closes. */
async function tryOut(settings: PostgresSettings, readOnly = false): Promise<void> {
  const ledger = new PostgresLedger(settings, { folder: FOLDER, readOnly });
  try {
    await ledger.ready();
    await ledger.files.last();
  } finally {
    await ledger.close();
  }
}

/** The server's own words come with the place, and no secret. */
const away = (words: RegExp) => (error: unknown) =>
  error instanceof LedgerUnavailable && words.test(error.message) &&
  error.message.includes("postgresql://") && !error.message.includes("senha-do-laboratorio");

async function withServer(work: (server: Postgres) => Promise<void>, options = {}): Promise<void> {
  await using server = await Postgres.start(options);
  await work(server);
}

async function withLedger(
  server: Postgres,
  work: (ledger: PostgresLedger, address: PostgresAddress) => Promise<void>,
  patience = {},
): Promise<void> {
  const address = await server.database();
  const ledger = ledgerAt(address, FOLDER, patience);
  try {
    await ledger.ready();
    await work(ledger, address);
  } finally {
    await ledger.close();
  }
}

if (await postgresMissing() === null) {
  Deno.test("postgres: TLS is verified unless it is said otherwise: issuer and name", async () => {
    const mine = await testCertificate("localhost");
    const foreign = await testCertificate("localhost");
    await withServer(async (server) => {
      const address = await server.database();
      const byName = { ...address, host: "localhost" };
      await tryOut({ ...byName, ca: mine.cert });
      await tryOut({ ...byName, tls: "verificar", ca: mine.cert });
      await tryOut({ ...address, tls: "exigir" });
      await tryOut({ ...address, tls: "nenhum" });
      // An unknown issuer, another one, and a certificate that is not of that name.
      await assert.rejects(() => tryOut(byName), away(/certificate|issuer|signed/i));
      await assert.rejects(
        () => tryOut({ ...byName, ca: foreign.cert }),
        away(/certificate|issuer|signature/i),
      );
      await assert.rejects(
        () => tryOut({ ...address, ca: mine.cert }),
        away(/certificate|name|altname/i),
      );
      assert.equal(
        await server.sql(
          "postgres",
          "SELECT count(*) FROM pg_stat_activity a JOIN pg_stat_ssl s USING (pid) WHERE usename = 'monitor'",
        ),
        "0",
      );
    }, { tls: mine });
  });

  Deno.test("postgres: a server without TLS is refused where TLS is asked for", () =>
    withServer(async (server) => {
      const address = await server.database();
      await assert.rejects(() => tryOut(address), away(/SSL/));
      await assert.rejects(() => tryOut({ ...address, tls: "exigir" }), away(/SSL/));
    }));

  Deno.test("postgres: a wrong password, database, port, and a server that is away, say so", () =>
    withServer(async (server) => {
      const address: PostgresSettings = { ...await server.database(), tls: "nenhum" };
      await assert.rejects(() => tryOut({ ...address, password: "errada" }), away(/password/));
      await assert.rejects(() => tryOut({ ...address, database: "outro" }), away(/outro/));
      await assert.rejects(() => tryOut({ ...address, user: "outro" }), away(/password|role/));
      await server.down();
      await assert.rejects(() => tryOut(address), away(/ECONNREFUSED|refused/i));
    }));

  Deno.test("postgres: stopped and started again, killed, its backends ended: the ledger goes on", () =>
    withServer((server) =>
      withLedger(server, async (ledger) => {
        let n = 0;
        const one = async () => {
          await eventually(() => apply(ledger, `${++n}.ret`, file(n)));
        };
        await one();
        for (const signal of ["SIGINT", "SIGQUIT"] as const) {
          await server.down(signal);
          await assert.rejects(() => ledger.files.last(), LedgerUnavailable);
          await server.up();
          await one();
        }
        for (let round = 0; round < 3; round++) {
          await server.sql(
            "postgres",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'monitor'",
          );
          assert.equal((await apply(ledger, `T${round}.ret`, file(50 + round))).applied, 3);
        }
        assert.equal((await ledger.titulos.sum({})).quantidade, 3 * 6);
      })
    ));

  Deno.test("postgres: frozen, it is given up in time; thawed, it is found again", () =>
    withServer((server) =>
      withLedger(server, async (ledger) => {
        await apply(ledger, "A.ret", file(1));
        const every = (signal: Deno.Signal) => server.signalAll(signal);
        await every("SIGSTOP");
        try {
          await assert.rejects(() => ledger.files.last(), LedgerUnavailable);
        } finally {
          await every("SIGCONT");
        }
        await eventually(() => apply(ledger, "B.ret", file(2)));
        assert.equal((await ledger.titulos.sum({})).quantidade, 6);
      }, { statementMs: 1500, answerMs: 200, connectMs: 2000 })
    ));

  Deno.test("postgres: read only, full, without rights, a lock too long, a statement too long: all are the ledger's trouble", () =>
    withServer((server) =>
      withLedger(server, async (ledger, { database }) => {
        await apply(ledger, "A.ret", file(1));
        const refuses = async (make: string, undo: string, words: RegExp, where = database) => {
          await server.sql(where, make);
          await server.sql(
            "postgres",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'monitor'",
          );
          await assert.rejects(() => apply(ledger, "B.ret", file(2)), away(words));
          assert.equal((await ledger.titulos.sum({})).quantidade, 3);
          await server.sql(where, undo);
          await server.sql(
            "postgres",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'monitor'",
          );
        };
        await refuses(
          `ALTER DATABASE ${database} SET default_transaction_read_only = on`,
          `ALTER DATABASE ${database} RESET default_transaction_read_only`,
          /read-only/,
          "postgres",
        );
        await refuses(
          "REVOKE INSERT ON movimentos FROM monitor",
          "GRANT INSERT ON movimentos TO monitor",
          /permission denied/,
        );
        // A disk that is full, in the server's own words.
        await refuses(
          `CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
             BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$;
           CREATE TRIGGER full_disk BEFORE INSERT ON movimentos EXECUTE FUNCTION full_disk()`,
          "DROP TRIGGER full_disk ON movimentos",
          /could not extend/,
        );
        await refuses(
          `CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(30); RETURN NULL; END $$;
           CREATE TRIGGER slow BEFORE INSERT ON movimentos EXECUTE FUNCTION slow()`,
          "DROP TRIGGER slow ON movimentos",
          /statement timeout/,
        );
        const notices: string[] = [];
        ledger.onDamage((reason) => notices.push(reason));
        await server.sql(
          database,
          `CREATE FUNCTION damaged() RETURNS trigger LANGUAGE plpgsql AS $$
             BEGIN RAISE EXCEPTION 'invalid page in block 0' USING ERRCODE = 'XX001'; END $$;
           CREATE TRIGGER damaged BEFORE INSERT ON movimentos EXECUTE FUNCTION damaged()`,
        );
        await assert.rejects(() => apply(ledger, "B.ret", file(2)), LedgerDamaged);
        assert.deepEqual(notices, ["invalid page in block 0"]);
        await server.sql(database, "DROP TRIGGER damaged ON movimentos");
        // A row that somebody else holds.
        const holder = ledgerAt(server.address(database));
        await holder.session.write(async () => {
          await holder.session.script("LOCK TABLE movimentos IN EXCLUSIVE MODE");
          await assert.rejects(() => apply(ledger, "B.ret", file(2)), away(/lock timeout/));
        });
        await holder.close();
        assert.equal((await apply(ledger, "B.ret", file(2))).applied, 3);
      }, { statementMs: 2000, lockMs: 500 })
    ));

  Deno.test("postgres: of files that share a transaction, what fails is told with its own reason: one that is to blame, or the server", () =>
    withServer((server) =>
      withLedger(server, async (ledger, { database }) => {
        await ledger.files.last();
        /** Five files that are asked for while another unit of work is under way; those that failed. */
        const together = async () => {
          const gate = Promise.withResolvers<void>();
          const busy = ledger.session.run(() => gate.promise);
          const all = [1, 2, 3, 4, 5].map((n) => apply(ledger, `F${n}.ret`, file(n)));
          setTimeout(gate.resolve, 50);
          const [outcomes] = await Promise.all([Promise.allSettled(all), busy]);
          return outcomes.flatMap((one, at) =>
            one.status === "rejected" ? [{ file: at + 1, error: one.reason }] : []
          );
        };
        // The third insertion meets a full disk: it is not asked for in another way.
        await server.sql(
          database,
          `CREATE SEQUENCE written; GRANT ALL ON written TO monitor;
           CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             IF nextval('written') = 3 THEN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END IF;
             RETURN NULL; END $$;
           CREATE TRIGGER full_disk BEFORE INSERT ON movimentos EXECUTE FUNCTION full_disk()`,
        );
        const full = await together();
        assert.deepEqual(full.map((one) => one.file), [1, 2, 3, 4, 5]);
        for (const { error } of full) assert.ok(away(/could not extend/)(error), String(error));
        assert.equal(await server.sql(database, "SELECT last_value FROM written"), "3");
        assert.equal(await server.sql(database, "SELECT count(*) FROM files"), "0");
        await server.sql(database, "DROP TRIGGER full_disk ON movimentos");
        // One of them cannot be recorded: the others are.
        await server.sql(
          database,
          `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE EXCEPTION 'not this one'; END $$;
           CREATE TRIGGER refuse BEFORE INSERT ON files FOR EACH ROW WHEN (new.name = 'F3.ret') EXECUTE FUNCTION refuse()`,
        );
        const [only, ...others] = await together();
        assert.deepEqual([only?.file, others], [3, []]);
        assert.match(String(only?.error), /not this one/);
        assert.equal((await ledger.titulos.sum({})).quantidade, 12);
        assert.equal(await server.sql(database, "SELECT count(*) FROM files"), "4");
      })
    ));

  Deno.test("postgres: the tables are made once, whoever comes first; a reader makes none; a newer ledger is refused", () =>
    withServer(async (server) => {
      const address = await server.database();
      const settings: PostgresSettings = { ...address, tls: "nenhum" };
      await assert.rejects(
        () => tryOut(settings, true),
        (error) => error instanceof LedgerOutdated && error.version === 0,
      );
      const many = Array.from({ length: 8 }, (_, n) => ledgerAt(address, `/pasta/${n % 4}`));
      await Promise.all(many.map((ledger) => ledger.ready()));
      await Promise.all(many.map((ledger) => ledger.close()));
      const { database } = address;
      assert.equal(
        await server.sql(database, "SELECT count(*) FROM schema_steps"),
        String(SCHEMA.length),
      );
      assert.equal(await server.sql(database, "SELECT count(*) FROM folders"), "4");
      await tryOut(settings, true);
      assert.equal(await server.sql(database, "SELECT count(*) FROM folders"), "4");
      await server.sql(database, "INSERT INTO schema_steps (step) VALUES (99)");
      await assert.rejects(() => tryOut(settings), /versão mais nova/);
    }));

  Deno.test("postgres: a step that fails leaves no table behind", () =>
    withServer(async (server) => {
      const address = await server.database();
      // Somebody else's table has the name of one of ours.
      await server.sql(address.database, "CREATE TABLE presence (n int)");
      await assert.rejects(() => tryOut({ ...address, tls: "nenhum" }));
      assert.equal(
        await server.sql(
          address.database,
          "SELECT string_agg(relname, ',') FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'",
        ),
        "presence",
      );
    }));
}
