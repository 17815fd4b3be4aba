/** A sweep looked at from outside: what it takes while it works, beside what it took before. Linux only. */
import { fileURLToPath } from "node:url";
import { SOURCE_FLAGS } from "../../core/adapters/folder/self_command.ts";
import { childrenOf, ownMemory, type SweepResult } from "./measure.ts";

/** Between two looks, in ms: each costs the process looked at some of its time. */
const LOOK_MS = 40;
/** From the moment it is ready until it is at rest, in ms. */
const REST_MS = 500;

/** A sweep and its memory, in bytes, of the process and of its folder process together. */
export interface WatchedSweep {
  readonly result: SweepResult;
  /** Before any file. */
  readonly before: number;
  /** The most that was seen. */
  readonly most: number;
}

/** Runs `sweep_run.ts` on a site. Throws when it fails. */
export async function watchSweep(config: string): Promise<WatchedSweep> {
  const program = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", ...SOURCE_FLAGS, "--quiet"],
      ...[fileURLToPath(import.meta.resolve("./sweep_run.ts")), config, "--espera"],
    ],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const said = program.stdout.pipeThrough(new TextDecoderStream()).getReader();
  await said.read();
  await rest(REST_MS);
  const pids = [program.pid, ...childrenOf(program.pid)];
  const before = together(pids);
  const input = program.stdin.getWriter();
  await input.write(new TextEncoder().encode("\n"));
  let text = "";
  let over = false;
  const told = (async () => {
    for (let step = await said.read(); !step.done; step = await said.read()) text += step.value;
    over = true;
  })();
  let most = before;
  while (!over) {
    most = Math.max(most, together(pids));
    await rest(LOOK_MS);
  }
  await told;
  const { success } = await program.status;
  if (!success) throw new Error("sweep_run.ts failed");
  return { result: JSON.parse(text) as SweepResult, before, most };
}

/** Of the processes that still run. */
function together(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (ownMemory(pid) ?? 0), 0);
}

const rest = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
