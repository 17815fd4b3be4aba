/** The real program takes its ledger to a real PostgreSQL server and back, and checks it. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { gunzipSync } from "node:zlib";
import { FileLock } from "../../core/adapters/lock/file_lock.ts";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { Postgres, type PostgresAddress, postgresMissing } from "../lab/postgres.ts";
import { Installation } from "../support/installation.ts";
import { type ClientMessage, PostgresProxy, type Verdict } from "../support/postgres_proxy.ts";
import { placeWithServer } from "../support/postgres_place.ts";
import { deadPort, startSmtp } from "../support/smtp.ts";

const OLD = new URL("../fixtures/ledger-1.0.0.db.gz", import.meta.url);
/** Everything but the monitor that runs. */
const TABLES = [
  ...["outages", "files", "titulos", "movimentos", "outbox", "telling", "rebuild", "file_slots"],
  ...["paid_days", "watch_spans"],
];

const missing = await postgresMissing();
if (missing !== null) {
  Deno.stdout.writeSync(new TextEncoder().encode(`pulado: livro migrar (${missing})\n`));
}

const file = (n: number) =>
  syntheticCbr724({ titulos: 2, nsa: n, date: "2025-10-14", firstNumber: n * 10 });

/** An installation with SQLite in use, and a server to which its ledger could go. */
const placeBeside = (address: PostgresAddress, smtpPort: number | null = null) =>
  placeWithServer("sqlite", address, smtpPort);

/** The same with the ledger of version 1.0.0, brought up. */
async function oldPlace(address: PostgresAddress): Promise<Installation> {
  const place = placeBeside(address);
  await Deno.mkdir(place.data, { recursive: true });
  await Deno.writeFile(ledgerOf(place), gunzipSync(await Deno.readFile(OLD)));
  assert.equal((await place.run("quedas")).code, 0);
  return place;
}

const ledgerOf = (place: Installation) => join(place.data, "ledger.db");

function rewrite(place: Installation, from: string, to: string): void {
  const text = Deno.readTextFileSync(place.config);
  assert.ok(text.includes(from), from);
  Deno.writeTextFileSync(place.config, text.replace(from, to));
}

async function ran(place: Installation, ...args: string[]) {
  const { code, out, err } = await place.run(...args, "--json");
  try {
    return { code, json: JSON.parse(out), err };
  } catch {
    throw new Error(`${args.join(" ")}: ${out}${err}`);
  }
}

/** Every row of every table, in the order of entry; the sum of a day as one number. */
function dump(path: string): Record<string, Record<string, unknown>[]> {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    return Object.fromEntries(TABLES.map((name) => {
      const order = ["telling", "file_slots", "paid_days"].includes(name) ? "1, 2" : "rowid";
      const what = name === "paid_days"
        ? "day, titulos, pago_alto * 1000000 + pago_baixo AS cents"
        : "*";
      return [name, db.prepare(`SELECT ${what} FROM ${name} ORDER BY ${order}`).all()];
    }));
  } finally {
    db.close();
  }
}

/** How many rows the server has of a table. */
const onServer = async (server: Postgres, database: string, table: string) =>
  Number(await server.sql(database, `SELECT count(*) FROM ${table}`));

const test = (name: string, fn: (server: Postgres) => Promise<void>) =>
  Deno.test({
    name: `livro: ${name}`,
    ignore: missing !== null,
    fn: async () => {
      await using server = await Postgres.start();
      await fn(server);
    },
  });

test("there and back, row for row, and both are sound", async (server) => {
  const address = await server.database();
  await using place = await oldPlace(address);
  const before = dump(ledgerOf(place));
  assert.deepEqual(
    [before.files!.length, before.titulos!.length, before.movimentos!.length],
    [83, 3544, 3544],
  );
  const there = await ran(place, "livro", "migrar", "--para", "postgresql");
  assert.equal(there.code, 0, there.err);
  assert.deepEqual(there.json.tabelas.map((t: { tabela: string }) => t.tabela), TABLES);
  for (const { tabela, origem, destino } of there.json.tabelas) {
    assert.deepEqual(origem, destino, tabela);
    assert.equal(destino.linhas, before[tabela]!.length, tabela);
    assert.equal(await onServer(server, address.database, tabela), destino.linhas, tabela);
  }
  assert.deepEqual(dump(ledgerOf(place)), before);
  assert.equal(await onServer(server, address.database, "presence"), 0);
  const slots = await server.sql(address.database, "SELECT sum(titulos) FROM file_slots");
  assert.equal(slots, "3544");

  const sqliteState = (await ran(place, "titulos", "--limite", "5")).json;
  const sqliteAudit = await ran(place, "livro", "verificar");
  assert.deepEqual([sqliteAudit.code, sqliteAudit.json.situacao], [0, "ok"], sqliteAudit.err);
  rewrite(place, "motor = sqlite", "motor = postgresql");
  assert.deepEqual((await ran(place, "titulos", "--limite", "5")).json, sqliteState);
  const audit = await ran(place, "livro", "verificar");
  assert.deepEqual([audit.code, audit.json.situacao], [0, "ok"], audit.err);
  assert.deepEqual(audit.json.tabelas, sqliteAudit.json.tabelas);

  Deno.renameSync(ledgerOf(place), join(place.data, "antes.db"));
  const back = await ran(place, "livro", "migrar", "--para", "sqlite");
  assert.equal(back.code, 0, back.err);
  assert.deepEqual(dump(ledgerOf(place)), before);
  assert.equal(await onServer(server, address.database, "files"), 83);
});

