/** Weeks of uptime in seconds: the whole watch with its real ledger, on a clock that the test controls. */
import assert from "node:assert/strict";
import { localDateTime, localIso } from "../../core/adapters/clock/local_time.ts";
import { Lab, type LabOptions, retorno } from "../support/lab.ts";
import { MemoryFolder } from "../support/memory_folder.ts";
import { inSaoPaulo } from "../support/zone.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SERVER_GONE = 53;
/** Each look opens a lock file, which under Wine takes a hundred times as long. */
const LOOK = Deno.build.os === "windows" ? 5 * MINUTE : MINUTE;

async function simulation(
  watch: LabOptions["watch"] = {},
): Promise<{ lab: Lab; folder: MemoryFolder }> {
  const folder = new MemoryFolder();
  const lab = await Lab.open({
    durable: false,
    wrapFolder: () => folder,
    watch: { lookEveryMs: LOOK, probeDeadlineMs: 20_000, ...watch },
  });
  return { lab, folder };
}

const kind = (lab: Lab) => lab.now.watch.snapshot().watch.watch.kind;
const kinds = (lab: Lab) => lab.mails().map((mail) => mail.split(" ")[0]);

Deno.test("a month: files every day, three outages, and nothing else is ever told", async () => {
  const { lab, folder } = await simulation();
  await using _ = lab;
  const start = lab.clock.now();
  const outageDays = [3, 17, 25];
  let n = 0;
  await lab.watching(async () => {
    for (let day = 0; day < 30; day++) {
      for (let file = 0; file < 4; file++) {
        n++;
        folder.put(`RET_${n}.ret`, retorno(n), lab.clock.now().wall - HOUR);
        await lab.clock.advance(HOUR);
      }
      if (outageDays.includes(day)) {
        folder.trouble = SERVER_GONE;
        await lab.clock.advance(9 * HOUR);
        assert.equal(kind(lab), "down");
        n++;
        folder.put(`RET_${n}.ret`, retorno(n), lab.clock.now().wall);
        folder.trouble = 0;
        await lab.clock.advance(11 * HOUR);
      } else await lab.clock.advance(20 * HOUR);
      assert.equal(kind(lab), "up");
      assert.equal(folder.files.size, 0, `day ${day}`);
    }
  });
  assert.equal(lab.clock.now().mono - start.mono, 30 * DAY);
  assert.equal(folder.moved.size, 123);
  assert.deepEqual(kinds(lab), outageDays.flatMap(() => ["queda", "recuperacao"]));
  const regular = 30 * DAY / (5 * MINUTE);
  assert.ok(folder.probes >= regular * 0.99 && folder.probes < regular * 1.02, `${folder.probes}`);
  const log = lab.log.take();
  assert.equal(log.filter((line) => line.includes("processado com sucesso")).length, 123);
  assert.ok(!log.some((line) => line.startsWith("ERROR")));
  // Nine hours of silence in the log would look like a dead program: one line per attempt, no more.
  const waiting = log.filter((line) => line.includes("ainda inacessível")).length;
  assert.ok(waiting > 300 && waiting <= 3 * 9 * 12, `${waiting}`);
});

Deno.test("a month of flapping: the mails stay few, and every outage has both", async () => {
  const { lab, folder } = await simulation();
  await using _ = lab;
  await lab.watching(async () => {
    for (let hour = 0; hour < 30 * 24; hour++) {
      // One hour a day the share comes and goes every five minutes.
      if (hour % 24 !== 10) {
        await lab.clock.advance(HOUR);
        continue;
      }
      for (let flap = 0; flap < 6; flap++) {
        folder.trouble = SERVER_GONE;
        await lab.clock.advance(5 * MINUTE);
        folder.trouble = 0;
        await lab.clock.advance(5 * MINUTE);
      }
    }
  });
  const mails = kinds(lab);
  const outages = lab.now.db.prepare("SELECT count(*) AS n FROM outages").get()!.n;
  assert.equal(mails.length, 2 * Number(outages));
  assert.equal(mails.filter((mail) => mail === "queda").length, Number(outages));
  // Six outages in an hour, 30 times: at most four of them are told.
  assert.ok(Number(outages) >= 30 && Number(outages) <= 30 * 4, `${outages} outages`);
  assert.equal(await lab.now.ledger.outages.current(), null);
});

