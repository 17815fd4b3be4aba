import assert from "node:assert/strict";
import {
  SmtpMailer,
  type SmtpMailerOptions,
} from "../../../../../core/adapters/channels/mail/smtp_mailer.ts";
import { diagnose } from "../../../../../core/words/diagnosis/diagnose.ts";
import { loginCure } from "../../../../../core/words/cure.ts";
import type { MailMessage } from "../../../../../core/adapters/channels/mail/message.ts";
import { mailFor } from "../../../../../core/words/mail.ts";
import { testCertificate } from "../../../../support/certificate.ts";
import {
  deadPort,
  type Fault,
  type FaultStage,
  type SmtpTestServer,
  startSmtp,
} from "../../../../support/smtp.ts";

const PASSWORD = 's3nh4 #;="ção\\/';
const ACCOUNT = { user: "usuario17", password: PASSWORD };
/** For what ends by a limit; everything else has the patience that a busy machine needs. */
const QUICK = { dnsMs: 2000, connectionMs: 1000, greetingMs: 150, idleMs: 150, totalMs: 1500 };
const PATIENT = {
  dnsMs: 20_000,
  connectionMs: 20_000,
  greetingMs: 20_000,
  idleMs: 20_000,
  totalMs: 30_000,
};
const AT = Date.UTC(2025, 9, 14, 12, 23, 15);
const local = (ms: number) => new Date(ms).toISOString();

const MAIL: MailMessage = {
  messageId: "<monitor.q1.queda@exemplo.org.br>",
  date: AT,
  from: "monitor@exemplo.org.br",
  to: ["a@exemplo.org.br", "b@exemplo.org.br"],
  ...mailFor({
    kind: "outage",
    id: "q1",
    folder: "\\\\SERVIDOR1\\CobrancaPCJ\\CobrancaPCJ\\Retorno",
    startedAt: AT,
    detectedAt: AT,
    intervalSeconds: 300,
    diagnosis: diagnose("windows", 53),
    unstable: false,
  }, local),
};

function mailer(server: { port: number }, options: Partial<SmtpMailerOptions> = {}): SmtpMailer {
  return new SmtpMailer({
    host: "127.0.0.1",
    port: server.port,
    security: "nenhuma",
    user: null,
    from: MAIL.from,
    secret: () => Promise.resolve(null),
    limits: PATIENT,
    ...options,
  });
}

/** Only a server that says nothing is given up quickly. */
const limitsFor = (what: unknown) => ({ limits: what === "silence" ? QUICK : PATIENT });

/** The monitor must leave no connection behind, whatever the server does. */
async function closed(server: SmtpTestServer): Promise<void> {
  for (let i = 0; i < 100 && server.open > 0; i++) await new Promise((r) => setTimeout(r, 10));
  assert.equal(server.open, 0, "a connection was left open");
}

Deno.test("both mails arrive with their exact subjects, both parts, fixed Date and Message-ID", async () => {
  await using smtp = await startSmtp();
  const recovery: MailMessage = {
    ...MAIL,
    messageId: "<monitor.q1.recuperacao@exemplo.org.br>",
    date: AT + 725_000,
    ...mailFor({
      kind: "recovery",
      id: "q1",
      folder: "\\\\SERVIDOR1\\R",
      startedAt: AT,
      endedAt: AT + 725_000,
      downMs: 725_000,
      processed: 3,
      refused: [{ name: "RUIM ção 🚨.ret", reason: "<vazio>" }],
      duplicates: 0,
      ignored: 0,
      stillPending: 0,
      unstable: false,
    }, local),
  };
  for (const mail of [MAIL, recovery, MAIL]) {
    assert.deepEqual(await mailer(smtp).send(mail), { kind: "accepted" });
  }
  const [first, second, again] = smtp.messages;
  assert.equal(first!.subject, "🚨 SERVIDOR INACESSÍVEL - Monitor em Modo de Espera");
  assert.equal(second!.subject, "✅ SERVIDOR RECUPERADO - Sistema Operacional");
  for (const [got, sent] of [[first!, MAIL], [second!, recovery]] as const) {
    assert.equal(got.text.trimEnd(), sent.text.trimEnd());
    assert.equal(got.html.trimEnd(), sent.html.trimEnd());
    assert.equal(got.date, sent.date);
    assert.equal(got.messageId, sent.messageId);
    assert.equal(got.from, MAIL.from);
    assert.deepEqual(got.recipients, MAIL.to);
    assert.equal(got.to, "a@exemplo.org.br, b@exemplo.org.br");
    assert.ok(got.headers.includes("Auto-Submitted: auto-generated"));
  }
  assert.deepEqual([again!.messageId, again!.date], [first!.messageId, first!.date]);
  await closed(smtp);
});

