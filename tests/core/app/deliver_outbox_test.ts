import assert from "node:assert/strict";
import type { DatabaseSync } from "node:sqlite";
import { openLedger } from "../../../core/adapters/ledger/database.ts";
import { OutboxStore } from "../../../core/adapters/ledger/outbox_store.ts";
import { OutboxDelivery } from "../../../core/app/deliver_outbox.ts";
import { retryDelay } from "../../../core/domain/backoff.ts";
import type { Delivery, Mailer, MailMessage } from "../../../core/ports/mailer.port.ts";
import { ManualClock, MemoryLog } from "../../support/memory.ts";

const OUTAGE_LINE = "INFO 📧 Alerta por email enviado sobre servidor inacessível";
const RECOVERY_LINE = "INFO 📧 Email de recuperação enviado";
const RETRY: Delivery = { kind: "retry", reason: "O servidor de email não respondeu." };
const STOP: Delivery = { kind: "permanent", reason: "Usuário ou senha recusados." };
const OK: Delivery = { kind: "accepted" };

function mail(name: string): MailMessage {
  return {
    messageId: `<${name}@x>`,
    date: 1,
    from: "a@x",
    to: ["b@x"],
    subject: name,
    text: "t",
    html: "<p>t</p>",
  };
}

/** Answers from a script; what is sent beyond it is a failure of the test. */
class ScriptedMailer implements Mailer {
  readonly sent: string[] = [];
  constructor(public script: (Delivery | Error)[]) {}
  send(message: MailMessage): Promise<Delivery> {
    this.sent.push(message.subject);
    const answer = this.script.shift();
    assert.ok(answer !== undefined, `unexpected attempt of ${message.subject}`);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  }
  check(): Promise<Delivery> {
    return Promise.resolve(OK);
  }
}

/** A real ledger with the given outages, each with both of its mails queued. */
function setup(outages: string[], script: (Delivery | Error)[]) {
  const db = openLedger(":memory:");
  const clock = new ManualClock();
  const log = new MemoryLog();
  const outbox = new OutboxStore(db);
  for (const id of outages) {
    addOutage(db, id);
    outbox.enqueue("queda", id, mail(`queda ${id}`), clock.wall);
    outbox.enqueue("recuperacao", id, mail(`recuperacao ${id}`), clock.wall);
  }
  const mailer = new ScriptedMailer(script);
  const delivery = new OutboxDelivery(outbox, mailer, clock, log);
  return { db, clock, log, outbox, mailer, delivery };
}

function addOutage(db: DatabaseSync, id: string): void {
  db.prepare(
    "INSERT INTO outages (id, started_at, code, message, folder) VALUES (?, 0, 'rede', '', '')",
  ).run(id);
}

Deno.test("an empty queue asks for nothing and says nothing", async () => {
  const t = setup([], []);
  assert.deepEqual(await t.delivery.deliverNext(), { next: null });
  assert.deepEqual(t.log.take(), []);
});

Deno.test("one step, one message, in order; each line only after its acceptance", async () => {
  const t = setup(["q1"], [OK, OK]);
  assert.deepEqual(await t.delivery.deliverNext(), { next: 0 });
  assert.deepEqual([t.mailer.sent, t.log.take()], [["queda q1"], [OUTAGE_LINE]]);
  assert.deepEqual(await t.delivery.deliverNext(), { next: 0 });
  assert.deepEqual(t.log.take(), [RECOVERY_LINE]);
  assert.deepEqual(await t.delivery.deliverNext(), { next: null });
  assert.equal(t.outbox.waiting(), 0);
});

Deno.test("a head that is retried holds back the rest; not before its time; the same complaint once", async () => {
  const t = setup(["q1", "q2"], Array(8).fill(RETRY));
  for (let failures = 1; failures <= 8; failures++) {
    const delay = retryDelay(failures);
    assert.deepEqual(await t.delivery.deliverNext(), { next: delay });
    assert.deepEqual(await t.delivery.deliverNext(), { next: delay });
    t.clock.pass(delay - 1);
    assert.deepEqual(await t.delivery.deliverNext(), { next: 1 });
    assert.equal(t.mailer.sent.length, failures);
    t.clock.pass(1);
  }
  assert.deepEqual(new Set(t.mailer.sent), new Set(["queda q1"]));
  assert.deepEqual(t.log.take(), [
    "WARNING Email ainda não enviado (alerta de queda): O servidor de email não respondeu. A mensagem está guardada e " +
    "será tentada de novo.",
  ]);
  t.mailer.script = [OK, OK, OK, OK];
  for (let i = 0; i < 4; i++) assert.deepEqual(await t.delivery.deliverNext(), { next: 0 });
  assert.deepEqual(t.mailer.sent.slice(8), [
    "queda q1",
    "recuperacao q1",
    "queda q2",
    "recuperacao q2",
  ]);
  assert.deepEqual(t.log.take(), [OUTAGE_LINE, RECOVERY_LINE, OUTAGE_LINE, RECOVERY_LINE]);
});

