import assert from "node:assert/strict";
import fc from "fast-check";
import type { Diagnosis } from "../../../core/domain/diagnosis.ts";
import type { Outage } from "../../../core/domain/outage.ts";
import {
  confirmDelayMs,
  currentOutage,
  decide,
  flapWindowMs,
  mayLook,
  nextProbe,
  type Observation,
  PLAIN_OUTAGES_PER_WINDOW,
  restore,
  settleMs,
  type WatchEffect,
  type WatchState,
} from "../../../core/domain/watch.ts";
import type { Instant } from "../../../core/ports/clock.port.ts";

const SETTINGS = { intervalMs: 300_000, probeDeadlineMs: 20_000 };
const WALL = Date.UTC(2025, 9, 14, 12, 23, 15);
const SERVER: Diagnosis = {
  code: "servidor",
  message: "servidor (53)",
  errorNumber: 53,
  transient: false,
};
const NETWORK: Diagnosis = { code: "rede", message: "rede (64)", errorNumber: 64, transient: true };
const GOOD: Observation = { kind: "good", source: "probe" };
const LOOKED: Observation = { kind: "good", source: "look" };
const DRAINED: Observation = { kind: "drained" };
const bad = (diagnosis = SERVER, source: "probe" | "look" = "probe"): Observation => ({
  kind: "bad",
  source,
  diagnosis,
});

/** Drives the machine; keeps every effect, in order. */
class Bench {
  state: WatchState;
  now: Instant = { wall: WALL, mono: 1000 };
  readonly effects: WatchEffect[] = [];
  #ids = 0;

  constructor(open: Outage | null = null, openings: number[] = []) {
    this.state = restore(open, openings, this.now);
  }

  after(ms: number): this {
    this.now = { wall: this.now.wall + ms, mono: this.now.mono + ms };
    return this;
  }

  see(...observations: Observation[]): this {
    for (const observation of observations) {
      const step = decide(
        this.state,
        observation,
        this.now,
        SETTINGS,
        () => `queda-${++this.#ids}`,
      );
      this.state = step.state;
      this.effects.push(...step.effects);
    }
    return this;
  }

  told(): string[] {
    return this.effects.splice(0).map((effect) => effect.kind);
  }
}

Deno.test("watch: a plain outage is told once, and its end once, however long it lasts", () => {
  const bench = new Bench().see(GOOD);
  for (let n = 0; n < 12; n++) bench.after(300_000).see(GOOD, LOOKED);
  assert.deepEqual(bench.told(), []);
  bench.after(300_000).see(bad());
  assert.deepEqual(bench.told(), ["outage-opened"]);
  for (let n = 0; n < 1000; n++) bench.after(300_000).see(bad());
  assert.deepEqual(bench.told(), []);
  bench.after(300_000).see(GOOD);
  assert.deepEqual(bench.told(), ["folder-back"]);
  bench.after(5000).see(LOOKED, DRAINED);
  assert.deepEqual(bench.effects.map((e) => e.kind), ["outage-closed"]);
  const closed = bench.effects[0];
  assert.equal(closed?.kind === "outage-closed" && closed.outage.downMs, 1001 * 300_000);
  assert.equal(bench.state.watch.kind, "up");
});

Deno.test("watch: a look that fails brings the check forward; the check decides", () => {
  const bench = new Bench().see(GOOD).after(5000).see(bad(SERVER, "look"));
  assert.equal(bench.state.watch.kind, "suspect");
  assert.equal(nextProbe(bench.state, SETTINGS).at, bench.now.mono);
  assert.equal(mayLook(bench.state), false);
  assert.deepEqual(bench.told(), []);
  bench.after(20).see(bad());
  assert.deepEqual(bench.told(), ["outage-opened"]);
  assert.equal(
    currentOutage(bench.state)?.startedAt,
    WALL + 5000,
    "it began when it was first seen",
  );
});

Deno.test("watch: a passing failure is confirmed by a second look before anybody is told", () => {
  const bench = new Bench().see(GOOD).after(300_000).see(bad(NETWORK));
  assert.deepEqual(bench.told(), []);
  assert.equal(nextProbe(bench.state, SETTINGS).at, bench.now.mono + confirmDelayMs(SETTINGS));
  bench.after(3000).see(GOOD);
  assert.deepEqual(bench.told(), ["false-alarm"]);
  bench.after(300_000).see(bad(NETWORK)).after(3000).see(bad(NETWORK));
  assert.deepEqual(bench.told(), ["outage-opened"]);
});