/** Stage by answer -> verdict. `ehlo` stands for EHLO and for the HELO that follows its refusal. */
const MATRIX: Record<Exclude<FaultStage, "starttls" | "auth" | "quit" | "body">, string> = {
  //        421       451       550         silence  reset    close
  greeting: "retry    retry     held        retry    retry    retry",
  ehlo: "    retry    retry     held        retry    retry    retry",
  mail: "    retry    retry     permanent   retry    retry    retry",
  rcpt: "    retry    retry     permanent   retry    retry    retry",
  data: "    retry    retry     permanent   retry    retry    retry",
  message: " retry    retry     permanent   retry    retry    retry",
};
const ANSWERS = [421, 451, 550, "silence", "reset", "close"] as const;

Deno.test("fault matrix: stage by answer, each retried or stopped as RFC 5321 says", async (t) => {
  await using smtp = await startSmtp();
  for (const [at, verdicts] of Object.entries(MATRIX)) {
    for (const [i, kind] of verdicts.trim().split(/\s+/).entries()) {
      const what = ANSWERS[i]!;
      await t.step(`${at} ${what}: ${kind}`, async () => {
        smtp.heal();
        smtp.inject({ at: at as FaultStage, what, times: 9, text: "motivo\tdo servidor" });
        const result = await mailer(smtp, limitsFor(what)).send(MAIL);
        assert.equal(result.kind, kind);
        const { reason } = result as { reason: string };
        assert.match(reason, /^[A-Z][^\r\n\t]+\.$/);
        // After a 421 the server may be gone before its answer is read.
        if (typeof what === "number" && what !== 421) {
          assert.ok(reason.includes(`${what} motivo do servidor`), reason);
        }
        await closed(smtp);
      });
    }
  }
  assert.equal(smtp.messages.length, 0);
});

Deno.test("an old server without EHLO is spoken to with HELO", async () => {
  await using smtp = await startSmtp({ faults: [{ at: "ehlo", what: 502 }] });
  assert.equal((await mailer(smtp).send(MAIL)).kind, "accepted");
  assert.deepEqual(smtp.commands.slice(0, 2).map((c) => c.slice(0, 4)), ["EHLO", "HELO"]);
});

Deno.test("reset and silence in the middle of the message are retried", async () => {
  await using smtp = await startSmtp();
  for (const what of ["reset", "close", "silence"] as const) {
    smtp.inject({ at: "body", what });
    assert.equal((await mailer(smtp, limitsFor(what)).send(MAIL)).kind, "retry");
    await closed(smtp);
  }
  assert.equal(smtp.messages.length, 0);
});

Deno.test("accepted but never answered: tried again with the same Message-ID and Date", async () => {
  await using smtp = await startSmtp();
  for (const what of ["silence", "reset", 451] as const) {
    smtp.inject({ at: "message", what, keep: true });
    assert.equal((await mailer(smtp, limitsFor(what)).send(MAIL)).kind, "retry");
  }
  assert.equal((await mailer(smtp).send(MAIL)).kind, "accepted");
  assert.equal(smtp.messages.length, 4);
  assert.equal(new Set(smtp.messages.map((m) => `${m.messageId} ${m.date}`)).size, 1);
  await closed(smtp);
});

Deno.test("nobody listens, no such name: retried, and said in words", async () => {
  const port = deadPort();
  assert.deepEqual(await mailer({ port }).send(MAIL), {
    kind: "retry",
    reason: `O servidor de email 127.0.0.1:${port} recusou a conexão.`,
  });
  assert.deepEqual(await mailer({ port }, { host: "smtp.nao-existe.invalid" }).send(MAIL), {
    kind: "retry",
    reason: "O nome do servidor de email não foi encontrado: smtp.nao-existe.invalid.",
  });
});

