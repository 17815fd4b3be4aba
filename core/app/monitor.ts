/** The running monitor: its lanes, what it says of itself, and its end. */
import type { Diagnosis } from "../domain/diagnosis.ts";
import type { Instant } from "../domain/instant.ts";
import { currentOutage } from "../domain/watch.ts";
import type { Clock } from "../ports/clock.port.ts";
import type { RetornoFolder } from "../ports/folder.port.ts";
import type { HeartbeatStatus } from "../ports/heartbeat.port.ts";
import type { Ledger } from "../ports/ledger/ledger.port.ts";
import { type MonitorStatus, NAMES_IN_STATUS } from "../ports/ledger/presence.port.ts";
import type { Log } from "../ports/log.port.ts";
import { endedLine } from "../words/log/program.ts";
import { CheckCounter } from "./check_tally.ts";
import type { WaitWatch } from "./wait_watch.ts";
import { folderLaneLimit, type Lane, Lanes } from "./lanes.ts";
import { PresenceLane } from "./presence_lane.ts";
import type { DeliveryLane } from "./tell/delivery_lane.ts";
import { say } from "./tell/say.ts";
import type { FolderWatch } from "./watch/folder_watch.ts";

/** After a request to stop, a call that hangs on the share is cut off after this, in ms. */
const STOP_GRACE_MS = 5000;
/** Clocks that run side by side differ by less, in ms. */
const CLOCK_SET_MS = 1000;

/** What the monitor works with. */
export interface MonitorPorts {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly log: Log;
  readonly folder: RetornoFolder;
  readonly watch: FolderWatch;
  /** One for each channel. */
  readonly deliveries: readonly DeliveryLane[];
  /** Other lanes, such as those that the monitor can do without. */
  readonly others?: readonly Lane[];
  /** How the signs of life to the outside fare. */
  readonly heartbeat?: () => HeartbeatStatus | null;
  /** What is waited for for minutes. */
  readonly waits?: WaitWatch;
  /** The last thing that is done with the folder. */
  readonly leave?: () => Promise<void>;
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
  readonly intervalSeconds: number;
  /** `prazo_sonda`, in ms. */
  readonly probeDeadlineMs: number;
  readonly alerts: boolean;
}

/** Runs until it is told to stop, by the signal or by word left for it. */
export class Monitor {
  readonly #ports: MonitorPorts;
  readonly #who: MonitorIdentity;
  readonly #stop = new AbortController();
  readonly #ended = new AbortController();
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
      {
        name: "pasta",
        limitMs: folderLaneLimit(who.intervalSeconds * 1000, who.probeDeadlineMs),
        expendable: false,
        run: (stop, sign) => ports.watch.run(stop, sign),
      },
      ...ports.deliveries,
      this.#presence,
      ...ports.others ?? [],
    ], ports);
  }

  /** Resolves once every lane has ended; rejects when one of those that it needs broke. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, folder, ledger, log } = this.#ports;
    const { instance, pid, version } = this.#who;
    signal.addEventListener("abort", () => this.#stop.abort(), { once: true });
    if (signal.aborted) this.#stop.abort();
    const startedAt = clock.now().wall;
    await ledger.presence.start({ instance, pid, version, startedAt, status: this.#status() });
    this.#stop.signal.addEventListener("abort", () => {
      clock.sleep(STOP_GRACE_MS, this.#ended.signal).then(() => folder.close());
    }, { once: true });
    try {
      await this.#lanes.run(this.#stop);
      // Else the next start says that this one was cut off.
      await ledger.presence.publish(instance, { ...this.#status(), ended: true }, clock.now().wall)
        .catch(() => {});
      say(log, endedLine());
      await this.#ports.leave?.();
    } finally {
      this.#ended.abort();
      await folder.close();
    }
  }

  /** The watch changed: others shall see it. `queued`: there may be messages. */
  changed(queued: boolean): void {
    const before = this.#state.name;
    this.#status();
    const { deliveries } = this.#ports;
    // Share and mail server often go together: what waits because of the outage goes out with its end.
    if (before === "inacessivel" && this.#state.name !== before) {
      for (const lane of deliveries) lane.hurry();
    }
    if (queued) { for (const lane of deliveries) lane.wake(); }
    this.#presence.wake();
  }

  #lookAfterLanes(): void {
    this.#ports.beat();
    this.#ports.waits?.look();
    if (this.#lanes.stalled()) this.#ports.giveUp();
  }

  #status(): MonitorStatus {
    const { clock, watch } = this.#ports;
    const now = clock.now();
    const { watch: state, pending, waiting, problems, quietTrouble, nextProbeAt } = watch
      .snapshot();
    const name = this.#stateName();
    if (name !== this.#state.name) this.#state = { name, since: now.wall };
    const outage = currentOutage(state);
    return {
      state: name,
      since: name === "inacessivel" && outage !== null ? outage.startedAt : this.#state.since,
      folder: this.#who.folder,
      lastProbe: state.lastProbe?.wall ?? null,
      nextProbe: nextProbeAt === null || !Number.isFinite(nextProbeAt)
        ? null
        : this.#onTheWall(nextProbeAt, now),
      intervalSeconds: this.#who.intervalSeconds,
      diagnosis: this.#diagnosis(quietTrouble),
      pending,
      unstable: outage?.unstable ?? false,
      heartbeat: this.#ports.heartbeat?.() ?? null,
      problems: problems.slice(0, NAMES_IN_STATUS),
      problemCount: problems.length,
      waiting,
      waits: this.#ports.waits?.current() ?? [],
      checks: this.#checks.count(state, now),
      ledgerTrouble: watch.snapshot().ledgerTrouble,
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
    return this.#ports.watch.snapshot().watch.watch.kind === "down" ? "inacessivel" : "operacional";
  }

  #diagnosis(quietTrouble: Diagnosis | null): Diagnosis | null {
    const { watch } = this.#ports.watch.snapshot().watch;
    if (!this.#who.alerts) return quietTrouble;
    return watch.kind === "down" ? watch.outage.diagnosis : null;
  }
}
