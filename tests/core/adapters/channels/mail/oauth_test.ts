/** XOAUTH2: a real token server and a real mail server on loopback. */
import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { Buffer } from "node:buffer";
import type { TokenSettings } from "../../../../../core/adapters/channels/mail/oauth/token_request.ts";
import { TokenSource } from "../../../../../core/adapters/channels/mail/oauth/token_source.ts";
import { SmtpMailer } from "../../../../../core/adapters/channels/mail/smtp_mailer.ts";
import type { MailMessage } from "../../../../../core/adapters/channels/mail/message.ts";
import { type HttpFault, type HttpSite, startHttp } from "../../../../support/http_site.ts";
import { startSmtp } from "../../../../support/smtp.ts";

const SECRET = "s3gr3d0-do-cliente";
const USER = "monitor@exemplo.org.br";
const MAIL: MailMessage = {
  messageId: "<monitor.q1.queda@exemplo.org.br>",
  date: 0,
  from: USER,
  to: ["a@exemplo.org.br"],
  subject: "x",
  text: "x",
  html: "<p>x</p>",
};

function settings(site: HttpSite, more: Partial<TokenSettings> = {}): TokenSettings {
  return {
    provider: "microsoft",
    url: `${site.url}/token`,
    client: "cliente-17",
    scope: "https://outlook.office365.com/.default",
    user: USER,
    secret: () => Promise.resolve(SECRET),
    limits: { totalMs: 1000, answerBytes: 10_000 },
    ...more,
  };
}

function mailer(port: number, tokens: TokenSource): SmtpMailer {
  return new SmtpMailer({
    host: "127.0.0.1",
    port,
    security: "nenhuma",
    user: null,
    from: USER,
    secret: () => Promise.resolve(null),
    tokens,
  });
}

/** A token server that hands out `token-1`, `token-2`... */
async function tokenSite(seconds = 3600): Promise<HttpSite & { grant(n: number): void }> {
  const site = await startHttp(500);
  const grant = (n: number) =>
    site.behave({
      status: 200,
      body: JSON.stringify({ access_token: `token-${n}`, expires_in: seconds }),
    });
  grant(1);
  return Object.assign(site, { grant });
}

Deno.test("oauth: one token for its lifetime, renewed a little early, whoever asks at once shares it", async () => {
  await using site = await tokenSite();
  await using smtp = await startSmtp({
    tokens: (user, token) => user === USER && token === "token-1",
  });
  let mono = 0;
  const tokens = new TokenSource(settings(site), () => mono);
  for (let i = 0; i < 3; i++) {
    assert.deepEqual(await mailer(smtp.port, tokens).send(MAIL), { kind: "accepted" });
  }
  assert.equal(smtp.messages[0]!.user, USER);
  assert.equal(site.seen.length, 1);
  assert.deepEqual(Object.fromEntries(new URLSearchParams(site.seen[0]!.body)), {
    grant_type: "client_credentials",
    client_id: "cliente-17",
    client_secret: SECRET,
    scope: "https://outlook.office365.com/.default",
  });
  mono = 55 * 60_000 - 1;
  await tokens.token();
  assert.equal(site.seen.length, 1);
  mono += 1;
  site.grant(2);
  const both = await Promise.all([tokens.token(), tokens.token()]);
  assert.deepEqual(both.map((one) => one.kind === "held" ? one.token : one), [
    "token-2",
    "token-2",
  ]);
  assert.equal(site.seen.length, 2);
});

for (const challenge of [false, true]) {
  Deno.test(`oauth: a token that is refused (${challenge ? "334, as Google" : "535, as Microsoft"}) is replaced once, then the queue is held`, async () => {
    await using site = await tokenSite();
    let good = "token-1";
    await using smtp = await startSmtp({ tokens: (_, token) => token === good, challenge });
    const tokens = new TokenSource(settings(site));
    const target = mailer(smtp.port, tokens);
    assert.equal((await target.send(MAIL)).kind, "accepted");
    good = "token-2";
    site.grant(2);
    assert.equal((await target.send(MAIL)).kind, "accepted");
    assert.equal(site.seen.length, 2);
    good = "nenhum";
    for (let i = 0; i < 3; i++) {
      const held = await target.send(MAIL);
      assert.ok(held.kind === "held" && held.login, JSON.stringify(held));
      assert.match(held.cure, /Add-MailboxPermission/);
      assert.ok(!JSON.stringify(held).includes("token-"));
    }
    // Refused as they are, no further tokens are asked for within the lifetime.
    assert.equal(site.seen.length, 2);
    assert.equal(smtp.messages.length, 2);
  });
}

