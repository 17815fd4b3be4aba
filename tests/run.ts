/**
 * `deno task test`: everything that this machine can test: the Deno tests, those of them that start the whole program, and the
 * suites that need something more, each in a process of its own, with a line for every one that is skipped.
 * The last lines name what failed; the very last is `N passed, N failed`, and the exit code is 1 when anything failed.
 *
 *   deno task test               everything
 *   deno task test FILE...       only these Deno tests
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { postgresMissing } from "./lab/postgres.ts";
import { PROGRAM_TESTS } from "./program_suite.ts";
import { BROWSERS } from "./support/browser_names.ts";
import { onPath, runDenoTests, runSuite } from "./support/run_suite.ts";
import { add, closing, NOTHING, type Tally } from "./support/tally.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const LAB = join(ROOT, "..", "shared", "lab");

/** A suite that needs more than Deno. */
interface Suite {
  readonly name: string;
  /** Its program, from the root. A suite whose program does not exist (yet) is not listed. */
  readonly file: string;
  /**
   * `laboratory`: it needs Wine or Samba, and none of these runs beside another; `program`: it waits for real processes and hardly
   * works itself; `free`: it may run beside anything.
   */
  readonly lane: "laboratory" | "program" | "free";
  /** Null when it can run here, otherwise what is missing. */
  available(): Promise<string | null>;
}

const SUITES: readonly Suite[] = [
  {
    name: "programa",
    file: "tests/program_suite.ts",
    lane: "program",
    available: () => Promise.resolve(null),
  },
  {
    name: "livro em PostgreSQL",
    file: "tests/postgres_suite.ts",
    lane: "free",
    available: postgresMissing,
  },
  {
    name: "PowerShell",
    file: "tests/ps-module/run.ts",
    lane: "free",
    available: async () =>
      await onPath("dotnet") || await onPath("pwsh") ? null : "falta dotnet ou pwsh",
  },
  {
    name: "Deno do Windows",
    file: "tests/lab/windows.ts",
    lane: "laboratory",
    available: async () => {
      if (Deno.build.os === "windows") return "esta máquina já é Windows";
      if (await onPath("deno-windows") || await exists(join(LAB, "windows.sh"))) return null;
      return "falta deno-windows";
    },
  },
  {
    name: "servidor SMB",
    file: "tests/lab/smb.ts",
    lane: "laboratory",
    available: async () => {
      if (Deno.build.os === "windows") return "o laboratório SMB é do Linux";
      return await exists(join(LAB, "smb.sh")) ? null : "falta o laboratório SMB";
    },
  },
];

/** Longer than any suite needs; a hung share may not hang the tests for ever. */
const LIMIT_MS = 30 * 60_000;

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch {
    return false;
  }
}

/** Programs without which some of the Deno tests are skipped: any one of the names will do. */
const PROGRAMS = [
  { part: "página e relatório num navegador", names: BROWSERS, missing: "Chromium" },
  { part: "métricas e alertas conferidos", names: ["promtool"], missing: "promtool" },
] as const;

/** A line for each part of the Deno tests that this machine skips. */
async function sayWhatIsSkipped(): Promise<void> {
  for (const { part, names, missing } of PROGRAMS) {
    const there = await Promise.all(names.map(onPath));
    if (!there.includes(true)) say(`pulado: ${part} (falta ${missing})`);
  }
  const missing = await postgresMissing();
  if (missing !== null) say(`pulado: o que pede um servidor PostgreSQL (${missing})`);
}

const say = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));

/** One suite, if it can run here. */
async function play(suite: Suite): Promise<Tally> {
  const file = join(ROOT, suite.file);
  if (!await exists(file)) return NOTHING;
  const reason = await suite.available();
  if (reason !== null) {
    say(`pulado: ${suite.name} (${reason})`);
    return NOTHING;
  }
  return await runSuite(suite.name, [Deno.execPath(), "run", "-A", file], ROOT, LIMIT_MS);
}

/** A suite, or the Deno tests. */
type Turn = () => Promise<Tally>;

/**
 * What is in one lane runs one after the other; the lanes run side by side, because most of a test is waiting. A lane that has
 * done its own takes what is in none: `free` gets shorter.
 */
async function lane(own: readonly Turn[], free: Turn[]): Promise<Tally> {
  let total: Tally = NOTHING;
  for (const turn of own) total = add(total, await turn());
  for (let turn = free.shift(); turn !== undefined; turn = free.shift()) {
    total = add(total, await turn());
  }
  return total;
}

if (import.meta.main) {
  const everything = Deno.args.length === 0;
  const args = everything
    ? [`--ignore=${PROGRAM_TESTS.map((name) => join(ROOT, name)).join(",")}`, join(ROOT, "tests")]
    : Deno.args;
  const deno = () => runDenoTests(Deno.execPath(), args, ROOT);
  if (everything) await sayWhatIsSkipped();
  const turnsOf = (lane: Suite["lane"]) =>
    SUITES.filter((suite) => suite.lane === lane).map((suite) => () => play(suite));
  const free = everything ? turnsOf("free") : [];
  const others = everything ? [turnsOf("program"), turnsOf("laboratory")] : [];
  const lanes = [[deno], ...others].map((own) => lane(own, free));
  const total = (await Promise.all(lanes)).reduce(add);
  say("");
  say(closing(total));
  Deno.exit(total.failed > 0 ? 1 : 0);
}
