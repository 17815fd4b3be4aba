/**
 * A process of its own that looks again and again at a folder in which nothing changes, and prints one JSON document. Arguments:
 * the site's config.ini, and how many looks.
 */
import process from "node:process";
import { openLog } from "../../core/compose/channels.ts";
import { readConfig } from "../../core/compose/data_folder.ts";
import { openFolder, openSweep } from "../../core/compose/files.ts";
import { writableLedger } from "../../core/compose/ledger.ts";
import { namesOf, retBytes } from "../../core/adapters/folder/directory.ts";
import { childrenOf, processorTime } from "./measure.ts";

/** Printed by this program. */
export interface LookResult {
  readonly files: number;
  /** Processor time of each look in ms, of this process and of the folder process together. */
  readonly cpuMs: readonly number[];
  /** The same of Deno's own reading of the directory. */
  readonly plainMs: readonly number[];
  /** Wall time of the first listing, in ms, and the longest time without a sign of life in it. */
  readonly listMs: number;
  readonly silenceMs: number;
}

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Longest time between two signs of life while the names are read, and until they are sorted and told. */
function longestSilence(directory: string): number {
  let longest = 0;
  let last = performance.now();
  const alive = () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  };
  const bytes = retBytes(directory, alive);
  JSON.stringify(namesOf(bytes));
  alive();
  return longest;
}

if (import.meta.main) {
  const config = await readConfig(Deno.args[0]!);
  const directory = config.caminhos.pastaRetorno;
  const ledger = await writableLedger(config);
  const folder = openFolder(config, import.meta.resolve("../../core/main.ts"));
  const sweep = openSweep(config, ledger, folder, openLog(config));
  await folder.probe(20_000);
  const begun = performance.now();
  // Known and left alone: as with `processar_existentes_ao_iniciar = false`.
  const files = await sweep.leaveExisting();
  const listMs = performance.now() - begun;
  const [child] = childrenOf(Deno.pid);
  const cpuMs: number[] = [], plainMs: number[] = [];
  for (let look = 0; look < Number(Deno.args[1]); look++) {
    const before = cpu() + processorTime(child!);
    const { unreachable, pending } = await sweep.look({ outageId: null });
    cpuMs.push(cpu() + processorTime(child!) - before);
    if (unreachable !== null || pending > 0) {
      throw new Error(`a look went wrong: ${unreachable?.message}`);
    }
    const plain = cpu();
    for (const _ of Deno.readDirSync(directory));
    plainMs.push(cpu() - plain);
  }
  await folder.close();
  const silenceMs = longestSilence(directory);
  const result: LookResult = { files, cpuMs, plainMs, listMs, silenceMs };
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(result) + "\n"));
  Deno.exit(0);
}
