/** The channels beside mail, driven through the real program. */
import assert from "node:assert/strict";
import { hmac } from "../support/hmac.ts";
import type { HttpFault } from "../support/http_site.ts";
import { Installation } from "../support/installation.ts";
import { retorno } from "../support/lab.ts";
import { MARKS, WEB, WebPlace } from "../support/web_place.ts";

const down = ({ place }: WebPlace) => place.said("ALERTA: Servidor ficou inacessível!") > 0;

Deno.test("story: an outage is told on every channel, in order, once; canais shows and tries them", async () => {
  await using all = await WebPlace.open();
  const { place, smtp, sites } = all;
  await all.run();
  await place.takeAway();
  await place.until("it is down", () => down(all));
  place.drop("RETORNO_001.ret", retorno(1), place.away);
  await place.bringBack();
  await smtp.waitFor(2, 60_000);
  await place.until(
    "everybody knows",
    () => WEB.every((name) => sites[name].taken.length === 2),
  );
  assert.deepEqual(
    sites.webhook.taken.map(({ body }) => JSON.parse(body)).map((
      { evento, titulo, versao, pasta, queda },
    ) => [evento, titulo, versao, pasta, queda.arquivosProcessados]),
    [
      ["queda", "🚨 SERVIDOR INACESSÍVEL - Monitor em Modo de Espera", 1, place.folder, 0],
      ["recuperacao", "✅ SERVIDOR RECUPERADO - Sistema Operacional", 1, place.folder, 1],
    ],
  );
  for (const { body, headers } of sites.webhook.taken) {
    assert.equal(headers["x-monitorretornos-assinatura"], `sha256=${hmac(MARKS.webhook, body)}`);
  }
  const titles = {
    teams: (body: string) => JSON.parse(body).attachments[0].content.body[0].inlines[0].text,
    telegram: (body: string) => JSON.parse(body).text.split("\n")[0],
  };
  for (const name of ["teams", "telegram"] as const) {
    assert.deepEqual(sites[name].taken.map(({ body }) => titles[name](body)), [
      "🚨 SERVIDOR INACESSÍVEL - Monitor em Modo de Espera",
      "✅ SERVIDOR RECUPERADO - Sistema Operacional",
    ]);
  }
  assert.equal(place.said("📣 Teams: alerta de queda entregue"), 1);

  sites.telegram.behave(404);
  const tried = await place.run("canais", "--testar", "--json");
  assert.equal(tried.code, 1);
  const list = JSON.parse(tried.out).canais;
  assert.deepEqual(
    list.map((one: Record<string, unknown> & { teste: { entregue: boolean } }) => [
      one.canal,
      one.habilitado,
      one.situacao,
      one.naFila,
      one.teste.entregue,
    ]),
    [
      ["email", true, "ok", 0, true],
      ["teams", true, "ok", 0, true],
      ["telegram", true, "ok", 0, false],
      ["webhook", true, "ok", 0, true],
    ],
  );
  assert.match(list[2].teste.mensagem, /HTTP 404.*BotFather/);
  assert.deepEqual((await place.run("canais")).code, 0);
  const checked = await place.run("verificar");
  assert.match(checked.out, /✅ webhook +respondeu/);
  assert.match(checked.out, /❌ telegram +.*HTTP 404/);
});

Deno.test("story: canais --testar with no channel on says that nothing was tested", async () => {
  await using place = new Installation(null);
  const said = /Nenhum canal está ligado: nada foi testado/;
  const [listed, tried, document] = [
    await place.run("canais"),
    await place.run("canais", "--testar"),
    await place.run("canais", "--testar", "--json"),
  ];
  assert.deepEqual([listed.code, tried.code, document.code], [0, 0, 0]);
  assert.doesNotMatch(listed.out + listed.err, said);
  assert.match(tried.out, said);
  assert.match(document.err, said);
  assert.equal(JSON.parse(document.out).canais.length, 4);
});

Deno.test("story: a channel that is switched on without a secret is told of at the start, and only such a one", async () => {
  await using place = new Installation(null, {
    TEAMS: ["habilitado = sim", "url = https://fluxo.invalid/a"],
    TELEGRAM: ["habilitado = sim", "conversa = -100", "servidor = http://127.0.0.1:1"],
    WEBHOOK: ["habilitado = sim", "url = http://127.0.0.1:1/avisos", "segredo ="],
  });
  const start = async () => {
    const before = place.said("Verificando arquivos existentes");
    place.start();
    await place.until("it runs", () => place.said("Verificando arquivos existentes") > before);
    await place.run("parar");
    return place.messages().filter((message) => message.includes("falta o segredo"));
  };
  place.env["MONITOR_RETORNOS_TELEGRAM"] = MARKS.telegram;
  const told = await start();
  assert.equal(told.length, 1, told.join("\n"));
  assert.match(
    told[0]!,
    /^WARNING - .*: \[WEBHOOK\] segredo: falta o segredo.* -Segredo webhook .*MONITOR_RETORNOS_WEBHOOK/,
  );
  place.env["MONITOR_RETORNOS_WEBHOOK"] = MARKS.webhook;
  assert.deepEqual(await start(), told);
});

/** Each pair, each in two kinds of trouble. */
const PAIRS: readonly (readonly [string, string, string, HttpFault, HttpFault])[] = [
  ["teams", "telegram", "webhook", "hang", 500],
  ["teams", "webhook", "telegram", "reset", "hang"],
  ["telegram", "webhook", "teams", 404, "hang"],
];
for (const [a, b, well, faultA, faultB] of PAIRS) {
  Deno.test(`story: ${a} and ${b} fail, ${well} and mail have it within 10 s, and files go on`, async () => {
    await using all = await WebPlace.open();
    const { place, smtp } = all;
    const sites = all.sites as Readonly<Record<string, WebPlace["sites"]["teams"]>>;
    sites[a]!.behave(faultA);
    sites[b]!.behave(faultB);
    await all.run();
    await place.takeAway();
    await place.until("it is down", () => down(all));
    const since = performance.now();
    await place.until("the third has it", () => sites[well]!.taken.length === 1);
    await smtp.waitFor(1);
    assert.ok(performance.now() - since < 10_000);
    await place.bringBack();
    await place.until("it is back", () => place.said("SERVIDOR RECUPERADO!") > 0);
    place.drop("RETORNO_001.ret", retorno(1));
    await place.until("a file is done", () => place.names(place.processed).length === 1);
    await place.until("both are told", () => sites[well]!.taken.length === 2);
    assert.deepEqual([sites[a]!.taken.length, sites[b]!.taken.length], [0, 0]);
    const waiting = () =>
      place.query(
        "SELECT channel, count(*) AS n FROM outbox WHERE accepted_at IS NULL AND channel <> 'email' GROUP BY channel ORDER BY channel",
      ).map(({ channel, n }) => [channel, n]);
    // What a site has taken is written a moment later.
    await place.until("what was taken is written", () => waiting().length === 2);
    assert.deepEqual(waiting(), [a, b].sort().map((c) => [c, 2]));
  });
}
