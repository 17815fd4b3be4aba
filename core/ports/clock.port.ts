/**
 * Time, as core/app sees it: its only source, and the gate holds it. Adapters that guard a process or a connection have
 * timers of their own.
 */

import type { Instant } from "../domain/instant.ts";

export type { Instant };

/** Source of time and of waiting. */
export interface Clock {
  /** The present moment. */
  now(): Instant;
  /** Resolves after `ms` milliseconds of `mono` time, or early (never rejecting) when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
