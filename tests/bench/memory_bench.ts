/** Memory of the running monitor as its work adds up, and of a sweep as a file grows. Linux only. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SOURCE_FLAGS } from "../../core/adapters/folder/self_command.ts";
import { countRet, makeSite, type Site, writeBigCnab240, writeFiles } from "./corpus.ts";
import {
  mebibytes,
  number,
  peakMemory,
  privateMemory,
  type Row,
  type Section,
  times,
  withFolder,
} from "./measure.ts";
import { watchSweep } from "./memory_watch.ts";

const MAIN = fileURLToPath(import.meta.resolve("../../core/main.ts"));
const FEW = 1000;
/** After the last file, until what was only garbage has been collected, in ms. */
const REST_MS = 30_000;
/** What it may have grown by then, in bytes. */
const PROMISE = 10 * 1024 * 1024;
/** What both processes together may take more while one file is applied, however large it is, in bytes. */
const BIG_PROMISE = 32 * 1024 * 1024;
const PATIENCE_MS = 10 * 60_000;

/** The real `monitorar`, looked at from outside: after 1,000 files, and after `many`, a multiple of that. */
export function benchMonitorMemory(many: number, base: string | undefined): Promise<Section> {
  return withFolder(base, async (folder) => {
    const site = makeSite(folder);
    writeFiles(site.retorno, FEW);
    const monitor = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", ...SOURCE_FLAGS, "--quiet", MAIN, "monitorar", "--config", site.config],
      stdout: "null",
      stderr: "null",
    }).spawn();
    try {
      await untilSwept(site, FEW);
      const few = await atRest(monitor.pid);
      for (let written = FEW; written < many; written += FEW) {
        writeFiles(site.retorno, FEW, written);
        await untilSwept(site, written + FEW);
      }
      return section(many, few, await atRest(monitor.pid), peakMemory(monitor.pid) ?? 0);
    } finally {
      monitor.kill("SIGTERM");
      await monitor.status;
    }
  });
}

/** Its private memory once nothing happens any more. */
async function atRest(pid: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  return privateMemory(pid);
}

function section(files: number, few: number, many: number, peak: number): Section {
  const ratio = many / few;
  return {
    nome: "memoria",
    dados: { arquivos: files, bytesApos1000: few, bytes: many, picoBytes: peak, razao: ratio },
    linhas: [{
      medida: `memória privada do \`monitorar\` depois de ${number(files)} arquivos`,
      nosso: `${mebibytes(many)} (pico, com o que se divide: ${mebibytes(peak)})`,
      referencia: `depois de ${number(FEW)}: ${mebibytes(few)}`,
      razao: times(ratio),
      meta: { texto: `≤ ${mebibytes(PROMISE)} a mais`, cumprida: many - few <= PROMISE },
    }],
  };
}

/** The folder is empty and every file is in its place. */
async function untilSwept(site: Site, total: number): Promise<void> {
  const done = join(site.retorno, "Processados");
  for (const end = performance.now() + PATIENCE_MS;;) {
    if (countRet(site.retorno) === 0 && countRet(done) === total) return;
    if (performance.now() > end) throw new Error(`the monitor did not sweep ${total} files`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** One CNAB 240 file of each size (MB), each in a fresh process; what it takes more at its peak than before the file. */
export async function benchBigFiles(
  sizes: readonly number[],
  base: string | undefined,
): Promise<Section> {
  const results: BigFile[] = [];
  for (const mb of sizes) {
    results.push(
      await withFolder(base, async (folder) => {
        const site = makeSite(folder, { mostMegabytes: Math.max(400, mb + 1) });
        const path = join(site.retorno, "GRANDE.ret");
        const titulos = writeBigCnab240(path, mb * 1_000_000, "2025-10-14", 1);
        const { result, before, most } = await watchSweep(site.config);
        if (result.processed !== 1) throw new Error(`refused: ${JSON.stringify(result)}`);
        return { mb, titulos, ms: result.ms, before, most };
      }),
    );
  }
  return { nome: "arquivo-grande", dados: results, linhas: results.map(bigRow) };
}

/** Memory in bytes, of both processes. */
interface BigFile {
  readonly mb: number;
  readonly titulos: number;
  readonly ms: number;
  readonly before: number;
  readonly most: number;
}

function bigRow({ mb, titulos, ms, before, most }: BigFile): Row {
  const more = most - before;
  return {
    medida: `um CNAB 240 de ${number(mb)} MB (${number(titulos)} títulos)`,
    nosso: `${number(ms / 1000, 1)} s, ${mebibytes(more)} a mais no pico`,
    referencia: `os dois processos antes dele: ${mebibytes(before)}`,
    razao: times(most / before),
    meta: { texto: `≤ ${mebibytes(BIG_PROMISE)} a mais`, cumprida: more <= BIG_PROMISE },
  };
}
