/** Files per second of the real path, beside the floors of the same disk in the same minutes. */
import { join } from "node:path";
import { makeSite, type Site, TITULOS, writeFiles } from "./corpus.ts";
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

/** At most so many times the floor, and the floor that writes the same rows. */
const PROMISE = { floor: 3, sameRows: 1.5 } as const;

/**
 * Floors and sweep take turns; the median of each counts, because a lucky round of one says nothing of the other. All rounds are
 * in the data. Each starts with the files on disk, as they are when a server comes back: what was just written is flushed first.
 */
export async function benchSweep(
  options: { readonly files: number; readonly rounds: number; readonly base: string | undefined },
): Promise<Section> {
  const { files, rounds, base } = options;
  const measured = (run: (folder: string, site: Site) => Promise<number>) =>
    withFolder(base, async (folder) => {
      const site = makeSite(folder);
      writeFiles(site.retorno, files);
      await flushDisk();
      return await run(folder, site) / files;
    });
  const floor = (rows: "uma" | "livro") =>
    measured(async (folder, { retorno }) => {
      const database = join(folder, "piso.db");
      const result = await runHere<FloorResult>("floor_run.ts", retorno, database, "1", rows);
      if (result.files !== files) throw new Error(`the floor saw ${result.files} files`);
      return result.ms;
    });
  const sweep = () =>
    measured(async (_folder, { config }) => {
      const result = await runHere<SweepResult>("sweep_run.ts", config);
      const { processed, tally, owed, pending } = result;
      if (processed !== files || tally !== files || owed + pending > 0) {
        throw new Error(`not every file was processed: ${JSON.stringify(result)}`);
      }
      return result.ms;
    });
  const ms = { nosso: [] as number[], piso: [] as number[], mesmasLinhas: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    ms.piso.push(await floor("uma"));
    ms.mesmasLinhas.push(await floor("livro"));
    ms.nosso.push(await sweep());
  }
  const [ours, least, sameRows] = [median(ms.nosso), median(ms.piso), median(ms.mesmasLinhas)];
  const rate = (each: number) => `${number(1000 / each)} arquivos/s (${number(each, 2)} ms)`;
  return {
    nome: "varredura",
    dados: {
      arquivos: files,
      titulosPorArquivo: TITULOS,
      rodadas: rounds,
      msPorArquivo: ours,
      arquivosPorSegundo: 1000 / ours,
      pisoMsPorArquivo: least,
      pisoArquivosPorSegundo: 1000 / least,
      pisoMesmasLinhasMsPorArquivo: sameRows,
      razao: ours / least,
      razaoMesmasLinhas: ours / sameRows,
      razaoDosMelhores: Math.min(...ms.nosso) / Math.min(...ms.piso),
      medidasMs: ms.nosso,
      medidasPisoMs: ms.piso,
      medidasPisoMesmasLinhasMs: ms.mesmasLinhas,
    },
    linhas: [{
      medida: `${
        number(files)
      } arquivos pendentes (metade CBR724, metade CNAB 240), gravação durável`,
      nosso: rate(ours),
      referencia: `piso: ${rate(least)}; com as mesmas linhas e índices: ${rate(sameRows)}`,
      razao: `${times(ours / least)}; ${times(ours / sameRows)}`,
      meta: {
        texto: `≤ ${PROMISE.floor}×; ≤ ${number(PROMISE.sameRows, 1)}×`,
        cumprida: ours <= PROMISE.floor * least && ours <= PROMISE.sameRows * sameRows,
      },
    }],
  };
}
