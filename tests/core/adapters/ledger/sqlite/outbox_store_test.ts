import assert from "node:assert/strict";
import type { MailMessage } from "../../../../../core/adapters/channels/mail/message.ts";
import { openLedger } from "../../../../../core/adapters/ledger/sqlite/database.ts";
import { SqliteLedger } from "../../../../../core/adapters/ledger/sqlite/sqlite_ledger.ts";
import { eventName, type NewMessage } from "../../../../../core/ports/ledger/outbox.port.ts";

const MAIL: MailMessage = {
  messageId: "<monitor.q1.queda@exemplo.org.br>",
  date: 1760444595000,
  from: "monitor@exemplo.org.br",
  to: ["a@exemplo.org.br", "b@exemplo.org.br"],
  subject: "🚨 SERVIDOR INACESSÍVEL - Monitor em Modo de Espera",
  text: 'linha 1\nlinha "2" \' \\ \u0000 \u2028 ç 🚨',
  html: "<p>'; DROP TABLE outbox; --</p>",
};

async function open(file: string) {
  const db = openLedger(file);
  const add = db.prepare(
    "INSERT OR IGNORE INTO outages (id, started_at, code, message, folder) VALUES (?, 0, 'rede', '', '')",
  );
  for (const id of ["q1", "q2"]) add.run(id);
  const ledger = new SqliteLedger(db);
  const { outbox } = ledger;
  const put = (kind: NewMessage["kind"], outageId: string | null, mail: MailMessage, at: number) =>
    outbox.enqueue([message(kind, outageId, mail, at)]);
  return await Promise.resolve({ db, ledger, outbox, put, head: () => outbox.head("email") });
}

function message(
  kind: NewMessage["kind"],
  outageId: string | null,
  payload: MailMessage,
  at: number,
): NewMessage {
  const event = eventName(kind, outageId ?? crypto.randomUUID());
  return { channel: "email", kind, event, outageId, title: payload.subject, payload, at };
}

Deno.test("a message comes back as it went in, also after the program ended", async () => {
  const dir = await Deno.makeTempDir();
  try {
    const first = await open(`${dir}/ledger.db`);
    await first.put("queda", "q1", MAIL, 1000);
    await first.outbox.postponed(1, "Conexão recusada.", 31_000);
    first.db.close();
    const { db, head } = await open(`${dir}/ledger.db`);
    assert.deepEqual(await head(), {
      id: 1,
      channel: "email",
      kind: "queda",
      event: "queda:q1",
      outageId: "q1",
      title: MAIL.subject,
      payload: MAIL,
      queuedAt: 1000,
      attempts: 1,
      nextAttemptAt: 31_000,
      lastError: "Conexão recusada.",
      hold: null,
    });
    db.close();
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("one of each kind per outage; test messages as many as wanted", async () => {
  const { outbox, put, head } = await open(":memory:");
  await put("queda", "q1", MAIL, 1);
  await put("queda", "q1", { ...MAIL, subject: "outra" }, 2);
  await put("recuperacao", "q1", MAIL, 3);
  await put("queda", "q2", MAIL, 4);
  await put("teste", null, MAIL, 5);
  await put("teste", null, MAIL, 6);
  assert.equal(await outbox.waiting(), 5);
  assert.equal((await head())?.title, MAIL.subject);
  await outbox.accepted((await head())!.id, 7);
  await put("queda", "q1", MAIL, 8); // also once it was sent
  assert.equal(await outbox.waiting(), 4);
});

Deno.test("rows leave by acceptance or by being given up, for good, in the order they came", async () => {
  const { outbox, put, head } = await open(":memory:");
  await put("recuperacao", "q2", MAIL, 9);
  await put("queda", "q1", MAIL, 1);
  const first = (await head())!;
  assert.equal(first.kind, "recuperacao");
  await outbox.givenUp(first.id, "Senha recusada.", 10);
  await outbox.accepted(first.id, 11);
  await outbox.postponed(first.id, "x", 12);
  assert.deepEqual((await outbox.refused()).map((r) => [r.id, r.lastError, r.attempts]), [[
    first.id,
    "Senha recusada.",
    1,
  ]]);
  const second = (await head())!;
  assert.equal(second.kind, "queda");
  await outbox.accepted(second.id, 13);
  await outbox.givenUp(second.id, "x", 14);
  assert.equal(await head(), null);
  assert.equal((await outbox.refused()).length, 1);
  assert.equal(await outbox.acknowledge(15), 1);
  assert.equal(await outbox.acknowledge(16), 0);
  assert.deepEqual(await outbox.refused(), []);
});

Deno.test("messages belong to the transaction that records their outage", async () => {
  const { db, ledger, outbox } = await open(":memory:");
  const mail = message("queda", "q1", MAIL, 1);
  db.exec(
    "CREATE TRIGGER nope BEFORE UPDATE ON outages BEGIN SELECT RAISE(ABORT, 'mudança de estado falhou'); END",
  );
  const [outage] = await ledger.outages.latest(1);
  const change = { kind: "updated", outage: outage! } as const;
  await assert.rejects(() => ledger.outages.record([change], [mail]), /mudança de estado/);
  assert.equal(await outbox.waiting(), 0);
  db.exec("DROP TRIGGER nope");
  await ledger.outages.record([change], [mail]);
  assert.equal(await outbox.waiting(), 1);
});

Deno.test("a message of an unknown outage is a fault of the caller", async () => {
  const { put } = await open(":memory:");
  await assert.rejects(() => put("queda", "q9", MAIL, 1), /FOREIGN KEY/);
});
