/** The three lanes together: heartbeat, request to stop, a mail lane in trouble. Real folder, real ledger. */
import assert from "node:assert/strict";
import { LaneWatch } from "../../../core/app/lane_watch.ts";
import { type MailDelivery, Monitor } from "../../../core/app/monitor.ts";
import { Lab, retorno } from "../../support/lab.ts";

interface Running {
  readonly lab: Lab;
  readonly monitor: Monitor;
  readonly stop: AbortController;
  readonly done: Promise<void>;
  readonly gaveUp: () => boolean;
}

const LIMITS = { pasta: 3_600_000, correio: 3_600_000, quadro: 3_600_000 };

/** Runs a whole monitor; `lanes` of it sleep when nothing is to be done. */
async function running(
  delivery: MailDelivery | null,
  work: (r: Running) => Promise<void>,
): Promise<void> {
  let monitor: Monitor | null = null;
  await using lab = new Lab({ onChange: () => monitor?.changed() });
  let gaveUp = false;
  monitor = new Monitor({
    clock: lab.clock,
    ledger: lab.now.ledger,
    log: lab.log,
    folder: lab.now.folder,
    watch: lab.now.watch,
    delivery,
    lanes: new LaneWatch(LIMITS),
    beat: () => {},
    giveUp: () => gaveUp = true,
  }, {
    instance: "i1",
    pid: 4321,
    version: "9.9.9",
    folder: lab.folder,
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

const idle: MailDelivery = { deliverNext: () => Promise.resolve(null), hurry: () => {} };

Deno.test("the board shows state, folder and times, and a heartbeat every few seconds", () =>
  running(null, async ({ lab }) => {
    lab.put("A.ret", retorno(1));
    await lab.clock.advance(60_000, 2);
    const { board } = lab.now.ledger;
    const row = board.read()!;
    assert.deepEqual([row.instance, row.pid, row.version], ["i1", 4321, "9.9.9"]);
    assert.equal(row.status.state, "operacional");
    assert.ok(lab.clock.now().wall - row.heartbeatAt <= 5500);
    assert.equal(row.status.pending, 0);
    assert.ok(row.status.nextProbe! > lab.clock.now().wall);
    lab.away();
    await lab.clock.advance(30_000, 2);
    const down = board.read()!.status;
    assert.deepEqual([down.state, down.diagnosis?.code], ["inacessivel", "pasta"]);
    assert.equal(down.since, lab.now.ledger.outages.current()!.startedAt);
    lab.back();
  }));

Deno.test("a request to stop on the board ends every lane within a second", () =>
  running(null, async ({ lab, done }) => {
    await lab.clock.advance(10_000, 2);
    lab.now.ledger.board.requestStop(lab.clock.now().wall);
    const before = lab.clock.now().mono;
    lab.clock.advance(1000, 2).catch(() => {});
    await done;
    assert.ok(lab.clock.now().mono - before <= 1000);
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
  const delivery: MailDelivery = {
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
  const delivery: MailDelivery = {
    hurry: () => {},
    deliverNext: () => new Promise((resolve) => release = () => resolve(null)),
  };
  await running(delivery, async ({ lab }) => {
    lab.put("A.ret", retorno(1));
    await lab.clock.advance(10_000, 2);
    assert.deepEqual(lab.names(), []);
    lab.away();
    await lab.clock.advance(10_000, 2);
    assert.equal(lab.now.ledger.board.read()!.status.state, "inacessivel");
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
