/** The token instead of a password, driven through the real program. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { type HttpFault, type HttpSite, startHttp } from "../support/http_site.ts";
import { Installation } from "../support/installation.ts";
import { type SmtpTestServer, startSmtp } from "../support/smtp.ts";

const SECRET = "MARCA-oauth2-7716";
const TOKEN = "MARCA-token-3302";

/** A token server that never grants the same token twice, and a mail server that remembers which one it was shown. */
class Site implements AsyncDisposable {
  /** Tokens that were granted, in order. */
  readonly granted: string[] = [];
  /** Tokens that logged somebody in, in order. */
  readonly shown: string[] = [];
  readonly grants: HttpFault = () => {
    const token = `${TOKEN}-${this.granted.length + 1}`;
    this.granted.push(token);
    return { status: 200, body: JSON.stringify({ access_token: token, expires_in: 3600 }) };
  };

  private constructor(
    readonly tokens: HttpSite,
    readonly smtp: SmtpTestServer,
    readonly place: Installation,
  ) {}

  static async open(): Promise<Site> {
    const tokens = await startHttp(500);
    const opened: { site?: Site } = {};
    const smtp = await startSmtp({
      tokens: (_, token) => {
        const good = opened.site!.granted.includes(token);
        if (good) opened.site!.shown.push(token);
        return good;
      },
    });
    const place = new Installation(smtp.port, {
      EMAIL: [
        "smtp_servidor = 127.0.0.1",
        `smtp_porta = ${smtp.port}`,
        "seguranca = nenhuma",
        "autenticacao = oauth2",
        "oauth2_provedor = outro",
        "oauth2_cliente = cliente-17",
        `oauth2_url_token = ${tokens.url}/token`,
        "remetente = monitor@exemplo.invalid",
        "destinatarios = equipe@exemplo.invalid",
      ],
    });
    place.env["MONITOR_RETORNOS_OAUTH2"] = SECRET;
    return opened.site = new Site(tokens, smtp, place);
  }

  /** Starts the monitor and waits until it works. */
  async run(): Promise<Deno.ChildProcess> {
    const { place } = this;
    const monitor = place.start();
    await place.until("the monitor runs", () => place.said("Verificando arquivos existentes") > 0);
    return monitor;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.place[Symbol.asyncDispose]();
    await this.smtp[Symbol.asyncDispose]();
    await this.tokens[Symbol.asyncDispose]();
  }
}

const titles = ({ smtp }: Site) =>
  smtp.messages.map(({ subject }) => subject.split(" - ")[0]!.replace(/^\S+ /, ""));

const TROUBLES: readonly (readonly [string, HttpFault, RegExp])[] = [
  ["says invalid_client", {
    status: 401,
    body: JSON.stringify({ error: "invalid_client", error_description: `no ${SECRET}` }),
  }, /invalid_client/],
  ["is down", "reset", /a conexão caiu/],
];
for (const [name, trouble, said] of TROUBLES) {
  Deno.test(`story: the token server ${name} during the whole outage: both mails, once, in order, with one token`, async () => {
    await using site = await Site.open();
    const { place, tokens, smtp } = site;
    tokens.behave(trouble);
    const monitor = await site.run();
    await place.takeAway();
    await place.until("the queue is held", () => place.said("ENVIO RETIDO (email)") > 0);
    await place.bringBack();
    await place.until("it is back", () => place.said("SERVIDOR RECUPERADO!") > 0);
    const failed = await place.run("verificar");
    assert.match(failed.out, /❌ oauth2 /);
    assert.match(failed.out, said);
    assert.equal(smtp.connections, 0);
    // The monitor asked once and waits; the command asked once.
    assert.equal(tokens.seen.length, 2);

    tokens.behave(site.grants);
    const tried = await place.run("verificar", "--enviar-email");
    assert.match(tried.out, /✅ oauth2 .*concedeu um token, válido por 60 min/);
    await smtp.waitFor(3, 60_000);
    await place.until("both are told", () => place.said("Email de recuperação enviado") > 0);
    assert.deepEqual(titles(site).slice(1), ["SERVIDOR INACESSÍVEL", "SERVIDOR RECUPERADO"]);
    // The command has a token of its own, for its check and its mail; the monitor one for both of its mails.
    const [first, second] = site.granted;
    assert.deepEqual(site.granted, [first, second]);
    assert.deepEqual(new Set(site.shown.slice(0, -2)), new Set([first]));
    assert.deepEqual(site.shown.slice(-2), [second, second]);
    await place.run("parar");
    await monitor.status;
    const texts = [failed.out, failed.err, tried.out, tried.err, ...place.lines()];
    for (const entry of Deno.readDirSync(place.data)) {
      if (!entry.isFile) continue;
      texts.push(new TextDecoder("latin1").decode(Deno.readFileSync(join(place.data, entry.name))));
    }
    for (const mark of [SECRET, TOKEN]) {
      assert.ok(!texts.some((text) => text.includes(mark)), mark);
    }
  });
}

Deno.test("story: the token server is slow during the whole outage: both mails, once, in order, and all with one token", async () => {
  await using site = await Site.open();
  const { place, tokens, smtp } = site;
  tokens.behave({ delayMs: 6000, then: site.grants });
  await site.run();
  await place.takeAway();
  await place.until("a token is asked for", () => tokens.seen.length > 0);
  await place.bringBack();
  // The folder is not waited for, and comes back before the token does.
  await place.until("it is back", () => place.said("SERVIDOR RECUPERADO!") > 0);
  await smtp.waitFor(2, 60_000);
  await place.until("both are told", () => place.said("Email de recuperação enviado") > 0);
  // As good as it was: the next outage needs no other.
  await place.takeAway();
  await smtp.waitFor(3, 60_000);
  await place.bringBack();
  await smtp.waitFor(4, 60_000);
  const pair = ["SERVIDOR INACESSÍVEL", "SERVIDOR RECUPERADO"];
  assert.deepEqual(titles(site), [...pair, ...pair]);
  assert.equal(tokens.seen.length, 1);
  assert.deepEqual(site.shown, Array(4).fill(site.granted[0]));
  assert.equal(place.said("ENVIO RETIDO"), 0);
});
