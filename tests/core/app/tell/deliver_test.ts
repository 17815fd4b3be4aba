import assert from "node:assert/strict";
import { openLedger } from "../../../../core/adapters/ledger/sqlite/database.ts";
import { SqliteLedger } from "../../../../core/adapters/ledger/sqlite/sqlite_ledger.ts";
import { OutboxDelivery } from "../../../../core/app/tell/deliver.ts";
import { retryDelay } from "../../../../core/domain/backoff.ts";
import type { Delivery } from "../../../../core/ports/channel.port.ts";
import { eventName } from "../../../../core/ports/ledger/outbox.port.ts";
import { ManualClock, MemoryLog } from "../../../support/memory.ts";

const OUTAGE_LINE = "INFO 📧 Alerta por email enviado sobre servidor inacessível";
const RECOVERY_LINE = "INFO 📧 Email de recuperação enviado";
const RETRY: Delivery = { kind: "retry", reason: "O servidor de email não respondeu." };
const STOP: Delivery = { kind: "permanent", reason: "Usuário ou senha recusados." };
const OK: Delivery = { kind: "accepted" };

/** Answers from a script; what is sent beyond it is a failure of the test. */
class ScriptedChannel {
  readonly name = "email";
  readonly sent: string[] = [];
  constructor(public script: (Delivery | Error)[]) {}
  deliver(payload: unknown): Promise<Delivery> {
    const { subject } = payload as { subject: string };
    this.sent.push(subject);
    const answer = this.script.shift();
    assert.ok(answer !== undefined, `unexpected attempt of ${subject}`);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  }
}

/** A real ledger with the given outages, each with both of its mails queued. */
async function setup(outages: string[], script: (Delivery | Error)[]) {
  const db = openLedger(":memory:");
  const clock = new ManualClock();
  const log = new MemoryLog();
  const { outbox } = new SqliteLedger(db);
  for (const id of outages) {
    db.prepare(
      "INSERT INTO outages (id, started_at, code, message, folder) VALUES (?, 0, 'rede', '', '')",
    ).run(id);
    await outbox.enqueue((["queda", "recuperacao"] as const).map((kind) => ({
      channel: "email",
      kind,
      event: eventName(kind, id),
      outageId: id,
      title: `${kind} ${id}`,
      payload: { subject: `${kind} ${id}` },
      at: clock.wall,
    })));
  }
  const mailer = new ScriptedChannel(script);
  const delivery = new OutboxDelivery(outbox, mailer, clock, log);
  return { db, clock, log, outbox, mailer, delivery };
}

Deno.test("an empty queue asks for nothing and says nothing", async () => {
  const t = await setup([], []);
  assert.equal(await t.delivery.deliverNext(), null);
  assert.deepEqual(t.log.take(), []);
});

Deno.test("one step, one message, in order; each line only after its acceptance", async () => {
  const t = await setup(["q1"], [OK, OK]);
  assert.equal(await t.delivery.deliverNext(), 0);
  assert.deepEqual([t.mailer.sent, t.log.take()], [["queda q1"], [OUTAGE_LINE]]);
  assert.equal(await t.delivery.deliverNext(), 0);
  assert.deepEqual(t.log.take(), [RECOVERY_LINE]);
  assert.equal(await t.delivery.deliverNext(), null);
  assert.equal(await t.outbox.waiting(), 0);
});

Deno.test("a head that is retried holds back the rest; not before its time; the same complaint once", async () => {
  const t = await setup(["q1", "q2"], Array(8).fill(RETRY));
  for (let failures = 1; failures <= 8; failures++) {
    const delay = retryDelay(failures);
    assert.equal(await t.delivery.deliverNext(), delay);
    assert.equal(await t.delivery.deliverNext(), delay);
    t.clock.pass(delay - 1);
    assert.equal(await t.delivery.deliverNext(), 1);
    assert.equal(t.mailer.sent.length, failures);
    t.clock.pass(1);
  }
  assert.deepEqual(new Set(t.mailer.sent), new Set(["queda q1"]));
  assert.deepEqual(t.log.take(), [
    "WARNING Email ainda não enviado (alerta de queda): O servidor de email não respondeu. A mensagem está guardada e " +
    "será tentada de novo.",
  ]);
  t.mailer.script = [OK, OK, OK, OK];
  for (let i = 0; i < 4; i++) assert.equal(await t.delivery.deliverNext(), 0);
  assert.deepEqual(t.mailer.sent.slice(8), [
    "queda q1",
    "recuperacao q1",
    "queda q2",
    "recuperacao q2",
  ]);
  assert.deepEqual(t.log.take(), [OUTAGE_LINE, RECOVERY_LINE, OUTAGE_LINE, RECOVERY_LINE]);
});

