/**
 * `deno task bench`: what the program costs, each number beside a reference measured in the same run.
 *
 *     --json              one JSON document instead of the table
 *     --arquivos N        files of the sweep (default 1000)
 *     --rodadas N         rounds of the sweep (default 5)
 *     --memoria N         files after which the monitor's memory is measured (default 10000, a multiple of 1000)
 *     --numeros N         títulos among which one is looked for by its number (default 1000000; 10 million take 7 GB of disk)
 *     --titulos N         títulos put into a ledger (default 1000000, a multiple of 10)
 *     --titulos-postgresql N   títulos put into a ledger on PostgreSQL (default 100000, a multiple of 10)
 *     --pasta DIR         on whose disk the folders are made (default: the system's temporary one)
 *     --gigante           also a CNAB 240 file of 1 GB (needs some 8 GB of disk and a few minutes)
 *     --so NOME,NOME      only these parts: varredura, disco-lento, busca, partida, log, ocioso, memoria, arquivo-grande,
 *                        formatos, titulos, numeros, painel, lacunas, postgresql
 *     --exigir            exit code 1 when a promise was not kept
 *     --comparar FILE     beside each number the one of an earlier `--json`
 *
 * The task runs without the lock file: the readers of others that it loads for comparison are no part of the program.
 */
import { parseArgs } from "node:util";
import { table } from "../../core/commands/table.ts";
import { benchLog } from "./log_bench.ts";
import type { Section } from "./measure.ts";
import { benchBigFiles, benchMonitorMemory } from "./memory_bench.ts";
import { benchIdle } from "./idle_bench.ts";
import { benchGaps } from "./gaps_bench.ts";
import { benchLook } from "./look_bench.ts";
import { benchNumbers } from "./number_bench.ts";
import { benchPage } from "./page_bench.ts";
import { benchPostgres } from "./postgres_bench.ts";
import { benchSlowDisk } from "./slow_disk_bench.ts";
import { benchStartup } from "./startup_bench.ts";
import { benchSweep } from "./sweep_bench.ts";
import { benchTitulos } from "./titulos_bench.ts";
import { postgresMissing } from "../lab/postgres.ts";

const { values } = parseArgs({
  args: Deno.args,
  options: {
    json: { type: "boolean", default: false },
    arquivos: { type: "string", default: "1000" },
    rodadas: { type: "string", default: "5" },
    titulos: { type: "string", default: "1000000" },
    numeros: { type: "string", default: "1000000" },
    memoria: { type: "string", default: "10000" },
    "titulos-postgresql": { type: "string", default: "100000" },
    pasta: { type: "string" },
    gigante: { type: "boolean", default: false },
    so: { type: "string" },
    exigir: { type: "boolean", default: false },
    comparar: { type: "string" },
  },
});
const linux = Deno.build.os === "linux";
const base = values.pasta;

const parts: readonly (readonly [string, () => Promise<Section>])[] = [
  [
    "varredura",
    () => benchSweep({ files: Number(values.arquivos), rounds: Number(values.rodadas), base }),
  ],
  [
    "disco-lento",
    () => benchSlowDisk({ files: Number(values.arquivos), rounds: Number(values.rodadas), base }),
  ],
  ...(linux ? [["busca", () => benchLook(base)] as const] : []),
  ["partida", () => benchStartup(10)],
  ["log", () => benchLog()],
  ...(linux ? [["ocioso", () => benchIdle(base)] as const] : []),
  ...(linux ? [["memoria", () => benchMonitorMemory(Number(values.memoria), base)] as const] : []),
  ...(linux ? [["arquivo-grande", onBigFiles] as const] : []),
  ["formatos", benchFormats],
  ["titulos", () => benchTitulos({ titulos: Number(values.titulos), rounds: 3, base })],
  ["numeros", () => benchNumbers(Number(values.numeros), base)],
  ["painel", () => benchPage(base)],
  ["lacunas", benchGaps],
  ...(await postgresMissing() === null ? [["postgresql", onServer] as const] : []),
];

const earlier = values.comparar === undefined ? null : earlierRows(values.comparar);
const wanted = values.so?.split(",") ?? null;
const sections: Section[] = [];
for (const [name, run] of parts) {
  if (wanted !== null && !wanted.includes(name)) continue;
  say(`medindo: ${name}...`);
  sections.push(await run());
}

const rows = sections.flatMap((section) => section.linhas);
if (values.json) {
  const machine = {
    sistema: `${Deno.build.os} ${Deno.osRelease()}`,
    processadores: navigator.hardwareConcurrency,
    deno: Deno.version.deno,
  };
  const parts = Object.fromEntries(sections.map((section) => [section.nome, section.dados]));
  print(JSON.stringify(
    {
      maquina: machine,
      ...parts,
      linhas: rows.map(({ medida, nosso, razao }) => ({ medida, nosso, razao })),
      metas: rows.flatMap((row) => row.meta === null ? [] : [{ medida: row.medida, ...row.meta }]),
    },
    null,
    2,
  ));
} else {
  print(table(
    ["Medida", "Aqui", ...(earlier === null ? [] : ["Antes"]), "Referência", "Razão", "Meta"],
    rows.map((row) => [
      row.medida,
      row.nosso,
      ...(earlier === null ? [] : [earlier.get(row.medida) ?? "-"]),
      row.referencia,
      row.razao,
      row.meta === null ? "-" : `${row.meta.texto} ${row.meta.cumprida ? "✅" : "❌"}`.trim(),
    ]),
  ));
}
Deno.exit(values.exigir && rows.some((row) => row.meta?.cumprida === false) ? 1 : 0);

/** What an earlier run measured, by measure: its number and its ratio. Throws when the file is no document of `--json`. */
function earlierRows(path: string): Map<string, string> {
  const { linhas } = JSON.parse(Deno.readTextFileSync(path)) as {
    linhas?: { medida: string; nosso: string; razao: string }[];
  };
  if (linhas === undefined) throw new Error(`${path} is no document of bench --json`);
  return new Map(linhas.map(({ medida, nosso, razao }) => [medida, `${nosso} (${razao})`]));
}

function onBigFiles(): Promise<Section> {
  return benchBigFiles([10, 50, 200, ...(values.gigante ? [1000] : [])], base);
}

function onServer(): Promise<Section> {
  return benchPostgres({
    files: Number(values.arquivos),
    rounds: Math.min(3, Number(values.rodadas)),
    titulos: Number(values["titulos-postgresql"]),
    base,
  });
}

/** The readers' own bench, in the shape of the others. */
async function benchFormats(): Promise<Section> {
  const { formatsBench } = await import("./formats_bench.ts");
  const rows = await formatsBench();
  return {
    nome: "formatos",
    dados: rows,
    linhas: rows.map((row) => ({
      medida: row.name,
      nosso: row.value,
      referencia: "-",
      razao: row.ratio,
      meta: row.ok === null ? null : { texto: "", cumprida: row.ok },
    })),
  };
}

function print(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(text + "\n"));
}

/** Progress is not part of the result. */
function say(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(text + "\n"));
}
