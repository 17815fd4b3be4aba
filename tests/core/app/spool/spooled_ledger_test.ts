/** A ledger with a spool, killed at every step: told once, and all of it on the server in the end. */
import assert from "node:assert/strict";
import { openLedger } from "../../../../core/adapters/ledger/sqlite/database.ts";
import { SqliteLedger } from "../../../../core/adapters/ledger/sqlite/sqlite_ledger.ts";
import { SpooledLedger } from "../../../../core/app/spool/spooled_ledger.ts";
import type { Outage } from "../../../../core/domain/outage.ts";
import type { Ledger } from "../../../../core/ports/ledger/ledger.port.ts";
import { LedgerUnavailable } from "../../../../core/ports/ledger/ledger.port.ts";
import type { MonitorStatus } from "../../../../core/ports/ledger/presence.port.ts";
import { gated } from "../../../support/gated_ledger.ts";
import { ManualClock } from "../../../support/manual_clock.ts";

class Death extends Error {}

const STATUS: MonitorStatus = {
  state: "operacional",
  since: 0,
  folder: "P",
  lastProbe: null,
  nextProbe: null,
  intervalSeconds: 300,
  diagnosis: null,
  pending: 0,
  unstable: false,
};

/** A server, a spool, and one monitor after another that works with them. */
class World {
  readonly server = new SqliteLedger(openLedger(":memory:"));
  readonly local = new SqliteLedger(openLedger(":memory:"));
  readonly clock = new ManualClock();
  down = false;
  /** Calls of either ledger until the monitor dies. */
  left = Infinity;
  calls = 0;
  /** What was called when it died. */
  died: string | null = null;
  readonly sent: string[] = [];

  async monitor(graceMs = 0): Promise<SpooledLedger> {
    const step = (call: string, moment: string) => {
      this.calls++;
      if (this.left-- > 0) return;
      this.died ??= `${call} ${moment}`;
      throw new Death();
    };
    const server = gated<Ledger>(this.server, (call, moment) => {
      step(`server.${call}`, moment);
      // Its answer may be lost as well: what was asked is done then.
      if (this.down) throw new LedgerUnavailable("sem resposta");
    });
    const spool = gated(this.local, (call, moment) => step(`spool.${call}`, moment));
    const ports = { server, spool, clock: this.clock, graceMs };
    return await SpooledLedger.open(ports, "P");
  }

  async deliver(ledger: Ledger): Promise<void> {
    for (let head = await ledger.outbox.head("email"); head !== null;) {
      this.sent.push(head.event);
      await ledger.outbox.accepted(head.id, this.clock.now().wall);
      head = await ledger.outbox.head("email");
    }
  }
}

function outage(id: string, startedAt: number): Outage {
  return {
    id,
    startedAt,
    startedMono: null,
    endedAt: null,
    downMs: null,
    diagnosis: { code: "rede", message: "sem rede", errorNumber: 53, transient: false },
    unstable: false,
  };
}

const message = (kind: "queda" | "recuperacao", id: string) => ({
  channel: "email",
  kind,
  event: `${kind}:${id}`,
  outageId: id,
  title: kind,
  payload: {},
  at: 1,
});

/** As the folder's lane does it: what is on record already is not done again. */
async function begin(ledger: Ledger, id: string, at: number): Promise<void> {
  if ((await ledger.outages.current())?.id === id) return;
  await ledger.outages.record([{ kind: "opened", outage: outage(id, at), folder: "P" }], [
    message("queda", id),
  ]);
}

async function end(ledger: Ledger, id: string, at: number): Promise<void> {
  if ((await ledger.outages.current())?.id !== id) return;
  const over = { ...outage(id, at), endedAt: at + 500, downMs: 500 };
  await ledger.outages.record([{ kind: "closed", outage: over, at: at + 600, told: true }], [
    message("recuperacao", id),
  ]);
}

