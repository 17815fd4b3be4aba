/** How long to wait before something is tried again. */

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

const HOUR = 60 * MINUTE;

/**
 * While an account refuses us: four logins in the first day and two in each day after it. Lockouts begin at three to ten
 * failures in half an hour, rarely in a day; a monitor that keeps to this never locks an account by itself.
 */
const LOGIN_DELAYS: readonly number[] = [1 * HOUR, 6 * HOUR, 12 * HOUR];

/** While the way in is in trouble before any login (protection, token server, address): nothing can be locked. */
const WAY_DELAYS: readonly number[] = [5 * MINUTE, 15 * MINUTE, 30 * MINUTE, 1 * HOUR];

/** An account that was asked and did not say no: a server may drop whom it refuses, but the network drops people, too. */
const UNDECIDED_DELAYS: readonly number[] = [5 * MINUTE, ...LOGIN_DELAYS];

/**
 * ms to wait after `refusals` refusals in a row of who we are; `login`: an account was asked; `undecided`: and the latest time
 * it gave no answer, or put it off.
 */
export function holdDelay(refusals: number, login: boolean, undecided = false): number {
  const delays = !login ? WAY_DELAYS : undecided ? UNDECIDED_DELAYS : LOGIN_DELAYS;
  const step = Math.min(Math.max(Math.trunc(refusals) || 1, 1), delays.length);
  return delays[step - 1]!;
}

/** A server of the ledger that is away: it may be back in a moment (a restart, a failover), and everybody waits for it. */
const RECONNECT_DELAYS: readonly number[] = [
  250,
  500,
  1 * SECOND,
  2 * SECOND,
  5 * SECOND,
  10 * SECOND,
];

/** ms to wait after `failures` connections in a row (1 or more; less counts as 1) that were not made. */
export function reconnectDelay(failures: number): number {
  const step = Math.min(Math.max(Math.trunc(failures) || 1, 1), RECONNECT_DELAYS.length);
  return RECONNECT_DELAYS[step - 1]!;
}

/** The other side may ask for more time than {@link retryDelay}, up to this, in ms. */
export const LONGEST_REQUESTED_DELAY = 1 * HOUR;

/** A file that fails again and again is tried at these intervals. */
const FILE_DELAYS: readonly number[] = [
  1 * SECOND,
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  5 * MINUTE,
];

/** One that does not answer at all costs its deadline at each attempt: it is asked ever more rarely. */
const SILENT_FILE_DELAYS: readonly number[] = [
  1 * MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  60 * MINUTE,
];

/** ms to wait after `failures` attempts in a row (1 or more) that ended without an answer. */
export function silentFileDelay(failures: number): number {
  const step = Math.min(Math.max(Math.trunc(failures) || 1, 1), SILENT_FILE_DELAYS.length);
  return SILENT_FILE_DELAYS[step - 1]!;
}

/** What is waited for with patience (open elsewhere, growing) is looked at once in a twentieth of its age, in ms, at least... */
const PATIENT_SHARE = 20;
/** ...and not more rarely than this, in ms. */
const LONGEST_PATIENT_MS = 30 * SECOND;

/** ms until something that will pass by itself, and has lasted for `ageMs`, is worth another look; `leastMs` at least. */
export function patientDelay(ageMs: number, leastMs: number): number {
  return Math.max(leastMs, Math.min(Math.round(ageMs / PATIENT_SHARE), LONGEST_PATIENT_MS));
}

/** Failures after which {@link fileRetryDelay} no longer grows. */
export const FILE_RETRY_STEPS = FILE_DELAYS.length;

/** ms to wait after `failures` failed attempts on one file (1 or more; less counts as 1). */
export function fileRetryDelay(failures: number): number {
  const step = Math.min(Math.max(Math.trunc(failures) || 1, 1), FILE_DELAYS.length);
  return FILE_DELAYS[step - 1]!;
}
