/** The lane that gives a sign of life to the outside. The monitor is whole without it. */
import { longestSilence, pulse, type PulseFacts } from "../domain/told/heartbeat.ts";
import type { Clock } from "../ports/clock.port.ts";
import type { Heartbeat, HeartbeatStatus } from "../ports/heartbeat.port.ts";
import type { Log } from "../ports/log.port.ts";
import { heartbeatBackLine, heartbeatFailingLine } from "../words/heartbeat.ts";
import type { Lane } from "./lanes.ts";
import { say } from "./tell/say.ts";

/** While nothing is known of the folder, that is looked at this often, in ms. */
const LOOK_MS = 1000;

/** What the lane works with. */
export interface HeartbeatPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly heartbeat: Heartbeat;
  /** What is known of the folder at this moment, ms since the Unix epoch. */
  readonly facts: (now: number) => PulseFacts;
}

/** One sign per interval, counted from the first; one that takes its time moves none of the next. */
export class HeartbeatLane implements Lane {
  readonly name = "batimento";
  readonly limitMs: number;
  readonly expendable = true;
  readonly #ports: HeartbeatPorts;
  readonly #intervalMs: number;
  readonly #silenceMs: number;
  #status: HeartbeatStatus | null = null;

  constructor(
    ports: HeartbeatPorts,
    settings: { readonly intervalMs: number; readonly probeDeadlineMs: number },
  ) {
    this.#ports = ports;
    this.#intervalMs = settings.intervalMs;
    this.#silenceMs = longestSilence(settings.intervalMs, settings.probeDeadlineMs);
    this.limitMs = settings.intervalMs + 5 * 60_000;
  }

  /** How the signs fare; null before the first one. */
  status(): HeartbeatStatus | null {
    return this.#status;
  }

  async run(stop: AbortSignal, sign: () => void): Promise<void> {
    const { clock, facts } = this.#ports;
    for (let due = clock.now().mono; !stop.aborted;) {
      sign();
      const now = clock.now();
      const wait = due - now.mono;
      if (wait > 0) {
        await clock.sleep(wait, stop);
        continue;
      }
      const state = pulse(facts(now.wall), now, this.#silenceMs);
      if (state === "silent") {
        due = now.mono + Math.min(LOOK_MS, this.#intervalMs);
        continue;
      }
      await this.#ping(state === "well", stop);
      // After a sleep of the machine the missed ones are not made up for.
      const missed = Math.floor((clock.now().mono - due) / this.#intervalMs);
      due += this.#intervalMs * (1 + missed);
    }
  }

  async #ping(well: boolean, stop: AbortSignal): Promise<void> {
    const { clock, heartbeat, log } = this.#ports;
    const outcome = await heartbeat.ping(well, stop);
    // A sign that was cut off because the program ends says nothing of the other side.
    if (stop.aborted) return;
    const at = clock.now().wall;
    const failing = this.#status !== null && this.#status.error !== null;
    if (outcome.kind === "taken") {
      this.#status = { at, takenAt: at, error: null };
      if (failing) say(log, heartbeatBackLine());
    } else {
      this.#status = { at, takenAt: this.#status?.takenAt ?? null, error: outcome.reason };
      if (!failing) say(log, heartbeatFailingLine(outcome.reason));
    }
  }
}