test("what does not fit on the server is found", async (server) => {
  const address = await server.database();
  await using place = await oldPlace(address);
  assert.equal((await ran(place, "livro", "migrar", "--para", "postgresql")).code, 0);
  rewrite(place, "motor = sqlite", "motor = postgresql");
  const check = async (sql: string) => {
    await server.sql(address.database, sql);
    const { code, json } = await ran(place, "livro", "verificar");
    const wrong = json.verificacoes.filter((v: { erradas: number }) => v.erradas > 0);
    return [
      code,
      json.dano,
      ...wrong.map((v: Record<string, unknown>) => [v.verificacao, v.erradas]),
    ];
  };
  const both = [["titulos", 1], ["paid-days", 1]];
  assert.deepEqual(await check("UPDATE titulos SET pago_total = pago_total + 1 WHERE id = 1"), [
    1,
    null,
    ...both,
  ]);
  assert.deepEqual(await check("DELETE FROM movimentos WHERE titulo_id = 7"), [
    1,
    null,
    ["movements-of-files", 1],
    ["titulos", 2],
    ["paid-days", 1],
  ]);
  const [code, damage] = await check("DROP INDEX files_applied");
  assert.equal(code, 1);
  assert.match(String(damage), /files_applied/);
});

test("a ledger that has rows is not written into", async (server) => {
  const address = await server.database();
  await using place = await oldPlace(address);
  assert.equal((await ran(place, "livro", "migrar", "--para", "postgresql")).code, 0);
  const before = dump(ledgerOf(place));
  for (const engine of ["postgresql", "sqlite"]) {
    const { code, json } = await ran(place, "livro", "migrar", "--para", engine);
    assert.deepEqual([code, json.erro.codigo], [1, "livro_ocupado"]);
    assert.match(json.erro.mensagem, /já tem dados desta pasta \(quedas, arquivos, títulos/);
  }
  assert.deepEqual(dump(ledgerOf(place)), before);
  assert.equal(await onServer(server, address.database, "movimentos"), 3544);
});

test("a connection that is cut in the middle leaves the target empty and the source as it was", async (server) => {
  const address = await server.database();
  await using proxy = new PostgresProxy(server.port);
  await using place = await oldPlace({ ...address, port: proxy.port });
  const before = dump(ledgerOf(place));
  for (const moment of ["INSERT INTO movimentos", "INSERT INTO watch_spans", "FROM paid_days"]) {
    let cuts = 0;
    proxy.judge = ({ text }: ClientMessage): Verdict => {
      if (!text.includes(moment)) return "pass";
      cuts++;
      return "cut-before";
    };
    const { code, json } = await ran(place, "livro", "migrar", "--para", "postgresql");
    assert.deepEqual([code, json.erro?.codigo], [1, "livro_indisponivel"], moment);
    assert.ok(cuts > 0, moment);
    for (const table of TABLES) {
      assert.equal(await onServer(server, address.database, table), 0, `${moment}: ${table}`);
    }
  }
  assert.deepEqual(dump(ledgerOf(place)), before);
  proxy.judge = () => "pass";
  assert.equal((await ran(place, "livro", "migrar", "--para", "postgresql")).code, 0);
});

test("on the way back: cut again and again, the target stays empty; cut once, it begins anew", async (server) => {
  const address = await server.database();
  await using proxy = new PostgresProxy(server.port);
  await using place = await oldPlace({ ...address, port: proxy.port });
  const before = dump(ledgerOf(place));
  assert.equal((await ran(place, "livro", "migrar", "--para", "postgresql")).code, 0);
  Deno.renameSync(ledgerOf(place), join(place.data, "antes.db"));
  for (const most of [Infinity, 1]) {
    let cuts = 0;
    let fetched = -Infinity;
    proxy.judge = ({ text }) => {
      // In the middle of the movements.
      if (text.includes("DECLARE")) fetched = text.includes("FROM movimentos t") ? 0 : -Infinity;
      if (!text.includes("FETCH") || ++fetched < 2 || cuts >= most) return "pass";
      cuts++;
      return "cut-before";
    };
    const { code, json } = await ran(place, "livro", "migrar", "--para", "sqlite");
    assert.ok(cuts > 0);
    if (most === 1) assert.equal(code, 0, JSON.stringify(json));
    else {
      assert.deepEqual([code, json.erro.codigo], [1, "livro_indisponivel"]);
      for (const [table, rows] of Object.entries(dump(ledgerOf(place)))) {
        assert.equal(rows.length, 0, table);
      }
    }
  }
  assert.deepEqual(dump(ledgerOf(place)), before);
});

test("a cut of the commit is followed up: all of it is there, once", async (server) => {
  const address = await server.database();
  await using proxy = new PostgresProxy(server.port);
  await using place = await oldPlace({ ...address, port: proxy.port });
  let cut = false;
  let copied = false;
  proxy.judge = ({ text }) => {
    if (text.includes("FROM watch_spans")) copied = true;
    if (cut || !copied || !/^COMMIT/.test(text)) return "pass";
    cut = true;
    return "cut-after";
  };
  const { code, err } = await ran(place, "livro", "migrar", "--para", "postgresql");
  assert.equal(code, 0, err);
  assert.ok(cut);
  assert.equal(await onServer(server, address.database, "movimentos"), 3544);
});

test("while a monitor runs, or somebody processes, nothing is copied", async (server) => {
  const address = await server.database();
  await using place = await oldPlace(address);
  for (const lock of ["monitor.lock", "processamento.lock"]) {
    const release = await new FileLock(join(place.data, lock)).tryAcquire();
    for (const engine of ["postgresql", "sqlite"]) {
      const { code, json } = await ran(place, "livro", "migrar", "--para", engine);
      assert.deepEqual([code, json.erro.codigo], [3, "ja_rodando"]);
    }
    release!();
  }
  assert.equal(
    await server.sql(
      address.database,
      "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'",
    ),
    "0",
  );
});

test("while another machine holds the folder, nothing is copied; nor where there is nothing of it", async (server) => {
  const address = await server.database();
  await using place = placeBeside(address);
  place.drop("A.ret", file(1));
  rewrite(place, "motor = sqlite", "motor = postgresql");
  assert.equal((await place.run("livro", "verificar")).code, 1);
  assert.equal((await place.run("processar")).code, 0);
  const hold = (until: string) =>
    server.sql(
      address.database,
      `INSERT INTO possession (folder_id, generation, owner, post, place, expires_at)
       VALUES (1, 1, 'x', 'SERVIDOR2', 'y', ${until}) ON CONFLICT (folder_id) DO UPDATE SET post = excluded.post, expires_at = excluded.expires_at`,
    );
  await hold("now() + interval '1 hour'");
  for (const engine of ["sqlite", "postgresql"]) {
    if (engine === "postgresql") await sqliteWithOneFile(place);
    const { code, json } = await ran(place, "livro", "migrar", "--para", engine);
    assert.deepEqual([code, json.erro.codigo], [3, "outro_monitor"], engine);
    assert.match(json.erro.mensagem, /SERVIDOR2/);
  }
  await hold("now()");
  await Deno.remove(ledgerOf(place));
  assert.equal((await place.run("livro", "migrar", "--para", "sqlite")).code, 0);
  await using other = placeBeside(address);
  const { code, json } = await ran(other, "livro", "migrar", "--para", "sqlite");
  assert.deepEqual([code, json.erro.codigo], [1, "sem_livro"]);
});

/** A ledger of the same data folder in SQLite, with one file. */
async function sqliteWithOneFile(place: Installation): Promise<void> {
  rewrite(place, "motor = postgresql", "motor = sqlite");
  await Deno.remove(ledgerOf(place)).catch(() => {});
  place.drop("B.ret", file(2));
  assert.equal((await place.run("processar")).code, 0);
}

test("after it the program goes on with the other engine, both ways", async (server) => {
  await using smtp = await startSmtp();
  const dead = deadPort();
  await using place = placeBeside(await server.database(), dead);
  const work = async (name: string, n: number) => {
    place.start();
    place.drop(name, file(n));
    await place.until(name, () => place.names(place.processed).includes(name));
  };
  const stop = async () => assert.equal((await place.run("parar")).code, 0);
  const situation = async (name: string) =>
    (await ran(place, "arquivos", name)).json.arquivos.map((a: { situacao: string }) => a.situacao);

  await work("A.ret", 1);
  await place.takeAway();
  await place.until(
    "the mail waits",
    async () => (await ran(place, "estado")).json.emailsNaFila === 1,
  );
  await place.bringBack();
  await place.until(
    "both mails wait",
    async () => (await ran(place, "estado")).json.emailsNaFila === 2,
  );
  await stop();
  place.passMailDelays();
  const { code, err } = await place.run("livro", "migrar", "--para", "postgresql");
  assert.equal(code, 0, err);
  rewrite(place, "motor = sqlite", "motor = postgresql");
  rewrite(place, `smtp_porta = ${dead}`, `smtp_porta = ${smtp.port}`);
  await work("B.ret", 1);
  assert.deepEqual(await situation("B.ret"), ["duplicado"]);
  await place.until("the mails go out", () => smtp.messages.length === 2);
  await stop();

  Deno.renameSync(ledgerOf(place), join(place.data, "antes.db"));
  const back = await place.run("livro", "migrar", "--para", "sqlite");
  assert.equal(back.code, 0, back.err);
  rewrite(place, "motor = postgresql", "motor = sqlite");
  await work("C.ret", 1);
  place.drop("D.ret", file(2));
  await place.until("D", () => place.names(place.processed).includes("D.ret"));
  assert.deepEqual([await situation("C.ret"), await situation("D.ret")], [["duplicado"], [
    "processado",
  ]]);
  await stop();
  assert.equal(smtp.messages.length, 2);
  const { json } = await ran(place, "livro", "verificar");
  assert.equal(json.situacao, "ok");
  const files = json.tabelas.find((t: { tabela: string }) => t.tabela === "files");
  assert.deepEqual([files.linhas, files.somas.applied], [4, "4"]);
});

test("into the ledger of other folders: with other numbers; never over what is theirs", async (server) => {
  const address = await server.database();
  await using first = await oldPlace(address);
  assert.equal((await first.run("livro", "migrar", "--para", "postgresql")).code, 0);
  await using second = placeBeside(address);
  for (const n of [1, 2]) second.drop(`${n}.ret`, file(n));
  assert.equal((await second.run("processar")).code, 0);
  const before = dump(ledgerOf(second));
  const { code, json } = await ran(second, "livro", "migrar", "--para", "postgresql");
  assert.equal(code, 0, JSON.stringify(json));
  assert.equal(await onServer(server, address.database, "files"), 85);
  // Another copy of the first one's ledger, for a folder of another name.
  await using third = await oldPlace(address);
  const refused = await ran(third, "livro", "migrar", "--para", "postgresql");
  assert.deepEqual([refused.code, refused.json.erro.codigo], [1, "livro_misto"]);
  assert.equal(await onServer(server, address.database, "files"), 85);
  // And back: its own only; files keep their numbers, títulos are numbered from one.
  Deno.renameSync(ledgerOf(second), join(second.data, "antes.db"));
  const back = await second.run("livro", "migrar", "--para", "sqlite");
  assert.equal(back.code, 0, back.err);
  const after = dump(ledgerOf(second));
  assert.deepEqual(after.titulos, before.titulos);
  assert.deepEqual(after.files!.map(({ id }) => Number(id)), [84, 85]);
  assert.deepEqual(
    after.movimentos!.map((
      { file_id, line, titulo_id },
    ) => [Number(file_id) - 83, line, titulo_id]),
    before.movimentos!.map(({ file_id, line, titulo_id }) => [file_id, line, titulo_id]),
  );
  assert.equal((await ran(second, "livro", "verificar")).json.situacao, "ok");
});

test("a folder that shares contents with another one of its ledger does not leave it", async (server) => {
  const address = await server.database();
  await using one = placeBeside(address);
  await using two = placeBeside(address);
  for (const place of [one, two]) {
    rewrite(place, "motor = sqlite", "motor = postgresql");
    place.drop("A.ret", file(1));
    assert.equal((await place.run("processar")).code, 0);
  }
  for (const place of [one, two]) {
    const { code, json } = await ran(place, "livro", "migrar", "--para", "sqlite");
    assert.deepEqual([code, json.erro.codigo], [1, "livro_misto"]);
  }
});
