/** What is told of an outage: stored together or not at all, once, and in the words of the contract. */
import assert from "node:assert/strict";
import type { Outage } from "../../../core/domain/outage.ts";
import type { WatchEffect } from "../../../core/domain/watch.ts";
import { Lab } from "../../support/lab.ts";

const AT = Date.UTC(2025, 9, 14, 12, 23, 15);
const OUTAGE: Outage = {
  id: "q1",
  startedAt: AT,
  startedMono: 0,
  endedAt: null,
  downMs: null,
  diagnosis: { code: "servidor", message: "Fora do ar.", errorNumber: 53, transient: false },
  unstable: false,
};
const ENDED: Outage = { ...OUTAGE, endedAt: AT + 725_000, downMs: 725_000 };
const opened: WatchEffect = { kind: "outage-opened", outage: OUTAGE };
const closed: WatchEffect = { kind: "outage-closed", outage: ENDED };

Deno.test("the same effects stored twice give one mail of each kind", async () => {
  await using lab = new Lab();
  const { announcer, ledger } = lab.now;
  announcer.persist([opened], AT, 0);
  announcer.persist([closed], AT + 725_000, 2);
  announcer.persist([closed], AT + 730_000, 0);
  assert.deepEqual(lab.mails(), ["queda q1", "recuperacao q1"]);
  assert.equal(ledger.outages.current(), null);
  const text = lab.mailText("recuperacao");
  assert.match(text, /Tempo fora do ar: 12 min 5 s/);
  assert.match(text, /Ainda pendentes: 2/);
});

Deno.test("an outage whose mail cannot be queued is not stored either", async () => {
  await using lab = new Lab();
  const { announcer, ledger, db } = lab.now;
  db.exec("CREATE TRIGGER nope BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'cheio'); END");
  assert.throws(() => announcer.persist([opened], AT, 0), /cheio/);
  assert.equal(ledger.outages.current(), null);
  db.exec("DROP TRIGGER nope");
  announcer.persist([opened], AT, 0);
  assert.deepEqual([ledger.outages.current()?.id, lab.mails()], ["q1", ["queda q1"]]);
});

Deno.test("both mails carry Message-IDs of their own and the times of the events", async () => {
  await using lab = new Lab();
  const { announcer, ledger } = lab.now;
  announcer.persist([opened], AT + 3000, 0);
  const first = ledger.outbox.head()!;
  assert.equal(first.message.date, AT + 3000);
  ledger.outbox.accepted(first.id, AT + 9_000_000);
  announcer.persist([closed], AT + 726_000, 0);
  const second = ledger.outbox.head()!;
  assert.equal(second.message.date, AT + 726_000);
  assert.notEqual(first.message.messageId, second.message.messageId);
  assert.equal(first.message.subject, "🚨 SERVIDOR INACESSÍVEL - Monitor em Modo de Espera");
  assert.equal(second.message.subject, "✅ SERVIDOR RECUPERADO - Sistema Operacional");
});

Deno.test("mail off: log, notifications and event log speak, the outbox is silent", async () => {
  await using lab = new Lab({ mail: null });
  const { announcer } = lab.now;
  for (const effect of [opened, closed]) {
    announcer.persist([effect], AT, 0);
    announcer.tell([effect], AT);
  }
  assert.deepEqual(lab.mails(), []);
  assert.deepEqual(lab.notifications.map((n) => n.id), ["q1-queda", "q1-recuperacao"]);
  assert.deepEqual(lab.events, ["queda", "recuperacao"]);
  assert.ok(lab.log.take().some((line) => line.includes("ALERTA: Servidor ficou inacessível!")));
});
