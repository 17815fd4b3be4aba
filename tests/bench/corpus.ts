/** What the measured programs work on: pending files that nobody ever sent, and a configuration that finds them. */
import { join } from "node:path";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { syntheticCnab240 } from "../../core/ensaio/synthetic_cnab240.ts";

/** Títulos in each CBR724 file and in each CNAB 240 file. */
export const TITULOS = { cbr724: 20, cnab240: 10 } as const;

/** The newest file's date; each pair of files is of the day before the last pair. */
const LAST_DAY = Date.UTC(2025, 9, 14);
const DAY_MS = 86_400_000;

/** One place for one measurement. */
export interface Site {
  readonly root: string;
  readonly retorno: string;
  readonly config: string;
}

/** How a site may be otherwise. */
export interface SiteOptions {
  /** Between two looks; default 1. */
  readonly everySeconds?: number;
  /** Of a file; default 400. */
  readonly mostMegabytes?: number;
  /** Lines at the end of the config.ini. */
  readonly more?: readonly string[];
}

/** A folder with a config.ini like a real one, mail off; files are ripe as soon as they are seen. */
export function makeSite(root: string, options: SiteOptions = {}): Site {
  const retorno = join(root, "Retorno");
  const config = join(root, "config.ini");
  Deno.mkdirSync(retorno, { recursive: true });
  Deno.writeTextFileSync(
    config,
    [
      "[CAMINHOS]",
      `pasta_retorno = ${retorno}`,
      `pasta_dados = ${join(root, "dados")}`,
      "[PROCESSAMENTO]",
      `intervalo_varredura = ${options.everySeconds ?? 1}`,
      "tempo_espera_arquivo = 0",
      `tamanho_maximo_arquivo_mb = ${options.mostMegabytes ?? 400}`,
      "[EMAIL]",
      "habilitado = false",
      "[NOTIFICACOES]",
      "habilitado = false",
      "[LOGS]",
      `arquivo_log = ${join(root, "logs", "monitor_retornos.log")}`,
      "tamanho_maximo_mb = 1024",
      ...options.more ?? [],
      "",
    ].join("\n"),
  );
  return { root, retorno, config };
}

/** Pairs of one account: beyond that their days would lie in the future, and the next account begins. */
const PAIRS_OF_ACCOUNT = 6500;

/**
 * Writes `count` files, CBR724 and CNAB 240 in turn, one pair a day, no título twice. `offset` (even) continues an earlier
 * call: the number of files already written. A million files at most.
 */
export function writeFiles(folder: string, count: number, offset = 0): void {
  for (let n = offset; n < offset + count; n++) {
    const pair = Math.floor(n / 2);
    const account = Math.floor(pair / PAIRS_OF_ACCOUNT);
    const day = pair % PAIRS_OF_ACCOUNT;
    const date = new Date(LAST_DAY - 7000 * DAY_MS + day * DAY_MS).toISOString().slice(0, 10);
    const of = { date, conta: String(456_789 + account), convenio: String(2_345_678 + account) };
    const number = String(n + 1).padStart(6, "0");
    const bytes = n % 2 === 0
      ? syntheticCbr724({ ...of, titulos: TITULOS.cbr724, nsa: 500_000 + day })
      : syntheticCnab240({ ...of, titulos: TITULOS.cnab240, nsa: day + 1 });
    Deno.writeFileSync(join(folder, `RETORNO_${number}.ret`), bytes);
  }
}

/** Files `*.ret` directly in the folder. */
export function countRet(folder: string): number {
  let count = 0;
  for (const entry of Deno.readDirSync(folder)) if (/\.ret$/i.test(entry.name)) count++;
  return count;
}

const LINE = 242; // 240 columns and CRLF
const BATCH_TITULOS = 40_000;

/**
 * Writes one valid CNAB 240 file of at least `bytes` bytes, batch after batch, in constant memory.
 * Returns the number of títulos in it.
 */
export function writeBigCnab240(path: string, bytes: number, date: string, nsa: number): number {
  const ascii = new TextEncoder();
  const file = Deno.openSync(path, { write: true, createNew: true });
  let written = 0, lines = 1, batches = 0, titulos = 0;
  let trailer = new Uint8Array();
  try {
    while (written < bytes) {
      batches++;
      const left = Math.ceil((bytes - written) / (2 * LINE));
      const count = Math.min(BATCH_TITULOS, left);
      const part = syntheticCnab240({ titulos: count, nsa, date, firstNumber: titulos + 1 });
      // A whole file has its header first and its trailer last: only the first header and the last trailer count.
      const inner = part.subarray(batches === 1 ? 0 : LINE, part.length - LINE);
      const number = ascii.encode(String(batches).padStart(4, "0"));
      for (let at = batches === 1 ? LINE : 0; at < inner.length; at += LINE) {
        inner.set(number, at + 3);
      }
      writeAll(file, inner);
      trailer = part.slice(part.length - LINE);
      written += inner.length;
      lines += 2 * count + 2;
      titulos += count;
    }
    lines++;
    trailer.set(ascii.encode(String(batches).padStart(6, "0")), 17);
    trailer.set(ascii.encode(String(lines % 1_000_000).padStart(6, "0")), 23);
    writeAll(file, trailer);
  } finally {
    file.close();
  }
  return titulos;
}

function writeAll(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
}
