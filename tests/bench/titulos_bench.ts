/** A million títulos into the ledger beside the same rows written bare, and finding one of them. */
import { join } from "node:path";
import { median, number, runHere, type Section, times, withFolder } from "./measure.ts";
import { queryData, queryRow, type QueryTimes, queryTimes } from "./number_bench.ts";
import type { TitulosResult } from "./titulos_run.ts";

/** At most so many times SQLite alone. */
const PROMISE = 3;

/**
 * The three take turns, each in a process of its own. All of it is work of the processor, so its time is what is compared:
 * it says the same beside a busy neighbour.
 */
export async function benchTitulos(
  options: { readonly titulos: number; readonly rounds: number; readonly base: string | undefined },
): Promise<Section> {
  const { titulos, rounds, base } = options;
  const all: Record<"nosso" | "laco" | "sqlite", TitulosResult[]> = {
    nosso: [],
    laco: [],
    sqlite: [],
  };
  let queries: QueryTimes = { ours: [], bare: [] };
  for (let round = 0; round < rounds; round++) {
    await withFolder(base, async (folder) => {
      await runHere<TitulosResult>("titulos_run.ts", "arquivos", folder, String(titulos));
      for (const how of ["nosso", "laco", "sqlite"] as const) {
        all[how].push(
          await runHere<TitulosResult>("titulos_run.ts", how, folder, String(titulos)),
        );
      }
      if (round === 0) queries = await queryTimes(join(folder, "ledger.db"), titulos);
    });
  }
  const cpu = (how: keyof typeof all) => median(all[how].map(({ cpuMs }) => cpuMs)) / 1000;
  const [own, loop, alone] = [cpu("nosso"), cpu("laco"), cpu("sqlite")];
  return {
    nome: "titulos",
    dados: {
      titulos,
      rodadas: rounds,
      medidas: all,
      buscaMs: queryData(queries),
    },
    linhas: [{
      medida: `${number(titulos)} de títulos aplicados (processador)`,
      nosso: `${number(own, 1)} s (${
        number(median(all.nosso.map(({ ms }) => ms)) / 1000, 1)
      } s de relógio)`,
      referencia: `as mesmas linhas: pelo SQLite sozinho ${number(alone, 1)} s, uma a uma daqui ${
        number(loop, 1)
      } s`,
      razao: `${times(own / alone)}; ${times(own / loop)}`,
      meta: { texto: `≤ ${PROMISE}× o SQLite sozinho`, cumprida: own <= PROMISE * alone },
    }, queryRow(titulos, queries)],
  };
}