Deno.test("a server that keeps talking without saying anything meets the hard deadline", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  const serving = (async () => {
    using conn = await listener.accept();
    try {
      for (;;) {
        await conn.write(new TextEncoder().encode("220-ainda nao\r\n"));
        await new Promise((r) => setTimeout(r, 20));
      }
    } catch { /* the client left */ }
  })();
  const start = performance.now();
  const result = await mailer({ port }, { limits: { ...QUICK, greetingMs: 5000, totalMs: 300 } })
    .send(MAIL);
  const took = performance.now() - start;
  assert.equal(result.kind, "retry");
  assert.ok(took >= 290 && took < 1500, `${took} ms`);
  await serving;
  listener.close();
});

Deno.test("TLS: implicit and STARTTLS deliver, by the name on the certificate", async () => {
  const certificate = await testCertificate();
  const tls = { servername: "smtp.teste", ca: certificate.cert };
  for (const security of ["tls", "starttls"] as const) {
    await using smtp = await startSmtp({
      tls: { ...certificate, implicit: security === "tls" },
      account: ACCOUNT,
    });
    const options = { security, secret: () => Promise.resolve(PASSWORD) };
    assert.deepEqual(await mailer(smtp, { ...options, tls, user: ACCOUNT.user }).check(), {
      kind: "accepted",
    });
    assert.equal(smtp.messages.length, 0);
    assert.equal(
      (await mailer(smtp, { ...options, tls, user: ACCOUNT.user }).send(MAIL)).kind,
      "accepted",
    );
    assert.deepEqual([smtp.messages[0]!.secure, smtp.messages[0]!.user], [true, ACCOUNT.user]);
    const strangers = [{}, { ...tls, servername: "outro.teste" }];
    for (const stranger of strangers) {
      const result = await mailer(smtp, { ...options, tls: stranger }).send(MAIL);
      assert.equal(result.kind, "held");
      assert.match(
        (result as { reason: string }).reason,
        /O certificado do servidor de email \S+ não foi aceito/,
      );
    }
    assert.ok(
      smtp.commands.filter((c) => c.startsWith("AUTH")).length === 2,
      "no password to strangers",
    );
    await closed(smtp);
  }
});

Deno.test("STARTTLS refused or not offered: nothing is sent in clear", async () => {
  const certificate = await testCertificate();
  const options = {
    security: "starttls" as const,
    tls: { servername: "smtp.teste", ca: certificate.cert },
    user: ACCOUNT.user,
    secret: () => Promise.resolve(PASSWORD),
  };
  await using without = await startSmtp({ account: ACCOUNT });
  assert.equal((await mailer(without, options).send(MAIL)).kind, "held");
  assert.deepEqual(without.commands.map((c) => c.split(" ")[0]), ["EHLO", "STARTTLS"]);

  await using smtp = await startSmtp({ tls: certificate, account: ACCOUNT });
  const cases: [Fault["what"], string][] = [[454, "held"], [502, "held"], [
    "silence",
    "retry",
  ], ["close", "retry"]];
  for (const [what, kind] of cases) {
    smtp.inject({ at: "starttls", what });
    const target = mailer(smtp, { ...options, ...limitsFor(what) });
    assert.equal((await target.send(MAIL)).kind, kind, String(what));
  }
  assert.ok(!smtp.commands.some((c) => /^(AUTH|MAIL)/.test(c)));
  assert.equal((await mailer(smtp, options).send(MAIL)).kind, "accepted");
  assert.equal(smtp.messages.length, 1);
});

Deno.test("TLS asked of a server that speaks plain SMTP holds the queue, and is said", async () => {
  await using smtp = await startSmtp();
  const result = await mailer(smtp, { security: "tls" }).send(MAIL);
  assert.equal(result.kind, "held");
  assert.match(
    (result as { reason: string }).reason,
    /^A conexão protegida com o servidor de email \S+ falhou/,
  );
});

