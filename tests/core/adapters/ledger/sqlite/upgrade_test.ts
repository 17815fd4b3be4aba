import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openLedger } from "../../../../../core/adapters/ledger/sqlite/database.ts";
import { SqliteLedger } from "../../../../../core/adapters/ledger/sqlite/sqlite_ledger.ts";
import { LedgerOutdated } from "../../../../../core/adapters/ledger/outdated.ts";
import { LedgerDamaged } from "../../../../../core/ports/ledger/ledger.port.ts";
import type { MailMessage } from "../../../../../core/adapters/channels/mail/message.ts";

/** Made by version 1.0.0 itself: see tests/fixtures/README.md for what it did. */
const FIXTURE = new URL("../../../../fixtures/ledger-1.0.0.db.gz", import.meta.url);

/** Works on a fresh copy of the old ledger. */
async function withOldLedger(work: (file: string, folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "livro-1.0.0-" });
  try {
    const file = join(folder, "ledger.db");
    await Deno.writeFile(file, gunzipSync(await Deno.readFile(FIXTURE)));
    await work(file, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function names(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map((entry) => entry.name).sort();
}

Deno.test("a ledger of version 1.0.0 is brought up in its place, with everything in it", async () => {
  await withOldLedger(async (file, folder) => {
    const ledger = new SqliteLedger(openLedger(file));
    const totals = await ledger.titulos.sum({});
    assert.deepEqual(totals, {
      quantidade: 3544,
      valorNominal: 46_693_307n + 42_757_854n + 89_385_671n,
      valorPago: 89_464_671n,
      porSituacao: {
        aberto: { quantidade: 925, valorNominal: 46_693_307n, valorPago: 0n },
        baixado: { quantidade: 847, valorNominal: 42_757_854n, valorPago: 0n },
        pago: { quantidade: 1772, valorNominal: 89_385_671n, valorPago: 89_464_671n },
      },
    });
    let movements = 0;
    for await (const page of ledger.titulos.pages({})) {
      const found = await ledger.titulos.movements(page.map((titulo) => titulo.id));
      for (const list of found.values()) movements += list.length;
    }
    assert.equal(movements, 3544);
    assert.deepEqual(await ledger.files.tally(0), {
      processado: 80,
      recusado: 1,
      duplicado: 1,
      ignorado: 1,
    });
    const past = await ledger.history.totals(0);
    assert.deepEqual([past.files, past.applied, past.titulos], [
      await ledger.files.tally(0),
      movements,
      totals.quantidade,
    ]);
    const { paid } = await ledger.history.period({
      start: 0,
      end: 1,
      days: [],
      paidFrom: "0000-01-01",
      paidTo: "9999-12-31",
      shown: 1,
      now: 0,
    });
    assert.equal(paid.reduce((sum, day) => sum + day.cents, 0n), totals.valorPago);
    assert.deepEqual((await ledger.files.owed()).map((record) => record.name), ["RETORNO_059.ret"]);
    assert.deepEqual(
      (await ledger.files.ofOutage("queda-004")).map((record) => record.name),
      ["VOLTA_4_0.ret", "VOLTA_4_1.ret"],
    );
    const twin = (await ledger.files.query({ name: "GEMEO_B", limit: 5 }))[0]!;
    assert.deepEqual([twin.movements, twin.applied], [4, 0]);

    const outages = await ledger.outages.latest(100);
    assert.equal(outages.length, 40);
    assert.equal(outages.filter((outage) => outage.closedAt === null).length, 1);
    assert.equal((await ledger.outages.current())?.id, "queda-040");
    assert.deepEqual([outages[0]!.diagnosis.code, outages[0]!.folder], [
      "servidor",
      "/srv/Retorno",
    ]);

    assert.equal((await ledger.presence.read())?.version, "1.0.0");
    assert.deepEqual(
      [await ledger.rebuild.pending(), (await ledger.rebuild.latest())?.report?.titulos],
      [null, 12],
    );
    await ledger.close();
    assert.deepEqual(names(folder), ["ledger.db", "ledger.db.esquema-1"]);
  });
});

Deno.test("the mails that waited in the old ledger go out in their order, and none of them twice", async () => {
  await withOldLedger(async (file) => {
    const { outbox, outages, close } = opened(file);
    assert.equal(await outbox.waiting("email"), 7);
    const first = (await outbox.head("email"))!;
    assert.deepEqual(
      [first.kind, first.outageId, first.event, first.attempts, first.lastError],
      ["queda", "queda-037", "queda:queda-037", 2, "Conexão recusada."],
    );
    const order: string[] = [];
    for (let head = await outbox.head("email"); head !== null; head = await outbox.head("email")) {
      const mail = head.payload as MailMessage;
      assert.ok(mail.text.includes("/srv/Retorno") && mail.html.startsWith("<!"), head.event);
      assert.equal(mail.messageId.includes(head.outageId!), true);
      assert.deepEqual([head.title, head.queuedAt], [mail.subject, mail.date]);
      order.push(head.event);
      await outbox.accepted(head.id, 1);
    }
    assert.deepEqual(order, [
      "queda:queda-037",
      "recuperacao:queda-037",
      "queda:queda-038",
      "recuperacao:queda-038",
      "queda:queda-039",
      "recuperacao:queda-039",
      "queda:queda-040",
    ]);
    // Two were given up, one of which a person has seen.
    assert.deepEqual((await outbox.refused()).map(({ event }) => event), ["queda:queda-016"]);
    // What was queued once, whatever became of it, is not queued again.
    const message = { channel: "email", outageId: null, title: "x", payload: {}, at: 2 };
    await outbox.enqueue([
      { ...message, kind: "queda", event: "queda:queda-001" },
      { ...message, kind: "recuperacao", event: "recuperacao:queda-039" },
    ]);
    await outages.record([], [{ ...message, kind: "queda", event: "queda:queda-040" }]);
    assert.equal(await outbox.waiting(), 0);
    await close();
  });

  function opened(file: string) {
    const ledger = new SqliteLedger(openLedger(file));
    return { outbox: ledger.outbox, outages: ledger.outages, close: () => ledger.close() };
  }
});

Deno.test("what 1.0.0 gave up because of a login goes back into the queue, if younger than seven days", async () => {
  const day = 24 * 3_600_000;
  for (
    const [age, reason, expected] of [
      [6.9 * day, null, ["recuperacao:queda-015", "queda:queda-016"]],
      [7.1 * day, null, []],
      [1 * day, 'O servidor de email recusou os destinatários: "550 5.1.1 desconhecido".', []],
      [1 * day, "A autenticação no servidor de email mail:587 não é possível (x).", [
        "recuperacao:queda-015",
        "queda:queda-016",
      ]],
    ] as const
  ) {
    await withOldLedger(async (file) => {
      const old = new DatabaseSync(file);
      old.prepare(
        "UPDATE outbox SET created_at = ?, last_error = coalesce(?, last_error) WHERE given_up_at IS NOT NULL",
      ).run(Date.now() - age, reason);
      old.close();
      const ledger = new SqliteLedger(openLedger(file));
      assert.equal(await ledger.outbox.waiting(), 7 + expected.length);
      for (const event of expected) {
        const head = (await ledger.outbox.head("email"))!;
        assert.deepEqual([head.event, head.attempts, head.hold], [event, 0, null]);
        await ledger.outbox.accepted(head.id, Date.now());
      }
      assert.equal((await ledger.outbox.head("email"))?.event, "queda:queda-037");
      await ledger.close();
    });
  }
});

Deno.test("the copy is the old ledger as it was, and a name that is taken is left alone", async () => {
  await withOldLedger(async (file, folder) => {
    await Deno.writeTextFile(`${file}.esquema-1`, "de outra pessoa");
    await new SqliteLedger(openLedger(file)).close();
    assert.deepEqual(names(folder), ["ledger.db", "ledger.db.esquema-1", "ledger.db.esquema-1-2"]);
    assert.equal(await Deno.readTextFile(`${file}.esquema-1`), "de outra pessoa");
    // The copy is a complete ledger of the old version: brought up itself, it says the same.
    await Deno.copyFile(`${file}.esquema-1-2`, `${folder}/copia.db`);
    const copy = new SqliteLedger(openLedger(`${folder}/copia.db`));
    assert.deepEqual([(await copy.titulos.sum({})).quantidade, await copy.outbox.waiting()], [
      3544,
      7,
    ]);
    await copy.close();
    // The second opening finds nothing to do.
    await new SqliteLedger(openLedger(file)).close();
    assert.equal(names(folder).filter((name) => name.startsWith("ledger.db.")).length, 2);
  });
});

Deno.test("a reader does not touch an old ledger, and says what to do", async () => {
  await withOldLedger(async (file, folder) => {
    const before = await Deno.readFile(file);
    assert.throws(
      () => openLedger(file, { readOnly: true }),
      (error) => error instanceof LedgerOutdated && error.message.includes("monitor"),
    );
    assert.deepEqual([names(folder), await Deno.readFile(file)], [["ledger.db"], before]);
  });
});

Deno.test("an upgrade that cannot be finished leaves the old ledger as it was", async () => {
  await withOldLedger(async (file, folder) => {
    const spoilt = openLedgerRaw(file);
    // A table in the way: the second step fails in its middle.
    spoilt.exec("CREATE TABLE messages (id INTEGER)");
    const dump = () => spoilt.prepare("SELECT name, sql FROM sqlite_master ORDER BY name").all();
    const before = dump();
    assert.throws(() => openLedger(file), /messages/);
    assert.deepEqual(dump(), before);
    assert.equal(spoilt.prepare("PRAGMA user_version").get()!.user_version, 1);
    spoilt.exec("DROP TABLE messages");
    spoilt.close();
    const ledger = new SqliteLedger(openLedger(file));
    assert.equal((await ledger.titulos.sum({})).quantidade, 3544);
    await ledger.close();
    assert.ok(names(folder).every((name) => !name.includes("copiando")));
  });
});

Deno.test("two applied files of one content, should they exist, become one and a duplicate", async () => {
  await withOldLedger(async (file) => {
    const old = openLedgerRaw(file);
    const columns = "name, size, mtime, at, directory, target, sha256, situation";
    old.exec(
      `INSERT INTO files (${columns}) SELECT 'outro.ret', size, mtime, at, directory, target, sha256, situation
       FROM files WHERE name = 'RETORNO_000.ret'`,
    );
    old.close();
    const ledger = new SqliteLedger(openLedger(file));
    const [again] = await ledger.files.query({ name: "outro.ret", limit: 1 });
    const [first] = await ledger.files.query({ name: "RETORNO_000.ret", limit: 1 });
    assert.deepEqual([again!.situation, again!.duplicateOf], ["duplicado", first!.id]);
    assert.equal(first!.situation, "processado");
    await ledger.close();
  });
});

Deno.test("a ledger of a newer version is refused, by readers too, and is no damage", async () => {
  await withOldLedger(async (file) => {
    const db = openLedgerRaw(file);
    db.exec("PRAGMA user_version = 99");
    db.close();
    for (const readOnly of [false, true]) {
      assert.throws(
        () => openLedger(file, { readOnly }),
        (error) =>
          error instanceof Error && !(error instanceof LedgerDamaged) &&
          error.message.includes("versão mais nova"),
      );
    }
    await Promise.resolve();
  });
});

/** The file without any of the program's rules. */
function openLedgerRaw(file: string): ReturnType<typeof openLedger> {
  const memory = openLedger(":memory:");
  const { constructor: Database } = memory as unknown as {
    constructor: new (file: string) => ReturnType<typeof openLedger>;
  };
  memory.close();
  return new Database(file);
}
