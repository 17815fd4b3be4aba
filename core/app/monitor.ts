/** The running monitor: its lanes, what it says of itself, and its end. */
import type { Diagnosis } from "../domain/diagnosis.ts";
import type { Instant } from "../domain/instant.ts";
import { currentOutage, type Watch } from "../domain/watch.ts";
import type { Clock } from "../ports/clock.port.ts";
import type { Ledger } from "../ports/ledger/ledger.port.ts";
import { type MonitorStatus, NAMES_IN_STATUS } from "../ports/ledger/presence.port.ts";
import type { Log } from "../ports/log.port.ts";
import { endedLine } from "../words/log/program.ts";
import { CheckCounter } from "./check_tally.ts";
import type { WaitWatch } from "./wait_watch.ts";
import { type Lane, Lanes } from "./lanes.ts";
import { PresenceLane } from "./presence_lane.ts";
import { say } from "./tell/say.ts";
import type { Work } from "./work.ts";

/** Clocks that run side by side differ by less, in ms. */
const CLOCK_SET_MS = 1000;

/** What the monitor works with. */
export interface MonitorPorts {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly log: Log;
  /** The work for the folder, whenever it is this monitor's. */
  readonly work: Work;
  /** Other lanes, which the monitor can do without. */
  readonly others?: readonly Lane[];
  /** What is waited for for minutes. */
  readonly waits?: WaitWatch;
  /** Called a few times a second while the program is alive. */
  readonly beat: () => void;
  /** A lane no longer turns: ends the program, so that its keeper starts it again. */
  readonly giveUp: () => void;
}

/** Who is running. */
export interface MonitorIdentity {
  /** Unique per run. */
  readonly instance: string;
  readonly pid: number;
  readonly version: string;
  readonly folder: string;
  /** This machine, for people. */
  readonly post: string;
  readonly intervalSeconds: number;
  readonly alerts: boolean;
}

/** Runs until it is told to stop, by the signal or by word left for it. */
export class Monitor {
  readonly #ports: MonitorPorts;
  readonly #who: MonitorIdentity;
  readonly #stop = new AbortController();
  readonly #presence: PresenceLane;
  readonly #lanes: Lanes;
  readonly #checks = new CheckCounter();
  #state: { readonly name: MonitorStatus["state"]; readonly since: number };
  /** When the next check is due, by the clock on the wall. */
  #nextProbe = { mono: NaN, wall: NaN };

  constructor(ports: MonitorPorts, who: MonitorIdentity) {
    this.#ports = ports;
    this.#who = who;
    this.#state = { name: this.#stateName(), since: ports.clock.now().wall };
    this.#presence = new PresenceLane({
      presence: ports.ledger.presence,
      clock: ports.clock,
      status: () => this.#status(),
      beat: () => this.#lookAfterLanes(),
      onStop: () => this.#stop.abort(),
    }, who.instance);
    this.#lanes = new Lanes([
      ports.work,
      this.#presence,
      ...ports.others ?? [],
    ], ports);
  }

  /** Resolves once every lane has ended; rejects when one of those that it needs broke. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, ledger, log } = this.#ports;
    const { instance, pid, version } = this.#who;
    signal.addEventListener("abort", () => this.#stop.abort(), { once: true });
    if (signal.aborted) this.#stop.abort();
    const startedAt = clock.now().wall;
    await ledger.presence.start({ instance, pid, version, startedAt, status: this.#status() });
    await this.#lanes.run(this.#stop);
    // Else the next start says that this one was cut off.
    await ledger.presence.publish(instance, { ...this.#status(), ended: true }, clock.now().wall)
      .catch(() => {});
    say(log, endedLine());
  }

  /** The work changed, or whose it is: others shall see it. `queued`: there may be messages. */
  changed(queued: boolean): void {
    const before = this.#state.name;
    this.#status();
    const back = before === "inacessivel" && this.#state.name !== before;
    this.#ports.work.shift?.wake({ back, queued });
    this.#presence.wake();
  }

  #lookAfterLanes(): void {
    this.#ports.beat();
    this.#ports.waits?.look();
    const { shift } = this.#ports.work;
    if (this.#lanes.stalled() || shift?.stalled()) this.#ports.giveUp();
  }

  #status(): MonitorStatus {
    const { clock, work, waits } = this.#ports;
    const now = clock.now();
    const name = this.#stateName();
    if (name !== this.#state.name) this.#state = { name, since: now.wall };
    return {
      ...work.part,
      post: this.#who.post,
      state: name,
      since: this.#state.since,
      folder: this.#who.folder,
      intervalSeconds: this.#who.intervalSeconds,
      waits: waits?.current() ?? [],
      ...this.#seen(now),
    };
  }

  /** What is known of the folder, as long as it is this monitor that works for it. */
  #seen(now: Instant) {
    const { shift } = this.#ports.work;
    if (shift === null) return NOTHING_SEEN;
    const { watch: state, pending, waiting, problems, quietTrouble, nextProbeAt, ledgerTrouble } =
      shift.watch.snapshot();
    const outage = currentOutage(state);
    return {
      ...state.watch.kind === "down" && this.#who.alerts
        ? { since: state.watch.outage.startedAt }
        : {},
      lastProbe: state.lastProbe?.wall ?? null,
      nextProbe: nextProbeAt === null || !Number.isFinite(nextProbeAt)
        ? null
        : this.#onTheWall(nextProbeAt, now),
      diagnosis: this.#diagnosis(state.watch, quietTrouble),
      pending,
      unstable: outage?.unstable ?? false,
      heartbeat: shift.heartbeat(),
      problems: problems.slice(0, NAMES_IN_STATUS),
      problemCount: problems.length,
      waiting,
      checks: this.#checks.count(state, now),
      ledgerTrouble,
      ledgerAway: this.#ports.ledger.spool?.away() ?? null,
      ended: false,
    };
  }

  /** The same moment is said in the same words, until somebody sets the clock: what did not change is not written again. */
  #onTheWall(mono: number, now: Instant): number {
    const wall = Math.round(now.wall + mono - now.mono);
    const known = this.#nextProbe;
    if (known.mono === mono && Math.abs(known.wall - wall) < CLOCK_SET_MS) return known.wall;
    this.#nextProbe = { mono, wall };
    return wall;
  }

  #stateName(): MonitorStatus["state"] {
    if (!this.#who.alerts) return "desabilitado";
    const watch = this.#ports.work.shift?.watch.snapshot().watch.watch;
    return watch?.kind === "down" ? "inacessivel" : "operacional";
  }

  #diagnosis(watch: Watch, quietTrouble: Diagnosis | null): Diagnosis | null {
    if (!this.#who.alerts) return quietTrouble;
    return watch.kind === "down" ? watch.outage.diagnosis : null;
  }
}

const NOTHING_SEEN = {
  lastProbe: null,
  nextProbe: null,
  diagnosis: null,
  pending: 0,
  unstable: false,
} as const;
