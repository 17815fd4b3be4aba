/** One shift of work: all that is done for the folder, from the moment on which it is this monitor's to the moment on which it is not. */
import type { Clock } from "../ports/clock.port.ts";
import type { RetornoFolder } from "../ports/folder.port.ts";
import type { HeartbeatStatus } from "../ports/heartbeat.port.ts";
import type { Log } from "../ports/log.port.ts";
import { folderLaneLimit, type Lane, Lanes } from "./lanes.ts";
import type { DeliveryLane } from "./tell/delivery_lane.ts";
import type { FolderWatch } from "./watch/folder_watch.ts";

/** After the word to stop, a call that hangs on the share is cut off after this, in ms. */
const STOP_GRACE_MS = 5000;

/** What it works with. */
export interface ShiftPorts {
  readonly clock: Clock;
  readonly log: Log;
  /** Ends with the shift. */
  readonly folder: RetornoFolder;
  readonly watch: FolderWatch;
  /** One for each channel. */
  readonly deliveries: readonly DeliveryLane[];
  /** Other lanes that only work for the folder, such as the one that gives signs of life to the outside. */
  readonly others?: readonly Lane[];
  /** How these signs fare. */
  readonly heartbeat?: () => HeartbeatStatus | null;
  /** The last thing that is done with the folder. */
  readonly leave?: () => Promise<void>;
  /** With the calls that hang on the share: the ledger's server is not waited for any more. */
  readonly letGo?: () => void;
  /** Ends what works beside the lanes, however they ended. */
  readonly close?: () => Promise<void>;
}

/** The lanes of the work, and their end. */
export class Shift {
  readonly watch: FolderWatch;
  readonly #ports: ShiftPorts;
  readonly #lanes: Lanes;

  /** Both in ms. */
  constructor(
    ports: ShiftPorts,
    limits: { readonly intervalMs: number; readonly probeDeadlineMs: number },
  ) {
    this.#ports = ports;
    this.watch = ports.watch;
    this.#lanes = new Lanes([
      {
        name: "pasta",
        limitMs: folderLaneLimit(limits.intervalMs, limits.probeDeadlineMs),
        expendable: false,
        run: (stop, sign) => ports.watch.run(stop, sign),
      },
      ...ports.deliveries,
      ...ports.others ?? [],
    ], ports);
  }

  /** Resolves once every lane has ended; rejects when one of those that it needs broke. Aborts `stop` when one of these ends. */
  async run(stop: AbortController): Promise<void> {
    const { clock, folder, leave, close, letGo } = this.#ports;
    const ended = new AbortController();
    const cut = () => {
      clock.sleep(STOP_GRACE_MS, ended.signal).then(() => {
        letGo?.();
        return folder.close();
      });
    };
    if (stop.signal.aborted) cut();
    else stop.signal.addEventListener("abort", cut, { once: true });
    try {
      await this.#lanes.run(stop);
      await leave?.();
    } finally {
      ended.abort();
      await close?.();
      await folder.close();
    }
  }

  /** Ask it every second or so. True when a lane no longer turns that nothing works without; it has been told. */
  stalled(): boolean {
    return this.#lanes.stalled();
  }

  /** How the signs of life to the outside fare; null when none are given. */
  heartbeat(): HeartbeatStatus | null {
    return this.#ports.heartbeat?.() ?? null;
  }

  /** `queued`: there may be messages; `back`: the folder is, and what waited because of it goes out with that. */
  wake({ back, queued }: { readonly back: boolean; readonly queued: boolean }): void {
    const { deliveries } = this.#ports;
    // Share and mail server often go together.
    if (back) { for (const lane of deliveries) lane.hurry(); }
    if (queued) { for (const lane of deliveries) lane.wake(); }
  }
}
