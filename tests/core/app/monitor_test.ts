/** The three lanes together: heartbeat, request to stop, a mail lane in trouble. Real folder, real ledger. */
import assert from "node:assert/strict";
import type { Lane } from "../../../core/app/lanes.ts";
import { Monitor } from "../../../core/app/monitor.ts";
import { Shift } from "../../../core/app/shift.ts";
import { type Delivering, DeliveryLane } from "../../../core/app/tell/delivery_lane.ts";
import { SoleWork } from "../../../core/app/work.ts";
import { Lab, retorno } from "../../support/lab.ts";

interface Running {
  readonly lab: Lab;
  readonly monitor: Monitor;
  readonly stop: AbortController;
  readonly done: Promise<void>;
  readonly gaveUp: () => boolean;
}

/** Runs a whole monitor; `lanes` of it sleep when nothing is to be done. */
async function running(
  delivery: Delivering | null,
  work: (r: Running) => Promise<void>,
  others: readonly Lane[] = [],
): Promise<void> {
  let monitor: Monitor | null = null;
  await using lab = await Lab.open({ onChange: (queued) => monitor?.changed(queued) });
  let gaveUp = false;
  const shift = new Shift({
    clock: lab.clock,
    log: lab.log,
    folder: lab.now.folder,
    watch: lab.now.watch,
    deliveries: delivery === null
      ? []
      : [new DeliveryLane("correio", delivery, { clock: lab.clock, log: lab.log })],
  }, { intervalMs: 300_000, probeDeadlineMs: 30_000 });
  monitor = new Monitor({
    clock: lab.clock,
    ledger: lab.now.ledger,
    log: lab.log,
    work: new SoleWork(shift, "POSTO1"),
    others,
    beat: () => {},
    giveUp: () => gaveUp = true,
  }, {
    instance: "i1",
    pid: 4321,
    version: "9.9.9",
    folder: lab.folder,
    post: "POSTO1",
    intervalSeconds: 300,
    alerts: true,
  });
  const stop = new AbortController();
  const done = monitor.run(stop.signal);
  try {
    await work({ lab, monitor, stop, done, gaveUp: () => gaveUp });
  } finally {
    stop.abort();
    await done;
  }
}

const idle: Delivering = { deliverNext: () => Promise.resolve(null), hurry: () => {} };

Deno.test("the presence shows state, folder and times, and a heartbeat every few seconds", () =>
  running(null, async ({ lab }) => {
    lab.put("A.ret", retorno(1));
    await lab.clock.advance(60_000, 2);
    const { presence } = lab.now.ledger;
    const row = (await presence.read())!;
    assert.deepEqual([row.instance, row.pid, row.version], ["i1", 4321, "9.9.9"]);
    assert.equal(row.status.state, "operacional");
    assert.ok(lab.clock.now().wall - row.heartbeatAt <= 5500);
    assert.equal(row.status.pending, 0);
    assert.ok(row.status.nextProbe! > lab.clock.now().wall);
    lab.away();
    await lab.clock.advance(30_000, 2);
    const down = (await presence.read())!.status;
    assert.deepEqual([down.state, down.diagnosis?.code], ["inacessivel", "pasta"]);
    assert.equal(down.since, (await lab.now.ledger.outages.current())!.startedAt);
    lab.back();
  }));

Deno.test("a request to stop ends every lane within two and a half seconds", () =>
  running(null, async ({ lab, done }) => {
    await lab.clock.advance(10_000, 2);
    await lab.now.ledger.presence.requestStop(lab.clock.now().wall);
    const before = lab.clock.now().mono;
    lab.clock.advance(2500, 2).catch(() => {});
    await done;
    assert.ok(lab.clock.now().mono - before <= 2500);
    assert.ok(lab.log.take().includes("INFO 🛑 Monitor encerrado"));
    void lab.clock.sleep(1e9);
    void lab.clock.sleep(1e9);
  }));

Deno.test("a machine that slept for a night finds every lane alive", () =>
  running(idle, async ({ lab, gaveUp }) => {
    await lab.clock.advance(10_000, 3);
    lab.clock.pass(8 * 3_600_000);
    await lab.clock.advance(60_000, 3);
    assert.equal(gaveUp(), false);
    assert.ok(!lab.log.take().some((line) => line.startsWith("CRITICAL")));
  }));

