/**
 * kill -9 around the deliveries over HTTP: before a message is sent, while the other side thinks, after it took the message and
 * before its answer, after the answer. Each message arrives on every channel, in order; it comes again only when a death lay
 * between, and then it is the same one.
 */
import assert from "node:assert/strict";
import type { HttpFault } from "../support/http_site.ts";
import { kill } from "../support/installation.ts";
import { ID_HEADER, MARKS, WEB, WebPlace } from "../support/web_place.ts";
import { hmac } from "../support/hmac.ts";

/** What the other sides do with a message, and when the program dies: ms after the first of them was asked. */
const DEATHS: readonly (readonly [HttpFault, number])[] = [
  // Nobody takes it.
  ["hang", 0],
  // Taken, and the answer would have come later.
  [{ takenFor: 60_000 }, 30],
  // Around the moment of the answer and of its record.
  [{ takenFor: 100 }, 100],
  [{ delayMs: 60, then: { takenFor: 20 } }, 90],
  [{ delayMs: 100, then: null }, 103],
  [{ delayMs: 30, then: null }, 32],
];

Deno.test("story: killed at any instant, one message of each kind per channel, or the very same one again", async () => {
  await using all = await WebPlace.open();
  const { place, sites } = all;
  const asked = () => WEB.reduce((sum, name) => sum + sites[name].seen.length, 0);
  /** Begin and end of each death, ms since the Unix epoch. */
  const deaths: [number, number][] = [];
  let monitor = await all.run();
  const told = () =>
    place.query("SELECT 1 FROM outbox WHERE accepted_at IS NULL AND channel <> 'email'").length ===
      0;
  for (const [n, [fault, afterMs]] of DEATHS.entries()) {
    for (const name of WEB) sites[name].behave(fault);
    // Something to tell: an outage, or the end of one.
    const before = asked();
    if (n % 2 === 0) await place.takeAway();
    else await place.bringBack();
    await place.until("somebody is asked", () => asked() > before);
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    const begin = Date.now();
    await kill(monitor);
    deaths.push([begin, Date.now()]);
    for (const name of WEB) sites[name].behave(null);
    monitor = place.start();
    await place.until("everything is told", told);
  }
  assert.deepEqual(place.query("SELECT id FROM outages WHERE closed_at IS NULL"), []);
  const died = (from: number, to: number) => deaths.some(([a, b]) => from <= b && a <= to);
  let again = 0;
  for (const name of WEB) {
    const idOf = ({ headers }: { headers: Readonly<Record<string, string>> }) =>
      headers[ID_HEADER]!;
    const { seen, taken } = sites[name];
    const queued = place.query(
      `SELECT event FROM outbox WHERE channel = '${name}' ORDER BY id`,
    ).map(({ event }) => String(event).replace(":", "."));
    assert.equal(queued.length, DEATHS.length);
    // Each at least once, none that is not queued, and in order of the first acceptance.
    assert.deepEqual([...new Set(taken.map(idOf))], queued, name);
    for (const [n, request] of seen.entries()) {
      const earlier = seen.slice(0, n).findLast((one) => idOf(one) === idOf(request));
      if (earlier === undefined) continue;
      again++;
      assert.equal(request.body, earlier.body, `${name}: the same id, another message`);
      assert.ok(died(earlier.at, request.at), `${name}: sent twice in one life`);
    }
    // Nobody is told of a recovery before he was told of its outage, and each outage has one of each.
    const outages = place.query("SELECT id FROM outages ORDER BY started_at").map(({ id }) => id);
    assert.deepEqual(queued, outages.flatMap((id) => [`queda.${id}`, `recuperacao.${id}`]));
  }
  assert.ok(again >= 3, "no death hit a delivery");
  for (const { body, headers } of sites.webhook.taken) {
    assert.equal(headers["x-monitorretornos-assinatura"], `sha256=${hmac(MARKS.webhook, body)}`);
  }
});
