/** Silence is an alarm as well: tells, once each, what the monitor has been waiting for for minutes. */
import { longWaits, type Wait, type WaitKind } from "../domain/wait.ts";
import type { Clock } from "../ports/clock.port.ts";
import type { EventLog } from "../ports/event_log.port.ts";
import type { Log } from "../ports/log.port.ts";
import { waitLine, waitOverLine, waitText } from "../words/log/waits.ts";
import { say } from "./tell/say.ts";

/** What it works with. */
export interface WaitWatchPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly events: EventLog;
  /** A time (ms since the Unix epoch) as people read it. */
  readonly local: (wall: number) => string;
  /** What is waited for now, `since` in `mono` time. */
  readonly waits: () => readonly Wait[];
}

/** Ask it every second or so. */
export class WaitWatch {
  readonly #ports: WaitWatchPorts;
  readonly #told = new Set<WaitKind>();
  #long: readonly Wait[] = [];

  constructor(ports: WaitWatchPorts) {
    this.#ports = ports;
  }

  /** Looks, and tells what has become a long wait, or is one no more. The event log too: a log that is waited for tells nobody. */
  look(): void {
    const { clock, log, events, local, waits } = this.#ports;
    const now = clock.now();
    this.#long = longWaits(waits(), now.mono).map((wait) => ({
      ...wait,
      since: Math.round(now.wall + wait.since - now.mono),
    }));
    for (const wait of this.#long) {
      if (this.#told.has(wait.kind)) continue;
      this.#told.add(wait.kind);
      say(log, waitLine(wait, local(wait.since)));
      events.write("espera", waitText(wait, local(wait.since)));
    }
    for (const kind of this.#told) {
      if (this.#long.some((wait) => wait.kind === kind)) continue;
      this.#told.delete(kind);
      say(log, waitOverLine(kind));
    }
  }

  /** The waits that have lasted for minutes; `since` in ms since the Unix epoch. */
  current(): readonly Wait[] {
    return this.#long;
  }
}