Deno.test("watch: no outage is noticed later than one interval plus the deadline of a check", () => {
  for (const intervalMs of [1000, 5000, 60_000, 300_000]) {
    for (const probeDeadlineMs of [1000, 20_000]) {
      for (const source of ["look", "probe"] as const) {
        for (const diagnosis of [SERVER, NETWORK]) {
          const settings = { intervalMs, probeDeadlineMs };
          let now: Instant = { wall: WALL, mono: 0 };
          let state: WatchState = decide(restore(null, [], now), GOOD, now, settings, () =>
            "q").state;
          // The share dies right after a good check, and every call from then on takes its whole deadline.
          const firstAt = source === "look" ? 0 : intervalMs;
          now = {
            wall: WALL,
            mono: Math.min(firstAt + probeDeadlineMs, intervalMs + probeDeadlineMs),
          };
          state = decide(state, bad(diagnosis, source), now, settings, () => "q").state;
          if (state.watch.kind === "suspect") {
            const probe = nextProbe(state, settings);
            now = { wall: WALL, mono: probe.at + probe.deadlineMs };
            state = decide(state, bad(diagnosis), now, settings, () => "q").state;
          }
          const label = `${intervalMs}/${probeDeadlineMs}/${source}/${diagnosis.code}`;
          assert.equal(state.watch.kind, "down", label);
          assert.ok(now.mono <= intervalMs + probeDeadlineMs + 1, `${label}: ${now.mono} ms`);
        }
      }
    }
  }
});

Deno.test("watch: a monitor that starts during an outage confirms it, tells it, and waits", () => {
  const bench = new Bench().see(bad());
  assert.deepEqual(bench.told(), [], "right after boot the network may not be up yet");
  bench.after(3000).see(bad());
  assert.deepEqual(bench.told(), ["outage-opened"]);
  bench.after(300_000).see(GOOD, DRAINED);
  assert.deepEqual(bench.told(), ["folder-back", "outage-closed"]);
});

Deno.test("watch: a restart during an outage tells nothing again, and keeps its start", () => {
  const open: Outage = {
    id: "q1",
    startedAt: WALL - 3600_000,
    startedMono: null,
    endedAt: null,
    downMs: null,
    diagnosis: SERVER,
    unstable: false,
  };
  const bench = new Bench(open).see(bad());
  assert.deepEqual(bench.told(), []);
  bench.after(600_000).see(GOOD, DRAINED);
  const [back, closed] = bench.effects;
  assert.equal(back?.kind, "folder-back");
  assert.ok(closed?.kind === "outage-closed");
  assert.equal(closed.outage.id, "q1");
  assert.equal(closed.outage.downMs, 4200_000);
});

Deno.test("watch: a restart in the middle of a recovery goes on with it and keeps the time of the end", () => {
  const open: Outage = {
    id: "q1",
    startedAt: WALL - 3600_000,
    startedMono: null,
    endedAt: WALL - 60_000,
    downMs: 3540_000,
    diagnosis: SERVER,
    unstable: false,
  };
  const bench = new Bench(open).see(GOOD);
  const [back] = bench.effects;
  assert.ok(back?.kind === "folder-back" && back.resumed);
  bench.see(DRAINED);
  const closed = bench.effects[1];
  assert.ok(closed?.kind === "outage-closed");
  assert.equal(closed.outage.endedAt, WALL - 60_000);
  assert.equal(closed.outage.downMs, 3540_000);
});

Deno.test("watch: a share that dies again before the recovery was told is still the same outage", () => {
  const bench = new Bench().see(GOOD).after(300_000).see(bad(), GOOD);
  assert.deepEqual(bench.told(), ["outage-opened", "folder-back"]);
  bench.after(1000).see(bad(SERVER, "look"));
  assert.deepEqual(bench.told(), [], "work that fails is no verdict");
  assert.equal(nextProbe(bench.state, SETTINGS).at, bench.now.mono);
  bench.see(bad());
  assert.deepEqual(bench.told(), ["relapsed"]);
  bench.after(300_000).see(GOOD, DRAINED);
  const effects = bench.effects;
  assert.deepEqual(effects.map((e) => e.kind), ["folder-back", "outage-closed"]);
  const closed = effects[1];
  assert.ok(closed?.kind === "outage-closed" && closed.outage.id === "queda-1");
});

Deno.test("watch: the diagnosis of an outage may change; nobody is mailed for it", () => {
  const bench = new Bench().see(GOOD).after(300_000).see(bad());
  bench.told();
  bench.after(300_000).see(bad({ ...SERVER, message: "outro texto" }));
  assert.deepEqual(bench.told(), [], "another text is not another cause");
  bench.after(300_000).see(bad(NETWORK));
  assert.deepEqual(bench.told(), ["diagnosis-changed"]);
});

