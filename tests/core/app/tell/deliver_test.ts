import assert from "node:assert/strict";
import { openLedger } from "../../../../core/adapters/ledger/sqlite/database.ts";
import { SqliteLedger } from "../../../../core/adapters/ledger/sqlite/sqlite_ledger.ts";
import { OutboxDelivery } from "../../../../core/app/tell/deliver.ts";
import { holdDelay, retryDelay } from "../../../../core/domain/backoff.ts";
import type { Delivery } from "../../../../core/ports/channel.port.ts";
import { eventName } from "../../../../core/ports/ledger/outbox.port.ts";
import { ManualClock, MemoryLog } from "../../../support/memory.ts";

const OUTAGE_LINE = "INFO 📧 Alerta por email enviado sobre servidor inacessível";
const RECOVERY_LINE = "INFO 📧 Email de recuperação enviado";
const RETRY: Delivery = { kind: "retry", reason: "O servidor de email não respondeu." };
const STOP: Delivery = { kind: "permanent", reason: "Caixa de destino não existe." };
const OK: Delivery = { kind: "accepted" };

/** Answers from a script; what is sent beyond it is a failure of the test. */
class ScriptedChannel {
  readonly name = "email";
  readonly sent: string[] = [];
  mark = "aaaa";
  identity(): Promise<string> {
    return Promise.resolve(this.mark);
  }
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
    /^ERROR ❌ EMAIL NÃO ENVIADO \(alerta de queda\): Caixa de destino não existe\. /,
  );
  assert.deepEqual(rest, []);
  assert.deepEqual((await t.outbox.refused()).map((r) => [r.kind, r.lastError]), [[
    "queda",
    "Caixa de destino não existe.",
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

Deno.test("a message that nobody has tried yet is not hurried: it waits for something else than the network", async () => {
  const t = await setup(["q1"], [OK, OK]);
  t.db.prepare("UPDATE outbox SET next_attempt_at = ? WHERE kind = 'queda'")
    .run(t.clock.wall + 60_000);
  t.delivery.hurry();
  assert.equal(await t.delivery.deliverNext(), 60_000);
  assert.deepEqual(t.mailer.sent, []);
  t.clock.pass(60_000);
  assert.equal(await t.delivery.deliverNext(), 0);
  assert.equal(t.mailer.sent.length, 1);
});

Deno.test("the order and the delays survive a restart", async () => {
  const t = await setup(["q1"], [RETRY]);
  await t.delivery.deliverNext();
  const again = new OutboxDelivery(t.outbox, t.mailer, t.clock, t.log);
  assert.equal(await again.deliverNext(), 30_000);
  assert.equal(t.mailer.sent.length, 1);
});

const REFUSED: Delivery = {
  kind: "held",
  reason: "O servidor recusou o usuário ou a senha.",
  cure: "Confira a senha.",
  login: true,
};
const HOUR = 3_600_000;

Deno.test("refused for who we are: nothing is given up, people are told once, an account is asked four times in a day", async () => {
  const t = await setup(["q1"], Array(6).fill(REFUSED));
  const tries: number[] = [];
  const start = t.clock.wall;
  while (t.clock.wall - start <= 48 * HOUR) {
    const before = t.mailer.sent.length;
    const wait = await t.delivery.deliverNext();
    if (t.mailer.sent.length > before) tries.push((t.clock.wall - start) / HOUR);
    // The folder coming and going hurries the network's troubles, never this one.
    t.delivery.hurry();
    t.clock.pass(Math.min(wait!, HOUR / 2));
  }
  assert.deepEqual(tries, [0, 1, 7, 19, 31, 43]);
  const lines = t.log.take();
  assert.match(
    lines[0]!,
    /^ERROR 🔒 ENVIO RETIDO \(email\): .* Confira a senha\. .*tentativa em 1 h,/,
  );
  assert.equal(lines.filter((line) => line.startsWith("ERROR")).length, 1);
  assert.equal(await t.outbox.waiting(), 2);
  assert.deepEqual(await t.outbox.refused(), []);
  const { hold } = (await t.outbox.head("email"))!;
  assert.deepEqual([hold?.since, hold?.refusals, hold?.cure], [start, 6, "Confira a senha."]);
});

Deno.test("held: a restart asks nobody and tells nobody again; trouble before any login is asked of hourly", async () => {
  const way: Delivery = { ...REFUSED, login: false };
  const t = await setup(["q1"], [way]);
  await t.delivery.deliverNext();
  t.log.take();
  for (let life = 0; life < 5; life++) {
    const again = new OutboxDelivery(t.outbox, t.mailer, t.clock, t.log);
    assert.equal(await again.deliverNext(), holdDelay(1, false) - life * 1000);
    t.clock.pass(1000);
  }
  assert.deepEqual([t.mailer.sent.length, t.log.take()], [1, []]);
  assert.deepEqual([1, 2, 3, 4, 9].map((n) => holdDelay(n, false) / 60_000), [5, 15, 30, 60, 60]);
});

Deno.test("held: an account that gave no answer is asked again after five minutes, then as rarely as one that refused", async () => {
  const lost: Delivery = { ...REFUSED, undecided: true };
  const t = await setup(["q1"], Array(7).fill(lost));
  const tries: number[] = [];
  const start = t.clock.wall;
  while (t.clock.wall - start <= 48 * HOUR) {
    const before = t.mailer.sent.length;
    const wait = await t.delivery.deliverNext();
    if (t.mailer.sent.length > before) tries.push((t.clock.wall - start) / 60_000);
    t.delivery.hurry();
    t.clock.pass(Math.min(wait!, HOUR / 2));
  }
  assert.deepEqual(tries, [0, 5, 65, 425, 1145, 1865, 2585]);
  assert.equal(t.log.take().filter((line) => line.startsWith("ERROR")).length, 1);
});

Deno.test("held, then out of reach, then refused again: one hold, told once, and the refusals go on", async () => {
  const t = await setup(["q1"], [REFUSED, RETRY, REFUSED, OK, OK]);
  const told: string[] = [];
  const delivery = new OutboxDelivery(t.outbox, t.mailer, t.clock, t.log, ({ kind }) => {
    told.push(kind);
  });
  const since = t.clock.wall;
  for (const wait of [HOUR, retryDelay(2), 6 * HOUR]) {
    assert.equal(await delivery.deliverNext(), wait);
    assert.equal((await t.outbox.head("email"))!.hold?.since, since);
    // Out of reach or not, its time is its time.
    delivery.hurry();
    t.clock.pass(wait - 1);
    assert.equal(await delivery.deliverNext(), 1);
    t.clock.pass(1);
  }
  await delivery.deliverNext();
  await delivery.deliverNext();
  assert.deepEqual(told, ["channel-held", "channel-released"]);
  assert.equal(await t.outbox.waiting(), 0);
});

Deno.test("held: a new password that finds nobody at home is tried once, not all the time, and its refusals count anew", async () => {
  const t = await setup(["q1"], [REFUSED, RETRY, REFUSED]);
  await t.delivery.deliverNext();
  t.mailer.mark = "bbbb";
  assert.equal(await t.delivery.deliverNext(), retryDelay(2));
  for (let look = 0; look < 5; look++) {
    assert.equal(await t.delivery.deliverNext(), retryDelay(2));
  }
  t.clock.pass(retryDelay(2));
  assert.equal(await t.delivery.deliverNext(), HOUR);
  assert.equal(t.mailer.sent.length, 3);
});

Deno.test("held: a new password or changed settings are tried at once, then everything goes in order", async () => {
  const t = await setup(["q1"], [REFUSED, REFUSED, OK, OK]);
  await t.delivery.deliverNext();
  t.mailer.mark = "bbbb";
  assert.equal(await t.delivery.deliverNext(), HOUR);
  assert.equal(await t.delivery.deliverNext(), HOUR);
  t.mailer.mark = "cccc";
  t.log.take();
  assert.equal(await t.delivery.deliverNext(), 0);
  assert.equal(await t.delivery.deliverNext(), 0);
  assert.deepEqual(t.log.take(), [
    "INFO 🔓 Envio liberado (email): as mensagens retidas seguem, na ordem em que foram guardadas",
    OUTAGE_LINE,
    RECOVERY_LINE,
  ]);
  assert.deepEqual(t.mailer.sent.slice(2), ["queda q1", "recuperacao q1"]);
});

Deno.test("held: a good test elsewhere releases the queue; a clock set back does not hold it for longer", async () => {
  const t = await setup(["q1"], [REFUSED, REFUSED, OK]);
  await t.delivery.deliverNext();
  assert.equal(await t.outbox.release("teams", t.clock.wall), false);
  assert.ok(await t.delivery.deliverNext() as number > 0);
  assert.equal(await t.outbox.release("email", t.clock.wall), true);
  assert.equal(await t.delivery.deliverNext(), 6 * HOUR);
  t.clock.set(-24 * HOUR);
  assert.equal(await t.delivery.deliverNext(), 0);
  assert.equal(t.mailer.sent.length, 3);
});

Deno.test("held: what people are shown", async () => {
  const t = await setup(["q1"], [REFUSED, REFUSED, OK]);
  const told: string[] = [];
  const delivery = new OutboxDelivery(t.outbox, t.mailer, t.clock, t.log, ({ kind }) => {
    told.push(kind);
  });
  await delivery.deliverNext();
  t.clock.pass(HOUR);
  await delivery.deliverNext();
  t.clock.pass(6 * HOUR);
  await delivery.deliverNext();
  assert.deepEqual(told, ["channel-held", "channel-released"]);
});

Deno.test("the other side asks for time: it is given, an hour at most", async () => {
  const busy = (afterMs: number): Delivery => ({ kind: "retry", reason: "Espere.", afterMs });
  const t = await setup(["q1"], [busy(90_000), busy(10), busy(9 * HOUR)]);
  for (const wait of [90_000, 60_000, HOUR]) {
    assert.equal(await t.delivery.deliverNext(), wait);
    assert.equal(await t.delivery.deliverNext(), wait);
    t.clock.pass(wait);
  }
});
