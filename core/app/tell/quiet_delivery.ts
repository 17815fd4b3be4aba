/** A queue that rests in maintenance windows. */
import type { Clock } from "../../ports/clock.port.ts";
import type { Stretch } from "../../domain/told/maintenance.ts";
import type { Delivering } from "./delivery_lane.ts";

/** What waits goes out at the end of the window, with its true times. */
export class QuietDelivery implements Delivering {
  constructor(
    readonly delivery: Delivering,
    readonly maintenance: (at: number) => Stretch | null,
    readonly clock: Pick<Clock, "now">,
  ) {}

  hurry(): void {
    this.delivery.hurry();
  }

  async deliverNext(stop?: AbortSignal): Promise<number | null> {
    const now = this.clock.now().wall;
    const window = this.maintenance(now);
    return window === null ? await this.delivery.deliverNext(stop) : Math.max(1, window.end - now);
  }
}
