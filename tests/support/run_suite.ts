/** Running suites as processes of their own: live output, results counted, nothing left behind. */
import { delimiter, join } from "node:path";
import { NOTHING, readFailure, readJUnit, readTally, type Tally } from "./tally.ts";

const encoder = new TextEncoder();

/** Where the output of a run goes. Only tests of the runner itself keep it quiet. */
export type Audience = "everybody" | "nobody";

/** Whether a program with this name stands on PATH. */
export async function onPath(name: string): Promise<boolean> {
  const endings = Deno.build.os === "windows" ? [".exe", ".cmd", ".bat"] : [""];
  for (const folder of (Deno.env.get("PATH") ?? "").split(delimiter)) {
    for (const ending of endings) {
      try {
        if (folder !== "" && (await Deno.stat(join(folder, name + ending))).isFile) return true;
      } catch {
        // Not in this folder.
      }
    }
  }
  return false;
}

/**
 * Runs `deno test` and counts its report.
 *
 * @param deno The program, this Deno or another build of it.
 * @param args Further arguments: files, filters.
 * @param reportName The report's path as that program sees it (Wine has its own names for paths).
 */
export async function runDenoTests(
  deno: string,
  args: readonly string[],
  cwd: string,
  reportName: (path: string) => string = (path) => path,
  audience: Audience = "everybody",
): Promise<Tally> {
  const output = audience === "everybody" ? "inherit" : "null";
  const folder = await Deno.makeTempDir({ prefix: "junit_" });
  const report = join(folder, "junit.xml");
  try {
    const { success } = await new Deno.Command(deno, {
      args: ["test", "-A", `--junit-path=${reportName(report)}`, ...args],
      cwd,
      stdin: "null",
      stdout: output,
      stderr: output,
    }).spawn().status;
    const xml = await Deno.readTextFile(report).catch(() => null);
    return readJUnit(xml, success);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/**
 * Runs a suite that ends as `closing()` has it, with the line `N passed, N failed`. That line is shown with the suite's name
 * in front, as every other line, so that only the total stands alone.
 *
 * @param limitMs The suite is killed after this time and counts as one failure.
 * @returns The counts; a suite that fails or ends without that line has at least one failure.
 */
export async function runSuite(
  name: string,
  command: readonly [string, ...string[]],
  cwd: string,
  limitMs: number,
  audience: Audience = "everybody",
): Promise<Tally> {
  const say = (text: string) => {
    if (audience === "everybody") Deno.stdout.writeSync(encoder.encode(text));
  };
  const [program, ...args] = command;
  const child = new Deno.Command(program, {
    args,
    cwd,
    stdin: "null",
    stdout: "piped",
    stderr: audience === "everybody" ? "inherit" : "null",
  }).spawn();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill("SIGKILL");
  }, limitMs);
  let last: Tally | null = null;
  let rest = "";
  const failures: string[] = [];
  const line = (text: string) => {
    const failure = readFailure(text);
    if (failure !== null) failures.push(`${name}: ${failure}`);
    const tally = readTally(text);
    if (tally !== null) last = tally;
    else if (text.trim() !== "") last = null;
    // Suites run side by side: every line says whose it is.
    if (text.trim() !== "") say(`${name}: ${tally === null ? text : text.trim()}\n`);
  };
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const ended = child.status;
  try {
    // A grandchild may keep the pipe open after the suite itself is dead.
    const closed = ended.then(() =>
      new Promise<null>((done) => setTimeout(() => done(null), 2000))
    );
    for (;;) {
      const chunk = await Promise.race([reader.read(), closed]);
      if (chunk === null || chunk.done) break;
      const lines = (rest + chunk.value).split(/\r?\n/);
      rest = lines.pop() ?? "";
      lines.forEach(line);
    }
    if (rest !== "") line(rest);
  } finally {
    clearTimeout(timer);
    await reader.cancel().catch(() => {});
  }
  const { success } = await ended;
  const tally: Tally = last ?? NOTHING;
  const strange = late
    ? `interrompida depois de ${Math.round(limitMs / 1000)} s`
    : last === null
    ? "terminou sem dizer quantos testes passaram"
    : !success && tally.failed === 0
    ? "terminou com erro"
    : null;
  if (strange !== null) {
    say(`${name}: ${strange}\n`);
    failures.push(`${name}: ${strange}`);
  }
  const silent = strange !== null && tally.failed === 0 ? 1 : 0;
  return { ...tally, failed: tally.failed + silent, failures };
}
