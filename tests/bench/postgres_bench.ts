/** The ledger on PostgreSQL, beside the least that such a ledger costs and beside the embedded one, all in the same minutes. */
import { join } from "node:path";
import { Link } from "../../core/adapters/ledger/postgres/link.ts";
import { PostgresLedger } from "../../core/adapters/ledger/postgres/postgres_ledger.ts";
import { Postgres, type PostgresAddress } from "../lab/postgres.ts";
import { PostgresProxy } from "../support/postgres_proxy.ts";
import { makeSite, writeFiles } from "./corpus.ts";
import {
  type FloorResult,
  flushDisk,
  median,
  number,
  type Row,
  runHere,
  runWith,
  type Section,
  type SweepResult,
  times,
  withFolder,
} from "./measure.ts";
import type { TitulosResult } from "./titulos_run.ts";

/** At most so many times the floor, in the order of the lines. */
const PROMISE = { files: 4, titulos: 6, query: 3 } as const;
const QUERIES = 1000;
const TABLES = ["titulos", "movimentos"] as const;

/** What is measured, and how often. */
export interface PostgresBench {
  readonly files: number;
  readonly rounds: number;
  /** A multiple of 10. */
  readonly titulos: number;
  readonly base: string | undefined;
}

/** A server of its own, whose commits survive the machine. What is compared takes turns; the medians count. */
export async function benchPostgres(wanted: PostgresBench): Promise<Section> {
  await using server = await Postgres.start({ durable: true });
  const files = await measureFiles(server, wanted);
  const titulos = await measureTitulos(server, wanted);
  return {
    nome: "postgresql",
    dados: { arquivos: wanted.files, titulos: wanted.titulos, ...files.dados, ...titulos.dados },
    linhas: [...files.linhas, ...titulos.linhas],
  };
}

/** Numbers for scripts, and their lines. */
interface Measured {
  readonly dados: Readonly<Record<string, unknown>>;
  readonly linhas: readonly Row[];
}

async function measureFiles(server: Postgres, wanted: PostgresBench): Promise<Measured> {
  const { files, rounds } = wanted;
  const ms: Record<"piso" | "sqlite" | "postgresql", number[]> = {
    piso: [],
    sqlite: [],
    postgresql: [],
  };
  for (let round = 0; round < rounds; round++) {
    ms.piso.push(await floor(server, wanted));
    ms.sqlite.push(await sweep(wanted, null));
    ms.postgresql.push(await sweep(wanted, await server.database()));
  }
  await using proxy = new PostgresProxy(server.port);
  await sweep(wanted, { ...await server.database(), port: proxy.port });
  const trips = proxy.roundTrips / files;
  const [bare, embedded, ours] = [median(ms.piso), median(ms.sqlite), median(ms.postgresql)];
  const rate = (each: number) => `${number(1000 / each)} arquivos/s (${number(each, 2)} ms)`;
  return {
    dados: { msPorArquivo: ms, viagensPorArquivo: trips },
    linhas: [{
      medida: `${number(files)} arquivos pendentes, livro em PostgreSQL, gravação durável`,
      nosso: rate(ours),
      referencia: `piso, um comando por arquivo: ${rate(bare)}; em SQLite: ${rate(embedded)}`,
      razao: `${times(ours / bare)}; ${times(ours / embedded)}`,
      meta: { texto: `≤ ${PROMISE.files}× o piso`, cumprida: ours <= PROMISE.files * bare },
    }, {
      medida: "idas e voltas ao PostgreSQL por arquivo de um acúmulo",
      nosso: number(trips, 1),
      referencia: "um comando por arquivo: 1",
      razao: times(trips),
      meta: null,
    }],
  };
}

/** ms a file. */
async function floor(server: Postgres, { files, base }: PostgresBench): Promise<number> {
  return await withFolder(base, async (folder) => {
    const site = makeSite(folder);
    writeFiles(site.retorno, files);
    await flushDisk();
    const address = JSON.stringify(await server.database());
    const result = await runHere<FloorResult>("floor_postgres_run.ts", site.retorno, address);
    if (result.files !== files) throw new Error(`the floor saw ${result.files} files`);
    return result.ms / files;
  });
}

/** ms a file; `address` null: the embedded ledger. */
async function sweep(
  { files, base }: PostgresBench,
  address: PostgresAddress | null,
): Promise<number> {
  return await withFolder(base, async (folder) => {
    const site = makeSite(folder, { more: address === null ? [] : section(address) });
    writeFiles(site.retorno, files);
    await flushDisk();
    const env = address === null ? {} : { MONITOR_RETORNOS_LIVRO: address.password };
    const result = await runWith<SweepResult>(env, "sweep_run.ts", site.config);
    if (result.processed !== files || result.owed + result.pending > 0) {
      throw new Error(`not every file was processed: ${JSON.stringify(result)}`);
    }
    return result.ms / files;
  });
}