Deno.test("a mail lane whose queue cannot be read goes on, says so once, and comes back", async () => {
  let broken = true;
  let asked = 0;
  const delivery: Delivering = {
    hurry: () => {},
    deliverNext: () => {
      asked++;
      return broken ? Promise.reject(new Error("database is locked")) : Promise.resolve(null);
    },
  };
  await running(delivery, async ({ lab }) => {
    await lab.clock.advance(60_000, 3);
    assert.ok(asked >= 10);
    broken = false;
    await lab.clock.advance(20_000, 3);
    const said = lab.log.take().filter((line) => line.includes("fila de emails"));
    assert.deepEqual(said, ["ERROR ❌ A fila de emails não pôde ser lida: database is locked"]);
  });
});

Deno.test("a delivery that takes long delays no check and no file", async () => {
  let release = () => {};
  const delivery: Delivering = {
    hurry: () => {},
    deliverNext: () => new Promise((resolve) => release = () => resolve(null)),
  };
  await running(delivery, async ({ lab }) => {
    lab.put("A.ret", retorno(1));
    await lab.clock.advance(10_000, 2);
    assert.deepEqual(lab.names(), []);
    lab.away();
    await lab.clock.advance(10_000, 2);
    assert.equal((await lab.now.ledger.presence.read())!.status.state, "inacessivel");
    lab.back();
    release();
  });
});

Deno.test("the end of an outage hurries the mail that waited because of it", async () => {
  let hurried = 0;
  await running({ ...idle, hurry: () => hurried++ }, async ({ lab }) => {
    await lab.clock.advance(10_000, 3);
    lab.away();
    await lab.clock.advance(60_000, 3);
    assert.equal(hurried, 0);
    lab.back();
    await lab.clock.advance(400_000, 3);
    assert.equal(hurried, 1);
  });
});

Deno.test("a lane that the monitor can do without breaks again and again: told once, begun again, nothing else stops", async () => {
  let begun = 0;
  const page: Lane = {
    name: "página",
    limitMs: 60_000,
    expendable: true,
    run: () => {
      begun++;
      return Promise.reject(new Error("a porta 8724 está ocupada"));
    },
  };
  await running(null, async ({ lab, gaveUp }) => {
    lab.put("A.ret", retorno(1));
    await lab.clock.advance(60_000, 3);
    assert.ok(begun > 2 && begun < 8, `${begun} times`);
    assert.deepEqual([lab.names(), gaveUp()], [[], false]);
    const said = lab.log.take().filter((line) => line.includes("página"));
    assert.deepEqual(said, [
      'ERROR ❌ A parte "página" falhou e é recomeçada (o monitor segue): a porta 8724 está ocupada',
    ]);
  }, [page]);
});

Deno.test("a lane that the monitor can do without falls silent: told once, and the monitor goes on", async () => {
  const page: Lane = {
    name: "página",
    limitMs: 20_000,
    expendable: true,
    run: (stop, sign) => {
      sign();
      return new Promise((resolve) => stop.addEventListener("abort", () => resolve()));
    },
  };
  await running(null, async ({ lab, gaveUp }) => {
    await lab.clock.advance(120_000, 2);
    const said = lab.log.take().filter((line) => line.includes("página"));
    assert.deepEqual(said, ['ERROR ❌ A parte "página" parou de andar (o monitor segue sem ela)']);
    assert.equal(gaveUp(), false);
  }, [page]);
});

Deno.test("a lane that the monitor cannot do without falls silent: it gives up, and says why", async () => {
  const deaf: Delivering = { hurry: () => {}, deliverNext: () => new Promise(() => {}) };
  let monitorGaveUp = () => false;
  await assert.rejects(() =>
    Promise.race([
      running(deaf, async ({ lab, gaveUp }) => {
        monitorGaveUp = gaveUp;
        await lab.clock.advance(16 * 60_000, 2);
        assert.ok(lab.log.take().some((line) => line.startsWith('CRITICAL 💀 A parte "correio"')));
        throw new Error("seen");
      }),
      new Promise((_, reject) => setTimeout(() => reject(new Error("seen")), 20_000)),
    ]), /seen/);
  assert.equal(monitorGaveUp(), true);
});