Deno.test("oauth: an account that gives no answer, or puts it off, says nothing of the token: no other is asked for", async () => {
  await using site = await tokenSite();
  await using smtp = await startSmtp({ tokens: (_, token) => token === "token-1" });
  const target = mailer(smtp.port, new TokenSource(settings(site)));
  for (const what of ["reset", "close", 454] as const) {
    smtp.inject({ at: "auth", what });
    const held = await target.send(MAIL);
    assert.ok(held.kind === "held" && held.login && held.undecided, JSON.stringify(held));
  }
  assert.equal(smtp.commands.filter((line) => line.startsWith("AUTH")).length, 3);
  assert.equal((await target.send(MAIL)).kind, "accepted");
  assert.equal(site.seen.length, 1);
});

const TROUBLES: readonly (readonly [HttpFault, boolean, RegExp])[] = [
  ["hang", false, /não respondeu a tempo/],
  ["reset", false, /a conexão caiu/],
  [500, false, /HTTP 500/],
  [{ status: 429, headers: { "Retry-After": "1" } }, false, /HTTP 429/],
  [{ status: 302, headers: { Location: "/x" } }, false, /HTTP 302/],
  [{ status: 200, body: "<html>" }, false, /não traz um token/],
  ["flood", false, /não traz um token/],
  [
    {
      status: 401,
      body: JSON.stringify({
        error: "invalid_client",
        error_description: `AADSTS7000215: Invalid client secret ${SECRET}\r\nTrace`,
      }),
    },
    true,
    /invalid_client: AADSTS7000215: Invalid client secret \*\*\*.*VALOR/,
  ],
  [{ status: 400, body: '{"error":"unauthorized_client"}' }, true, /SMTP\.SendAsApp/],
  [{ status: 400, body: "{" }, true, /HTTP 400/],
];
Deno.test("oauth: a token server that is down, slow or says no holds the queue; the mail server is not asked", async () => {
  await using site = await tokenSite();
  await using smtp = await startSmtp({ tokens: () => true });
  const target = mailer(smtp.port, new TokenSource(settings(site)));
  for (const [fault, login, said] of TROUBLES) {
    site.once(fault);
    for (const delivery of [await target.send(MAIL)]) {
      assert.ok(delivery.kind === "held", JSON.stringify([fault, delivery]));
      assert.equal(delivery.login, login, JSON.stringify(fault));
      assert.match(`${delivery.reason} ${delivery.cure}`, said);
      assert.ok(!JSON.stringify(delivery).includes(SECRET));
    }
  }
  const gone = settings(site, { url: "http://127.0.0.1:1/token" });
  assert.equal((await mailer(smtp.port, new TokenSource(gone)).send(MAIL)).kind, "held");
  assert.equal(smtp.connections, 0);
  assert.equal((await target.send(MAIL)).kind, "accepted");
});

Deno.test("oauth: no secret, no key: held, and nobody is asked; a new secret asks for a new token", async () => {
  await using site = await tokenSite();
  let secret: string | null = null;
  const tokens = new TokenSource(settings(site, { secret: () => Promise.resolve(secret) }));
  const broken = settings(site, { secret: () => Promise.reject(new Error(SECRET)) });
  const key = settings(site, { provider: "google", secret: () => Promise.resolve("{}") });
  for (const source of [tokens, new TokenSource(broken), new TokenSource(key)]) {
    const none = await source.token();
    assert.ok(none.kind === "failed" && none.delivery.kind === "held" && !none.delivery.login);
  }
  assert.equal(site.seen.length, 0);
  for (secret of ["a", "a", "b"]) await tokens.token();
  assert.equal(site.seen.length, 2);
});

Deno.test("oauth: Google's service account signs what it asks", async () => {
  await using site = await tokenSite();
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const json = JSON.stringify({
    type: "service_account",
    client_email: "robo@projeto.iam.exemplo.invalid",
    private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
  });
  const scope = "https://mail.google.com/";
  const tokens = new TokenSource(
    settings(site, { provider: "google", scope, secret: () => Promise.resolve(json) }),
  );
  assert.equal((await tokens.token()).kind, "held");
  const form = new URLSearchParams(site.seen[0]!.body);
  assert.equal(form.get("grant_type"), "urn:ietf:params:oauth:grant-type:jwt-bearer");
  const [head, claims, signature] = form.get("assertion")!.split(".");
  const pem = publicKey.export({ type: "spki", format: "pem" });
  assert.ok(
    verify(
      "RSA-SHA256",
      Buffer.from(`${head}.${claims}`),
      createPublicKey(pem),
      Buffer.from(signature!, "base64url"),
    ),
  );
  const { iss, sub, aud, exp, iat, ...rest } = JSON.parse(
    Buffer.from(claims!, "base64url").toString(),
  );
  assert.deepEqual([iss, sub, aud, exp - iat, rest], [
    "robo@projeto.iam.exemplo.invalid",
    USER,
    `${site.url}/token`,
    3600,
    { scope },
  ]);
});
