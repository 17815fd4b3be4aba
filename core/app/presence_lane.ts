/** The lane that shows the monitor to others, takes their request to stop, and looks after the other lanes. */
import type { Clock } from "../ports/clock.port.ts";
import type { MonitorStatus, Presence } from "../ports/ledger/presence.port.ts";
import { Alarm } from "./alarm.ts";
import { type Lane, PRESENCE_LANE_LIMIT } from "./lanes.ts";

/**
 * A request to stop is looked for this often, in ms: to ask every second was a fourth of what an idle monitor costs. Half of the
 * heartbeat, so that one turn serves both.
 */
const LOOK_MS = 2500;
/** A heartbeat is written this often even when nothing changes, in ms. */
export const HEARTBEAT_MS = 5000;

/** What the lane works with. */
export interface PresencePorts {
  readonly presence: Presence;
  readonly clock: Clock;
  readonly status: () => MonitorStatus;
  /** Called once per turn: the program is alive. */
  readonly beat: () => void;
  /** Somebody asks the monitor to stop. */
  readonly onStop: () => void;
}

/** A ledger in trouble is no reason to stop: what could not be written or read is tried again at the next turn. */
export class PresenceLane implements Lane {
  readonly name = "quadro";
  readonly limitMs = PRESENCE_LANE_LIMIT;
  readonly expendable = false;
  readonly #alarm = new Alarm();
  #published = { text: "", at: -Infinity };

  constructor(readonly ports: PresencePorts, readonly instance: string) {}

  /** The status has changed: others shall see it now. */
  wake(): void {
    this.#alarm.ring();
  }

  async run(stop: AbortSignal, sign: () => void): Promise<void> {
    const { clock, presence, beat, onStop } = this.ports;
    while (!stop.aborted) {
      beat();
      sign();
      const changed = this.#alarm.silence();
      const due = clock.now().mono - this.#published.at >= HEARTBEAT_MS;
      if (changed || due) await this.#publish();
      try {
        if (await presence.stopRequested(this.instance)) onStop();
      } catch { /* the ledger is locked or full: ask again */ }
      await this.#alarm.sleep(clock, LOOK_MS, stop);
    }
  }

  /** Writes the status when it changed, and a heartbeat every few seconds. */
  async #publish(): Promise<void> {
    const now = this.ports.clock.now();
    const status = this.ports.status();
    const text = JSON.stringify(status);
    if (text === this.#published.text && now.mono - this.#published.at < HEARTBEAT_MS) return;
    try {
      await this.ports.presence.publish(this.instance, status, now.wall);
      this.#published = { text, at: now.mono };
    } catch {
      this.#published = { text: "", at: -Infinity }; // the next turn tries again
    }
  }
}
