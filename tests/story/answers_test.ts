/**
 * Every answer of Teams, Telegram and webhook, driven through the real program: delivered, tried again, held or given up as it
 * should be, and shown in `canais` and `estado`. Only the channel that hangs is elsewhere: hanging_test.ts.
 */
import assert from "node:assert/strict";
import type { HttpFault } from "../support/http_site.ts";
import { WEB, WebPlace } from "../support/web_place.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** An answer, and what it makes of the message at the head of the queue. */
interface Expected {
  readonly fault: HttpFault;
  readonly becomes: "esperando" | "retido";
  /** What people are told of it. */
  readonly says: RegExp;
  /** When it is tried again, in ms from its attempt; null: by the number of attempts. */
  readonly after: number | null;
}

/** Wait after so many failed attempts, in ms. Source: README. */
const DELAYS = [
  30 * SECOND,
  1 * MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
];
/** And while the queue is held, for what no account is asked. */
const HELD_DELAYS = [5 * MINUTE, 15 * MINUTE, 30 * MINUTE, 60 * MINUTE];

const ANSWERS: readonly Expected[] = [
  { fault: 500, becomes: "esperando", says: /HTTP 500/, after: null },
  { fault: "reset", becomes: "esperando", says: /caiu/, after: null },
  {
    fault: { status: 429, headers: { "Retry-After": "1234" } },
    becomes: "esperando",
    says: /HTTP 429/,
    after: 1234 * SECOND,
  },
  { fault: 401, becomes: "retido", says: /HTTP 401/, after: HELD_DELAYS[0]! },
  { fault: 404, becomes: "retido", says: /HTTP 404/, after: HELD_DELAYS[1]! },
  // It says nothing of who we are: what holds the queue stays, and so does the count of its refusals.
  { fault: 503, becomes: "retido", says: /HTTP 503/, after: null },
  { fault: 410, becomes: "retido", says: /HTTP 410/, after: HELD_DELAYS[2]! },
  {
    fault: { status: 302, headers: { Location: "/outro" } },
    becomes: "retido",
    says: /HTTP 302/,
    after: HELD_DELAYS[3]!,
  },
];

type Document = Record<string, unknown> & { proximaTentativa: string; oQueFazer: string | null };

/** The three channels as `canais` and `estado` show them, which is the same. */
async function shown({ place }: WebPlace): Promise<Document[]> {
  const [listed, state] = await Promise.all(
    ["canais", "estado"].map(async (command) =>
      JSON.parse((await place.run(command, "--json")).out)
    ),
  );
  const web = (list: Document[]) => list.filter(({ canal }) => canal !== "email");
  const bare = web(listed.canais).map(({ habilitado: _, teste: __, ...rest }) => rest);
  assert.deepEqual(web(state.canais), bare);
  return web(listed.canais);
}

/** Attempts at the oldest message of each channel that is not through. */
function attempts({ place }: WebPlace): number[] {
  return place.query(
    `SELECT attempts FROM outbox WHERE channel <> 'email' AND accepted_at IS NULL AND given_up_at IS NULL
       AND kind = 'queda' ORDER BY channel`,
  ).map((row) => Number(row.attempts));
}

Deno.test("story: every answer of every channel, one after the other, through the real program", async () => {
  await using all = await WebPlace.open();
  const { place, sites, smtp } = all;
  const each = (fault: HttpFault | null) => {
    for (const name of WEB) sites[name].behave(fault);
  };
  each(ANSWERS[0]!.fault);
  await all.run();
  await place.takeAway();
  for (const [done, { fault, becomes, says, after }] of ANSWERS.entries()) {
    each(fault);
    if (done > 0) place.passMailDelays();
    await place.until(
      `the answer to attempt ${done + 1}`,
      () => attempts(all).length === 3 && attempts(all).every((count) => count === done + 1),
    );
    for (const document of await shown(all)) {
      const { canal, situacao, naFila, recusadas, ultimoErro, oQueFazer, retidoDesde } = document;
      const what = `${canal}, ${JSON.stringify(fault)}: ${JSON.stringify(document)}`;
      assert.deepEqual([situacao, naFila, recusadas], [becomes, 1, 0], what);
      assert.match(String(ultimoErro), says, what);
      const held = becomes === "retido";
      assert.deepEqual([oQueFazer !== null, retidoDesde !== null], [held, held], what);
      const last = Math.max(
        ...sites[canal as (typeof WEB)[number]].seen.map(({ at }) => at),
      );
      const wait = Date.parse(document.proximaTentativa) - last;
      const wanted = after ?? DELAYS[done]!;
      // Whole seconds are shown, and the answer took its time.
      assert.ok(wait > wanted - SECOND && wait < wanted + MINUTE / 4, `${wait} ${what}`);
    }
  }
  for (const name of WEB) {
    assert.deepEqual([sites[name].taken.length, sites[name].seen.length], [0, ANSWERS.length]);
    assert.equal(new Set(sites[name].seen.map(({ body }) => body)).size, 1, "the same message");
    assert.equal(sites[name].seen.some(({ path }) => path === "/outro"), false);
  }
  assert.equal(place.said("ENVIO RETIDO"), 3, "each once");
  const people = await place.run("canais");
  assert.match(people.out, /🔒 Teams +1 na fila/);

  // Refused for what it is: given up, said, and out of the way of the next one.
  each(400);
  sites.telegram.behave({ status: 400, body: '{"ok":false,"description":"message is too long"}' });
  place.passMailDelays();
  await place.until("given up", () => place.said("MENSAGEM NÃO ENTREGUE") === 3);
  for (const document of await shown(all)) {
    assert.deepEqual(
      [document.situacao, document.naFila, document.recusadas, document.ultimoErro],
      ["ok", 0, 1, null],
    );
  }
  each("flood");
  await place.bringBack();
  await place.until("ten megabytes come back", () => WEB.every((n) => sites[n].taken.length === 1));
  await smtp.waitFor(2, 60_000);
  for (const name of WEB) assert.ok(sites[name].flooded() < 10_000_000, "all of it was read");
  await place.until("it is recorded", () => place.said("recuperação entregue") === 3);

  // The next outage finds everything well: 202, 200, 204.
  each(null);
  await place.takeAway();
  await place.until("told", () => WEB.every((name) => sites[name].taken.length === 2));
  await place.until("recorded", () => place.said("alerta de queda entregue") === 3);
  for (const document of await shown(all)) {
    assert.deepEqual([document.situacao, document.naFila], ["ok", 0]);
  }
  // What was given up stays in sight until somebody says that he has seen it.
  const given = JSON.parse((await place.run("verificar", "--json")).out).itens.filter(
    ({ mensagem }: { mensagem: string }) => mensagem.startsWith("recusado em definitivo"),
  );
  assert.deepEqual(
    given.map(({ item, situacao }: Record<string, string>) => [item, situacao]),
    WEB.map((name) => [`fila ${name}`, "falha"]),
  );
  for (const [n, { mensagem }] of given.entries()) {
    assert.match(mensagem, /HTTP 400/);
    assert.ok(mensagem.includes(`corrija [${WEB[n]!.toUpperCase()}]`), mensagem);
  }
  await place.run("verificar", "--reconhecer-emails");
  assert.ok((await shown(all)).every(({ recusadas }) => recusadas === 0));
});
