/** Finding títulos by nosso número among very many, which are not read from files but made by SQLite itself. */
import { join } from "node:path";
import { openLedger } from "../../core/adapters/ledger/sqlite/database.ts";
import { SqliteLedger } from "../../core/adapters/ledger/sqlite/sqlite_ledger.ts";
import { median, number, type Row, type Section, times, withFolder } from "./measure.ts";

/** 99 % of the queries by nosso número, in ms. */
const PROMISE = 0.2;
const QUERIES = 2000;

/** A ledger of so many títulos with a movement each, and questions for one of them. */
export function benchNumbers(titulos: number, base: string | undefined): Promise<Section> {
  return withFolder(base, async (folder) => {
    const path = join(folder, "ledger.db");
    const begun = performance.now();
    fill(path, titulos);
    const fillMs = performance.now() - begun;
    const queries = await queryTimes(path, titulos);
    return {
      nome: "numeros",
      dados: { titulos, bytes: Deno.statSync(path).size, feitoEmMs: fillMs, ...queryData(queries) },
      linhas: [queryRow(titulos, queries)],
    };
  });
}

/** Rows like those of a CBR724, as fast as they can be made: nothing of this has to survive a power cut. */
function fill(path: string, titulos: number): void {
  const db = openLedger(path);
  db.exec("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA cache_size = -200000");
  db.exec("PRAGMA foreign_keys = OFF; BEGIN");
  const numbers =
    `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${titulos})`;
  db.exec(
    `INSERT INTO titulos (id, banco, escopo, nosso_numero, agencia, conta, convenio, numero_documento, cliente_id, sacado,
      vencimento, valor_nominal, situacao, pago_total, data_pagamento, data_credito, ultima_data)
    ${numbers} SELECT i + 1, '001', '', printf('2345678%010d', i), '3210', '000456789', '2345678', printf('DOC%08d', i),
      printf('%06d', i % 999999), printf('%06d SACADO DE EXEMPLO %d', i % 999999, i), '2025-10-14', 10000 + i % 90000, 'liquidado',
      10000 + i % 90000, '2025-10-14', '2025-10-15', '2025-10-14' FROM n`,
  );
  db.exec(
    `INSERT INTO movimentos (id, titulo_id, data, evento, valor, codigo, classe, valor_nominal, valor_pago, juros, desconto,
      abatimento, outros_creditos, tarifa, iof, outras_despesas)
    ${numbers} SELECT 16777216 + i, i + 1, '2025-10-14', 'liquidacao', 10000 + i % 90000, 'LQB', 'liquidacao', 10000 + i % 90000,
      10000 + i % 90000, 0, 0, 0, 0, 0, 0, 0 FROM n`,
  );
  db.exec("COMMIT");
  db.close();
}

/** What a query took, for scripts. */
export function queryData({ ours, bare }: QueryTimes) {
  return { mediana: median(ours), de99: of99(ours), piso: median(bare), pisoDe99: of99(bare) };
}

/** What a query took, for people. */
export function queryRow(titulos: number, queries: QueryTimes): Row {
  const { mediana, de99, piso, pisoDe99 } = queryData(queries);
  return {
    medida: `busca por nosso número entre ${number(titulos)} de títulos`,
    nosso: `${number(mediana, 3)} ms; 99 % até ${number(de99, 3)} ms`,
    referencia: `a consulta nua: ${number(piso, 3)} ms; 99 % até ${number(pisoDe99, 3)} ms`,
    razao: times(mediana / piso),
    meta: { texto: `99 % < ${number(PROMISE, 1)} ms`, cumprida: de99 < PROMISE },
  };
}

function of99(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length * 0.99)]!;
}

/** Sorted, in ms. */
export interface QueryTimes {
  readonly ours: number[];
  readonly bare: number[];
}

/**
 * Ours, by the last digits and by the whole number in turn, and a bare statement for other títulos: each reads pages of its own.
 * Each is asked three times, on a new connection each, and the middle time counts: a neighbour that takes the processor away for
 * some ms is not the query's.
 */
export async function queryTimes(path: string, titulos: number): Promise<QueryTimes> {
  const rounds: Float64Array[] = [];
  for (let round = 0; round < 3; round++) rounds.push(await askAll(path, titulos));
  const middle = [...rounds[0]!.keys()].map((at) => median(rounds.map((times) => times[at]!)));
  const sorted = (rest: number) => middle.filter((_, at) => at % 2 === rest).sort((a, b) => a - b);
  return { ours: sorted(0), bare: sorted(1) };
}

/** The time of each query: ours at the even places. */
async function askAll(path: string, titulos: number): Promise<Float64Array> {
  const db = openLedger(path, { readOnly: true });
  const bare = db.prepare(
    "SELECT * FROM titulos WHERE substr(nosso_numero, -10) = ? AND nosso_numero = ?",
  );
  const ledger = new SqliteLedger(db);
  try {
    const times = new Float64Array(2 * QUERIES);
    for (let i = 0; i < 2 * QUERIES; i++) {
      const digits = String((i * 7919) % titulos).padStart(10, "0");
      const whole = `2345678${digits}`;
      const begun = performance.now();
      const found = i % 2 === 0
        ? await ledger.titulos.find({ numero: i % 4 === 0 ? digits : whole }, 10)
        : bare.all(digits, whole);
      times[i] = performance.now() - begun;
      if (found.length !== 1) throw new Error(`${found.length} títulos with number ${whole}`);
    }
    return times;
  } finally {
    await ledger.close();
  }
}
