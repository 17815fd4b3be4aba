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
