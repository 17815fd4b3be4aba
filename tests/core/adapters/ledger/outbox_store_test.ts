import assert from "node:assert/strict";
import { openLedger, transaction } from "../../../../core/adapters/ledger/database.ts";
import { OutboxStore } from "../../../../core/adapters/ledger/outbox_store.ts";
import type { MailMessage } from "../../../../core/ports/mailer.port.ts";

const MAIL: MailMessage = {
  messageId: "<monitor.q1.queda@exemplo.org.br>",
  date: 1760444595000,
  from: "monitor@exemplo.org.br",
  to: ["a@exemplo.org.br", "b@exemplo.org.br"],
  subject: "🚨 SERVIDOR INACESSÍVEL - Monitor em Modo de Espera",
  text: 'linha 1\nlinha "2" \' \\ \u0000 \u2028 ç 🚨',
  html: "<p>'; DROP TABLE outbox; --</p>",
};

function open(file: string) {
  const db = openLedger(file);
  const add = db.prepare(
    "INSERT OR IGNORE INTO outages (id, started_at, code, message, folder) VALUES (?, 0, 'rede', '', '')",
  );
  for (const id of ["q1", "q2"]) add.run(id);
  return { db, outbox: new OutboxStore(db) };
}

Deno.test("a message comes back as it went in, also after the program ended", async () => {
  const dir = await Deno.makeTempDir();
  try {
    const first = open(`${dir}/ledger.db`);
    first.outbox.enqueue("queda", "q1", MAIL, 1000);
    first.outbox.postponed(1, "Conexão recusada.", 31_000);
    first.db.close();
    const { db, outbox } = open(`${dir}/ledger.db`);
    assert.deepEqual(outbox.head(), {
      id: 1,
      kind: "queda",
      outageId: "q1",
      message: MAIL,
      attempts: 1,
      nextAttemptAt: 31_000,
      lastError: "Conexão recusada.",
    });
    db.close();
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("one of each kind per outage; test messages as many as wanted", () => {
  const { outbox } = open(":memory:");
  outbox.enqueue("queda", "q1", MAIL, 1);
  outbox.enqueue("queda", "q1", { ...MAIL, subject: "outra" }, 2);
  outbox.enqueue("recuperacao", "q1", MAIL, 3);
  outbox.enqueue("queda", "q2", MAIL, 4);
  outbox.enqueue("teste", null, MAIL, 5);
  outbox.enqueue("teste", null, MAIL, 6);
  assert.equal(outbox.waiting(), 5);
  assert.equal(outbox.head()?.message.subject, MAIL.subject);
  outbox.accepted(outbox.head()!.id, 7);
  outbox.enqueue("queda", "q1", MAIL, 8); // also once it was sent
  assert.equal(outbox.waiting(), 4);
});

Deno.test("rows leave by acceptance or by being given up, for good, in the order they came", () => {
  const { outbox } = open(":memory:");
  outbox.enqueue("recuperacao", "q2", MAIL, 9);
  outbox.enqueue("queda", "q1", MAIL, 1);
  const first = outbox.head()!;
  assert.equal(first.kind, "recuperacao");
  outbox.givenUp(first.id, "Senha recusada.", 10);
  outbox.accepted(first.id, 11);
  outbox.postponed(first.id, "x", 12);
  assert.deepEqual(outbox.refused().map((r) => [r.id, r.lastError, r.attempts]), [[
    first.id,
    "Senha recusada.",
    1,
  ]]);
  const second = outbox.head()!;
  assert.equal(second.kind, "queda");
  outbox.accepted(second.id, 13);
  outbox.givenUp(second.id, "x", 14);
  assert.equal(outbox.head(), null);
  assert.equal(outbox.refused().length, 1);
  assert.equal(outbox.acknowledge(15), 1);
  assert.equal(outbox.acknowledge(16), 0);
  assert.deepEqual(outbox.refused(), []);
});

Deno.test("enqueue belongs to the caller's transaction", () => {
  const { db, outbox } = open(":memory:");
  assert.throws(() =>
    transaction(db, () => {
      outbox.enqueue("queda", "q1", MAIL, 1);
      throw new Error("mudança de estado falhou");
    }), /mudança de estado/);
  assert.equal(outbox.waiting(), 0);
  transaction(db, () => outbox.enqueue("queda", "q1", MAIL, 1));
  assert.equal(outbox.waiting(), 1);
});

Deno.test("a message of an unknown outage is a fault of the caller", () => {
  const { outbox } = open(":memory:");
  assert.throws(() => outbox.enqueue("queda", "q9", MAIL, 1), /FOREIGN KEY/);
});
