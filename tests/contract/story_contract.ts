/**
 * What every ledger promises of a story that it gives or takes: nothing is doubled however often it comes, what is decided
 * stays decided, and order is kept. One engine is one call of {@link storyContract}.
 */
import assert from "node:assert/strict";
import type { Outage } from "../../core/domain/outage.ts";
import type { Ledger } from "../../core/ports/ledger/ledger.port.ts";
import type { NewMessage } from "../../core/ports/ledger/outbox.port.ts";
import type { LedgerEngine } from "./ledger_contract.ts";

const HOLD = { since: 5, refusals: 2, login: true, cure: "troque a senha", identity: "ab" };

/** Declares the tests of one engine. */
export function storyContract(engine: LedgerEngine): void {
  Deno.test(`${engine.name}: a story goes over whole, once, and undoes nothing`, async () => {
    const places = [await engine.create(), await engine.create()];
    const [from, to] = await Promise.all(places.map((place) => place.open())) as [Ledger, Ledger];
    try {
      await open(from, "q1", 1000, [message("queda", "q1"), message("queda", "q1", "teams")]);
      await open(from, "q2", 2000, [message("queda", "q2")]);
      await from.outages.acknowledge({ at: 9, by: "USUARIO 17", note: "sei" });
      await from.outages.record([closed("q1", 1000)], [message("recuperacao", "q1")]);
      await from.outbox.enqueue([{ ...message("teste", "t"), outageId: null }]);
      const first = (await from.outbox.head("email"))!;
      await from.outbox.postponed(first.id, "sem resposta", 7000, HOLD);
      await from.outbox.accepted((await from.outbox.head("teams"))!.id, 4000);

      const story = await from.story.open();
      assert.deepEqual(story.outages.map(({ id, closedAt }) => [id, closedAt]), [
        ["q1", 1900],
        ["q2", null],
      ]);
      // What was accepted is over, and does not go along.
      const waiting = [
        ["email", "queda:q1"],
        ["email", "queda:q2"],
        ["email", "recuperacao:q1"],
        ["email", "teste:t"],
      ];
      assert.deepEqual(story.messages.map((m) => [m.channel, m.event]), waiting);
      assert.deepEqual([story.messages[0]!.attempts, story.messages[0]!.hold], [1, HOLD]);

      for (let n = 0; n < 3; n++) await to.story.absorb(story);
      assert.deepEqual(await to.story.open(), story);
      assert.deepEqual(await to.outages.latest(9), await from.outages.latest(9));

      // There everything goes on to its end, and what comes late changes nothing of it.
      for (let head = await to.outbox.head("email"); head !== null;) {
        if (head.kind === "teste") await to.outbox.givenUp(head.id, "recusado", 8000);
        else await to.outbox.accepted(head.id, 8000);
        head = await to.outbox.head("email");
      }
      await to.outages.record([closed("q2", 2000)], []);
      await to.story.absorb(story);
      assert.deepEqual(await to.story.open(), { outages: [], messages: [] });
      assert.equal((await to.outbox.refused()).length, 1);
      assert.equal((await to.outages.latest(1))[0]!.closedAt, 2900);

      // The other way round: what was decided elsewhere is known here.
      const settled = story.messages.map((m) => ({ ...m, acceptedAt: 8000, hold: null }));
      const over = { ...story.outages[1]!, endedAt: 2500, downMs: 500, closedAt: 2900 };
      await from.story.absorb({ outages: [over], messages: settled });
      assert.deepEqual(await from.story.open(), { outages: [], messages: [] });
      assert.deepEqual(
        (await from.outages.latest(1))[0]!.telling.acknowledged,
        { at: 9, by: "USUARIO 17", note: "sei" },
      );
      const told = await from.outbox.ofOutages(["q1", "q2"]);
      assert.deepEqual(told.map(({ acceptedAt }) => acceptedAt), [8000, 4000, 8000, 8000]);

      // A message whose outage nobody knows stands alone; nothing at all is no error.
      const alone = { ...settled[0]!, event: "queda:q9", outageId: "q9", acceptedAt: null };
      await to.story.absorb({ outages: [], messages: [alone] });
      await to.story.absorb({ outages: [], messages: [] });
      assert.equal((await to.outbox.head("email"))!.outageId, null);
    } finally {
      await from.close();
      await to.close();
      for (const place of places) await place.dispose();
    }
  });
}

function open(ledger: Ledger, id: string, at: number, messages: readonly NewMessage[]) {
  return ledger.outages.record(
    [{ kind: "opened", outage: outage(id, at), folder: "P", testUntil: 3 }],
    messages,
  );
}

function closed(id: string, at: number) {
  const over = { ...outage(id, at), endedAt: at + 500, downMs: 500 };
  return { kind: "closed", outage: over, at: at + 900 } as const;
}

function outage(id: string, startedAt: number): Outage {
  return {
    id,
    startedAt,
    startedMono: null,
    endedAt: null,
    downMs: null,
    diagnosis: { code: "rede", message: "sem rede", errorNumber: 53, transient: true },
    unstable: true,
  };
}

function message(
  kind: "queda" | "recuperacao" | "teste",
  subject: string,
  channel = "email",
): NewMessage {
  return {
    channel,
    kind,
    event: `${kind}:${subject}`,
    outageId: subject,
    title: `${kind} ${subject}`,
    payload: { texto: subject },
    at: 1000,
  };
}
