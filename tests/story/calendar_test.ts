/** What the real program tells by the calendar: a summary and a failed check that came due while it did not run; each once. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Installation, kill } from "../support/installation.ts";
import { retorno } from "../support/lab.ts";
import { startSmtp } from "../support/smtp.ts";

const MINUTE = 60_000;

/** `HH:MM` of a moment, local time. */
function clockTime(ms: number): string {
  return new Date(ms).toTimeString().slice(0, 5);
}

Deno.test("missed while the machine was off: one summary and one critical message, late, and never again", async () => {
  await using smtp = await startSmtp();
  const now = Date.now();
  await using place = new Installation(smtp.port, {
    EMAIL: [
      "smtp_servidor = 127.0.0.1",
      `smtp_porta = ${smtp.port}`,
      "seguranca = nenhuma",
      "remetente = monitor@exemplo.invalid",
      "destinatarios = equipe@exemplo.invalid",
      `resumo_diario = ${clockTime(now - 10 * MINUTE)}`,
    ],
    VERIFICACAO_AGENDADA: [
      "habilitado = sim",
      `horario = ${clockTime(now - 40 * MINUTE)}`,
      "dias_semana = todos",
    ],
  });
  place.drop("R1.ret", retorno(1));
  place.drop("RUIM.ret", new TextEncoder().encode("isto não é um retorno\r\n"));
  assert.equal((await place.run("processar")).code, 5);
  // As the ledger of a machine that was switched off an hour ago, in an outage that people know of.
  const db = new DatabaseSync(join(place.data, "ledger.db"));
  const hourAgo = now - 60 * MINUTE;
  db.exec(
    `INSERT INTO outages (id, started_at, told_ms, code, message, folder)
       VALUES ('q1', ${hourAgo}, 0, 'servidor', 'Fora do ar.', '${place.folder}');
     INSERT INTO telling (name, state) VALUES ('resumo', '{"day":"2000-01-01","until":${hourAgo}}');`,
  );
  db.close();
  await place.takeAway();
  const subjects = () => smtp.messages.map(({ subject }) => subject.split(" - ")[0]!);
  let monitor = place.start();
  await place.until("both messages", () => subjects().length >= 2);
  await kill(monitor);
  monitor = place.start();
  await place.until("another check", () => place.said("ainda inacessível") > 0);
  await place.bringBack();
  await place.until("the recovery", () => subjects().includes("✅ SERVIDOR RECUPERADO"));
  // Killed between acceptance and record, the same message may come once more, with the same id.
  const once = new Map(smtp.messages.map((mail) => [mail.messageId, mail]));
  const [summary, critical, ...rest] = [...once.values()];
  assert.match(
    summary!.subject,
    /^📊 Resumo diário .* 1 processado\(s\), 1 recusado\(s\), 1 queda\(s\)$/,
  );
  assert.match(summary!.text, /^Títulos pagos: [1-9]/m);
  assert.match(summary!.text, /^ {2}- RUIM\.ret: /m);
  assert.match(critical!.subject, /^🚨 FALHA CRÍTICA - /);
  assert.match(critical!.text, /O que fazer/);
  assert.deepEqual(rest.map(({ subject }) => subject.split(" - ")[0]), ["✅ SERVIDOR RECUPERADO"]);
});