Deno.test("login: a wrong password holds the queue, and so does an account that gives no answer; the account is the configured one", async () => {
  await using smtp = await startSmtp({ account: ACCOUNT });
  const options = { user: ACCOUNT.user, secret: () => Promise.resolve("errada") };
  assert.deepEqual(await mailer(smtp, options).send(MAIL), {
    kind: "held",
    reason: 'O servidor de email recusou o usuário ou a senha: "535 Invalid username or password".',
    cure: loginCure("535"),
    login: true,
  });
  const good = { ...options, secret: () => Promise.resolve(PASSWORD) };
  for (
    const [what, undecided, said] of [
      [454, true, /adiou o usuário ou a senha/],
      [535, undefined, /recusou o usuário ou a senha/],
      ["silence", true, /não respondeu ao login a tempo/],
      ["reset", true, /desligou no meio do login/],
      ["close", true, /desligou no meio do login/],
    ] as const
  ) {
    smtp.inject({ at: "auth", what });
    const held = await mailer(smtp, { ...good, ...limitsFor(what) }).send(MAIL);
    assert.ok(held.kind === "held" && held.login, JSON.stringify([what, held]));
    assert.equal(held.undecided, undecided, String(what));
    assert.match(held.reason, said);
    assert.ok(held.cure.length > 20 && !JSON.stringify(held).includes(PASSWORD));
  }
  // Before and after the login a lost connection is only that.
  for (const at of ["greeting", "mail"] as const) {
    smtp.inject({ at, what: "reset" });
    assert.equal((await mailer(smtp, good).send(MAIL)).kind, "retry", at);
  }
  assert.equal((await mailer(smtp, good).send(MAIL)).kind, "accepted");
  assert.equal(smtp.messages[0]!.user, ACCOUNT.user);
});

Deno.test("login: over an open connection too the sender's address is the default user", async () => {
  await using smtp = await startSmtp({ account: { ...ACCOUNT, user: MAIL.from } });
  const options = { secret: () => Promise.resolve(PASSWORD) };
  assert.deepEqual(await mailer(smtp, options).check(), { kind: "accepted" });
  assert.deepEqual(await mailer(smtp, options).send(MAIL), { kind: "accepted" });
  assert.equal(smtp.messages[0]!.user, MAIL.from);
});

Deno.test("login: nobody logs in without a password, or where none is to be used; check says so", async () => {
  await using smtp = await startSmtp();
  const secret = () => Promise.resolve(PASSWORD);
  for (
    const options of [{}, { secret, login: "nenhuma" }, {
      secret,
      user: "u",
      login: "nenhuma",
    }] as const
  ) {
    assert.deepEqual(await mailer(smtp, options).check(), { kind: "accepted", anonymous: true });
    assert.deepEqual(await mailer(smtp, options).send(MAIL), { kind: "accepted" });
  }
  assert.ok(!smtp.commands.some((c) => c.startsWith("AUTH")));
});

Deno.test("login: over a protected connection the sender's address is the default user", async () => {
  const certificate = await testCertificate();
  await using smtp = await startSmtp({
    tls: certificate,
    account: { ...ACCOUNT, user: "monitor@exemplo.org.br" },
  });
  const result = await mailer(smtp, {
    security: "starttls",
    tls: { servername: "smtp.teste", ca: certificate.cert },
    from: "Monitor <monitor@exemplo.org.br>",
    secret: () => Promise.resolve(PASSWORD),
  }).send(MAIL);
  assert.deepEqual(result, { kind: "accepted" });
});

Deno.test("login: a server without AUTH still takes the message; check says that the password was not used", async () => {
  await using smtp = await startSmtp();
  const warning = "O servidor de email não oferece autenticação; a senha não foi usada.";
  for (const user of ["u", null]) {
    const options = { user, secret: () => Promise.resolve(PASSWORD) };
    assert.deepEqual(await mailer(smtp, options).check(), { kind: "accepted", warning });
    assert.deepEqual(await mailer(smtp, options).send(MAIL), { kind: "accepted" });
  }
});

