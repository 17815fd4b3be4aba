/** How long to wait before a message is tried again. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/**
 * Short steps first, because the usual cause (the network just came back) passes soon; then RFC 5321's half hour.
 * No randomness: one monitor and one message at a time are no crowd.
 */
const DELAYS: readonly number[] = [
  30 * SECOND,
  1 * MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
];

/** ms to wait after `failures` failed attempts in a row (1 or more; less counts as 1). */
export function retryDelay(failures: number): number {
  const step = Math.min(Math.max(Math.trunc(failures) || 1, 1), DELAYS.length);
  return DELAYS[step - 1]!;
}
