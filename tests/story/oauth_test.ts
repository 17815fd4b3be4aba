/** The token instead of a password, driven through the real program. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { type HttpFault, startHttp } from "../support/http_site.ts";
import { Installation } from "../support/installation.ts";
import { startSmtp } from "../support/smtp.ts";

const SECRET = "MARCA-oauth2-7716";
const TOKEN = "MARCA-token-3302";
const GRANTED: HttpFault = {
  status: 200,
  body: JSON.stringify({ access_token: TOKEN, expires_in: 3600 }),
};

const TROUBLES: readonly (readonly [string, HttpFault, RegExp])[] = [
  ["says invalid_client", {
    status: 401,
    body: JSON.stringify({ error: "invalid_client", error_description: `no ${SECRET}` }),
  }, /invalid_client/],
  ["is down", "reset", /a conexão caiu/],
];
for (const [name, trouble, said] of TROUBLES) {
  Deno.test(`story: the token server ${name} during the whole outage: both mails, once, in order, with one token`, async () => {
    await using tokens = await startHttp(500);
    await using smtp = await startSmtp({ tokens: (_, token) => token === TOKEN });
    await using place = new Installation(smtp.port, {
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
    tokens.behave(trouble);
    const monitor = place.start();
    await place.until("the monitor runs", () => place.said("Verificando arquivos existentes") > 0);
    await place.takeAway();
    await place.until("the queue is held", () => place.said("ENVIO RETIDO (email)") > 0);
    await place.bringBack();
    await place.until("it is back", () => place.said("SERVIDOR RECUPERADO!") > 0);
    const failed = await place.run("verificar");
    assert.match(failed.out, /❌ oauth2 /);
    assert.match(failed.out, said);
    assert.equal(smtp.connections, 0);

    tokens.behave(GRANTED);
    const before = tokens.seen.length;
    const tried = await place.run("verificar", "--enviar-email");
    assert.match(tried.out, /✅ oauth2 .*concedeu um token, válido por 60 min/);
    assert.equal(tokens.seen.length, before + 1);
    await smtp.waitFor(3, 60_000);
    await place.until("both are told", () => place.said("Email de recuperação enviado") > 0);
    // The monitor itself asked for one token for both.
    assert.equal(tokens.seen.length, before + 2);
    const titles = smtp.messages.slice(1).map((mail) => mail.subject);
    assert.equal(titles.length, 2);
    assert.match(titles[0]!, /SERVIDOR INACESSÍVEL/);
    assert.match(titles[1]!, /SERVIDOR RECUPERADO/);
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
