/**
 * The story of the contract, told by the real program: its process, a real folder, a real mail server.
 * Nothing here knows the inside of the program but its ledger's tables.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { Installation, kill } from "../support/installation.ts";
import { retorno } from "../support/lab.ts";
import { deadPort, type ReceivedMail, type SmtpTestServer, startSmtp } from "../support/smtp.ts";

const RULE = "=".repeat(60);
const ALERT_SENT = "INFO - 📧 Alerta por email enviado sobre servidor inacessível";
const RECOVERY_SENT = "INFO - 📧 Email de recuperação enviado";
const OUTAGE_SUBJECT = "🚨 SERVIDOR INACESSÍVEL - Monitor em Modo de Espera";
const RECOVERY_SUBJECT = "✅ SERVIDOR RECUPERADO - Sistema Operacional";

const outage = (place: Installation) => [
  `WARNING - ${RULE}`,
  "WARNING - ⚠️  ALERTA: Servidor ficou inacessível!",
  `WARNING -    Pasta: ${place.folder}`,
  "WARNING -    Tentando reconectar a cada 1s...",
  `WARNING - ${RULE}`,
];
const recovery = (place: Installation, found: number) => [
  `INFO - ${RULE}`,
  "INFO - ✅ SERVIDOR RECUPERADO!",
  "INFO -    Processando arquivos pendentes...",
  `INFO - ${RULE}`,
  `INFO - 📁 Verificando arquivos existentes em: ${place.folder}`,
  `INFO - 📦 Encontrados ${found} arquivos .ret para processar`,
  "INFO - ✅ RETORNO_001.ret processado com sucesso",
  "INFO - ✅ RETORNO_002.ret processado com sucesso",
  "INFO - ✅ RETORNO_003.ret processado com sucesso",
];

/** Every line, in this order; others may stand between. */
function inOrder(messages: readonly string[], wanted: readonly string[]): void {
  let at = -1;
  for (const line of wanted) {
    const next = messages.indexOf(line, at + 1);
    assert.ok(next > at, `missing or out of order: ${line}\n\n${messages.join("\n")}`);
    at = next;
  }
}

/** What arrives while the folder is away. */
function gather(place: Installation): void {
  for (const n of [1, 2, 3]) place.drop(`RETORNO_00${n}.ret`, retorno(n), place.away);
  place.drop("RUIM_4.ret", new TextEncoder().encode("isto não é um retorno\r\n"), place.away);
}

const closed = (place: Installation) =>
  place.query("SELECT closed_at FROM outages").some((row) => row.closed_at !== null);
const isDown = (place: Installation) => place.said("ALERTA: Servidor ficou inacessível!") > 0;
const isUp = (place: Installation) => place.said("Verificando arquivos existentes") > 0;

/** The end of every variant: files, ledger, one mail of each kind with what it must say. */
function checkEnd(place: Installation, mails: readonly ReceivedMail[]): void {
  assert.deepEqual(place.names(), []);
  assert.deepEqual(place.names(place.processed), [1, 2, 3].map((n) => `RETORNO_00${n}.ret`));
  assert.deepEqual(place.names(place.refused), ["RUIM_4.ret", "RUIM_4.ret.motivo.txt"]);
  const applied = place.query(
    "SELECT name, count(*) AS n FROM files WHERE situation = 'processado' GROUP BY name ORDER BY name",
  );
  assert.deepEqual(
    applied.map((row) => [row.name, row.n]),
    [1, 2, 3].map((n) => [`RETORNO_00${n}.ret`, 1]),
  );
  assert.deepEqual(mails.map((mail) => mail.subject), [OUTAGE_SUBJECT, RECOVERY_SUBJECT]);
  const [first, second] = mails as [ReceivedMail, ReceivedMail];
  for (const body of [first.text, second.text]) assert.ok(body.includes(place.folder), body);
  assert.match(second.text, /Arquivos processados: 3\b/);
  assert.match(second.text, /Arquivos recusados: 1\b/);
  assert.ok(second.text.includes("RUIM_4.ret"));
  assert.ok(second.html.includes("RUIM_4.ret"));
  const [row] = place.query("SELECT started_at, ended_at, down_ms FROM outages");
  assert.equal(place.query("SELECT id FROM outages").length, 1);
  // The Date headers are whole seconds of the events, not of the deliveries.
  assert.ok(Math.abs(first.date! - Number(row!.started_at)) < 30_000);
  assert.ok(second.date! >= Math.floor(Number(row!.ended_at) / 1000) * 1000);
  assert.ok(second.date! - Number(row!.ended_at) < 60_000);
}

async function settled(place: Installation, smtp: SmtpTestServer): Promise<void> {
  await place.until("two mails", () => smtp.messages.length >= 2);
  await place.until("the line of the second mail", () => place.said("Email de recuperação") >= 1);
  // Silence is part of the story: nothing more comes.
  const checks = () => Number(place.query("SELECT heartbeat_at AS at FROM presence")[0]!.at);
  const before = checks();
  await place.until("another heartbeat", () => checks() > before);
}

