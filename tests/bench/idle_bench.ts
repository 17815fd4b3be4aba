/** What the monitor costs while nothing happens, both of its processes together. Linux only. */
import { fileURLToPath } from "node:url";
import { SOURCE_FLAGS } from "../../core/adapters/folder/self_command.ts";
import { makeSite } from "./corpus.ts";
import {
  childrenOf,
  mebibytes,
  number,
  privateMemory,
  processorTime,
  type Section,
  times,
  withFolder,
} from "./measure.ts";

const MAIN = fileURLToPath(import.meta.resolve("../../core/main.ts"));
/** Until the start is over and done with, also for the folder process, in ms. */
const SETTLE_MS = 80_000;
const MEASURE_MS = 60_000;
/** Of one core. */
const PROCESSOR_PROMISE = 0.001;
const MEMORY_PROMISE = 40 * 1024 * 1024;

/** The real `monitorar` with the default intervals, beside a Deno that does nothing at all. */
export function benchIdle(base: string | undefined): Promise<Section> {
  return withFolder(base, async (folder) => {
    const { config } = makeSite(folder, { everySeconds: 5 });
    // The first start compiles what is new: another one than every other.
    await using first = start("run", "-A", ...SOURCE_FLAGS, MAIN, "--version");
    await first.process.status;
    await using monitor = start(
      "run",
      "-A",
      ...SOURCE_FLAGS,
      MAIN,
      "monitorar",
      "--config",
      config,
    );
    await using empty = start("eval", ...SOURCE_FLAGS.slice(1), "setInterval(() => {}, 1e8)");
    await pause(SETTLE_MS);
    const pids = [monitor.process.pid, ...childrenOf(monitor.process.pid)];
    if (pids.length !== 2) throw new Error(`${pids.length} processes instead of 2`);
    const sum = (of: (pid: number) => number) => pids.reduce((all, pid) => all + of(pid), 0);
    const before = sum(processorTime);
    const begun = performance.now();
    await pause(MEASURE_MS);
    const share = (sum(processorTime) - before) / (performance.now() - begun);
    const memory = sum(privateMemory);
    const floor = 2 * privateMemory(empty.process.pid);
    return {
      nome: "ocioso",
      dados: { processador: share, bytesPrivados: memory, pisoBytes: floor },
      linhas: [{
        medida: "monitor sem nada a fazer, processador (os dois processos)",
        nosso: `${number(100 * share, 3)} % de um núcleo`,
        referencia: "-",
        razao: "-",
        meta: { texto: "≤ 0,1 %", cumprida: share <= PROCESSOR_PROMISE },
      }, {
        medida: "monitor sem nada a fazer, memória privada (os dois processos)",
        nosso: mebibytes(memory),
        referencia: `dois \`deno\` vazios: ${mebibytes(floor)}`,
        razao: times(memory / floor),
        meta: { texto: `≤ ${mebibytes(MEMORY_PROMISE)}`, cumprida: memory <= MEMORY_PROMISE },
      }],
    };
  });
}

/** A process that ends with the block. */
function start(...args: string[]): { readonly process: Deno.ChildProcess } & AsyncDisposable {
  const process = new Deno.Command(Deno.execPath(), { args, stdout: "null", stderr: "null" })
    .spawn();
  return {
    process,
    async [Symbol.asyncDispose]() {
      try {
        process.kill("SIGTERM");
      } catch { /* it has ended by itself */ }
      await process.status;
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
