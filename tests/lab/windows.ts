/**
 * The Deno suite with the Windows build of Deno, under Wine; what no system changes (formats, rules, the gate) is left out: `deno-windows` from PATH, prepared
 * first by the lab when it is missing. The last line is `N passed, N failed`.
 *
 *   deno run -A tests/lab/windows.ts [FILE...]
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onPath, runDenoTests } from "../support/run_suite.ts";
import { closing } from "../support/tally.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const say = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));

if (!await onPath("deno-windows")) {
  const script = join(ROOT, "..", "shared", "lab", "windows.sh");
  const version = (await Deno.readTextFile(join(ROOT, ".dvmrc"))).trim();
  say(`preparando o Deno do Windows ${version}...`);
  const { success } = await new Deno.Command("bash", {
    args: [script, version],
    stdin: "null",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn().status;
  if (!success) {
    say("o Deno do Windows não pôde ser preparado");
    say("0 passed, 1 failed");
    Deno.exit(1);
  }
}
// What it takes from npm is fetched now, and not by the first test that starts the program.
await new Deno.Command("deno-windows", {
  args: ["install", "--entrypoint", "core/main.ts"],
  cwd: ROOT,
  stdin: "null",
})
  .output();
/** Pure code, checks of the sources, and what only asks the ledger or the network: the same on every system. */
const SAME_EVERYWHERE = [
  "bench",
  "browser",
  "ci",
  "cli/accounts_test.ts",
  "cli/acknowledge_test.ts",
  "cli/audit_test.ts",
  "cli/banks_test.ts",
  "cli/formats_test.ts",
  "cli/heartbeat_test.ts",
  "contract",
  "core/app/tell",
  "core/domain",
  "core/formats",
  "core/titulos",
  "core/views",
  "core/words",
  "faults/generated_mail_test.ts",
  "faults/told_test.ts",
  "fuzz",
  "gate",
  "simulation",
  "story/answers_test.ts",
  "story/channels_test.ts",
  "story/hanging_test.ts",
  "story/held_test.ts",
  "story/killed_test.ts",
  "story/oauth_test.ts",
  "story/secrets_test.ts",
  "support",
];
const files = Deno.args.length > 0
  ? Deno.args
  : [`--ignore=${SAME_EVERYWHERE.map((name) => `tests/${name}`).join(",")}`, "tests"];
const tally = await runDenoTests(
  "deno-windows",
  // The types were checked where the sources are.
  ["--no-check", ...files],
  ROOT,
  (path) => `Z:${path.replaceAll("/", "\\")}`,
);
say(closing(tally));
Deno.exit(tally.failed > 0 ? 1 : 0);
