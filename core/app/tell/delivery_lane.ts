/** The lane that empties one channel's queue. */
import type { Clock } from "../../ports/clock.port.ts";
import { PossessionLost } from "../../ports/ledger/possession.port.ts";
import type { Log } from "../../ports/log.port.ts";
import { queueBrokenLine } from "../../words/log/messages.ts";
import { Alarm } from "../alarm.ts";
import { DELIVERY_LANE_LIMIT, type Lane } from "../lanes.ts";
import { say } from "./say.ts";

/** The queue is looked at this often even when nobody says that there is something in it, in ms. */
const LOOK_MS = 5000;

/** What the lane does in each turn. */
export interface Delivering {
  /** One step: ms until the next one has something to do, or null when nothing waits. After `stop` it ends as soon as that is safe. */
  deliverNext(stop?: AbortSignal): Promise<number | null>;
  /** The network seems to be back: do not wait for the next attempt's time. */
  hurry(): void;
}

/** Delivers until it is told to stop; a failure is told once, and the next turn tries again. */
export class DeliveryLane implements Lane {
  readonly limitMs = DELIVERY_LANE_LIMIT;
  readonly #alarm = new Alarm();

  constructor(
    readonly name: string,
    readonly delivery: Delivering,
    readonly ports: { readonly clock: Clock; readonly log: Log },
    readonly expendable = false,
  ) {}

  /** There may be something in the queue. */
  wake(): void {
    this.#alarm.ring();
  }

  /** Whatever waited for the network goes out now. */
  hurry(): void {
    this.delivery.hurry();
  }

  async run(stop: AbortSignal, sign: () => void): Promise<void> {
    const { clock, log } = this.ports;
    let failures = 0;
    while (!stop.aborted) {
      sign();
      this.#alarm.silence();
      let wait: number | null;
      try {
        wait = await this.delivery.deliverNext(stop);
        failures = 0;
      } catch (error) {
        if (error instanceof PossessionLost) throw error;
        // The ledger cannot be read, for example: the other lanes go on, and so does this one, later.
        wait = null;
        const text = error instanceof Error ? error.message : String(error);
        if (failures++ === 0) say(log, queueBrokenLine(text));
      }
      if (wait === 0) continue;
      await this.#alarm.sleep(clock, Math.min(wait ?? LOOK_MS, LOOK_MS), stop);
    }
  }
}
