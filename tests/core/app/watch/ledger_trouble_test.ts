/** What is told of a ledger's server that was away, where the folder got another holder meanwhile. Real ledgers, of which one goes away. */
import assert from "node:assert/strict";
import { openLedger } from "../../../../core/adapters/ledger/sqlite/database.ts";
import { SqliteLedger } from "../../../../core/adapters/ledger/sqlite/sqlite_ledger.ts";
import { SpooledLedger } from "../../../../core/app/spool/spooled_ledger.ts";
import { Announcer } from "../../../../core/app/tell/announce.ts";
import { LedgerTrouble } from "../../../../core/app/watch/ledger_trouble.ts";
import { LedgerUnavailable } from "../../../../core/ports/ledger/ledger.port.ts";
import { gated } from "../../../support/gated_ledger.ts";
import { ManualClock } from "../../../support/manual_clock.ts";

const MINUTE = 60_000;

Deno.test("whose folder was taken over ends what it told of the ledger's absence: by message when it was by message, once", async () => {
  for (const awayMs of [MINUTE / 2, 2 * MINUTE]) {
    const server = new SqliteLedger(openLedger(":memory:"));
    const spool = new SqliteLedger(openLedger(":memory:"));
    const clock = new ManualClock();
    let down = false;
    const ledger = await SpooledLedger.open({
      server: gated(server, () => {
        if (down) throw new LedgerUnavailable("sem resposta");
      }),
      spool,
      clock,
    }, "P");
    const shown: string[] = [];
    const announcer = new Announcer({
      channels: [{
        name: "email",
        compose: ({ kind }) => ({ title: kind, payload: {} }),
      }],
      log: { write: () => {} },
      notifier: { notify: ({ title }) => void shown.push(title) },
      events: { write: () => {} },
    }, String);
    const trouble = () => new LedgerTrouble({ ledger, clock, announcer, newId: () => "1" });
    await ledger.spool.holds(1);
    await ledger.spool.meet();
    down = true;
    const working = trouble();
    for (let ms = 0; ms <= awayMs; ms += MINUTE / 4) {
      await assert.rejects(() => ledger.telling.read("x"), LedgerUnavailable);
      await working.attend(true, true);
      clock.pass(MINUTE / 4);
    }
    const told = awayMs > MINUTE ? ["livro:livro-1"] : [];
    const waiting = (await spool.story.all()).messages.map(({ event }) => event);
    assert.deepEqual(waiting, told);
    if (told.length > 0) {
      const { id } = (await ledger.outbox.head("email"))!;
      await ledger.outbox.accepted(id, clock.now().wall);
    }
    // The mark in the folder says that it is another one's; days later the server can be reached again.
    await ledger.spool.holds(null);
    clock.pass(3 * 24 * 60 * MINUTE);
    down = false;
    await ledger.spool.meet();
    const inReserve = trouble();
    await inReserve.handOver();
    const queued = (await server.story.open()).messages.map(({ event }) => event);
    assert.deepEqual(queued, told.map((event) => `${event}-volta`));
    assert.equal(shown.length, 2);
    // Neither again, nor when the folder is its own once more.
    await inReserve.handOver();
    await ledger.spool.holds(3);
    await ledger.spool.meet();
    const again = trouble();
    await again.attend(true, true);
    await again.worked();
    assert.deepEqual((await server.story.open()).messages.length, queued.length);
    assert.equal(shown.length, 2);
    await server.close();
    await spool.close();
  }
});
