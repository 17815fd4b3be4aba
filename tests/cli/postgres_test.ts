/** The real program with its ledger on a real PostgreSQL server. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { ledgerAt } from "../contract/postgres_engine.ts";
import { Postgres, type PostgresAddress, postgresMissing } from "../lab/postgres.ts";
import { Installation, kill } from "../support/installation.ts";
import { placeWithServer } from "../support/postgres_place.ts";
import { startSmtp } from "../support/smtp.ts";

const missing = await postgresMissing();
if (missing !== null) {
  Deno.stdout.writeSync(
    new TextEncoder().encode(`pulado: o programa sobre PostgreSQL (${missing})\n`),
  );
}

const file = (n: number) =>
  syntheticCbr724({ titulos: 2, nsa: n, date: "2025-10-14", firstNumber: n * 10 });

/** An installation whose ledger is that database. */
const onServer = (address: PostgresAddress, smtpPort: number | null = null) =>
  placeWithServer("postgresql", address, smtpPort);

async function json(place: Installation, ...args: string[]) {
  const { out, err } = await place.run(...args, "--json");
  try {
    return JSON.parse(out);
  } catch {
    throw new Error(`${args.join(" ")}: ${out}${err}`);
  }
}

const processed = async (place: Installation): Promise<string[]> =>
  (await json(place, "arquivos")).arquivos.filter((a: { situacao: string }) =>
    a.situacao === "processado"
  ).map((a: { nome: string }) => a.nome).sort();

const test = (name: string, fn: (server: Postgres) => Promise<void>) =>
  Deno.test({
    name: `postgres: ${name}`,
    ignore: missing !== null,
    fn: async () => {
      await using server = await Postgres.start();
      await fn(server);
    },
  });

test("files, queries, an outage with its two mails, and a death in between", async (server) => {
  await using smtp = await startSmtp();
  const address = await server.database();
  await using place = onServer(address, smtp.port);
  const empty = await json(place, "estado");
  assert.deepEqual([empty.estado, empty.avisoLivro], ["parado", null]);
  assert.deepEqual((await json(place, "arquivos")).arquivos, []);
  let monitor = place.start();
  place.drop("A.ret", file(1));
  await place.until("A", () => place.names(place.processed).includes("A.ret"));
  assert.deepEqual((await json(place, "titulos")).titulos.length, 2);
  const state = await json(place, "estado");
  assert.deepEqual([state.estado, state.processadosHoje, state.avisoLivro], [
    "operacional",
    1,
    null,
  ]);
  await place.takeAway();
  await place.until("the first mail", () => smtp.messages.length === 1);
  // Killed in the instant before that is written down, it would be sent again.
  const accepted = "SELECT count(*) FROM outbox WHERE accepted_at IS NOT NULL";
  await place.until("noted", async () => await server.sql(address.database, accepted) === "1");
  await kill(monitor);
  monitor = place.start();
  await place.until("the second start", () => place.said("iniciado") === 2);
  await place.bringBack();
  place.drop("B.ret", file(2));
  await place.until("both mails", () => smtp.messages.length === 2);
  await place.until("B", () => place.names(place.processed).includes("B.ret"));
  assert.deepEqual(await processed(place), ["A.ret", "B.ret"]);
  const { quedas } = await json(place, "quedas");
  assert.deepEqual(quedas.map((q: { encerrada: boolean }) => q.encerrada), [true]);
  // The same content again is known, although the ledger is elsewhere.
  place.drop("C.ret", file(1));
  await place.until("C", () => place.names(place.processed).includes("C.ret"));
  assert.equal((await json(place, "arquivos", "C")).arquivos[0].situacao, "duplicado");
  assert.equal((await place.run("parar")).code, 0);
  assert.equal(smtp.messages.length, 2);
  await assert.rejects(() => Deno.stat(join(place.data, "ledger.db")), Deno.errors.NotFound);
});

test("the server goes away and comes back: told once, nothing processed meanwhile, nothing lost", async (server) => {
  await using place = onServer(await server.database());
  place.start();
  place.drop("A.ret", file(1));
  await place.until("A", () => place.names(place.processed).includes("A.ret"));
  await server.down();
  place.drop("B.ret", file(2));
  await place.until("the word", () => place.said("não pode ser lido ou gravado") === 1);
  const state = await json(place, "estado");
  assert.match(state.avisoLivro, /livro de registro fora de alcance desde .*não está disponível/);
  assert.deepEqual([state.estado, state.papel], ["operacional", "ativo"]);
  const refused = await place.run("processar", "--json");
  assert.deepEqual([refused.code, JSON.parse(refused.out).erro.codigo], [1, "livro_indisponivel"]);
  assert.ok(place.names().includes("B.ret"));
  await server.up();
  await place.until("B", () => place.names(place.processed).includes("B.ret"));
  await place.until("the end of it", () => place.said("voltou a ser gravado") === 1);
  assert.equal(place.said("não pode ser lido ou gravado"), 1);
  assert.deepEqual(await processed(place), ["A.ret", "B.ret"]);
});

test("started while the server is away, the monitor waits, says so once, and begins when it is there", async (server) => {
  await using place = onServer(await server.database());
  await server.down();
  place.drop("A.ret", file(1));
  place.start();
  await place.until("the word", () => place.said("não pode ser lido ou gravado") === 1);
  assert.equal(place.said("iniciado"), 0);
  await server.up();
  await place.until("A", () => place.names(place.processed).includes("A.ret"));
  assert.deepEqual([place.said("voltou a ser gravado"), place.said("iniciado")], [1, 1]);
});

test("an empty database that many open at once gets its tables once", async (server) => {
  const address = await server.database();
  const ledgers = Array.from({ length: 8 }, (_, n) => ledgerAt(address, `/pasta/${n}`));
  try {
    await Promise.all(ledgers.map((ledger) => ledger.ready()));
    assert.equal((await server.sql(address.database, "SELECT count(*) FROM folders")).trim(), "8");
  } finally {
    for (const ledger of ledgers) await ledger.close();
  }
});

test("two folders, two monitors, one ledger: each sees its own", async (server) => {
  const address = await server.database();
  await using one = onServer(address);
  await using two = onServer(address);
  one.start();
  two.start();
  one.drop("A.ret", file(1));
  two.drop("B.ret", file(2));
  await one.until("A", () => one.names(one.processed).includes("A.ret"));
  await two.until("B", () => two.names(two.processed).includes("B.ret"));
  assert.deepEqual([await processed(one), await processed(two)], [["A.ret"], ["B.ret"]]);
});

test("a wrong password is said, without it; a right one is taken at once", async (server) => {
  const address = await server.database();
  await using place = onServer({ ...address, password: "MARCA-ERRADA" });
  const { code, out, err } = await place.run("verificar", "--json");
  assert.equal(code, 1);
  const item = JSON.parse(out).itens.find((i: { item: string }) => i.item === "dados");
  assert.equal(item.situacao, "falha");
  assert.ok(!(out + err).includes("MARCA-ERRADA"));
  place.env.MONITOR_RETORNOS_LIVRO = address.password;
  const good = JSON.parse((await place.run("verificar", "--json")).out).itens
    .find((i: { item: string }) => i.item === "dados");
  assert.deepEqual([good.situacao, good.mensagem], [
    "ok",
    `livro de registro em postgresql://${address.host}:${address.port}/${address.database} respondeu`,
  ]);
});