Deno.test("watch: flapping, at the edges: so many outages in the window are plain, the next one absorbs the rest", () => {
  const bench = new Bench().see(GOOD);
  const start = bench.now.wall;
  for (let n = 1; n <= PLAIN_OUTAGES_PER_WINDOW; n++) {
    bench.after(60_000).see(bad(), GOOD, DRAINED);
    assert.deepEqual(
      bench.told(),
      ["outage-opened", "folder-back", "outage-closed"],
      `outage ${n}`,
    );
  }
  // One ms before the first one leaves the window.
  bench.after(start + 60_000 + flapWindowMs(SETTINGS) - bench.now.wall - 1).see(bad());
  assert.equal(currentOutage(bench.state)?.unstable, true);
  bench.see(GOOD, DRAINED);
  assert.deepEqual(bench.told(), ["outage-opened", "folder-back"], "not over until it is stable");
  for (let n = 0; n < 20; n++) bench.after(60_000).see(bad(), GOOD, DRAINED);
  const told = bench.told();
  assert.equal(
    told.filter((kind) => kind === "outage-opened" || kind === "outage-closed").length,
    0,
  );
  bench.after(settleMs(SETTINGS) - 1).see(GOOD);
  assert.deepEqual(bench.told(), []);
  bench.after(1).see(LOOKED);
  assert.deepEqual(bench.told(), ["outage-closed"]);
});

Deno.test("watch: at the end of the window an outage is plain again", () => {
  const bench = new Bench().see(GOOD);
  const start = bench.now.wall;
  for (let n = 0; n < PLAIN_OUTAGES_PER_WINDOW; n++) bench.after(60_000).see(bad(), GOOD, DRAINED);
  bench.after(start + 60_000 + flapWindowMs(SETTINGS) - bench.now.wall).see(bad());
  assert.equal(currentOutage(bench.state)?.unstable, false);
});

Deno.test("watch: a clock that is set back two hours changes no duration and tells nothing twice", () => {
  const bench = new Bench().see(GOOD).after(300_000).see(bad());
  bench.told();
  bench.now = { wall: bench.now.wall - 7_200_000, mono: bench.now.mono + 60_000 };
  bench.see(bad(), GOOD, DRAINED);
  const closed = bench.effects.find((e) => e.kind === "outage-closed");
  assert.ok(closed?.kind === "outage-closed");
  assert.equal(closed.outage.downMs, 60_000);
  assert.deepEqual(bench.told(), ["folder-back", "outage-closed"]);
});

Deno.test("watch: no sequence of observations, restarts and clock moves tells an outage twice, or a recovery without one", () => {
  const move = fc.oneof(
    fc.constant("good" as const),
    fc.constant("looked" as const),
    fc.constant("drained" as const),
    fc.constant("bad" as const),
    fc.constant("bad-look" as const),
    fc.constant("transient" as const),
    fc.constant("restart" as const),
    fc.integer({ min: -7_200_000, max: 7_200_000 }),
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(move, fc.integer({ min: 0, max: 400_000 })), { maxLength: 120 }),
      (moves) => {
        let now: Instant = { wall: WALL, mono: 0 };
        let state = restore(null, [], now);
        let ids = 0;
        const opened: string[] = [];
        const closed: string[] = [];
        // What the ledger would hold: a restart knows nothing else.
        let stored: Outage | null = null;
        for (const [what, pause] of moves) {
          now = { wall: now.wall + pause, mono: now.mono + pause };
          if (typeof what === "number") {
            now = { ...now, wall: now.wall + what };
            continue;
          }
          if (what === "restart") {
            state = restore(stored && { ...stored, startedMono: null }, state.openings, now);
            continue;
          }
          const observation: Observation = what === "good"
            ? GOOD
            : what === "looked"
            ? LOOKED
            : what === "drained"
            ? DRAINED
            : bad(what === "transient" ? NETWORK : SERVER, what === "bad-look" ? "look" : "probe");
          if (what === "looked" && !mayLook(state)) continue;
          const step = decide(state, observation, now, SETTINGS, () => `q${++ids}`);
          state = step.state;
          for (const effect of step.effects) {
            if (effect.kind === "false-alarm") continue;
            stored = effect.kind === "outage-closed" ? null : effect.outage;
            if (effect.kind === "outage-opened") opened.push(effect.outage.id);
            if (effect.kind === "outage-closed") {
              closed.push(effect.outage.id);
              assert.ok(effect.outage.endedAt !== null && (effect.outage.downMs ?? -1) >= 0);
            }
          }
          assert.equal(new Set(opened).size, opened.length, "told twice");
          assert.ok(opened.length - closed.length === 0 || opened.length - closed.length === 1);
          assert.deepEqual(
            closed,
            opened.slice(0, closed.length),
            "every end follows its own beginning",
          );
          assert.equal(currentOutage(state)?.id ?? null, stored?.id ?? null);
        }
      },
    ),
    { numRuns: 2000 },
  );
});
