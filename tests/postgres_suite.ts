/**
 * The tests of whatever works with a ledger once more, with their ledgers on PostgreSQL: see `support/engine.ts`. The last line is
 * `N passed, N failed`.
 *
 *   deno run -A tests/postgres_suite.ts           in CI
 *   deno run -A tests/postgres_suite.ts --tudo    also those that take minutes
 */
import { fileURLToPath } from "node:url";
import { runDenoTests } from "./support/run_suite.ts";
import { closing } from "./support/tally.ts";

/** Where they are, from the root. */
const TESTS: readonly string[] = [
  "tests/core/app/files",
  "tests/core/app/tell/announce_test.ts",
  "tests/core/app/tell/duties",
  "tests/core/app/watch/folder_watch_test.ts",
  "tests/core/commands/titulos_test.ts",
  "tests/faults/hostile_places_test.ts",
  "tests/faults/one_file_test.ts",
  "tests/simulation/month_test.ts",
];

const SLOW: readonly string[] = [
  "tests/core/app/monitor_test.ts",
  "tests/faults/matrix_test.ts",
  "tests/faults/told_test.ts",
  "tests/simulation/told_test.ts",
];

if (import.meta.main) {
  const root = fileURLToPath(new URL("../", import.meta.url));
  const chosen = Deno.args.includes("--tudo") ? [...TESTS, ...SLOW] : TESTS;
  Deno.env.set("MONITOR_RETORNOS_TESTES_LIVRO", "postgresql");
  const tally = await runDenoTests(Deno.execPath(), chosen, root);
  Deno.stdout.writeSync(new TextEncoder().encode(`${closing(tally)}\n`));
  Deno.exit(tally.failed > 0 ? 1 : 0);
}
