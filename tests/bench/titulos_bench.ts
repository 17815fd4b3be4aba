/** A million títulos into the ledger beside the same rows written bare, and finding one of them. */
import { join } from "node:path";
import { openLedger } from "../../core/adapters/ledger/sqlite/database.ts";
import { SqliteLedger } from "../../core/adapters/ledger/sqlite/sqlite_ledger.ts";
import { median, number, runHere, type Section, times, withFolder } from "./measure.ts";
import type { TitulosResult } from "./titulos_run.ts";

/** At most so many times SQLite alone. */
const PROMISE = 3;
/** 99 % of the queries by nosso número, in ms. */
const QUERY_PROMISE = 0.2;
const QUERIES = 2000;

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
  let queries: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await withFolder(base, async (folder) => {
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
  const slowest = queries[Math.floor(queries.length * 0.99)]!;
  return {
    nome: "titulos",
    dados: { titulos, rodadas: rounds, medidas: all, buscaMs: median(queries), busca99Ms: slowest },
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
    }, {
      medida: `busca por nosso número entre ${number(titulos)} de títulos`,
      nosso: `${number(median(queries), 3)} ms; 99 % até ${number(slowest, 3)} ms`,
      referencia: "-",
      razao: "-",
      meta: { texto: `99 % < ${number(QUERY_PROMISE, 1)} ms`, cumprida: slowest < QUERY_PROMISE },
    }],
  };
}

/** By the last digits and by the whole number in turn; sorted, in ms. */
async function queryTimes(path: string, titulos: number): Promise<number[]> {
  const ledger = new SqliteLedger(openLedger(path, { readOnly: true }));
  try {
    const took: number[] = [];
    for (let i = 0; i < QUERIES; i++) {
      const digits = String((i * 7919) % titulos).padStart(10, "0");
      const numero = i % 2 === 0 ? digits : `2345678${digits}`;
      const begun = performance.now();
      const found = await ledger.titulos.find({ numero }, 10);
      took.push(performance.now() - begun);
      if (found.length !== 1) throw new Error(`${found.length} títulos with number ${numero}`);
    }
    return took.sort((a, b) => a - b);
  } finally {
    await ledger.close();
  }
}
