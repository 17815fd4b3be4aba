/** Two machines with one ledger: one works, the other one waits and takes over. The real program, a real PostgreSQL server. */
import assert from "node:assert/strict";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { Postgres, postgresMissing } from "../lab/postgres.ts";
import { Installation, kill } from "../support/installation.ts";
import { machine, stateOf, TERM_SECONDS } from "../support/pair.ts";
import { PostgresProxy } from "../support/postgres_proxy.ts";
import { startSmtp } from "../support/smtp.ts";

const file = (n: number) =>
  syntheticCbr724({ titulos: 2, nsa: n, date: "2025-10-14", firstNumber: n * 10 });
/** A takeover after a death: what is left of the term, one look, and what a loaded machine takes for it. ms. */
const TAKEOVER_MS = TERM_SECONDS * 1000 + 625 + 2500;

const missing = await postgresMissing();
const test = (name: string, fn: (server: Postgres) => Promise<void>) =>
  Deno.test({
    name: `reserve: ${name}`,
    ignore: missing !== null,
    fn: async () => {
      await using server = await Postgres.start();
      await fn(server);
    },
  });

const active = (place: Installation, times = 1) =>
  place.until("active", () => place.said("🤝 Este monitor") === times);
const waiting = (place: Installation) =>
  place.until("in reserve", () => place.said("🪑 Em reserva") === 1);
const inPlace = (first: Installation, ...names: string[]) =>
  first.until(names.join(), () => names.every((n) => first.names(first.processed).includes(n)));

/** `[situation, name]` of every file that the ledger has. */
async function files(server: Postgres, database: string): Promise<string[]> {
  const text = await server.sql(database, "SELECT situation, name FROM files ORDER BY name, id");
  return text === "" ? [] : text.split("\n");
}

test("an outage across a death: two mails in all; a clean stop hands over at once", async (server) => {
  await using smtp = await startSmtp();
  const address = await server.database();
  await using one = machine("SERVIDOR1", address, { smtpPort: smtp.port });
  await using two = machine("SERVIDOR2", address, { first: one, smtpPort: smtp.port });
  let first = one.start();
  await active(one);
  two.start();
  await waiting(two);
  one.drop("A.ret", file(1));
  await inPlace(one, "A.ret");
  const [a, b] = [await stateOf(one), await stateOf(two)];
  assert.deepEqual([a.papel, a.posto, a.ativoEm, a.code], ["ativo", "SERVIDOR1", "SERVIDOR1", 0]);
  assert.deepEqual([b.papel, b.posto, b.ativoEm, b.code], ["reserva", "SERVIDOR2", "SERVIDOR1", 0]);
  assert.deepEqual([b.estado, b.processadosHoje], ["operacional", 1]);
  assert.match((await two.run("estado")).out, /em reserva \(SERVIDOR2\); ativo em SERVIDOR1/);
  // Beside the active one only its own machine processes by hand.
  assert.equal((await one.run("processar", "--json")).code, 0);
  const elsewhere = await two.run("processar", "--json");
  assert.deepEqual([elsewhere.code, JSON.parse(elsewhere.out).erro.codigo], [
    3,
    "ativo_em_outra_maquina",
  ]);
  assert.match(elsewhere.out, /SERVIDOR1/);

  await one.takeAway();
  await one.until("the first mail", () => smtp.messages.length === 1);
  await two.until(
    "seen from the reserve",
    async () => (await stateOf(two)).estado === "inacessivel",
  );
  await kill(first);
  const died = performance.now();
  await active(two);
  const took = performance.now() - died;
  assert.ok(took < TAKEOVER_MS, `taken over after ${took} ms`);
  assert.equal(two.said("antes atendida por SERVIDOR1"), 1);
  first = one.start();
  await waiting(one);
  await one.bringBack();
  one.drop("B.ret", file(2));
  await inPlace(one, "A.ret", "B.ret");
  await one.until("the second mail", () => smtp.messages.length === 2);
  assert.equal(two.said("ALERTA: Servidor"), 0);
  assert.equal(two.said("SERVIDOR RECUPERADO"), 1);

  assert.equal((await two.run("parar")).code, 0);
  const before = performance.now();
  await active(one, 2);
  assert.ok(performance.now() - before < 3500, "a clean stop makes nobody wait for the term");
  one.drop("C.ret", file(3));
  await inPlace(one, "C.ret");
  assert.equal(smtp.messages.length, 2);
  assert.deepEqual(await files(server, address.database), [
    "processado|A.ret",
    "processado|B.ret",
    "processado|C.ret",
  ]);
  assert.equal((await one.run("parar")).code, 0);
  assert.equal((await first.status).code, 0);
  for (const place of [one, two]) {
    assert.equal(place.said("ERROR") + place.said("CRITICAL"), 0, place.lines().join("\n"));
  }
  // With nobody there the command takes the folder for itself.
  one.drop("D.ret", file(4));
  assert.equal((await two.run("processar")).code, 0);
  await inPlace(one, "D.ret");
  assert.equal((await stateOf(two)).ativoEm, null);
});

