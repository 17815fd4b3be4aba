import assert from "node:assert/strict";
import nodemailer from "nodemailer";
import { testCertificate } from "./certificate.ts";
import { deadPort, startSmtp } from "./smtp.ts";

const MAIL = {
  from: "monitor@exemplo.org.br",
  to: "a@exemplo.org.br, b@exemplo.org.br",
  subject: "🚨 SERVIDOR INACESSÍVEL",
  text: "olá\n.\nção",
  html: "<p>olá</p>",
  messageId: "<x.1@exemplo.org.br>",
  date: new Date(Date.UTC(2025, 9, 14, 12, 23, 15)),
};

Deno.test("the test server receives, decodes and stops", async () => {
  await using smtp = await startSmtp();
  await nodemailer.createTransport({ host: smtp.host, port: smtp.port }).sendMail(MAIL);
  await smtp.waitFor(1);
  const [mail] = smtp.messages;
  assert.equal(mail!.subject, MAIL.subject);
  assert.equal(mail!.text, "olá\n.\nção");
  assert.equal(mail!.html, "<p>olá</p>");
  assert.equal(mail!.date, MAIL.date.getTime());
  assert.equal(mail!.messageId, MAIL.messageId);
  assert.deepEqual(mail!.recipients, ["a@exemplo.org.br", "b@exemplo.org.br"]);
  assert.equal(mail!.secure, false);
  await smtp.stop();
  assert.equal(smtp.open, 0);
  await assert.rejects(Deno.connect({ hostname: smtp.host, port: smtp.port }));
});

Deno.test("faults strike once, in order, then the server is well again", async () => {
  await using smtp = await startSmtp({ faults: [{ at: "mail", what: 451 }] });
  smtp.inject({ at: "greeting", what: 554 }, { at: "data", what: "reset" });
  smtp.inject({ at: "message", what: "close", keep: true });
  const send = () =>
    nodemailer.createTransport({ host: smtp.host, port: smtp.port }).sendMail(MAIL);
  await assert.rejects(send(), { responseCode: 554 });
  await assert.rejects(send(), { responseCode: 451 });
  await assert.rejects(send());
  assert.equal(smtp.messages.length, 0);
  await assert.rejects(send());
  assert.equal(smtp.messages.length, 1);
  await send();
  assert.equal(smtp.messages.length, 2);
  assert.equal(smtp.connections, 5);
});

Deno.test("TLS, STARTTLS and the account are real", async () => {
  const tls = await testCertificate();
  const account = { user: "monitor", password: "s3nh#;=ção" };
  const auth = { user: "monitor", pass: "s3nh#;=ção" };
  for (const implicit of [false, true]) {
    await using smtp = await startSmtp({ tls: { ...tls, implicit }, account });
    const base = {
      host: smtp.host,
      port: smtp.port,
      secure: implicit,
      requireTLS: !implicit,
      auth,
    };
    const trust = { tls: { servername: "smtp.teste", ca: tls.cert } };
    await nodemailer.createTransport({ ...base, ...trust }).sendMail(MAIL);
    assert.deepEqual([smtp.messages[0]?.secure, smtp.messages[0]?.user], [true, "monitor"]);
    await assert.rejects(nodemailer.createTransport(base).sendMail(MAIL));
    await assert.rejects(
      nodemailer.createTransport({ ...base, ...trust, auth: { ...auth, pass: "errada" } }).sendMail(
        MAIL,
      ),
      { responseCode: 535 },
    );
  }
});

Deno.test("deadPort: nobody listens there", async () => {
  await assert.rejects(Deno.connect({ hostname: "127.0.0.1", port: deadPort() }));
});
