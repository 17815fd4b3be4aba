/** The login is refused for the whole of an outage: both mails wait, and arrive once, in order, with the true times. */
import assert from "node:assert/strict";
import { Installation, kill } from "../support/installation.ts";
import { type Fault, startSmtp } from "../support/smtp.ts";

const ACCOUNT = { user: "usuario17", password: "s3nh4-do-correio" };

/** What the account meets for the whole of the outage, and what people are told of it. */
const REFUSALS: readonly (readonly [string, Pick<Fault, "what" | "text">, RegExp, RegExp])[] = [
  [
    "AUTH answers 535",
    { what: 535, text: "5.7.139 Authentication unsuccessful" },
    /535 5\.7\.139/,
    /SmtpClientAuthenticationDisabled/,
  ],
  [
    "AUTH drops the connection",
    { what: "reset" },
    /desligou no meio do login/,
    /desligam em vez de responder/,
  ],
];
for (const [name, fault, error, cure] of REFUSALS) {
  Deno.test(`story: ${name} for the whole outage, then accepts: both mails, once, in order, with the true times`, () =>
    story(fault, error, cure));
}

async function story(fault: Pick<Fault, "what" | "text">, error: RegExp, cure: RegExp) {
  await using smtp = await startSmtp({ account: ACCOUNT });
  await using place = new Installation(smtp.port, {
    EMAIL: [
      "smtp_servidor = 127.0.0.1",
      `smtp_porta = ${smtp.port}`,
      "seguranca = nenhuma",
      `usuario = ${ACCOUNT.user}`,
      `senha = ${ACCOUNT.password}`,
      "remetente = monitor@exemplo.invalid",
      "destinatarios = equipe@exemplo.invalid",
    ],
  });
  smtp.inject({ at: "auth", ...fault, times: Infinity });
  const first = place.start();
  await place.until("the monitor runs", () => place.said("Verificando arquivos existentes") > 0);
  await place.takeAway();
  await place.until("the queue is held", () => place.said("ENVIO RETIDO (email)") > 0);
  // A restart, or a folder that is back, neither asks the server again nor tells anybody again.
  await kill(first);
  place.start();
  await place.until("it runs again", () => place.said("🚀") > 1);
  await place.bringBack();
  await place.until(
    "the outage is over",
    () => place.query("SELECT 1 FROM outages WHERE closed_at IS NOT NULL").length > 0,
  );
  const attempts = () => smtp.commands.filter((line) => line.startsWith("AUTH")).length;
  assert.equal(attempts(), 1);
  const state = JSON.parse((await place.run("estado", "--json")).out);
  assert.equal(state.emailsNaFila, 2);
  const [mail] = state.canais;
  assert.deepEqual([mail.canal, mail.situacao, mail.naFila], ["email", "retido", 2]);
  assert.match(mail.ultimoErro, error);
  assert.match(mail.oQueFazer, cure);
  assert.match((await place.run("estado")).out, /🔒 retido desde/);
  assert.match(
    (await place.run("verificar")).out,
    /❌ fila de email +2 mensagem\(ns\) retida\(s\)/,
  );
  assert.equal(smtp.messages.length, 0);

  smtp.heal();
  const tried = await place.run("verificar", "--enviar-email");
  assert.match(tried.out, /email de teste aceito/);
  await smtp.waitFor(3, 60_000);
  await place.until("both are told", () => place.said("Email de recuperação enviado") > 0);
  const [, outage, recovery] = smtp.messages;
  assert.deepEqual(smtp.messages.slice(1).map((m) => m.subject.split(" - ")[0]!.slice(2).trim()), [
    "SERVIDOR INACESSÍVEL",
    "SERVIDOR RECUPERADO",
  ]);
  const queued = place.query("SELECT queued_at FROM outbox ORDER BY id").map((row) =>
    row.queued_at
  );
  const seconds = (ms: unknown) => Math.trunc(Number(ms) / 1000) * 1000;
  assert.deepEqual([outage!.date, recovery!.date], queued.map(seconds));
  assert.equal(place.said("ENVIO RETIDO (email)"), 1);
  assert.equal(place.said("Envio liberado (email)"), 1);
  const notices = place.names(`${place.data}/notificacoes`).filter((n) => n.startsWith("email-"));
  assert.equal(notices.length, 1);
  const everything = place.lines().join("\n") + tried.out + JSON.stringify(state);
  assert.ok(!everything.includes(ACCOUNT.password));
}
