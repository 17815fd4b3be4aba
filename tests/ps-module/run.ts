/**
 * Runs the Pester files of this folder, each in a shell of its own, some side by side. The last line is always
 * `N passed, N failed`; without dotnet and pwsh one line says what was skipped.
 *
 *   deno run -A tests/ps-module/run.ts [--modulo fonte|pacote] [--motor pwsh|powershell] [--pester VERSION]
 *                                      [--filtro TEXT] [FILE...]
 *
 * Without `--modulo` they run twice: on the sources, and on the module joined into one file with the bundled program, as both ship.
 * `--filtro` takes the tests whose full name holds the text, which may have `*`. Exit code 0 when nothing failed.
 */
import { basename, delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ROOT } from "../../.ci/build.ts";
import { bundle } from "../../.ci/bundle.ts";
import { layModule, MODULE } from "../../.ci/modulo.ts";
import { SOURCE_FLAGS } from "../../core/adapters/folder/self_command.ts";
import { add, closing, NOTHING, readTally, type Tally } from "../support/tally.ts";
import { type Edition, prepareShell, type Shell } from "./shell.ts";

/** One core is left to the suite that runs beside this one: under load, waits that are generous become short. */
const AT_ONCE = Math.max(1, navigator.hardwareConcurrency - 1);
/** These wait the longest, and begin first. */
const LONGEST = ["Recuperacao", "install", "Operacao"];
/** The same for both layouts, or so long that what ships is enough. */
const ONCE = /(Corredor|Analise|Pacotes|install|Recuperacao)\.Tests\.ps1$/;
/** Several times what the slowest file takes on a busy machine. */
const LIMIT_MS = 10 * 60_000;

const here = dirname(fileURLToPath(import.meta.url));
const say = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(line + "\n"));

/** What is tested: the module's sources, or what ships. */
interface Layout {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A file with what it is to be run on. */
interface Job {
  readonly file: string;
  readonly layout: Layout;
}

/** The sources; and module and program as they ship, in `folder`, from where the module does not find the program by itself. */
async function layouts(folder: string, wanted: string | undefined): Promise<Layout[]> {
  const sources = { name: "fonte", env: { MONITOR_TESTE_MODULO: join(ROOT, MODULE) } };
  if (wanted === "fonte") return [sources];
  const module = join(folder, "MonitorRetornos");
  await layModule(module);
  const program = await bundle(join(ROOT, "core", "main.ts"), join(folder, "partes"));
  const joined = {
    name: "pacote",
    env: {
      MONITOR_TESTE_MODULO: module,
      MONITOR_RETORNOS_EXE: JSON.stringify(["deno", "run", "-A", ...SOURCE_FLAGS, program]),
    },
  };
  return wanted === "pacote" ? [joined] : [joined, sources];
}

/** What Pester says of each failed test: its line, and the first one of the error under it. */
function failuresIn(lines: readonly string[], file: string): string[] {
  return lines.flatMap((line, at) => {
    const name = /^\s*\[-\] (.*)/.exec(line)?.[1];
    return name === undefined ? [] : [`${file}: ${name}: ${(lines[at + 1] ?? "").trim()}`];
  });
}

/** One file, its output printed when it ends, so that two never mix. */
async function play(
  shell: Shell,
  { file, layout }: Job,
  filter: string | undefined,
): Promise<Tally> {
  const [program, ...first] = shell.command;
  const started = performance.now();
  const run = await new Deno.Command(program, {
    args: [
      ...[...first, "-ExecutionPolicy", "Bypass", "-File", join(here, "Invoke-Testes.ps1")],
      ...["-Pester", shell.pester, "-Arquivo", file],
      ...(filter === undefined ? [] : ["-Filtro", filter]),
    ],
    env: {
      ...layout.env,
      // Where `deno` is this Deno, and people read Portuguese.
      PATH: dirname(Deno.execPath()) + delimiter + (Deno.env.get("PATH") ?? ""),
      LC_ALL: "pt_BR.UTF-8",
      NO_COLOR: "1",
      POWERSHELL_TELEMETRY_OPTOUT: "1",
      // The shell from NuGet is compiled as it runs, and lives too short to be measured for a second round: a quarter less CPU.
      DOTNET_TieredPGO: "0",
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(LIMIT_MS),
  }).output();
  const lines = new TextDecoder().decode(run.stdout).trimEnd().split(/\r?\n/);
  const last = readTally(lines.at(-1) ?? "");
  if (last !== null) lines.pop();
  const seconds = Math.round((performance.now() - started) / 1000);
  say(`${basename(file)} (${layout.name}, ${seconds} s)`);
  lines.forEach(say);
  const errors = new TextDecoder().decode(run.stderr).trimEnd();
  if (errors !== "") say(errors);
  if (last === null) {
    const failure = `${basename(file)}: o PowerShell terminou com ${run.code}, sem dizer quantos`;
    say(`  [-] ${failure}`);
    return { ...NOTHING, failed: 1, failures: [failure] };
  }
  const failed = last.failed + (last.failed === 0 && !run.success ? 1 : 0);
  return { ...last, failed, failures: failuresIn(lines, `${basename(file)} (${layout.name})`) };
}

const { values, positionals } = parseArgs({
  args: Deno.args,
  allowPositionals: true,
  options: {
    modulo: { type: "string" },
    motor: { type: "string", default: "pwsh" },
    pester: { type: "string" },
    filtro: { type: "string" },
  },
});
if (values.motor !== "pwsh" && values.motor !== "powershell") {
  throw new Error(`--motor ${values.motor}: use pwsh ou powershell`);
}
const edition: Edition = values.motor;
if (values.modulo !== undefined && values.modulo !== "fonte" && values.modulo !== "pacote") {
  throw new Error(`--modulo ${values.modulo}: use fonte ou pacote`);
}
const files = positionals.length > 0
  ? positionals.map((file) => resolve(file))
  : Array.from(Deno.readDirSync(here), (entry) => join(here, entry.name))
    .filter((path) => path.endsWith(".Tests.ps1"));
const rank = (file: string) => LONGEST.indexOf(basename(file, ".Tests.ps1")) >>> 0;
let total: Tally = NOTHING;
const shell = await prepareShell(edition, values.pester);
if (typeof shell === "string") {
  say(`pulado: ${files.map((file) => basename(file)).join(", ")} (${shell})`);
} else {
  say(shell.name);
  const folder = await Deno.makeTempDir({ prefix: "modulo-" });
  try {
    const [first, ...others] = await layouts(folder, values.modulo);
    const waiting: Job[] = files.map((file) => ({ file, layout: first! }));
    for (const layout of others) {
      waiting.push(...files.filter((file) => !ONCE.test(file)).map((file) => ({ file, layout })));
    }
    waiting.sort((a, b) => rank(a.file) - rank(b.file));
    const worker = async () => {
      for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
        const tally = await play(shell, job, values.filtro);
        total = add(total, tally);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  if (values.filtro !== undefined && total.passed + total.failed + total.skipped === 0) {
    total = { ...NOTHING, failed: 1, failures: [`nenhum teste com '${values.filtro}' no nome`] };
  }
}
say(closing(total));
Deno.exit(total.failed > 0 ? 1 : 0);
