/**
 * The Deno tests that start the whole program again and again: most of their time is waiting for it, so they run beside the
 * others. The last line is `N passed, N failed`.
 *
 *   deno run -A tests/program_suite.ts
 */
import { fileURLToPath } from "node:url";
import { runDenoTests } from "./support/run_suite.ts";
import { closing } from "./support/tally.ts";

/** Where they are, from the root. */
export const PROGRAM_TESTS: readonly string[] = [
  "tests/browser",
  "tests/cli",
  "tests/fuzz",
  "tests/soak",
  "tests/story",
];

if (import.meta.main) {
  const root = fileURLToPath(new URL("../", import.meta.url));
  const tally = await runDenoTests(Deno.execPath(), PROGRAM_TESTS, root);
  Deno.stdout.writeSync(new TextEncoder().encode(`${closing(tally)}\n`));
  Deno.exit(tally.failed > 0 ? 1 : 0);
}
