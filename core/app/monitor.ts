/**
 * The running monitor: three lanes that never wait for each other. One watches the folder, one delivers
 * mail, one keeps the board: heartbeat, status, and the request to stop.
 */
import type { Diagnosis } from "../domain/diagnosis.ts";
import { currentOutage } from "../domain/watch.ts";
import type { Clock } from "../ports/clock.port.ts";
import type { RetornoFolder } from "../ports/folder.port.ts";
import type { Ledger, MonitorStatus } from "../ports/ledger.port.ts";
import type { Log } from "../ports/log.port.ts";
import { queueBrokenLine } from "../words/log/messages.ts";
import { endedLine, stalledLine } from "../words/log/program.ts";
import type { FolderWatch } from "./folder_watch.ts";
import type { Lane, LaneWatch } from "./lane_watch.ts";
import { say } from "./say.ts";

/** The board is looked at this often for a request to stop, in ms. */
const BOARD_MS = 500;
/** A heartbeat is written this often even when nothing changes, in ms. */
export const HEARTBEAT_MS = 5000;
/** The outbox is looked at this often even when nobody says that there is something in it, in ms. */
const OUTBOX_MS = 5000;
/** After a request to stop, a call that hangs on the share is cut off after this, in ms. */
const STOP_GRACE_MS = 5000;

/** The way of the messages out of the outbox. */
export interface MailDelivery {
  /** One step: ms until the next one has something to do, or null when nothing waits. */
  deliverNext(): Promise<number | null>;
  /** The network seems to be back: do not wait for the next attempt's time. */
  hurry(): void;
}

/** What the monitor works with. */
export interface MonitorPorts {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly log: Log;
  readonly folder: RetornoFolder;
  readonly watch: FolderWatch;
  /** Delivers the outbox. Null: mail is off. */
  readonly delivery: MailDelivery | null;
  readonly lanes: LaneWatch;
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
  readonly alerts: boolean;
}

/** Runs until it is told to stop, by the signal or on the board. */
export class Monitor {
  readonly #ports: MonitorPorts;
  readonly #who: MonitorIdentity;
  readonly #stop = new AbortController();
  #wakeMail = new AbortController();
  #since: number;
  #last: { state: MonitorStatus["state"]; published: string; at: number };

  constructor(ports: MonitorPorts, who: MonitorIdentity) {
    this.#ports = ports;
    this.#who = who;
    this.#since = ports.clock.now().wall;
    this.#last = { state: this.#stateName(), published: "", at: -Infinity };
  }

  /** Resolves once every lane has ended; rejects when one of them broke. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, folder, ledger, log, watch } = this.#ports;
    const { instance, pid, version } = this.#who;
    signal.addEventListener("abort", () => this.#stop.abort(), { once: true });
    if (signal.aborted) this.#stop.abort();
    ledger.board.start(instance, pid, version, clock.now().wall, this.#status());
    this.#stop.signal.addEventListener("abort", () => {
      clock.sleep(STOP_GRACE_MS, this.#ended.signal).then(() => folder.close());
    }, { once: true });
    try {
      await Promise.all([
        this.#guard(watch.run(this.#stop.signal, () => this.#turned("pasta"))),
        this.#guard(this.#deliverMail()),
        this.#guard(this.#keepBoard()),
      ]);
      say(log, endedLine());
    } finally {
      this.#ended.abort();
      await folder.close();
    }
  }

  /** The watch changed: publish it, and see whether there is mail. */
  changed(): void {
    const before = this.#last.state;
    this.#publish();
    // Share and mail server often go together: what waits because of the outage goes out with its end.
    if (before === "inacessivel" && this.#stateName() !== before) this.#ports.delivery?.hurry();
    this.#wakeMail.abort();
  }

  readonly #ended = new AbortController();

  /** A lane that breaks takes the others along: a monitor that is half alive would look well. */
  async #guard(lane: Promise<void>): Promise<void> {
    try {
      await lane;
    } finally {
      this.#stop.abort();
    }
  }

  async #deliverMail(): Promise<void> {
    const { clock, delivery, log } = this.#ports;
    let failures = 0;
    if (delivery === null) return await stopped(this.#stop.signal);
    while (!this.#stop.signal.aborted) {
      this.#turned("correio");
      this.#wakeMail = new AbortController();
      let wait: number | null;
      try {
        wait = await delivery.deliverNext();
        failures = 0;
      } catch (error) {
        // The ledger cannot be read, for example: the other lanes go on, and so does this one, later.
        wait = null;
        const text = error instanceof Error ? error.message : String(error);
        if (failures++ === 0) say(log, queueBrokenLine(text));
      }
      if (wait === 0) continue;
      const signal = AbortSignal.any([this.#stop.signal, this.#wakeMail.signal]);
      await clock.sleep(Math.min(wait ?? OUTBOX_MS, OUTBOX_MS), signal);
    }
  }

  async #keepBoard(): Promise<void> {
    const { clock, ledger, beat } = this.#ports;
    while (!this.#stop.signal.aborted) {
      beat();
      this.#turned("quadro");
      this.#checkLanes();
      this.#publish();
      try {
        if (ledger.board.stopRequested(this.#who.instance)) this.#stop.abort();
      } catch { /* the ledger is locked or full: ask again */ }
      await clock.sleep(BOARD_MS, this.#stop.signal);
    }
  }

  #turned(lane: Lane): void {
    this.#ports.lanes.sign(lane);
  }

  #checkLanes(): void {
    const { clock, lanes, log, giveUp } = this.#ports;
    const lane = lanes.stalled(clock.now().mono);
    if (lane === null) return;
    say(log, stalledLine(lane));
    giveUp();
  }

  /** Writes the status when it changed, and a heartbeat every few seconds; a ledger in trouble is no reason to stop. */
  #publish(): void {
    const { clock, ledger } = this.#ports;
    const now = clock.now();
    const status = this.#status();
    const text = JSON.stringify(status);
    if (text === this.#last.published && now.mono - this.#last.at < HEARTBEAT_MS) return;
    try {
      ledger.board.publish(this.#who.instance, status, now.wall);
      this.#last = { ...this.#last, published: text, at: now.mono };
    } catch { /* the next turn tries again */ }
  }

  #status(): MonitorStatus {
    const { clock, watch } = this.#ports;
    const now = clock.now();
    const { watch: state, pending, silentTrouble, nextProbeAt } = watch.snapshot();
    const name = this.#stateName();
    if (name !== this.#last.state) {
      this.#last = { ...this.#last, state: name };
      this.#since = now.wall;
    }
    const outage = currentOutage(state);
    return {
      state: name,
      since: name === "inacessivel" && outage !== null ? outage.startedAt : this.#since,
      folder: this.#who.folder,
      lastProbe: state.lastProbe?.wall ?? null,
      nextProbe: nextProbeAt === null || !Number.isFinite(nextProbeAt)
        ? null
        : Math.round(now.wall + nextProbeAt - now.mono),
      intervalSeconds: this.#who.intervalSeconds,
      diagnosis: this.#diagnosis(silentTrouble),
      pending,
      unstable: outage?.unstable ?? false,
    };
  }

  #stateName(): MonitorStatus["state"] {
    if (!this.#who.alerts) return "desabilitado";
    return this.#ports.watch.snapshot().watch.watch.kind === "down" ? "inacessivel" : "operacional";
  }

  #diagnosis(silentTrouble: Diagnosis | null): Diagnosis | null {
    const { watch } = this.#ports.watch.snapshot().watch;
    if (!this.#who.alerts) return silentTrouble;
    return watch.kind === "down" ? watch.outage.diagnosis : null;
  }
}

function stopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