Deno.test("the password's source: absent, failing or hanging holds the queue without a connection", async () => {
  await using smtp = await startSmtp();
  const secrets: (() => Promise<string | null>)[] = [
    () => Promise.resolve(null),
    () => Promise.resolve(""),
    () => Promise.reject(new Error(PASSWORD)),
    () => {
      throw new Error(PASSWORD);
    },
    () => new Promise(() => {}),
  ];
  for (const secret of secrets) {
    const result = await mailer(smtp, { user: "u", secret, limits: { ...QUICK, totalMs: 100 } })
      .send(MAIL);
    assert.equal(result.kind, "held");
    assert.ok(!JSON.stringify(result).includes(PASSWORD));
  }
  assert.equal(smtp.connections, 0);
});

Deno.test("no secret in a reason, even when the server repeats it", async () => {
  const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const forms = [
    PASSWORD,
    base64(PASSWORD),
    base64(PASSWORD).replace(/=+$/, ""),
    base64(`\0${ACCOUNT.user}\0${PASSWORD}`),
    encodeURIComponent(PASSWORD),
    PASSWORD.toUpperCase(),
  ];
  await using smtp = await startSmtp({ account: ACCOUNT });
  const target = mailer(smtp, { user: ACCOUNT.user, secret: () => Promise.resolve(PASSWORD) });
  for (const form of forms) {
    for (const at of ["auth", "mail", "rcpt", "data"] as const) {
      smtp.heal();
      smtp.inject({ at, what: 554, text: `${"x".repeat(230)} <${form}> no`, times: 2 });
      smtp.inject({ at, what: 554, text: `bad <${form}> no`, times: 2 });
      for (let i = 0; i < 2; i++) {
        const result = await target.send(MAIL);
        assert.equal(result.kind, at === "auth" ? "held" : "permanent");
        const { reason } = result as { reason: string };
        for (const f of forms) {
          assert.ok(!reason.toLowerCase().includes(f.toLowerCase()), reason);
          assert.ok(!reason.toLowerCase().includes(f.slice(0, 6).toLowerCase()), reason);
        }
      }
    }
  }
});

Deno.test("one recipient refused: the others get it, and it is said", async () => {
  await using smtp = await startSmtp({
    faults: [{ at: "rcpt", what: 550, text: "no such user", recipient: "b@exemplo.org.br" }],
  });
  assert.deepEqual(await mailer(smtp).send(MAIL), {
    kind: "accepted",
    warning:
      'O servidor de email aceitou a mensagem, mas recusou destinatários: b@exemplo.org.br ("550 no such user").',
  });
  assert.deepEqual(smtp.messages[0]!.recipients, ["a@exemplo.org.br"]);
});

Deno.test("all recipients refused: retried when one of them may pass, in either order", async () => {
  await using smtp = await startSmtp();
  const cases = [[451, 550, "retry"], [550, 451, "retry"], [550, 553, "permanent"]] as const;
  for (const [a, b, kind] of cases) {
    smtp.inject({ at: "rcpt", what: a }, { at: "rcpt", what: b });
    assert.equal((await mailer(smtp).send(MAIL)).kind, kind);
  }
  assert.equal(smtp.messages.length, 0);
});

Deno.test("hostile fields inject no header, no recipient, no command", async () => {
  await using smtp = await startSmtp();
  const evil = "x\r\nBcc: vitima@exemplo.org\r\n\r\ncorpo\r\n.\r\nMAIL FROM:<y@y>";
  const result = await mailer(smtp).send({
    ...MAIL,
    subject: evil,
    messageId: `<a${evil}@b>`,
    text: `linha\r\n.\r\nQUIT\r\n${evil}`,
    html: `<p>${evil}</p>`,
  });
  assert.equal(result.kind, "accepted");
  const [mail] = smtp.messages;
  assert.deepEqual(mail!.recipients, MAIL.to);
  assert.ok(!mail!.headers.some((h) => /^bcc/i.test(h)));
  assert.equal(mail!.headers.filter((h) => /^subject:/i.test(h)).length, 1);
  assert.ok(mail!.text.includes("\n.\nQUIT\n"));
  assert.equal(smtp.commands.filter((c) => c.startsWith("MAIL")).length, 1);
  const before = smtp.commands.length;
  for (
    const address of ["a@b.org\r\nRCPT TO:<v@exemplo.org>", "a@b.org>\r\nDATA", "a\u0000@b.org"]
  ) {
    assert.equal((await mailer(smtp).send({ ...MAIL, to: [address] })).kind, "permanent");
    assert.equal((await mailer(smtp).send({ ...MAIL, from: address })).kind, "permanent");
  }
  assert.ok(smtp.commands.slice(before).every((c) => /^(EHLO|QUIT)/.test(c)));
  assert.deepEqual(await mailer(smtp).send({ ...MAIL, to: [] }).then((r) => r.kind), "permanent");
  await closed(smtp);
});

