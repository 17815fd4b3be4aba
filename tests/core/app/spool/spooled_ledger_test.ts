/** A ledger with a spool, killed at every step: told once, and all of it on the server in the end. */
import assert from "node:assert/strict";
import { openLedger } from "../../../../core/adapters/ledger/sqlite/database.ts";
import { SqliteLedger } from "../../../../core/adapters/ledger/sqlite/sqlite_ledger.ts";
import { SpooledLedger } from "../../../../core/app/spool/spooled_ledger.ts";
import type { Outage } from "../../../../core/domain/outage.ts";
import type { Ledger } from "../../../../core/ports/ledger/ledger.port.ts";
import { LedgerUnavailable } from "../../../../core/ports/ledger/ledger.port.ts";
import { gated } from "../../../support/gated_ledger.ts";
import { ManualClock } from "../../../support/manual_clock.ts";
import { WELL } from "../../../support/status.ts";

class Death extends Error {}

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
  /** Number of the possession: each monitor that begins gets the next one. */
  generation = 0;
  readonly sent: string[] = [];

  /** One that has not looked yet. */
  async monitorAlone(graceMs = 0): Promise<SpooledLedger> {
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
    const ledger = await SpooledLedger.open(ports, "P");
    this.generation++;
    return ledger;
  }

  /** One that has looked whose the folder is, if the server can be asked: it is its own. */
  async monitor(graceMs = 0): Promise<SpooledLedger> {
    const ledger = await this.monitorAlone(graceMs);
    if (!this.down) await this.look(ledger);
    return ledger;
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.local.close();
  }

  /** As the possession's lane does it: the folder is found to be this monitor's. */
  async look(ledger: SpooledLedger): Promise<void> {
    await ledger.spool.holds(this.generation);
    await ledger.spool.meet();
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
  const presence = { instance: "i", pid: 1, version: "1", startedAt: 1, status: WELL };
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
    return ledger.spool.holds(world.generation).then(() => signOfLife(world, ledger));
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
    await world.close();
  }
});

/** A monitor that was active told of outages while it was cut off: one that is over, and one that goes on. The server is back. */
async function cutOff(): Promise<{ readonly world: World; readonly former: SpooledLedger }> {
  const world = new World();
  const former = await world.monitor();
  world.down = true;
  await begin(former, "q1", 1000);
  await end(former, "q1", 1000);
  await world.deliver(former);
  await begin(former, "q2", 2000);
  world.down = false;
  return { world, former };
}

Deno.test("spool: whose folder was taken over meanwhile gives what is over, and leaves the rest to the one that has it", async () => {
  const { world, former } = await cutOff();
  // Another one took the folder, and met the outage that still lasts.
  await begin(world.server, "q3", 3000);
  await former.spool.holds(null);
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
  const next = await world.monitorAlone();
  assert.equal(next.spool.mayTell(), false);
  await world.close();
});

Deno.test("spool: one that begins anew leaves its story alone until it knows whose the folder is", async () => {
  const { world } = await cutOff();
  // Another one has taken the folder meanwhile, and has an outage of its own.
  await begin(world.server, "q3", 3000);
  const seen = async () => (await world.server.outages.latest(9)).map(({ id }) => id);
  const next = await world.monitorAlone();
  await signOfLife(world, next);
  assert.deepEqual(await seen(), ["q3", "q1"]);
  assert.equal(await world.server.outbox.waiting(), 1, "of q3 alone");
  assert.notEqual(next.spool.away(), null);
  assert.deepEqual((await world.local.story.all()).outages.map(({ id }) => id), ["q1", "q2"]);
  // It is that one's.
  await next.spool.holds(null);
  await next.spool.meet();
  assert.deepEqual([next.spool.away(), await seen()], [null, ["q3", "q1"]]);
  await world.close();
});

Deno.test("spool: what goes on is taken over by the next run of the same monitor, unless another one came in between", async () => {
  for (const between of [false, true]) {
    const { world } = await cutOff();
    if (between) world.generation++;
    const next = await world.monitor();
    assert.equal(next.spool.away(), null);
    const outages = (await world.server.outages.latest(9)).map(({ id }) => id);
    assert.deepEqual(outages, between ? ["q1"] : ["q2", "q1"]);
    assert.equal(next.spool.lastHeld(), world.generation);
    await world.close();
  }
});

Deno.test("spool: the end of a run is known to the server when it is over, and is not waited for while that is away", async () => {
  for (const down of [false, true]) {
    const world = new World();
    const ledger = await world.monitor();
    const presence = { instance: "i", pid: 1, version: "1", startedAt: 1, status: WELL };
    await ledger.presence.start(presence);
    for (let n = 0; await world.server.presence.read() === null; n++) {
      assert.ok(n < 100);
      await new Promise((resolve) => setTimeout(resolve));
    }
    world.down = down;
    await ledger.presence.publish("i", { ...WELL, ended: true }, 2);
    const { status } = (await world.server.presence.read())!;
    assert.equal(status.ended ?? false, !down);
    assert.equal((await world.local.presence.read())!.status.ended, true);
    await world.close();
  }
});

Deno.test("spool: with which number the folder was its own is known across restarts, until it is another's", async () => {
  const world = new World();
  const first = await world.monitor();
  assert.equal(first.spool.lastHeld(), 1);
  world.down = true;
  const second = await world.monitor();
  assert.deepEqual([second.spool.lastHeld(), second.spool.mayTell()], [1, true]);
  await second.spool.holds(null);
  const third = await world.monitor();
  assert.deepEqual([third.spool.lastHeld(), third.spool.mayTell()], [null, false]);
  // As a program of before wrote it: the number is not known.
  await world.local.telling.save("ativo", true, []);
  const fourth = await world.monitor();
  assert.deepEqual([fourth.spool.lastHeld(), fourth.spool.mayTell()], [null, true]);
  await world.close();
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
