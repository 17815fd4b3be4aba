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
  const of99 = (sorted: readonly number[]) => sorted[Math.floor(sorted.length * 0.99)]!;
  const [middle, slowest] = [median(queries.ours), of99(queries.ours)];
  const [bareMiddle, bareSlowest] = [median(queries.bare), of99(queries.bare)];
  return {
    nome: "titulos",
    dados: {
      titulos,
      rodadas: rounds,
      medidas: all,
      buscaMs: { mediana: middle, de99: slowest, piso: bareMiddle, pisoDe99: bareSlowest },
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
    }, {
      medida: `busca por nosso número entre ${number(titulos)} de títulos`,
      nosso: `${number(middle, 3)} ms; 99 % até ${number(slowest, 3)} ms`,
      referencia: `a consulta nua: ${number(bareMiddle, 3)} ms; 99 % até ${
        number(bareSlowest, 3)
      } ms`,
      razao: times(middle / bareMiddle),
      meta: { texto: `99 % < ${number(QUERY_PROMISE, 1)} ms`, cumprida: slowest < QUERY_PROMISE },
    }],
  };
}

/** Sorted, in ms. */
interface QueryTimes {
  readonly ours: number[];
  readonly bare: number[];
}

/** Ours, by the last digits and by the whole number in turn, and a bare statement for other títulos: each reads pages of its own. */
async function queryTimes(path: string, titulos: number): Promise<QueryTimes> {
  const db = openLedger(path, { readOnly: true });
  const bare = db.prepare(
    "SELECT * FROM titulos WHERE substr(nosso_numero, -10) = ? AND nosso_numero = ?",
  );
  const ledger = new SqliteLedger(db);
  try {
    const times: QueryTimes = { ours: [], bare: [] };
    for (let i = 0; i < 2 * QUERIES; i++) {
      const digits = String((i * 7919) % titulos).padStart(10, "0");
      const whole = `2345678${digits}`;
      const begun = performance.now();
      const found = i % 2 === 0
        ? await ledger.titulos.find({ numero: i % 4 === 0 ? digits : whole }, 10)
        : bare.all(digits, whole);
      (i % 2 === 0 ? times.ours : times.bare).push(performance.now() - begun);
      if (found.length !== 1) throw new Error(`${found.length} títulos with number ${whole}`);
    }
    times.ours.sort((a, b) => a - b);
    times.bare.sort((a, b) => a - b);
    return times;
  } finally {
    await ledger.close();
  }
}
