/** Time, as the rest of the program sees it. Nothing else may read the system's clock. */

/**
 * One moment, on two scales.
 *
 * `wall` is what people read and what is stored (ms since the Unix epoch); it may jump either way.
 * `mono` only grows (ms from an arbitrary origin, lost on restart); every wait and deadline uses it.
 */
export interface Instant {
  readonly wall: number;
  readonly mono: number;
}

/** Source of time and of waiting. */
export interface Clock {
  /** The present moment. */
  now(): Instant;
  /** Resolves after `ms` milliseconds of `mono` time, or early (never rejecting) when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