/** What providers answer, where, and a word of the cure that must be shown; null: it is about the message. */
const REFUSALS: readonly (readonly [FaultStage, number, string, RegExp | null])[] = [
  ["auth", 550, "5.7.30 Basic authentication is not supported for Client Submission.", /5\.7\.30/],
  ["auth", 535, "5.7.139 Authentication unsuccessful, user is locked", /5\.7\.139.*CASMailbox/],
  ["mail", 530, "5.7.57 Client not authenticated to send mail.", /5\.7\.57.*usuario/],
  ["message", 554, "5.2.252 SendAsDenied; not allowed to send as", /Enviar como/],
  ["auth", 535, "5.7.8 Username and Password not accepted. gsmtp", /Google.*senha de app/],
  [
    "auth",
    534,
    "5.7.9 Application-specific password required. gsmtp",
    /Google pede uma senha de app/,
  ],
  ["auth", 535, "5.7.8 Error: authentication failed", /usuario e a senha/],
  ["rcpt", 554, "5.7.1 <a@exemplo.org.br>: Relay access denied", /retransmite/],
  ["rcpt", 550, "5.7.54 SMTP; Unable to relay recipient", /retransmite/],
  ["auth", 454, "4.7.0 Temporary authentication failure", /passar/],
  ["rcpt", 550, "5.1.1 User unknown", null],
  ["mail", 550, "5.1.7 Invalid sender", null],
  ["message", 554, "5.7.1 Message rejected as spam", null],
  ["message", 552, "5.3.4 Message too big", null],
];
for (const [at, what, text, cure] of REFUSALS) {
  Deno.test(`refused at ${at}: ${what} ${text}`, async () => {
    await using smtp = await startSmtp({ account: ACCOUNT });
    smtp.inject({ at, what, text, times: 9 });
    const options = { user: ACCOUNT.user, secret: () => Promise.resolve(PASSWORD) };
    const result = await mailer(smtp, options).send(MAIL);
    if (cure === null) return assert.equal(result.kind, "permanent");
    assert.ok(result.kind === "held", result.kind);
    assert.match(result.cure, cure);
  });
}

Deno.test("the mark of who we are changes with server, account and password, and is short", async () => {
  const base = { user: "u", secret: () => Promise.resolve("a") };
  const marks = await Promise.all([
    mailer({ port: 1 }, base).identity(),
    mailer({ port: 2 }, base).identity(),
    mailer({ port: 1 }, { ...base, user: "v" }).identity(),
    mailer({ port: 1 }, { ...base, secret: () => Promise.resolve("b") }).identity(),
    mailer({ port: 1 }, { ...base, secret: () => Promise.reject(new Error("x")) }).identity(),
  ]);
  assert.equal(new Set(marks).size, marks.length);
  for (const mark of marks) assert.match(mark, /^[0-9a-f]{4}$/);
});

Deno.test("a server that does not stop talking is left after what a mail server may say", async () => {
  for (const greeting of ["", "220-um\r\n"]) {
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    let said = 0;
    const talking = (async () => {
      const connection = await listener.accept();
      const piece = new TextEncoder().encode((greeting || "x").repeat(8192));
      try {
        for (;;) said += await connection.write(piece);
      } catch {
        /* the other side has gone */
      } finally {
        connection.close();
      }
    })();
    const delivery = await mailer({ port: (listener.addr as Deno.NetAddr).port }).send(MAIL);
    assert.match(delivery.kind === "accepted" ? "" : delivery.reason, /does not stop talking/);
    await talking;
    listener.close();
    // What the system's own buffers take counts as well.
    assert.ok(said < 16 * 1024 * 1024, `${said}`);
  }
});
