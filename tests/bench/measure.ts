/** What the measurements share: child processes, medians, memory, and how results are shown. */
import { fileURLToPath } from "node:url";
import { SOURCE_FLAGS } from "../../core/adapters/folder/self_command.ts";

/** Printed by sweep_run.ts. Memory in bytes; null where the system does not tell. */
export interface SweepResult {
  readonly ms: number;
  readonly processed: number;
  readonly tally: number;
  readonly owed: number;
  readonly pending: number;
  readonly rssBefore: number;
  readonly rss: number;
  readonly peak: number | null;
}

/** Printed by floor_run.ts. */
export interface FloorResult {
  readonly ms: number;
  readonly files: number;
}

/** One line of the table. */
export interface Row {
  readonly medida: string;
  readonly nosso: string;
  readonly referencia: string;
  readonly razao: string;
  /** What the project promises, and whether it held in this run; null where nothing is promised. */
  readonly meta: { readonly texto: string; readonly cumprida: boolean } | null;
}

/** One part of the bench: numbers for scripts, lines for people. */
export interface Section {
  readonly nome: string;
  readonly dados: unknown;
  readonly linhas: readonly Row[];
}

/** Runs a program of this folder in a process of its own and returns its last line of output, parsed. Throws on failure. */
export function runHere<T>(script: string, ...args: string[]): Promise<T> {
  return runWith<T>({}, script, ...args);
}

/** {@link runHere} with more in its environment. */
export async function runWith<T>(
  env: Readonly<Record<string, string>>,
  script: string,
  ...args: string[]
): Promise<T> {
  const path = fileURLToPath(import.meta.resolve(`./${script}`));
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", ...SOURCE_FLAGS, "--quiet", path, ...args],
    env,
  }).output();
  const text = new TextDecoder();
  if (!success) throw new Error(`${script}: ${text.decode(stderr)}`);
  return JSON.parse(text.decode(stdout).trim().split("\n").at(-1)!) as T;
}

/** Waits until the system has written what it holds back; does nothing where there is no `sync`. */
export async function flushDisk(): Promise<void> {
  if (Deno.build.os !== "windows") await new Deno.Command("sync").output();
}

/** The middle value; the lower one of two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)]!;
}

/** Largest resident memory of a process so far, in bytes; null outside Linux. */
export function peakMemory(pid: number | "self"): number | null {
  return statusLine(pid, "VmHWM");
}

/** Memory of a process that no other shares and no file backs, in bytes; Linux only. */
export function privateMemory(pid: number): number {
  const text = Deno.readTextFileSync(`/proc/${pid}/smaps_rollup`);
  return 1024 * Number(/^Private_Dirty:\s+(\d+) kB$/m.exec(text)![1]);
}

/** Memory of a process that no other shares, in bytes, what a file backs among it; null when it has ended; Linux only. */
export function ownMemory(pid: number): number | null {
  try {
    const text = Deno.readTextFileSync(`/proc/${pid}/smaps_rollup`);
    const found = [...text.matchAll(/^Private_(?:Dirty|Clean):\s+(\d+) kB$/gm)];
    return 1024 * found.reduce((sum, [, kilobytes]) => sum + Number(kilobytes), 0);
  } catch {
    return null;
  }
}

/** Processes that a process started and that still run; Linux only. */
export function childrenOf(pid: number): number[] {
  const children: number[] = [];
  for (const { name } of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // After the name in parentheses: state, parent.
      const stat = Deno.readTextFileSync(`/proc/${name}/stat`);
      if (Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === pid) {
        children.push(Number(name));
      }
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return children;
}

/** Processor time that a process has used so far, in ms, all of its threads; Linux only. */
export function processorTime(pid: number): number {
  let ns = 0;
  for (const { name } of Deno.readDirSync(`/proc/${pid}/task`)) {
    // The first number: time on the processor, in ns.
    ns += Number(Deno.readTextFileSync(`/proc/${pid}/task/${name}/schedstat`).split(" ")[0]);
  }
  return ns / 1e6;
}

function statusLine(pid: number | "self", key: string): number | null {
  if (Deno.build.os !== "linux") return null;
  const status = Deno.readTextFileSync(`/proc/${pid}/status`);
  const kilobytes = new RegExp(`^${key}:\\s+(\\d+) kB$`, "m").exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}

/** A temporary folder for `work`, removed afterwards. `base`: on whose disk; default the system's own. */
export async function withFolder<T>(
  base: string | undefined,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir({
    prefix: "monitor-bench-",
    ...(base === undefined ? {} : { dir: base }),
  });
  try {
    return await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A number with `digits` decimals, as Brazilians write it. */
export function number(value: number, digits = 0): string {
  return value.toLocaleString("pt-BR", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** Bytes as MiB. */
export const mebibytes = (bytes: number): string => `${number(bytes / 1024 / 1024, 0)} MiB`;

/** `2,3×`. */
export const times = (ratio: number): string => `${number(ratio, 2)}×`;
