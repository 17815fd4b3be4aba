/** Counting what test runs say: the JUnit report of `deno test`, the last line of any other suite. */

/** Results of one suite, or of all. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, as far as it has a name: `test (file): first line of the error`. */
  readonly failures: readonly string[];
}

/** Before anything ran. */
export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };

/** The sum. */
export function add(a: Tally, b: Tally): Tally {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
  };
}

const FAILURE = "FALHOU: ";

/** How a suite ends: a line for each failure, so that a long output need not be searched, and the counts. */
export function closing(tally: Tally): string {
  return [...tally.failures.map((name) => FAILURE + name), tallyLine(tally)].join("\n");
}

/** The failure that such a line names, or null when it is another line. */
export function readFailure(line: string): string | null {
  return line.startsWith(FAILURE) ? line.slice(FAILURE.length).trimEnd() : null;
}

/** `12 passed, 0 failed`, with `, 3 skipped` only when there are any. */
export function tallyLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** The counts of such a line, or null when it is another line. */
export function readTally(line: string): Tally | null {
  const match = /^\s*(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$/.exec(line);
  if (match === null) return null;
  return {
    passed: Number(match[1]),
    failed: Number(match[2]),
    skipped: Number(match[3] ?? 0),
    failures: [],
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  amp: "&",
};
const LONGEST_MESSAGE = 300;

/** The text of an XML attribute on one line, cut where it gets long. */
function plain(attribute: string): string {
  const text = attribute.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name]!);
  return text.split(/\r?\n/)[0]!.slice(0, LONGEST_MESSAGE);
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
  const failures = Array.from(
    (xml ?? "").matchAll(
      /<testcase name="([^"]*)" classname="([^"]*)"[^>]*>\s*<(?:failure|error) message="([^"]*)"/g,
    ),
    ([, name, file, message]) => `${plain(name!)} (${plain(file!)}): ${plain(message!)}`,
  );
  const silent = failed === 0 && (!success || xml === null) ? 1 : 0;
  return { passed: tests - failed - skipped, failed: failed + silent, skipped, failures };
}
