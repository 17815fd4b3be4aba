/** What is told of an outage: stored together or not at all, once, and in the words of the contract. */
import assert from "node:assert/strict";
import type { MailMessage } from "../../../../core/adapters/channels/mail/message.ts";
import type { Outage } from "../../../../core/domain/outage.ts";
import type { Stretch } from "../../../../core/domain/told/maintenance.ts";
import type { WatchEffect } from "../../../../core/domain/watch.ts";
import { recordEffects } from "../../../../core/app/watch/record_effects.ts";
import type { Announcement } from "../../../../core/words/announcement.ts";
import { Lab } from "../../../support/lab.ts";

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
const FOLDER = "\\\\SERVIDOR1\\Retorno";
const opened: WatchEffect = { kind: "outage-opened", outage: OUTAGE };
const closed: WatchEffect = { kind: "outage-closed", outage: ENDED };

/** The effects stored at `now`; returns what is to be told. */
function record(
  lab: Lab,
  effects: readonly WatchEffect[],
  now: number,
  stillPending: number,
  window: Stretch | null = null,
): Promise<readonly Announcement[]> {
  return recordEffects(lab.now, effects, {
    folder: FOLDER,
    intervalSeconds: 300,
    now,
    stillPending,
    problems: [],
    maintenance: (at) => window && window.start <= at && at < window.end ? window : null,
  });
}

Deno.test("the same effects stored twice give one mail of each kind", async () => {
  await using lab = await Lab.open();
  const { ledger } = lab.now;
  await record(lab, [opened], AT, 0);
  await record(lab, [closed], AT + 725_000, 2);
  await record(lab, [closed], AT + 730_000, 0);
  assert.deepEqual(lab.mails(), ["queda q1", "recuperacao q1"]);
  assert.equal(await ledger.outages.current(), null);
  const text = lab.mailText("recuperacao");
  assert.match(text, /Tempo fora do ar: 12 min 5 s/);
  assert.match(text, /Ainda pendentes: 2/);
});

Deno.test("an outage whose mail cannot be queued is not stored either", async () => {
  await using lab = await Lab.open();
  const { ledger, db } = lab.now;
  const heal = db.refuse("INSERT ON outbox", "cheio");
  await assert.rejects(() => record(lab, [opened], AT, 0), /cheio/);
  assert.equal(await ledger.outages.current(), null);
  heal();
  await record(lab, [opened], AT, 0);
  assert.deepEqual([(await ledger.outages.current())?.id, lab.mails()], ["q1", ["queda q1"]]);
});

Deno.test("both mails carry Message-IDs of their own and the times of the events", async () => {
  await using lab = await Lab.open();
  const { ledger } = lab.now;
  const head = async () => {
    const { id, payload } = (await ledger.outbox.head("email"))!;
    return { id, mail: payload as MailMessage };
  };
  await record(lab, [opened], AT + 3000, 0);
  const first = await head();
  assert.equal(first.mail.date, AT + 3000);
  await ledger.outbox.accepted(first.id, AT + 9_000_000);
  await record(lab, [closed], AT + 726_000, 0);
  const second = await head();
  assert.equal(second.mail.date, AT + 726_000);
  assert.notEqual(first.mail.messageId, second.mail.messageId);
  assert.equal(first.mail.subject, "🚨 SERVIDOR INACESSÍVEL - Monitor em Modo de Espera");
  assert.equal(second.mail.subject, "✅ SERVIDOR RECUPERADO - Sistema Operacional");
});

Deno.test("mail off: log, notifications and event log speak, the outbox is silent", async () => {
  await using lab = await Lab.open({ mail: null });
  const { announcer } = lab.now;
  for (const effect of [opened, closed]) {
    for (const told of await record(lab, [effect], AT, 0)) announcer.tell(told, AT);
  }
  assert.deepEqual(lab.mails(), []);
  assert.deepEqual(lab.notifications.map((n) => n.id), ["q1-queda", "q1-recuperacao"]);
  assert.deepEqual(lab.events, ["queda", "recuperacao"]);
  assert.ok(lab.log.take().some((line) => line.includes("ALERTA: Servidor ficou inacessível!")));
});

Deno.test("alertar_por_email off: outages stay out of the outbox, a damaged ledger does not", async () => {
  await using lab = await Lab.open({ outagesByMail: false });
  await record(lab, [opened], AT, 0);
  await record(lab, [closed], AT + 725_000, 0);
  assert.deepEqual(lab.mails(), []);
  const damage = { id: "d1", kept: "/x", reason: "teste", noticedAt: AT, folder: FOLDER };
  const rebuilt = {
    finishedAt: AT,
    files: 0,
    duplicates: 0,
    movements: 0,
    titulos: 0,
    refused: [],
    unreadable: [],
    folderMissing: false,
  };
  await lab.now.ledger.outbox.enqueue(
    lab.now.announcer.messages({ kind: "ledger-rebuilt", ...damage, rebuilt }, AT),
  );
  assert.deepEqual(lab.mails(), ["aviso null"]);
});

Deno.test("an outage of a maintenance window: nothing when it ended in it, both messages when it did not", async () => {
  for (
    const [endsAt, mails, kinds] of [
      [AT + 726_000, [], ["outage-in-maintenance", "recovery-in-maintenance"]],
      [AT + 725_000, ["queda q1", "recuperacao q1"], [
        "outage-in-maintenance",
        "outage",
        "recovery",
      ]],
    ] as const
  ) {
    await using lab = await Lab.open();
    const window = { start: AT - 1000, end: endsAt };
    const told: Announcement[] = [
      ...await record(lab, [opened], AT, 0, window),
      ...await record(lab, [closed], AT + 900_000, 0, window),
    ];
    assert.deepEqual(told.map(({ kind }) => kind), kinds);
    assert.deepEqual(lab.mails(), mails);
    assert.deepEqual(lab.notifications, []);
  }
});