Deno.test("the story: log word for word, one mail of each kind, three files, one refused by name", async () => {
  await using smtp = await startSmtp();
  await using place = new Installation(smtp.port);
  place.start();
  await place.until("the first look", () => isUp(place));
  await place.takeAway();
  await place.until("the alert", () => place.messages().includes(ALERT_SENT));
  gather(place);
  await place.bringBack();
  await settled(place, smtp);
  checkEnd(place, smtp.messages);
  const messages = place.messages();
  inOrder(messages, [...outage(place), ALERT_SENT, ...recovery(place, 4), RECOVERY_SENT]);
  for (const line of [ALERT_SENT, RECOVERY_SENT, "INFO - ✅ SERVIDOR RECUPERADO!"]) {
    assert.equal(messages.filter((m) => m === line).length, 1, line);
  }
  const bad = messages.filter((m) => m.startsWith("ERROR - "));
  assert.equal(bad.length, 1);
  assert.ok(bad[0]!.startsWith("ERROR - ❌ RUIM_4.ret movido para Erro: "));
  for (const line of place.lines()) {
    assert.match(line, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d - (INFO|WARNING|ERROR) - /);
  }
  const spool = place.names(join(place.data, "notificacoes"));
  assert.equal(spool.length, 2);
});

Deno.test("killed three times during the outage and started again: still one mail of each", async () => {
  await using smtp = await startSmtp();
  await using place = new Installation(smtp.port);
  let monitor = place.start();
  await place.until("the first look", () => isUp(place));
  await place.takeAway();
  // A kill between the server's acceptance and its record would repeat the message, with the same Message-ID.
  await place.until("the alert", () => place.said("Alerta por email enviado") === 1);
  for (let n = 1; n <= 3; n++) {
    await kill(monitor);
    monitor = place.start();
    await place.until(`start ${n + 1}`, () => place.said("iniciado (processo") === n + 1);
    // Alive again, and seeing that the folder is still away.
    const tries = place.said("Servidor ainda inacessível");
    await place.until("a check", () => place.said("Servidor ainda inacessível") > tries);
  }
  gather(place);
  await place.bringBack();
  await settled(place, smtp);
  checkEnd(place, smtp.messages);
  inOrder(place.messages(), [...outage(place), ...recovery(place, 4), RECOVERY_SENT]);
  assert.equal(place.messages().filter((m) => m === RECOVERY_SENT).length, 1);
});

Deno.test("a monitor that starts during the outage waits, tells it, and takes everything", async () => {
  await using smtp = await startSmtp();
  await using place = new Installation(smtp.port);
  await place.takeAway();
  gather(place);
  place.start();
  await place.until("the alert", () => place.messages().includes(ALERT_SENT));
  assert.ok(!isUp(place));
  await place.bringBack();
  await settled(place, smtp);
  checkEnd(place, smtp.messages);
  inOrder(place.messages(), [
    ...outage(place),
    ALERT_SENT,
    ...recovery(place, 4),
    RECOVERY_SENT,
  ]);
});

Deno.test("a mail server that is away for the whole outage gets both mails later, in order, with the true times", async () => {
  const port = deadPort();
  await using place = new Installation(port);
  const monitor = place.start();
  await place.until("the first look", () => isUp(place));
  await place.takeAway();
  await place.until("the outage", () => isDown(place));
  await place.until("a failed delivery", () => place.said("Email ainda não enviado") > 0);
  gather(place);
  await place.bringBack();
  await place.until("the end of the outage", () => closed(place));
  assert.ok(!place.messages().includes(ALERT_SENT), "not before the server has accepted it");
  assert.ok(!place.messages().includes(RECOVERY_SENT));
  const waiting = JSON.parse((await place.run("estado", "--json")).out);
  assert.equal(waiting.emailsNaFila, 2);
  await using smtp = await startSmtp({ port });
  // A later start finds them on disk. The time until the next attempt passes while nothing runs.
  await kill(monitor);
  place.passMailDelays();
  place.start();
  await settled(place, smtp);
  checkEnd(place, smtp.messages);
  inOrder(place.messages(), [...outage(place), ...recovery(place, 4), ALERT_SENT, RECOVERY_SENT]);
});

Deno.test("two monitors on one data folder: the second leaves with 3 and the first goes on", async () => {
  await using place = new Installation(null);
  place.start();
  await place.until("the first look", () => isUp(place));
  const second = await place.run("monitorar");
  assert.equal(second.code, 3);
  assert.ok((second.out + second.err).includes(place.data));
  place.drop("A.ret", retorno(1));
  await place.until("the file", () => place.names(place.processed).length === 1);
  const stop = await place.run("parar");
  assert.equal(stop.code, 0, stop.err);
  await place.until("the last word", () => place.said("🛑 Monitor encerrado") === 1);
});

Deno.test("a wrong value in config.ini: exit 2, with file, line, key, value and what is accepted", async () => {
  await using place = new Installation(null, {
    MONITORAMENTO_SERVIDOR: ["intervalo_verificacao = amanhã"],
  });
  const { code, out, err } = await place.run("monitorar");
  assert.equal(code, 2);
  for (const part of ["config.ini", "intervalo_verificacao", "amanhã", "1", "86400"]) {
    assert.ok(err.includes(part), `${part} is not in: ${err}`);
  }
  assert.equal(out, "");
  await using without = new Installation(null, { CAMINHOS: [] });
  const missing = await without.run("monitorar");
  assert.equal(missing.code, 2);
  assert.ok(missing.err.includes("pasta_retorno"));
});

Deno.test("a data folder that cannot be written: exit 1 with the folder's name", async () => {
  // A file in its place: that fails for an administrator too.
  await using place = new Installation(null);
  Deno.writeTextFileSync(place.data, "não sou uma pasta");
  const { code, err } = await place.run("monitorar");
  assert.equal(code, 1);
  assert.ok(err.includes(place.data), err);
  place.drop("A.ret", retorno(1));
  assert.deepEqual(place.names(), ["A.ret"]);
});