test("frozen for longer than its term in the middle of work, then thawed: in reserve, and nothing twice", async (server) => {
  await using smtp = await startSmtp();
  const address = await server.database();
  await using one = machine("SERVIDOR1", address, { smtpPort: smtp.port });
  await using two = machine("SERVIDOR2", address, { first: one, smtpPort: smtp.port });
  const first = one.start();
  await active(one);
  two.start();
  await waiting(two);
  const names = Array.from({ length: 60 }, (_, n) => `R${String(n).padStart(3, "0")}.ret`);
  for (const [n, name] of names.entries()) one.drop(name, file(n + 1));
  await one.until("the work has begun", () => one.names(one.processed).length > 3);
  first.kill("SIGSTOP");
  const frozen = performance.now();
  await active(two);
  assert.ok(performance.now() - frozen < TAKEOVER_MS);
  await inPlace(one, ...names);
  first.kill("SIGCONT");
  await one.until("it knows", () => one.said("este monitor (SERVIDOR1) fica em reserva") === 1);
  await one.until("so do others", async () => (await stateOf(one)).papel === "reserva");
  one.drop("Z.ret", file(99));
  await inPlace(one, "Z.ret");
  assert.deepEqual(
    await files(server, address.database),
    [...names, "Z.ret"].map((name) => `processado|${name}`),
  );
  assert.deepEqual(one.names(one.processed), [...names, "Z.ret"]);
  assert.deepEqual(one.names(), []);
  assert.equal(smtp.messages.length, 0);
  for (const place of [one, two]) {
    assert.equal(place.said("ERROR") + place.said("CRITICAL"), 0, place.lines().join("\n"));
  }
});

test("cut off from the ledger: another one works meanwhile, and tells alone; the way back leads into the reserve", async (server) => {
  await using smtp = await startSmtp();
  const smtpPort = smtp.port;
  const address = await server.database();
  await using proxy = new PostgresProxy(address.port);
  await using one = machine("SERVIDOR1", { ...address, port: proxy.port }, { smtpPort });
  await using two = machine("SERVIDOR2", address, { first: one, smtpPort });
  await using stranger = machine("SERVIDOR3", await server.database(), { first: one });
  one.start();
  await active(one);
  two.start();
  await waiting(two);
  one.drop("A.ret", file(1));
  await inPlace(one, "A.ret");
  // Whoever has another ledger is kept away, as ever.
  const refused = await stranger.run("monitorar", "--json");
  assert.deepEqual([refused.code, JSON.parse(refused.out).erro.codigo], [3, "pasta_em_uso"]);
  proxy.closed = true;
  proxy.cut();
  await active(two);
  one.drop("B.ret", file(2));
  await inPlace(one, "B.ret");
  await two.until("its word", () => two.said("B.ret processado com sucesso") === 1);
  // The mark in the folder says whose it is, to whom the ledger cannot.
  const mayTell = "SELECT state FROM telling WHERE name = 'ativo'";
  await one.until("silent", () => one.spooled(mayTell)[0]?.state === "false");
  await one.takeAway();
  await two.until("the first mail", () => two.said("📧 Alerta por email") === 1);
  await one.bringBack();
  await two.until("the second mail", () => two.said("📧 Email de recuperação") === 1);
  assert.equal(one.said("📧") + one.said("ALERTA: Servidor"), 0);
  assert.equal(smtp.messages.length, 2);
  proxy.closed = false;
  await one.until("in reserve", () => one.said("este monitor (SERVIDOR1) fica em reserva") === 1);
  one.drop("C.ret", file(3));
  await inPlace(one, "C.ret");
  assert.deepEqual(await files(server, address.database), [
    "processado|A.ret",
    "processado|B.ret",
    "processado|C.ret",
  ]);
});

test("started again while only it cannot reach the ledger: the other one's mark says whose the folder is", async (server) => {
  const address = await server.database();
  await using proxy = new PostgresProxy(address.port);
  await using one = machine("SERVIDOR1", { ...address, port: proxy.port });
  await using two = machine("SERVIDOR2", address, { first: one });
  const first = one.start();
  await active(one);
  two.start();
  await waiting(two);
  one.drop("A.ret", file(1));
  await inPlace(one, "A.ret");
  proxy.closed = true;
  proxy.cut();
  await kill(first);
  await active(two);
  one.drop("B.ret", file(2));
  await inPlace(one, "B.ret");
  one.start();
  const mayTell = "SELECT state FROM telling WHERE name = 'ativo'";
  await one.until("it knows", () => one.spooled(mayTell)[0]?.state === "false");
  await one.until("so do others", async () => (await stateOf(one)).papel === "reserva");
});

test("the server is away longer than any term: the active one tells, alone, and goes on with the folder when it is back", async (server) => {
  await using smtp = await startSmtp();
  const address = await server.database();
  await using one = machine("SERVIDOR1", address, { smtpPort: smtp.port });
  await using two = machine("SERVIDOR2", address, { first: one, smtpPort: smtp.port });
  one.start();
  await active(one);
  two.start();
  await waiting(two);
  await server.down();
  await one.takeAway();
  await one.until("the first mail", () => smtp.messages.length === 1);
  await new Promise((resolve) => setTimeout(resolve, (TERM_SECONDS + 1) * 1000));
  const [a, b] = [await stateOf(one), await stateOf(two)];
  assert.deepEqual([a.estado, a.papel, b.papel], ["inacessivel", "ativo", "reserva"]);
  assert.match(b.avisoLivro, /fora de alcance/);
  await server.up();
  await one.until("merged", async () => {
    const merged = "SELECT count(*) FROM outbox WHERE kind = 'queda' AND accepted_at IS NOT NULL";
    return await server.sql(address.database, merged) === "1";
  });
  one.drop("A.ret", file(1), one.away);
  await one.bringBack();
  await inPlace(one, "A.ret");
  await one.until("the second mail", () => smtp.messages.length === 2);
  assert.equal(two.said("🤝 Este monitor") + two.said("ALERTA: Servidor"), 0);
  assert.match(smtp.messages[1]!.text ?? "", /Arquivos processados: 1/);
});
