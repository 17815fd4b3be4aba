/**
 * One moment, on two scales.
 *
 * `wall` is what people read and what is stored (ms since the Unix epoch); it may jump either way.
 * `mono` only grows (ms from an arbitrary origin, lost on restart); waits and deadlines use it, except
 * those that must outlive a restart, as the next attempt of a message.
 */
export interface Instant {
  readonly wall: number;
  readonly mono: number;
}