Deno.test("a complaint is repeated after six hours, and a new one is written at once", async () => {
  const t = setup(["q1"], []);
  const attempt = async (reason: string) => {
    t.mailer.script.push({ kind: "retry", reason });
    const { next } = await t.delivery.deliverNext();
    t.clock.pass(next!);
    return t.log.take().length;
  };
  assert.equal(await attempt("Espere 287 segundos."), 1);
  assert.equal(await attempt("Espere 12 segundos."), 0);
  assert.equal(await attempt("Conexão recusada."), 1);
  assert.equal(await attempt("Espere 1 segundo."), 1);
  let lines = 0;
  for (let i = 0; i < 14; i++) lines += await attempt("Conexão recusada.");
  assert.equal(lines, 1);
});

Deno.test("a given-up message is loud, stays visible and lets the next one go", async () => {
  const t = setup(["q1"], [STOP, OK]);
  assert.deepEqual(await t.delivery.deliverNext(), { next: 0 });
  const [line, ...rest] = t.log.take();
  assert.match(
    line!,
    /^ERROR ❌ EMAIL NÃO ENVIADO \(alerta de queda\): Usuário ou senha recusados\. /,
  );
  assert.deepEqual(rest, []);
  assert.deepEqual(t.outbox.refused().map((r) => [r.kind, r.lastError]), [[
    "queda",
    "Usuário ou senha recusados.",
  ]]);
  await t.delivery.deliverNext();
  assert.deepEqual(t.log.take(), [RECOVERY_LINE]);
  assert.deepEqual(await t.delivery.deliverNext(), { next: null });
});

Deno.test("refused recipients are said", async () => {
  const t = setup(["q1"], [{ kind: "accepted", warning: "Destinatário recusado: b@x." }]);
  await t.delivery.deliverNext();
  assert.deepEqual(t.log.take(), [OUTAGE_LINE, "WARNING ⚠️  Destinatário recusado: b@x."]);
});

Deno.test("a mailer that breaks its promise is a retry, and its error is not shown", async () => {
  const t = setup(["q1"], [new Error("segredo")]);
  assert.deepEqual(await t.delivery.deliverNext(), { next: 30_000 });
  const lines = t.log.take();
  assert.equal(lines.length, 1);
  assert.ok(!lines[0]!.includes("segredo"));
});

Deno.test("accepted, but the ledger will not take it: no second send, no spin, one line", async () => {
  const t = setup(["q1"], [OK, OK]);
  t.db.exec(
    "CREATE TRIGGER full BEFORE UPDATE ON outbox BEGIN SELECT RAISE(ABORT, 'disco cheio'); END",
  );
  assert.deepEqual(await t.delivery.deliverNext(), { next: 30_000 });
  const lines = t.log.take();
  assert.equal(lines[0], OUTAGE_LINE);
  assert.match(
    lines[1]!,
    /^ERROR Não foi possível registrar o resultado de um email: disco cheio\./,
  );
  assert.equal(lines.length, 2);
  for (let i = 0; i < 100; i++) {
    const step = await t.delivery.deliverNext();
    assert.ok(step.next! > 0);
    t.clock.pass(step.next!);
  }
  assert.deepEqual(t.mailer.sent, ["queda q1"]);
  assert.deepEqual(t.log.take(), []);
  t.db.exec("DROP TRIGGER full");
  t.clock.pass(30_000);
  assert.deepEqual(await t.delivery.deliverNext(), { next: 0 });
  assert.deepEqual(t.mailer.sent, ["queda q1", "recuperacao q1"]);
  assert.deepEqual(t.log.take(), [RECOVERY_LINE]);
});

Deno.test("a ledger that cannot be read is asked again later, and said once", async () => {
  const t = setup(["q1"], [OK]);
  t.db.exec("ALTER TABLE outbox RENAME TO hidden");
  for (let i = 0; i < 5; i++) {
    assert.deepEqual(await t.delivery.deliverNext(), { next: 30_000 });
    t.clock.pass(30_000);
  }
  assert.equal(t.log.take().length, 1);
  t.db.exec("ALTER TABLE hidden RENAME TO outbox");
  assert.deepEqual(await t.delivery.deliverNext(), { next: 0 });
  assert.deepEqual(t.log.take(), [OUTAGE_LINE]);
});

Deno.test("a clock set back does not hold a message for hours; set forward, it goes at once", async () => {
  const t = setup(["q1"], [RETRY, OK, OK]);
  await t.delivery.deliverNext();
  t.clock.set(-2 * 3_600_000);
  assert.deepEqual(await t.delivery.deliverNext(), { next: 0 });
  t.clock.set(4 * 3_600_000);
  assert.deepEqual(await t.delivery.deliverNext(), { next: 0 });
  assert.equal(t.mailer.sent.length, 3);
});

Deno.test("hurry skips one wait, no more", async () => {
  const t = setup(["q1"], [RETRY, RETRY]);
  await t.delivery.deliverNext();
  t.delivery.hurry();
  assert.deepEqual(await t.delivery.deliverNext(), { next: 60_000 });
  assert.deepEqual(await t.delivery.deliverNext(), { next: 60_000 });
  assert.equal(t.mailer.sent.length, 2);
});

Deno.test("the order and the delays survive a restart", async () => {
  const t = setup(["q1"], [RETRY]);
  await t.delivery.deliverNext();
  const again = new OutboxDelivery(t.outbox, t.mailer, t.clock, t.log);
  assert.deepEqual(await again.deliverNext(), { next: 30_000 });
  assert.equal(t.mailer.sent.length, 1);
});