Deno.test("a complaint is repeated after six hours, and a new one is written at once", async () => {
  const t = await setup(["q1"], []);
  const attempt = async (reason: string) => {
    t.mailer.script.push({ kind: "retry", reason });
    const next = await t.delivery.deliverNext();
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
  const t = await setup(["q1"], [STOP, OK]);
  assert.equal(await t.delivery.deliverNext(), 0);
  const [line, ...rest] = t.log.take();
  assert.match(
    line!,
    /^ERROR ❌ EMAIL NÃO ENVIADO \(alerta de queda\): Usuário ou senha recusados\. /,
  );
  assert.deepEqual(rest, []);
  assert.deepEqual((await t.outbox.refused()).map((r) => [r.kind, r.lastError]), [[
    "queda",
    "Usuário ou senha recusados.",
  ]]);
  await t.delivery.deliverNext();
  assert.deepEqual(t.log.take(), [RECOVERY_LINE]);
  assert.equal(await t.delivery.deliverNext(), null);
});

Deno.test("refused recipients are said", async () => {
  const t = await setup(["q1"], [{ kind: "accepted", warning: "Destinatário recusado: b@x." }]);
  await t.delivery.deliverNext();
  assert.deepEqual(t.log.take(), [OUTAGE_LINE, "WARNING ⚠️  Destinatário recusado: b@x."]);
});

Deno.test("a mailer that breaks its promise is a retry, and its error is not shown", async () => {
  const t = await setup(["q1"], [new Error("segredo")]);
  assert.equal(await t.delivery.deliverNext(), 30_000);
  const lines = t.log.take();
  assert.equal(lines.length, 1);
  assert.ok(!lines[0]!.includes("segredo"));
});

Deno.test("accepted, but the ledger will not take it: no second send, no spin, one line", async () => {
  const t = await setup(["q1"], [OK, OK]);
  t.db.exec(
    "CREATE TRIGGER full BEFORE UPDATE ON outbox BEGIN SELECT RAISE(ABORT, 'disco cheio'); END",
  );
  assert.equal(await t.delivery.deliverNext(), 30_000);
  const lines = t.log.take();
  assert.equal(lines[0], OUTAGE_LINE);
  assert.match(
    lines[1]!,
    /^ERROR Não foi possível registrar o resultado de um email: disco cheio\./,
  );
  assert.equal(lines.length, 2);
  for (let i = 0; i < 100; i++) {
    const step = await t.delivery.deliverNext();
    assert.ok(step! > 0);
    t.clock.pass(step!);
  }
  assert.deepEqual(t.mailer.sent, ["queda q1"]);
  assert.deepEqual(t.log.take(), []);
  t.db.exec("DROP TRIGGER full");
  t.clock.pass(30_000);
  assert.equal(await t.delivery.deliverNext(), 0);
  assert.deepEqual(t.mailer.sent, ["queda q1", "recuperacao q1"]);
  assert.deepEqual(t.log.take(), [RECOVERY_LINE]);
});

Deno.test("a ledger that cannot be read is asked again later, and said once", async () => {
  const t = await setup(["q1"], [OK]);
  t.db.exec("ALTER TABLE outbox RENAME TO hidden");
  for (let i = 0; i < 5; i++) {
    assert.equal(await t.delivery.deliverNext(), 30_000);
    t.clock.pass(30_000);
  }
  assert.equal(t.log.take().length, 1);
  t.db.exec("ALTER TABLE hidden RENAME TO outbox");
  assert.equal(await t.delivery.deliverNext(), 0);
  assert.deepEqual(t.log.take(), [OUTAGE_LINE]);
});

Deno.test("a clock set back does not hold a message for hours; set forward, it goes at once", async () => {
  const t = await setup(["q1"], [RETRY, OK, OK]);
  await t.delivery.deliverNext();
  t.clock.set(-2 * 3_600_000);
  assert.equal(await t.delivery.deliverNext(), 0);
  t.clock.set(4 * 3_600_000);
  assert.equal(await t.delivery.deliverNext(), 0);
  assert.equal(t.mailer.sent.length, 3);
});

Deno.test("hurry skips one wait, no more", async () => {
  const t = await setup(["q1"], [RETRY, RETRY]);
  await t.delivery.deliverNext();
  t.delivery.hurry();
  assert.equal(await t.delivery.deliverNext(), 60_000);
  assert.equal(await t.delivery.deliverNext(), 60_000);
  assert.equal(t.mailer.sent.length, 2);
});

Deno.test("the order and the delays survive a restart", async () => {
  const t = await setup(["q1"], [RETRY]);
  await t.delivery.deliverNext();
  const again = new OutboxDelivery(t.outbox, t.mailer, t.clock, t.log);
  assert.equal(await again.deliverNext(), 30_000);
  assert.equal(t.mailer.sent.length, 1);
});
