/** `quedas --json`: the messages of each outage, with the times at which they were queued and accepted. */
import assert from "node:assert/strict";
import { localIso } from "../../../core/adapters/clock/local_time.ts";
import { openLedger } from "../../../core/adapters/ledger/sqlite/database.ts";
import { SqliteLedger } from "../../../core/adapters/ledger/sqlite/sqlite_ledger.ts";
import type { MessageKind } from "../../../core/words/announcement.ts";
import { outageDocument } from "../../../core/views/outages.ts";

const at = (second: number) => Date.UTC(2025, 9, 14, 12, 23, second);

Deno.test("deliveries: queued, put off, accepted and given up, of this outage alone", async () => {
  const db = openLedger(":memory:");
  const add = db.prepare(
    "INSERT INTO outages (id, started_at, code, message, folder) VALUES (?, 0, 'rede', '', '')",
  );
  for (const id of ["q1", "q2"]) add.run(id);
  const { outbox, outages } = new SqliteLedger(db);
  const told = async (id: string) => {
    const [outage] = (await outages.latest(9)).filter((one) => one.id === id);
    const deliveries = await outbox.ofOutages(["q1", "q2"]);
    return outageDocument(outage!, deliveries, 0, localIso).entregas;
  };
  const put = (kind: MessageKind, outageId: string | null, wall: number) =>
    outbox.enqueue([{
      channel: "email",
      kind,
      event: `${kind}:${outageId}`,
      outageId,
      title: "s",
      payload: {},
      at: wall,
    }]);
  const waiting = (tipo: string, second: number) => ({
    tipo,
    canal: "email",
    enfileiradaEm: localIso(at(second)),
    aceitaEm: null,
    recusadaEm: null,
    tentativas: 0,
    ultimoErro: null,
  });

  assert.deepEqual(await told("q1"), []);
  await put("queda", "q1", at(1));
  await put("recuperacao", "q1", at(2));
  await put("queda", "q2", at(3));
  await put("teste", null, at(4));
  assert.deepEqual(await told("q1"), [waiting("queda", 1), waiting("recuperacao", 2)]);

  await outbox.postponed(1, "451 tente depois", at(30));
  assert.deepEqual(await told("q1"), [
    { ...waiting("queda", 1), tentativas: 1, ultimoErro: "451 tente depois" },
    waiting("recuperacao", 2),
  ]);

  await outbox.accepted(1, at(31));
  await outbox.givenUp(2, "550 recusado", at(32));
  assert.deepEqual(await told("q1"), [
    { ...waiting("queda", 1), tentativas: 2, aceitaEm: localIso(at(31)) },
    {
      ...waiting("recuperacao", 2),
      tentativas: 1,
      recusadaEm: localIso(at(32)),
      ultimoErro: "550 recusado",
    },
  ]);
  assert.deepEqual(await told("q2"), [waiting("queda", 3)]);
  assert.deepEqual(await outbox.ofOutages(["q3"]), []);
  db.close();
});
