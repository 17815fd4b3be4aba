/** Time, as the rest of the program sees it. Nothing else may read the system's clock. */

import type { Instant } from "../domain/instant.ts";

export type { Instant };

/** Source of time and of waiting. */
export interface Clock {
  /** The present moment. */
  now(): Instant;
  /** Resolves after `ms` milliseconds of `mono` time, or early (never rejecting) when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
