/** `quedas --json`: the messages of each outage, with the times at which they were queued and accepted. */
import assert from "node:assert/strict";
import { localIso } from "../../../core/adapters/clock/local_time.ts";
import { openLedger } from "../../../core/adapters/ledger/database.ts";
import { OutboxStore } from "../../../core/adapters/ledger/outbox_store.ts";
import { deliveryDocument } from "../../../core/commands/quedas.ts";
import type { MailMessage } from "../../../core/ports/mailer.port.ts";

const MAIL: MailMessage = {
  messageId: "<a@exemplo.org.br>",
  date: 0,
  from: "monitor@exemplo.org.br",
  to: ["a@exemplo.org.br"],
  subject: "s",
  text: "t",
  html: "h",
};
const at = (second: number) => Date.UTC(2025, 9, 14, 12, 23, second);

Deno.test("deliveries: queued, put off, accepted and given up, of this outage alone", () => {
  const db = openLedger(":memory:");
  const add = db.prepare(
    "INSERT INTO outages (id, started_at, code, message, folder) VALUES (?, 0, 'rede', '', '')",
  );
  for (const id of ["q1", "q2"]) add.run(id);
  const outbox = new OutboxStore(db);
  const told = (id: string) => outbox.deliveries(id).map(deliveryDocument);
  const waiting = (tipo: string, second: number) => ({
    tipo,
    canal: "email",
    enfileiradaEm: localIso(at(second)),
    aceitaEm: null,
    recusadaEm: null,
    tentativas: 0,
    ultimoErro: null,
  });

  assert.deepEqual(told("q1"), []);
  outbox.enqueue("queda", "q1", MAIL, at(1));
  outbox.enqueue("recuperacao", "q1", MAIL, at(2));
  outbox.enqueue("queda", "q2", MAIL, at(3));
  outbox.enqueue("teste", null, MAIL, at(4));
  assert.deepEqual(told("q1"), [waiting("queda", 1), waiting("recuperacao", 2)]);

  outbox.postponed(1, "451 tente depois", at(30));
  assert.deepEqual(told("q1"), [
    { ...waiting("queda", 1), tentativas: 1, ultimoErro: "451 tente depois" },
    waiting("recuperacao", 2),
  ]);

  outbox.accepted(1, at(31));
  outbox.givenUp(2, "550 recusado", at(32));
  assert.deepEqual(told("q1"), [
    { ...waiting("queda", 1), tentativas: 2, aceitaEm: localIso(at(31)) },
    {
      ...waiting("recuperacao", 2),
      tentativas: 1,
      recusadaEm: localIso(at(32)),
      ultimoErro: "550 recusado",
    },
  ]);
  assert.deepEqual(told("q2"), [waiting("queda", 3)]);
  assert.deepEqual(told("q3"), []);
  db.close();
});