const section = (address: PostgresAddress) => [
  "[LIVRO_DE_REGISTRO]",
  "motor = postgresql",
  `servidor = ${address.host}`,
  `porta = ${address.port}`,
  `banco = ${address.database}`,
  `usuario = ${address.user}`,
  "tls = nenhum",
];

async function measureTitulos(server: Postgres, wanted: PostgresBench): Promise<Measured> {
  const { titulos, rounds, base } = wanted;
  const ms: Record<"copy" | "sqlite" | "postgresql", number[]> = {
    copy: [],
    sqlite: [],
    postgresql: [],
  };
  let queries: QueryTimes = { ours: [], bare: [] };
  await withFolder(base, async (folder) => {
    const count = String(titulos);
    await runHere<TitulosResult>("titulos_run.ts", "arquivos", folder, count);
    for (let round = 0; round < rounds; round++) {
      const address = await server.database();
      const text = JSON.stringify(address);
      const run = async (how: "nosso" | "postgresql") =>
        (await runHere<TitulosResult>("titulos_run.ts", how, folder, count, text)).ms;
      ms.postgresql.push(await run("postgresql"));
      ms.sqlite.push(await run("nosso"));
      await Deno.remove(join(folder, "ledger.db"));
      ms.copy.push(await copyRows(server, address.database));
      if (round === 0) queries = await queryTimes(address, titulos);
      await server.drop(address.database);
    }
  });
  const [copied, embedded, ours] = [median(ms.copy), median(ms.sqlite), median(ms.postgresql)];
  const [middle, bare] = [median(queries.ours), median(queries.bare)];
  const slowest = queries.ours[Math.floor(queries.ours.length * 0.99)]!;
  const seconds = (value: number) => `${number(value / 1000, 1)} s`;
  return {
    dados: { msDosTitulos: ms, buscaMs: { mediana: middle, de99: slowest, piso: bare } },
    linhas: [{
      medida: `${number(titulos)} de títulos aplicados, livro em PostgreSQL (relógio)`,
      nosso: seconds(ours),
      referencia: `as mesmas linhas por COPY: ${seconds(copied)}; em SQLite: ${seconds(embedded)}`,
      razao: `${times(ours / copied)}; ${times(ours / embedded)}`,
      meta: { texto: `≤ ${PROMISE.titulos}× o COPY`, cumprida: ours <= PROMISE.titulos * copied },
    }, {
      medida: `busca por nosso número entre ${number(titulos)} de títulos, em PostgreSQL`,
      nosso: `${number(middle, 3)} ms; 99 % até ${number(slowest, 3)} ms`,
      referencia: `a consulta nua: ${number(bare, 3)} ms`,
      razao: times(middle / bare),
      meta: { texto: `≤ ${PROMISE.query}×`, cumprida: middle <= PROMISE.query * bare },
    }],
  };
}

/** The rows of a ledger into the same tables of another one, indexes and all, by the server alone; ms. */
async function copyRows(server: Postgres, from: string): Promise<number> {
  const address = await server.database();
  const ledger = new PostgresLedger({ ...address, tls: "nenhum" }, { folder: "/Retorno" });
  await ledger.ready();
  await ledger.close();
  const pathOf = (table: string) => join(server.data, `${table}.copy`);
  for (const table of TABLES) await server.sql(from, `COPY ${table} TO '${pathOf(table)}'`);
  await flushDisk();
  const begun = performance.now();
  for (const table of TABLES) {
    await server.sql(address.database, `COPY ${table} FROM '${pathOf(table)}'`);
  }
  const ms = performance.now() - begun;
  await server.drop(address.database);
  return ms;
}

/** Sorted, in ms. */
interface QueryTimes {
  readonly ours: number[];
  readonly bare: number[];
}

/** Ours, by the last digits and by the whole number in turn, and a bare statement for other títulos, on connections that are there. */
async function queryTimes(address: PostgresAddress, titulos: number): Promise<QueryTimes> {
  const settings = { ...address, tls: "nenhum" as const };
  const ledger = new PostgresLedger(settings, { folder: "/Retorno", readOnly: true });
  const link = await Link.open(settings);
  const times: QueryTimes = { ours: [], bare: [] };
  try {
    for (let i = 0; i < 2 * QUERIES; i++) {
      const digits = String((i * 7919) % titulos).padStart(10, "0");
      const whole = `2345678${digits}`;
      const begun = performance.now();
      const found = i % 2 === 0
        ? await ledger.titulos.find({ numero: i % 4 === 0 ? digits : whole }, 10)
        : (await link.query(
          "SELECT * FROM titulos WHERE right(nosso_numero, 10) = $1 AND nosso_numero = $2",
          [digits, whole],
        )).rows;
      (i % 2 === 0 ? times.ours : times.bare).push(performance.now() - begun);
      if (found.length !== 1) throw new Error(`${found.length} títulos with number ${whole}`);
    }
  } finally {
    await link.close();
    await ledger.close();
  }
  times.ours.sort((a, b) => a - b);
  times.bare.sort((a, b) => a - b);
  return times;
}
