/** The whole way of a message: ledger, delivery, nodemailer, a real server that fails. */
import assert from "node:assert/strict";
import { openLedger } from "../../../../../core/adapters/ledger/sqlite/database.ts";
import { SqliteLedger } from "../../../../../core/adapters/ledger/sqlite/sqlite_ledger.ts";
import { MailChannel } from "../../../../../core/adapters/channels/mail/mail_channel.ts";
import { SmtpMailer } from "../../../../../core/adapters/channels/mail/smtp_mailer.ts";
import { Announcer } from "../../../../../core/app/tell/announce.ts";
import { OutboxDelivery } from "../../../../../core/app/tell/deliver.ts";
import { PossessionLost } from "../../../../../core/ports/ledger/possession.port.ts";
import { diagnose } from "../../../../../core/words/diagnosis/diagnose.ts";
import { ManualClock, MemoryLog } from "../../../../support/memory.ts";
import { type Fault, startSmtp } from "../../../../support/smtp.ts";

const FROM = "monitor@exemplo.org.br";
const FOLDER = "\\\\SERVIDOR1\\CobrancaPCJ\\CobrancaPCJ\\Retorno";
const local = (ms: number) => new Date(ms).toISOString();
const HOUR = 3_600_000;

/** A ledger in a real file, so that the program can die and come back. */
async function story(
  run: (t: ReturnType<typeof open>, file: string) => Promise<void>,
): Promise<void> {
  const dir = await Deno.makeTempDir();
  const t = open(`${dir}/ledger.db`);
  try {
    await run(t, `${dir}/ledger.db`);
  } finally {
    t.db.close();
    await Deno.remove(dir, { recursive: true });
  }
}

function open(file: string) {
  const db = openLedger(file);
  const { outbox, outages } = new SqliteLedger(db);
  return { db, outbox, outages, clock: new ManualClock(), log: new MemoryLog() };
}

/** The channel as the program composes it, with the patience of a test. */
function channel(port: number): MailChannel {
  const mailer = new SmtpMailer({
    host: "127.0.0.1",
    port,
    security: "nenhuma",
    user: null,
    from: FROM,
    secret: () => Promise.resolve(null),
    limits: { greetingMs: 1000, idleMs: 1000, totalMs: 20_000 },
  });
  return new MailChannel({
    from: FROM,
    to: ["backoffice@exemplo.org.br"],
    outages: true,
    formatLocal: local,
  }, () => Promise.resolve(mailer));
}

function delivery(t: ReturnType<typeof open>, port: number): OutboxDelivery {
  return new OutboxDelivery(t.outbox, channel(port), t.clock, t.log);
}

/** One outage of ten minutes with both mails, as the monitor queues them. */
async function outage(t: ReturnType<typeof open>, id: string): Promise<void> {
  const startedAt = t.clock.wall;
  const silent = { write: () => {}, notify: () => {} };
  const ports = { channels: [channel(1)], log: silent, events: silent, notifier: silent };
  const announcer = new Announcer(ports, local);
  const diagnosis = diagnose("windows", 53);
  const began = {
    id,
    startedAt,
    startedMono: null,
    endedAt: null,
    downMs: null,
    diagnosis,
    unstable: false,
  };
  await t.outages.record(
    [{ kind: "opened", outage: began, folder: FOLDER }],
    announcer.messages({
      kind: "outage",
      id,
      folder: FOLDER,
      startedAt,
      detectedAt: startedAt,
      intervalSeconds: 300,
      diagnosis,
      unstable: false,
    }, startedAt),
  );
  t.clock.pass(600_000);
  const endedAt = t.clock.wall;
  const ended = { ...began, endedAt, downMs: endedAt - startedAt };
  await t.outages.record(
    [{ kind: "closed", outage: ended, at: endedAt }],
    announcer.messages({
      kind: "recovery",
      id,
      folder: FOLDER,
      startedAt,
      endedAt,
      downMs: endedAt - startedAt,
      processed: 3,
      refused: [],
      duplicates: 0,
      ignored: 0,
      stillPending: 0,
      unstable: false,
    }, endedAt),
  );
}

/** Lets the queue run until it is empty; returns the number of steps. */
async function drain(t: ReturnType<typeof open>, queue: OutboxDelivery): Promise<number> {
  for (let steps = 1; steps < 200; steps++) {
    const next = await queue.deliverNext();
    if (next === null) return steps;
    t.clock.pass(next);
  }
  throw new Error("the queue never empties");
}

