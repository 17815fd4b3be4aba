/** The real program in a recovery test: everything that people get of it says so, and the lists can leave it out. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { Installation } from "../support/installation.ts";
import { retorno } from "../support/lab.ts";
import { startSmtp } from "../support/smtp.ts";

/** One outage, from taking the folder away to both of its mails. */
async function outage(place: Installation, number: number, file: string): Promise<void> {
  await place.takeAway();
  const alert = "ALERTA: Servidor ficou inacessível!";
  await place.until(`outage ${number}`, () => place.said(alert) === number);
  if (file === "") await place.run("arquivo-teste", "--pasta", place.away);
  else place.drop(file, retorno(1), place.away);
  await place.bringBack();
  const done = "SELECT id FROM outages WHERE closed_at IS NOT NULL";
  await place.until(`recovery ${number}`, () => place.query(done).length === number);
}

Deno.test("a test says TESTE in subjects, notifications and lists; the next outage is a real one", async () => {
  await using smtp = await startSmtp();
  await using place = new Installation(smtp.port);
  const json = async (...args: string[]) => JSON.parse((await place.run(...args, "--json")).out);
  place.start();
  await place.until("the first look", () => place.said("Verificando arquivos existentes") > 0);

  assert.equal((await place.run("marcar-teste")).code, 2);
  assert.equal((await place.run("marcar-teste", "--prazo", "600", "--fim")).code, 2);
  const { ate } = await json("marcar-teste", "--prazo", "600");
  assert.ok(Date.parse(ate) > Date.now() && Date.parse(ate) <= Date.now() + 600_000);
  await outage(place, 1, "");
  await place.until("two mails", () => smtp.messages.length === 2);
  assert.deepEqual(smtp.messages.map(({ subject }) => subject), [
    "[TESTE] 🚨 SERVIDOR INACESSÍVEL - Monitor em Modo de Espera",
    "[TESTE] ✅ SERVIDOR RECUPERADO - Sistema Operacional",
  ]);
  for (const { text } of smtp.messages) assert.match(text, /ISTO É UM TESTE DE RECUPERAÇÃO/);
  const notices = () =>
    place.names(join(place.data, "notificacoes")).map((name) =>
      JSON.parse(Deno.readTextFileSync(join(place.data, "notificacoes", name))).titulo
    );
  assert.deepEqual(notices().sort(), [
    "[TESTE] Servidor Inacessível",
    "[TESTE] Servidor Recuperado",
  ]);
  assert.equal(place.said("É um TESTE de recuperação: ninguém precisa agir"), 1);
  assert.equal((await json("estado")).ultimaQueda.teste, true);
  assert.match((await place.run("estado")).out, /^Última queda .*\(teste\)$/m);

  assert.deepEqual(await json("marcar-teste", "--fim"), { ate: null });
  await outage(place, 2, "R1.ret");
  await place.until("four mails", () => smtp.messages.length === 4);
  assert.deepEqual(smtp.messages.slice(2).map(({ subject }) => subject), [
    "🚨 SERVIDOR INACESSÍVEL - Monitor em Modo de Espera",
    "✅ SERVIDOR RECUPERADO - Sistema Operacional",
  ]);
  for (const { text } of smtp.messages.slice(2)) assert.doesNotMatch(text, /TESTE/);

  const tests = async (...args: string[]) => {
    const document = await json(...args);
    return (document.quedas ?? document.arquivos).map(({ teste }: { teste: boolean }) => teste);
  };
  assert.deepEqual(await tests("quedas"), [false, true]);
  assert.deepEqual(await tests("quedas", "--sem-testes"), [false]);
  assert.deepEqual(await tests("arquivos"), [false, true]);
  assert.deepEqual(await tests("arquivos", "--sem-testes"), [false]);
  assert.match((await place.run("quedas")).out, /pasta \(teste\)/);

  const { out: metrics } = await place.run("metricas");
  assert.match(metrics, /^monitor_retornos_quedas_total 1$/m);
  assert.match(metrics, /^monitor_retornos_quedas_de_teste_total 1$/m);
  const page = join(place.root, "relatorio.html");
  assert.equal((await place.run("relatorio", "--saida", page)).code, 0);
  const html = Deno.readTextFileSync(page);
  assert.match(html, />1 queda</);
  assert.match(html, /Houve também 1 teste de recuperação, que não conta\./);
});

Deno.test("a folder that stays away after the test's limit is a real outage, and is told as one", async () => {
  await using smtp = await startSmtp();
  await using place = new Installation(smtp.port);
  place.start();
  await place.until("the first look", () => place.said("Verificando arquivos existentes") > 0);
  await place.run("marcar-teste", "--prazo", "8");
  await place.takeAway();
  await place.until("the alert", () => smtp.messages.length === 1);
  assert.match(smtp.messages[0]!.subject, /^\[TESTE\]/);
  const { out: metrics } = await place.run("metricas");
  assert.match(metrics, /^monitor_retornos_queda_em_curso 0$/m);
  assert.match(metrics, /^monitor_retornos_teste_em_curso 1$/m);
  const until = Number(place.query("SELECT test_until FROM outages")[0]!.test_until);
  await place.until("the limit", () => Date.now() > until);
  await place.bringBack();
  await place.until("the recovery", () => smtp.messages.length === 2);
  assert.equal(smtp.messages[1]!.subject, "✅ SERVIDOR RECUPERADO - Sistema Operacional");
  const list = JSON.parse((await place.run("quedas", "--sem-testes", "--json")).out).quedas;
  assert.deepEqual(list.map(({ teste }: { teste: boolean }) => teste), [false]);
});
