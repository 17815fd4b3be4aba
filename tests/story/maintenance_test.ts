/** The real program in a maintenance window: everything is watched and recorded, and nothing is sent. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { Installation } from "../support/installation.ts";
import { retorno } from "../support/lab.ts";
import { startSmtp } from "../support/smtp.ts";

Deno.test("an outage in a window: checked, recorded, recovered, and no mail, no notification", async () => {
  await using smtp = await startSmtp();
  await using place = new Installation(smtp.port, {
    MANUTENCAO: ["janelas = todos 00:00-24:00"],
  });
  place.start();
  await place.until("the first look", () => place.said("Verificando arquivos existentes") > 0);
  const during = JSON.parse((await place.run("estado", "--json")).out);
  assert.ok(Date.parse(during.manutencaoAte) > Date.now());
  assert.match((await place.run("estado")).out, /^Manutenção +🔧 até .*: nada é enviado$/m);
  await place.takeAway();
  await place.until("the outage", () => place.said("ALERTA: Servidor ficou inacessível!") > 0);
  assert.equal(JSON.parse((await place.run("estado", "--json")).out).estado, "inacessivel");
  place.drop("R1.ret", retorno(1), place.away);
  await place.bringBack();
  await place.until(
    "the recovery",
    () => place.query("SELECT closed_at FROM outages").some((row) => row.closed_at !== null),
  );
  assert.deepEqual(place.names(place.processed), ["R1.ret"]);
  const [outage] = JSON.parse((await place.run("quedas", "--json")).out).quedas;
  assert.deepEqual([outage.avisada, outage.encerrada, outage.entregas], [false, true, []]);
  // Silence: two more signs of life, and still nothing.
  const beat = () => Number(place.query("SELECT heartbeat_at AS at FROM presence")[0]!.at);
  const before = beat();
  await place.until("another heartbeat", () => beat() > before + 5000);
  assert.deepEqual(smtp.messages, []);
  assert.deepEqual(place.query("SELECT id FROM outbox"), []);
  assert.deepEqual(place.names(join(place.data, "notificacoes")), []);
  assert.equal(place.said("🔧 A queda coube na janela de manutenção"), 1);
});