Deno.test("two outages wait through every kind of fault and arrive once each, in order, with the true times", async () => {
  const faults: Fault[] = [
    { at: "greeting", what: "silence" },
    { at: "greeting", what: 421 },
    { at: "ehlo", what: "close" },
    { at: "mail", what: 451 },
    { at: "rcpt", what: 450 },
    { at: "data", what: 452 },
    { at: "body", what: "reset" },
    { at: "message", what: "silence" },
    { at: "message", what: 451 },
  ];
  await using smtp = await startSmtp();
  await story(async (t) => {
    const began = t.clock.wall;
    await outage(t, "q1");
    t.clock.pass(HOUR);
    await outage(t, "q2");
    const queue = delivery(t, smtp.port);
    for (const fault of faults) {
      smtp.inject(fault);
      const next = await queue.deliverNext();
      assert.ok(next! >= 30_000);
      t.clock.pass(next!);
    }
    assert.equal(smtp.messages.length, 0);
    assert.equal(await t.outbox.waiting(), 4);
    assert.ok(
      t.log.take().every((line) =>
        line.startsWith("WARNING Email ainda não enviado (alerta de queda): ")
      ),
    );

    await drain(t, queue);
    assert.deepEqual(
      smtp.messages.map((
        m,
      ) => [m.subject.slice(2).trim().split(" - ")[0], m.messageId, m.date! - began]),
      [
        ["SERVIDOR INACESSÍVEL", "<monitor.q1.queda@exemplo.org.br>", 0],
        ["SERVIDOR RECUPERADO", "<monitor.q1.recuperacao@exemplo.org.br>", 600_000],
        ["SERVIDOR INACESSÍVEL", "<monitor.q2.queda@exemplo.org.br>", 600_000 + HOUR],
        ["SERVIDOR RECUPERADO", "<monitor.q2.recuperacao@exemplo.org.br>", 1_200_000 + HOUR],
      ],
    );
    assert.ok(smtp.messages[0]!.text.includes(`Detectado em: ${local(began)}`));
    assert.deepEqual(t.log.take(), [
      "INFO 📧 Alerta por email enviado sobre servidor inacessível",
      "INFO 📧 Email de recuperação enviado",
      "INFO 📧 Alerta por email enviado sobre servidor inacessível",
      "INFO 📧 Email de recuperação enviado",
    ]);
  });
});

Deno.test("a message refused for good is loud and visible; the next one is delivered; nothing is tried twice", async () => {
  await using smtp = await startSmtp({ faults: [{ at: "rcpt", what: 550, text: "no such user" }] });
  await story(async (t, file) => {
    await outage(t, "q1");
    assert.equal(await drain(t, delivery(t, smtp.port)), 3);
    assert.deepEqual(smtp.messages.map((m) => m.messageId), [
      "<monitor.q1.recuperacao@exemplo.org.br>",
    ]);
    const [error, sent] = t.log.take();
    assert.match(error!, /^ERROR ❌ EMAIL NÃO ENVIADO \(alerta de queda\): .*"550 no such user"/);
    assert.equal(sent, "INFO 📧 Email de recuperação enviado");
    const again = open(file);
    assert.deepEqual((await again.outbox.refused()).map((r) => r.kind), ["queda"]);
    assert.equal(await drain(again, delivery(again, smtp.port)), 1);
    assert.equal(smtp.connections, 2);
    again.db.close();
  });
});

Deno.test("killed after each attempt and started again: the same messages, once each", async () => {
  await using smtp = await startSmtp();
  await story(async (t, file) => {
    await outage(t, "q1");
    for (let life = 0; life < 6; life++) {
      if (life % 2 === 0) smtp.inject({ at: "data", what: "reset" });
      const next = open(file);
      next.clock.wall = t.clock.wall += HOUR;
      await delivery(next, smtp.port).deliverNext();
      next.db.close();
    }
    assert.deepEqual(smtp.messages.map((m) => m.messageId), [
      "<monitor.q1.queda@exemplo.org.br>",
      "<monitor.q1.recuperacao@exemplo.org.br>",
    ]);
  });
});

Deno.test("killed between acceptance and its record: repeated with the same Message-ID and Date, and no more", async () => {
  await using smtp = await startSmtp();
  await story(async (t, file) => {
    await outage(t, "q1");
    t.db.exec(
      "CREATE TRIGGER dying BEFORE UPDATE ON outbox BEGIN SELECT RAISE(ABORT, 'morto'); END",
    );
    await delivery(t, smtp.port).deliverNext();
    t.db.exec("DROP TRIGGER dying");
    const next = open(file);
    await drain(next, delivery(next, smtp.port));
    next.db.close();
    const sent = smtp.messages.map((m) => `${m.messageId} ${m.date}`);
    assert.equal(sent.length, 3);
    assert.equal(sent[0], sent[1]);
    assert.notEqual(sent[1], sent[2]);
  });
});

Deno.test("the folder goes to another machine while the server takes its time: it gets no message, and nothing is said", async () => {
  await using smtp = await startSmtp();
  await story(async (t) => {
    await outage(t, "q1");
    let ours = true;
    const assure = () => ours ? Promise.resolve() : Promise.reject(new PossessionLost());
    const sending = new OutboxDelivery(
      t.outbox,
      channel(smtp.port),
      t.clock,
      t.log,
      () => {},
      () => {
        const answer = assure();
        // Frozen in the middle of the dialogue.
        ours = false;
        return answer;
      },
    );
    await assert.rejects(sending.deliverNext(), PossessionLost);
    assert.ok(smtp.commands.some((command) => command.startsWith("DATA")));
    assert.deepEqual([smtp.messages.length, t.log.take()], [0, []]);
    const other = delivery(t, smtp.port);
    assert.equal(await drain(t, other), 3);
    assert.equal(smtp.messages.length, 2);
  });
});

Deno.test("told to stop while the mail server says nothing, nobody waits for it, and no attempt is counted", async () => {
  const t = open(":memory:");
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepted = listener.accept();
  await outage(t, "q1");
  // Greeted after a second, this server would be given up by then.
  const stop = new AbortController();
  const next = delivery(t, listener.addr.port).deliverNext(stop.signal);
  const conn = await accepted;
  const begun = performance.now();
  stop.abort();
  assert.equal(await next, null);
  assert.ok(performance.now() - begun < 900, "it was waited for");
  assert.equal((await t.outbox.head("email"))?.attempts, 0);
  // The session itself ends with its connection.
  conn.close();
  await new Promise((resolve) => setTimeout(resolve, 100));
  t.db.close();
});