/** The server's return is noticed by a sign of life, which nobody waits for. */
async function signOfLife(world: World, ledger: SpooledLedger): Promise<void> {
  const presence = { instance: "i", pid: 1, version: "1", startedAt: 1, status: STATUS };
  await ledger.presence.start(presence);
  for (let n = 0; n < 100 && ledger.spool.away() !== null && world.died === null; n++) {
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

/** One outage on each side of the server's absence, and one within it; each step may be done again. */
const STEPS: readonly ((world: World, ledger: SpooledLedger) => Promise<void>)[] = [
  (_, ledger) => begin(ledger, "q1", 1000),
  (world, ledger) => {
    world.down = true;
    return world.deliver(ledger);
  },
  (_, ledger) => end(ledger, "q1", 1000),
  (world, ledger) => world.deliver(ledger),
  (_, ledger) => begin(ledger, "q2", 2000),
  (_, ledger) => end(ledger, "q2", 2000),
  (world, ledger) => world.deliver(ledger),
  (_, ledger) => begin(ledger, "q3", 3000),
  (world, ledger) => {
    world.down = false;
    return signOfLife(world, ledger);
  },
  (world, ledger) => world.deliver(ledger),
  (_, ledger) => end(ledger, "q3", 3000),
  (world, ledger) => world.deliver(ledger),
];

const EVENTS = ["q1", "q2", "q3"].flatMap((id) => [`queda:${id}`, `recuperacao:${id}`]);

/** Runs the steps; the monitor dies after so many calls, and another one goes on. Resolves to the number of calls. */
async function run(left: number): Promise<World> {
  const world = new World();
  world.left = left;
  let ledger: SpooledLedger | null = null;
  for (const step of STEPS) {
    for (;;) {
      try {
        ledger ??= await world.monitor();
        await step(world, ledger);
        if (world.died !== null && world.left < 0) throw new Death();
        break;
      } catch (error) {
        if (!(error instanceof Death)) throw error;
        world.left = Infinity;
        ledger = null;
      }
    }
  }
  // The very last calls of a dead monitor's signs of life may still be under way.
  if (world.left < 0) world.left = Infinity;
  return world;
}

Deno.test("spool: one outage before, one within and one after the server's absence; killed at any call", async () => {
  const whole = (await run(Infinity)).calls;
  assert.ok(whole > 100, `${whole} calls`);
  for (let left = 0; left <= whole; left++) {
    const world = await run(left);
    const told = `${left}: ${world.died}: ${world.sent.join(" ")}`;
    // Between the channel's yes and the first note of it nobody can know: it is the one place where a message comes twice.
    const twice = world.sent.length - new Set(world.sent).size;
    assert.ok(twice === 0 || (twice === 1 && /story\.absorb before/.test(world.died ?? "")), told);
    assert.deepEqual([...new Set(world.sent)], EVENTS, told);
    const outages = await world.server.outages.latest(9);
    assert.deepEqual(
      outages.map((one) => [one.id, one.startedAt, one.endedAt, one.closedAt]),
      [["q3", 3000, 3500, 3600], ["q2", 2000, 2500, 2600], ["q1", 1000, 1500, 1600]],
      told,
    );
    const delivered = await world.server.outbox.ofOutages(["q1", "q2", "q3"]);
    assert.deepEqual(delivered.map(({ kind, acceptedAt }) => [kind, acceptedAt !== null]), [
      ...Array(3).fill([["queda", true], ["recuperacao", true]]).flat(),
    ], told);
    assert.equal(await world.server.outbox.waiting(), 0, told);
    // The spool keeps the latest outage, for those who ask, and nothing that is over besides.
    const kept = await world.local.story.all();
    assert.deepEqual([kept.outages.map(({ id }) => id), kept.messages], [["q3"], []], told);
    await world.server.close();
    await world.local.close();
  }
});

Deno.test("spool: whose folder was taken over meanwhile gives what is over, and leaves the rest to the one that has it", async () => {
  const world = new World();
  const former = await world.monitor();
  world.down = true;
  await begin(former, "q1", 1000);
  await end(former, "q1", 1000);
  await world.deliver(former);
  await begin(former, "q2", 2000);
  // Another one took the folder, and met the outage that still lasts.
  await begin(world.server, "q3", 3000);
  world.down = false;
  await former.spool.holds(false);
  await signOfLife(world, former);
  assert.equal(former.spool.away(), null);
  const outages = await world.server.outages.latest(9);
  assert.deepEqual(outages.map(({ id, closedAt }) => [id, closedAt]), [["q3", null], ["q1", 1600]]);
  assert.equal((await world.server.outages.current())?.id, "q3");
  assert.deepEqual((await world.local.story.all()).outages.map(({ id }) => id), ["q3"]);
  assert.deepEqual(
    (await world.server.outbox.ofOutages(["q1"])).map(({ acceptedAt }) => acceptedAt !== null),
    [true, true],
  );
  assert.deepEqual(world.sent, ["queda:q1", "recuperacao:q1"]);
  // And across a restart it is still not the one that tells.
  const next = await world.monitor();
  assert.equal(next.spool.mayTell(), false);
  await world.server.close();
  await world.local.close();
});

Deno.test("what is told of an outage while the server is away is spared for a while, where another machine may tell it too", async () => {
  const world = new World();
  const ledger = await world.monitor(60_000);
  const { clock } = world;
  const waits = async () => (await ledger.outbox.head("email"))!.nextAttemptAt - clock.now().wall;
  const tell = async (id: string) => {
    const { wall } = clock.now();
    await ledger.outages.record([{ kind: "opened", outage: outage(id, wall), folder: "P" }], [
      { ...message("queda", id), at: wall },
    ]);
  };
  const settle = async () => {
    const head = await ledger.outbox.head("email");
    await ledger.outbox.accepted(head!.id, clock.now().wall);
  };
  // The server says whose the folder is: nothing is spared.
  await tell("q1");
  assert.equal(await waits(), 0);
  world.down = true;
  // Nobody has said that there is no other machine.
  clock.pass(1000);
  assert.equal(await waits(), 59_000, "counted from the moment at which it was put into the queue");
  ledger.spool.expects(false);
  assert.ok(await waits() <= 0, "a machine that is alone tells at once");
  ledger.spool.expects(true);
  await settle();
  // What is no matter of an outage never waits.
  const { wall } = clock.now();
  await ledger.outbox.enqueue([{
    ...message("queda", "q1"),
    kind: "livro",
    event: "livro:1",
    outageId: null,
    at: wall,
  }]);
  assert.equal(await waits(), 0);
  await settle();
  assert.equal(await ledger.outbox.head("email"), null);
});
