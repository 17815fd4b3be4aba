/**
 * A recovery test under way: the outages that begin in it are told and listed as tests. It has a limit, so that a test that dies
 * in the middle makes no real outage look like one for long. Pure.
 */

/** Somebody takes the folder away on purpose. Times are ms since the Unix epoch. */
export interface RecoveryTest {
  readonly since: number;
  /** What is still out of reach after this is no test any more. */
  readonly until: number;
  /** Account of whoever began it, as the system names it. */
  readonly by: string;
}

/** Name of its state in the ledger. */
export const RECOVERY_TEST = "teste-recuperacao";

/** The limit of the test that an outage which begins at `at` belongs to; null: it is a real one. */
export function testLimit(test: RecoveryTest | null, at: number): number | null {
  return test !== null && test.since <= at && at <= test.until ? test.until : null;
}

/** Whether an outage counts as a test: it began in one, and was (or is, at `at`) over by the limit. */
export function isTest(testUntil: number | null, at: number): boolean {
  return testUntil !== null && at <= testUntil;
}
