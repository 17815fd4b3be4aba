/** Who works for the folder, as the monitor sees it. */
import type { MonitorRole } from "../domain/possession.ts";
import type { Lane } from "./lanes.ts";
import type { Shift } from "./shift.ts";

/** What a monitor says of its part. */
export interface Part {
  readonly role: MonitorRole;
  /** The machine of the one that works, for people; null: nobody does, as far as is known. */
  readonly activeOn: string | null;
}

/** The lane in which the work is done, whenever it is this monitor's. */
export interface Work extends Lane {
  /** The work under way; null: it is another one's. */
  readonly shift: Shift | null;
  readonly part: Part;
}

/** A monitor that has its ledger for itself: the work is always its own. */
export class SoleWork implements Work {
  readonly name = "trabalho";
  /** Its own lanes are looked after one by one. */
  readonly limitMs = Infinity;
  readonly expendable = false;
  readonly part: Part;

  /** `post`: this machine, for people. */
  constructor(readonly shift: Shift, post: string) {
    this.part = { role: "unico", activeOn: post };
  }

  async run(stop: AbortSignal): Promise<void> {
    const ending = new AbortController();
    if (stop.aborted) ending.abort();
    stop.addEventListener("abort", () => ending.abort(), { once: true });
    await this.shift.run(ending);
  }
}
