/** The real program while its PostgreSQL server is away, each kind of it: the state, the stop, the folder's own outage. */
import assert from "node:assert/strict";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { Postgres, postgresMissing } from "../lab/postgres.ts";
import { Installation, kill } from "../support/installation.ts";
import { placeWithServer } from "../support/postgres_place.ts";
import { PostgresProxy } from "../support/postgres_proxy.ts";
import { startSmtp } from "../support/smtp.ts";

const file = (n: number) =>
  syntheticCbr724({ titulos: 2, nsa: n, date: "2025-10-14", firstNumber: n * 10 });

/** A question that waits for no server takes what the program takes to start, which a loaded machine makes long, ms. */
const ANSWER_MS = 4000;

/** The server goes away, and comes back. */
interface Kind {
  readonly leave: (server: Postgres, proxy: PostgresProxy) => Promise<void> | void;
  readonly back: (server: Postgres, proxy: PostgresProxy) => Promise<void> | void;
}

/** As after a change to a standby: connections are lost, and the new ones find what they find. */
async function readOnly(server: Postgres, on: boolean): Promise<void> {
  const sql = `ALTER ROLE monitor SET default_transaction_read_only = ${on ? "on" : "off"};
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'monitor'`;
  await server.sql("postgres", sql);
}

const KINDS: Readonly<Record<string, Kind>> = {
  "down": {
    leave: (server) => server.down(),
    back: (server) => server.up(),
  },
  "frozen": {
    leave: (server) => server.signalAll("SIGSTOP"),
    back: (server) => server.signalAll("SIGCONT"),
  },
  "cut off": {
    leave: (_, proxy) => {
      proxy.judge = () => "hole";
      proxy.silent = true;
    },
    back: (_, proxy) => {
      proxy.judge = () => "pass";
      proxy.silent = false;
      proxy.cut();
    },
  },
  "read only": {
    leave: (server) => readOnly(server, true),
    back: (server) => readOnly(server, false),
  },
};

/** Document of `estado`, and how long it took, ms. */
async function estado(place: Installation) {
  const begun = performance.now();
  const { out, err } = await place.run("estado", "--json");
  const took = performance.now() - begun;
  try {
    return { took, ...JSON.parse(out) };
  } catch {
    throw new Error(`estado: ${out}${err}`);
  }
}

if (await postgresMissing() === null) {
  for (const [kind, { leave, back }] of Object.entries(KINDS)) {
    Deno.test(`postgres away (${kind}): an outage is told, killed in the middle; the state is known, a stop is heard; all is merged`, async () => {
      await using server = await Postgres.start();
      await using smtp = await startSmtp();
      await using proxy = new PostgresProxy(server.port);
      const address = { ...await server.database(), port: proxy.port };
      await using place = placeWithServer("postgresql", address, smtp.port, ["prazo_posse = 5"]);
      let monitor = place.start();
      place.drop("A.ret", file(1));
      await place.until("A", () => place.names(place.processed).includes("A.ret"));

      try {
        await leave(server, proxy);
        place.drop("B.ret", file(2));
        await place.until("the word", () => place.said("não pode ser lido ou gravado") === 1);
        await place.takeAway();
        await place.until("the first mail", () => smtp.messages.length === 1);
        const away = await estado(place);
        assert.deepEqual([away.estado, away.ultimaQueda.fim], ["inacessivel", null]);
        assert.match(away.avisoLivro, /fora de alcance desde/);
        assert.ok(away.livroForaDesde !== null && away.took < ANSWER_MS, `${away.took} ms`);
        const accepted = () => place.spooled("SELECT 1 FROM outbox WHERE accepted_at IS NOT NULL");
        await place.until("noted", () => accepted().length === 1);
        await kill(monitor);
        monitor = place.start();
        await place.until("the second start", () => place.said("iniciado") === 2);

        await back(server, proxy);
        await place.bringBack();
        await place.until("B", () => place.names(place.processed).includes("B.ret"));
        await place.until("the second mail", () => smtp.messages.length === 2);
        const sql =
          `SELECT (SELECT count(*) FROM outages WHERE closed_at IS NOT NULL), (SELECT count(*) FROM outages),
        (SELECT count(*) FROM outbox WHERE kind IN ('queda', 'recuperacao') AND accepted_at IS NOT NULL)`;
        await place.until(
          "merged",
          async () => await server.sql(address.database, sql) === "1|1|2",
        );
        assert.deepEqual(smtp.messages.map(({ subject }) => subject), [
          "🚨 SERVIDOR INACESSÍVEL - Monitor em Modo de Espera",
          "✅ SERVIDOR RECUPERADO - Sistema Operacional",
        ]);
        assert.equal(place.said("ALERTA: Servidor"), 1);

        await leave(server, proxy);
        const stopped = await place.run("parar", "--json");
        assert.equal(stopped.code, 0, stopped.out + stopped.err);
        assert.ok(JSON.parse(stopped.out).duracaoSegundos < 20, stopped.out);
        assert.equal((await monitor.status).code, 0);
      } finally {
        await back(server, proxy);
      }
    });
  }
}
