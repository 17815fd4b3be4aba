/** The bank's side of the soak: adds files of all kinds to the folder, wherever the folder is just now. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { syntheticCnab240 } from "../../core/ensaio/synthetic_cnab240.ts";

/** What was written, and what has to become of it. */
export interface Written {
  readonly name: string;
  readonly sha256: string;
  readonly titulos: number;
  /** `bom`: processed, or a duplicate when its content came before. */
  readonly fate: "bom" | "recusado" | "ignorado";
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** Writes files until `count` were written. */
export class Writer {
  readonly written: Written[] = [];
  readonly #folders: readonly string[];
  readonly #random: () => number;
  readonly #day: string;
  #good: { readonly bytes: Uint8Array; readonly titulos: number }[] = [];

  /** `folders`: where the folder may be; it is in exactly one of these places. */
  constructor(folders: readonly string[], next: () => number, day: string) {
    this.#folders = folders;
    this.#random = next;
    this.#day = day;
  }

  async run(count: number, durationMs: number): Promise<void> {
    const begin = performance.now();
    for (let n = 1; n <= count; n++) {
      await this.#one(n);
      const ahead = begin + durationMs * n / count - performance.now();
      if (ahead > 0) await pause(ahead);
    }
  }

  async #one(n: number): Promise<void> {
    const dice = this.#random();
    const titulos = Math.floor(this.#random() * 6);
    const id = String(n).padStart(6, "0");
    const cnab = () => syntheticCnab240({ titulos, nsa: n, date: this.#day });
    if (dice < 0.5) {
      const bytes = syntheticCbr724({ titulos: titulos + 1, nsa: n, date: this.#day });
      return await this.#good_(`CBR724 ${id} çã & 100%.ret`, bytes, titulos + 1);
    }
    if (dice < 0.72) return await this.#good_(`RETORNO_${id}.RET`, cnab(), titulos);
    // A name that comes again and again, with other content each time.
    if (dice < 0.76) return await this.#good_(`RETORNO_DO_DIA_${n % 5}.ret`, cnab(), titulos);
    if (dice < 0.79) return await this.#good_(`LENTO_${id}.ret`, cnab(), titulos, true);
    const old = this.#good[Math.floor(this.#random() * this.#good.length)];
    if (dice < 0.86 && old !== undefined) {
      const name = n % 3 === 0 ? "COPIA.ret" : `COPIA_${id}.ret`;
      return await this.#put(name, old.bytes, "bom", old.titulos);
    }
    if (dice < 0.9) return await this.#put(`IEDCBR${id}.ret`, cnab(), "ignorado", 0);
    if (dice < 0.91) return await this.#put(`VAZIO_${id}.ret`, new Uint8Array(), "recusado", 0);
    const junk = new TextEncoder().encode(`arquivo ${id} que não é retorno nenhum\r\n`.repeat(12));
    const name = n % 4 === 0 ? "RUIM.ret" : `RUIM_${id}.ret`;
    return await this.#put(name, junk, "recusado", 0);
  }

  async #good_(name: string, bytes: Uint8Array, titulos: number, slow = false): Promise<void> {
    this.#good.push({ bytes, titulos });
    await this.#put(name, bytes, "bom", titulos, slow);
  }

  async #put(
    name: string,
    bytes: Uint8Array,
    fate: Written["fate"],
    titulos: number,
    slow = false,
  ): Promise<void> {
    for (let turn = 0;; turn++) {
      // A name may be in use for long, while nobody processes it.
      const free = turn < 40 ? name : name.replace(/\.ret$/i, `-${this.written.length}$&`);
      for (const folder of this.#folders) {
        const done = slow
          ? await this.#slowly(folder, free, bytes)
          : this.#atOnce(folder, free, bytes);
        if (!done) continue;
        const sha256 = createHash("sha256").update(bytes).digest("hex");
        this.written.push({ name: free, sha256, titulos, fate });
        return;
      }
      await pause(5); // between its two places, or the name is still in use
    }
  }

  #atOnce(folder: string, name: string, bytes: Uint8Array): boolean {
    const part = join(folder, `${name}.tmp`);
    try {
      if (exists(join(folder, name))) return false;
      Deno.writeFileSync(part, bytes);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return false;
      throw error;
    }
    try {
      Deno.renameSync(part, join(folder, name));
      return true;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
    // The folder moved between the two steps: the part moved along.
    for (const other of this.#folders) {
      try {
        Deno.renameSync(join(other, `${name}.tmp`), join(other, name));
        return true;
      } catch { /* not there either */ }
    }
    throw new Error(`the soak itself lost ${part}`);
  }

  async #slowly(folder: string, name: string, bytes: Uint8Array): Promise<boolean> {
    let file: Deno.FsFile;
    try {
      file = Deno.openSync(join(folder, name), { write: true, createNew: true });
    } catch (error) {
      if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.AlreadyExists) {
        return false;
      }
      throw error;
    }
    try {
      const pieces = 6;
      for (let piece = 0; piece < pieces; piece++) {
        const size = bytes.length / pieces;
        file.writeSync(bytes.subarray(Math.floor(piece * size), Math.floor((piece + 1) * size)));
        await pause(20 + this.#random() * 250);
      }
    } finally {
      file.close();
    }
    return true;
  }
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
