import assert from "node:assert/strict";
import { SmtpMailer } from "../../../core/adapters/channels/mail/smtp_mailer.ts";
import { startLoopbackSmtp } from "../../../core/ensaio/loopback_smtp.ts";

Deno.test("the rehearsal's server keeps what the real mailer sends, then is gone", async () => {
  const smtp = await startLoopbackSmtp();
  const mailer = new SmtpMailer({
    host: smtp.host,
    port: smtp.port,
    security: "nenhuma",
    user: null,
    from: "monitor@exemplo.org.br",
    secret: () => Promise.resolve(null),
  });
  const message = {
    messageId: "<ensaio.1@exemplo.org.br>",
    date: Date.UTC(2025, 9, 14, 12, 23, 15),
    from: "monitor@exemplo.org.br",
    to: ["a@exemplo.org.br"],
    subject: "✅ SERVIDOR RECUPERADO - Sistema Operacional",
    text: "Recuperação\nconfirmada",
    html: "<p>Recuperação confirmada</p>",
  };
  assert.deepEqual(await mailer.check(), { kind: "accepted", anonymous: true });
  assert.equal(smtp.messages.length, 0);
  assert.deepEqual(await mailer.send(message), { kind: "accepted" });
  const [{ receivedAt, ...got } = { receivedAt: 0 }] = smtp.messages;
  const { from: _from, to, ...rest } = message;
  assert.deepEqual(got, { ...rest, recipients: to });
  assert.ok(Math.abs(Date.now() - receivedAt) < 60_000);
  await smtp.stop();
  await smtp.stop();
  assert.equal((await mailer.send(message)).kind, "retry");
});

Deno.test("an idle connection does not keep the rehearsal's server from stopping", async () => {
  const smtp = await startLoopbackSmtp();
  using idle = await Deno.connect({ hostname: smtp.host, port: smtp.port });
  await idle.read(new Uint8Array(100));
  const start = performance.now();
  await smtp.stop();
  assert.ok(performance.now() - start < 3000);
});
