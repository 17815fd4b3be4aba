/** Files per second of the real path, beside the floor of the same disk in the same minutes. */
import { join } from "node:path";
import { makeSite, TITULOS, writeFiles } from "./corpus.ts";
import {
  type FloorResult,
  flushDisk,
  median,
  number,
  runHere,
  type Section,
  type SweepResult,
  times,
  withFolder,
} from "./measure.ts";

/** At most so many times the floor. */
const PROMISE = 3;

/**
 * Floor and sweep take turns; the median of each counts, because a lucky round of one says nothing of the other. All rounds are
 * in the data. Both start with the files on disk, as they are when a server comes back: what was just written is flushed first.
 */
export async function benchSweep(
  options: { readonly files: number; readonly rounds: number; readonly base: string | undefined },
): Promise<Section> {
  const { files, rounds, base } = options;
  const floors: number[] = [];
  const sweeps: number[] = [];
  for (let round = 0; round < rounds; round++) {
    floors.push(
      await withFolder(base, async (folder) => {
        const site = makeSite(folder);
        writeFiles(site.retorno, files);
        await flushDisk();
        const result = await runHere<FloorResult>(
          "floor_run.ts",
          site.retorno,
          join(folder, "piso.db"),
        );
        if (result.files !== files) throw new Error(`the floor saw ${result.files} files`);
        return result.ms / files;
      }),
    );
    sweeps.push(
      await withFolder(base, async (folder) => {
        const site = makeSite(folder);
        writeFiles(site.retorno, files);
        await flushDisk();
        const result = await runHere<SweepResult>("sweep_run.ts", site.config);
        if (
          result.processed !== files || result.tally !== files || result.owed + result.pending > 0
        ) {
          throw new Error(`not every file was processed: ${JSON.stringify(result)}`);
        }
        return result.ms / files;
      }),
    );
  }
  const ours = median(sweeps);
  const floor = median(floors);
  const ratio = ours / floor;
  return {
    nome: "varredura",
    dados: {
      arquivos: files,
      titulosPorArquivo: TITULOS,
      rodadas: rounds,
      msPorArquivo: ours,
      arquivosPorSegundo: 1000 / ours,
      pisoMsPorArquivo: floor,
      pisoArquivosPorSegundo: 1000 / floor,
      razao: ratio,
      razaoDosMelhores: Math.min(...sweeps) / Math.min(...floors),
      medidasMs: sweeps,
      medidasPisoMs: floors,
    },
    linhas: [{
      medida: `${
        number(files)
      } arquivos pendentes (metade CBR724, metade CNAB 240), gravação durável`,
      nosso: `${number(1000 / ours)} arquivos/s (${number(ours, 2)} ms)`,
      referencia: `piso: ${number(1000 / floor)} arquivos/s (${number(floor, 2)} ms)`,
      razao: times(ratio),
      meta: { texto: `≤ ${PROMISE}×`, cumprida: ratio <= PROMISE },
    }],
  };
}
