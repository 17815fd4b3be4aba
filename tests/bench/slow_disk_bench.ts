/** A backlog on a disk whose flush takes 5 ms: the real path beside a floor that flushes for each file, and one that shares. */
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { makeSite, writeFiles } from "./corpus.ts";
import {
  type FloorResult,
  median,
  number,
  runWith,
  type Section,
  type SweepResult,
  times,
  withFolder,
} from "./measure.ts";

/** How long a flush takes, in ms. */
const FLUSH_MS = 5;
/** Files of one transaction, as `core/app/files/sweep.ts` has it. */
const SHARED = 32;

/** Needs Linux and a C compiler: without one the part has no lines. */
export async function benchSlowDisk(
  options: { readonly files: number; readonly rounds: number; readonly base: string | undefined },
): Promise<Section> {
  const { files, rounds, base } = options;
  return await withFolder(undefined, async (tools) => {
    const library = join(tools, "slow_flush.so");
    if (!await compiled(library)) {
      return { nome: "disco-lento", dados: { motivo: "sem compilador C (cc)" }, linhas: [] };
    }
    const env = { LD_PRELOAD: library, FLUSH_MS: String(FLUSH_MS) };
    const floor = (shared: number) =>
      withFolder(base, async (folder) => {
        const site = makeSite(folder);
        writeFiles(site.retorno, files);
        const database = join(folder, "piso.db");
        const args = [site.retorno, database, String(shared)];
        return (await runWith<FloorResult>(env, "floor_run.ts", ...args)).ms / files;
      });
    const sweep = () =>
      withFolder(base, async (folder) => {
        const site = makeSite(folder);
        writeFiles(site.retorno, files);
        const result = await runWith<SweepResult>(env, "sweep_run.ts", site.config);
        if (result.processed !== files || result.owed + result.pending > 0) {
          throw new Error(`not every file was processed: ${JSON.stringify(result)}`);
        }
        return result.ms / files;
      });
    const each: number[] = [], together: number[] = [], ours: number[] = [];
    for (let round = 0; round < rounds; round++) {
      each.push(await floor(1));
      together.push(await floor(SHARED));
      ours.push(await sweep());
    }
    const [own, single, shared] = [median(ours), median(each), median(together)];
    return {
      nome: "disco-lento",
      dados: {
        arquivos: files,
        flushMs: FLUSH_MS,
        nosso: ours,
        pisoUmAUm: each,
        pisoJuntos: together,
      },
      linhas: [{
        medida: `${number(files)} arquivos, disco que leva ${FLUSH_MS} ms por gravação durável`,
        nosso: `${number(own, 2)} ms por arquivo`,
        referencia: `piso, uma gravação por arquivo: ${
          number(single, 2)
        } ms; uma a cada ${SHARED}: ${number(shared, 2)} ms`,
        razao: `${times(own / single)}; ${times(own / shared)}`,
        meta: { texto: "≤ 1,5× o de um por um", cumprida: own <= 1.5 * single },
      }],
    };
  });
}

async function compiled(library: string): Promise<boolean> {
  if (Deno.build.os !== "linux") return false;
  const source = fileURLToPath(import.meta.resolve("./slow_flush.c"));
  try {
    const { success } = await new Deno.Command("cc", {
      args: ["-O2", "-shared", "-fPIC", "-o", library, source, "-ldl"],
    }).output();
    return success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