for (const hours of [-2, 2, -24 * 365]) {
  Deno.test(`the clock is set by ${hours} h, before and during an outage: detection, duration and mails stay right`, async () => {
    const { lab, folder } = await simulation();
    await using _ = lab;
    await lab.watching(async () => {
      await lab.clock.advance(HOUR);
      lab.clock.setWall(lab.clock.now().wall + hours * HOUR);
      await lab.clock.advance(2 * MINUTE);
      folder.trouble = SERVER_GONE;
      const gone = lab.clock.now().mono;
      await lab.clock.until(() => kind(lab) === "down", HOUR);
      assert.ok(lab.clock.now().mono - gone <= 5 * MINUTE + 20_000);
      await lab.clock.advance(30 * MINUTE);
      lab.clock.setWall(lab.clock.now().wall + hours * HOUR);
      await lab.clock.advance(30 * MINUTE);
      folder.put("A.ret", retorno(1), lab.clock.now().wall);
      folder.trouble = 0;
      const back = lab.clock.now().mono;
      await lab.clock.until(() => kind(lab) === "up", HOUR);
      assert.ok(lab.clock.now().mono - back <= 6 * MINUTE);
      const [outage] = await lab.now.ledger.outages.latest(1);
      assert.ok(Math.abs(outage!.downMs! - HOUR) < 6 * MINUTE, `${outage!.downMs}`);
      assert.ok(outage!.endedAt! >= outage!.startedAt, "it does not end before it began");
      // And the next outage is told like any other.
      await lab.clock.advance(3 * HOUR);
      folder.trouble = SERVER_GONE;
      await lab.clock.until(() => kind(lab) === "down", HOUR);
      folder.trouble = 0;
      await lab.clock.until(() => kind(lab) === "up", HOUR);
    });
    assert.deepEqual(kinds(lab), ["queda", "recuperacao", "queda", "recuperacao"]);
    const outages = await lab.now.ledger.outages.latest(9);
    assert.deepEqual(outages.map(({ unstable }) => unstable), [false, false]);
    assert.equal(folder.files.size, 0);
  });
}

/** Rules of São Paulo until 2019: forward at midnight of 4 November 2018, back at midnight of 17 February 2019. */
const CHANGES = [
  ["forward", Date.UTC(2018, 10, 4, 3), "2018-11-03T23:59:59-03:00", "2018-11-04T01:00:00-02:00"],
  ["back", Date.UTC(2019, 1, 17, 2), "2019-02-16T23:59:59-02:00", "2019-02-16T23:00:00-03:00"],
] as const;

for (const [name, moment, before, after] of CHANGES) {
  Deno.test(`daylight saving time, ${name}: an outage over the change has its true length and times`, async () => {
    await inSaoPaulo(async () => {
      assert.equal(localIso(moment), after);
      assert.equal(localIso(moment - 1000), before);
      const { lab, folder } = await simulation();
      await using _ = lab;
      lab.clock.setWall(moment - 2 * HOUR);
      await lab.watching(async () => {
        await lab.clock.advance(HOUR);
        folder.trouble = SERVER_GONE;
        await lab.clock.advance(2 * HOUR);
        assert.equal(kind(lab), "down");
        folder.trouble = 0;
        await lab.clock.until(() => kind(lab) === "up", HOUR);
      });
      assert.deepEqual(kinds(lab), ["queda", "recuperacao"]);
      const [outage] = await lab.now.ledger.outages.latest(1);
      assert.ok(Math.abs(outage!.downMs! - 2 * HOUR) <= 6 * MINUTE, `${outage!.downMs}`);
      const text = lab.mailText("recuperacao");
      const human = (ms: number) => {
        const [date, time] = localDateTime(ms).split(" ") as [string, string];
        return `${date.split("-").reverse().join("/")} ${time}`;
      };
      assert.ok(text.includes(human(outage!.startedAt)), text);
      assert.ok(text.includes(human(outage!.endedAt!)), text);
    });
  });
}

Deno.test("a machine that slept for a weekend wakes up, checks at once, and tells no outage", async () => {
  const { lab, folder } = await simulation();
  await using _ = lab;
  await lab.watching(async () => {
    await lab.clock.advance(HOUR);
    const probes = folder.probes;
    // Some systems let the monotonic clock run during sleep, some do not: here it does not.
    lab.clock.setWall(lab.clock.now().wall + 60 * HOUR);
    folder.put("A.ret", retorno(1), lab.clock.now().wall - HOUR);
    await lab.clock.advance(6 * MINUTE);
    assert.ok(folder.probes > probes);
  });
  assert.deepEqual(kinds(lab), []);
  assert.equal(folder.files.size, 0);
});
