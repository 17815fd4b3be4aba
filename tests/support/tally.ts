/** Counting what test runs say: the JUnit report of `deno test`, the last line of any other suite. */

/** Results of one suite, or of all. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The sum. */
export function add(a: Tally, b: Tally): Tally {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

/** `12 passed, 0 failed`, with `, 3 skipped` only when there are any. */
export function tallyLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** The counts of such a line, or null when it is another line. */
export function readTally(line: string): Tally | null {
  const match = /^\s*(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$/.exec(line);
  if (match === null) return null;
  return { passed: Number(match[1]), failed: Number(match[2]), skipped: Number(match[3] ?? 0) };
}

/**
 * The counts of a report written by `deno test --junit-path`, steps included.
 *
 * @param xml Null when the report was not written.
 * @param success How the run ended. A run that failed without saying which test (a module that does
 * not load, a type error) counts as one failure, so that it can never look like success.
 */
export function readJUnit(xml: string | null, success: boolean): Tally {
  let [tests, failed, skipped] = [0, 0, 0];
  for (const [tag] of (xml ?? "").matchAll(/<testsuite [^>]*>/g)) {
    const count = (name: string) => Number(new RegExp(` ${name}="(\\d+)"`).exec(tag)?.[1] ?? 0);
    tests += count("tests");
    failed += count("failures") + count("errors");
    skipped += count("disabled");
  }
  const silent = failed === 0 && (!success || xml === null) ? 1 : 0;
  return { passed: tests - failed - skipped, failed: failed + silent, skipped };
}
