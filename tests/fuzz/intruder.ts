/** Whoever may write to the share, at their worst: entries, names, contents, times and changes that nobody would expect. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { syntheticCbr724 } from "../../core/ensaio/synthetic_cbr724.ts";
import { syntheticCnab240 } from "../../core/ensaio/synthetic_cnab240.ts";
import { MARK_NAME } from "../../core/domain/folder_mark.ts";
import { DAY } from "../support/lab.ts";
import { pause } from "../soak/writer.ts";

/** A content that was put into the folder. */
export interface Put {
  readonly name: string;
  readonly sha256: string;
  /** A return file that is read without a complaint. */
  readonly good: boolean;
  /** Nobody takes it away again: it must be somewhere in the end. */
  readonly certain: boolean;
}

/** Where it works, and by what chance. */
export interface IntruderPlaces {
  readonly folder: string;
  readonly processed: string;
  readonly refused: string;
  /** Outside: what must not be touched. */
  readonly outside: string;
  readonly random: () => number;
}

const windows = Deno.build.os === "windows";
const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const text = (value: string) => new TextEncoder().encode(value);

/** Parts of names; `#` becomes a number that no other name has. */
const NAMES = [
  "RETORNO_#.ret",
  "retorno #.RET",
  "CBR724-#.Ret",
  "ção & Cia 100% #.ret",
  "-rf #.ret",
  "#'; DROP TABLE files; --.ret",
  "$(id) `id` #.ret",
  "{0} %s %n #.ret",
  "😀 #.ret",
  "cafe\u0301 #.ret",
  "=cmd|'#'!A1.ret",
  "mesmo nome.ret",
  "#.motivo.txt.ret",
  ...windows ? [] : [
    "linha\nnova #.ret",
    "\u202efdp.#.ret",
    "<img src=x onerror=alert(#)>.ret",
    'aspas" #.ret',
    "\u001b[31m#.ret",
    " #.ret",
    "x".repeat(240) + "#.ret",
  ],
];

/** Puts things there; keeps what it put, and what must stay as it is. */
export class Intruder {
  readonly puts: Put[] = [];
  /** Files that no monitor may touch, with their content. */
  readonly bystanders = new Map<string, string>();
  readonly #places: IntruderPlaces;
  readonly #slow = new Set<Promise<void>>();
  #count = 0;
  #good: Uint8Array<ArrayBuffer>[] = [];

  constructor(places: IntruderPlaces) {
    this.#places = places;
  }

  /** One thing more. */
  act(): void {
    const actions = [
      () => this.#drop(this.#name(), this.#content(), true),
      () => this.#drop(this.#name(), this.#content(), true),
      () => this.#drop(this.#name(), this.#junk(), false),
      () => this.#again(),
      () => this.#burst(),
      () => this.#later(() => this.#slowly()),
      () => this.#later(() => this.#replace()),
      () => this.#later(() => this.#takeBack()),
      () => this.#later(() => this.#rename()),
      () => this.#later(() => this.#touch()),
      () => this.#oddTime(),
      () => this.#tooLarge(),
      () => this.#namesake(),
      () => this.#noFile(),
      () => this.#badReason(),
      () => this.#mark(),
    ];
    actions[Math.floor(this.#places.random() * actions.length)]!();
  }

  /** Resolves when nothing of it is under way any more. */
  async rest(): Promise<void> {
    await Promise.all(this.#slow);
  }

  #name(): string {
    const { random } = this.#places;
    const form = NAMES[Math.floor(random() * NAMES.length)]!;
    return form.replace("#", String(++this.#count));
  }

  #content(): Uint8Array<ArrayBuffer> {
    const nsa = ++this.#count;
    const titulos = 1 + Math.floor(this.#places.random() * (nsa % 10 === 0 ? 400 : 5));
    const bytes = new Uint8Array(
      nsa % 2 === 0
        ? syntheticCbr724({ titulos, nsa, date: DAY })
        : syntheticCnab240({ titulos, nsa, date: DAY }),
    );
    this.#good.push(bytes);
    return bytes;
  }

  #junk(): Uint8Array<ArrayBuffer> {
    const n = ++this.#count;
    const good = this.#good[Math.floor(this.#places.random() * this.#good.length)];
    const kinds: readonly (() => Uint8Array<ArrayBuffer>)[] = [
      () => text(`isto não é retorno ${n}\r\n`.repeat(4)),
      () => text(`\0\0\0${n}`),
      () => text(`\u001f\u008b${n}`),
      () => text(`\ufeff<html>${n}`),
      ...good === undefined ? [] : [
        // Cut in the middle of a line, and a byte of it another.
        () => new Uint8Array(good.subarray(0, 100 + (n % 300))),
        () => {
          const bytes = new Uint8Array(good);
          bytes[3] = 0;
          bytes[bytes.length >> 1] = n & 0xff;
          return bytes;
        },
      ],
    ];
    return kinds[n % kinds.length]!();
  }

  /** In one go, as a finished transfer does; a name that is in use gets another. */
  #drop(name: string, bytes: Uint8Array, good: boolean, certain = true): string {
    const { folder } = this.#places;
    const part = join(folder, `parte ${++this.#count}.tmp`);
    Deno.writeFileSync(part, bytes);
    let free = name;
    try {
      // A hard link does what a rename does not: it never replaces.
      for (;; free = `${++this.#count}.ret`) {
        try {
          Deno.linkSync(part, join(folder, free));
          break;
        } catch (error) {
          if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
        }
      }
    } finally {
      Deno.removeSync(part);
    }
    this.puts.push({ name: free, sha256: hash(bytes), good, certain });
    return free;
  }

  #again(): void {
    const known = this.#good[Math.floor(this.#places.random() * this.#good.length)];
    if (known !== undefined) this.#drop(this.#name(), known, true);
  }

  #burst(): void {
    for (let n = 0; n < 20; n++) this.#drop(this.#name(), this.#content(), true);
  }

  #later(work: () => Promise<void>): void {
    const running = work().finally(() => this.#slow.delete(running));
    this.#slow.add(running);
  }

  async #slowly(): Promise<void> {
    const bytes = this.#content();
    const name = `LENTO_${++this.#count}.ret`;
    const file = Deno.openSync(join(this.#places.folder, name), { write: true, createNew: true });
    for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 4)) {
      file.writeSync(bytes.subarray(at, at + Math.ceil(bytes.length / 4)));
      await pause(this.#places.random() * 200);
    }
    file.close();
    this.puts.push({ name, sha256: hash(bytes), good: true, certain: true });
  }

  async #replace(): Promise<void> {
    const { folder } = this.#places;
    const name = this.#drop(`TROCADO_${++this.#count}.ret`, this.#content(), true, false);
    await pause(this.#places.random() * 1500);
    const bytes = this.#content();
    const part = join(folder, `troca ${this.#count}.tmp`);
    Deno.writeFileSync(part, bytes);
    Deno.renameSync(part, join(folder, name));
    this.puts.push({ name, sha256: hash(bytes), good: true, certain: true });
  }

  async #takeBack(): Promise<void> {
    const name = this.#drop(`RETIRADO_${++this.#count}.ret`, this.#content(), true, false);
    await pause(this.#places.random() * 1500);
    await Deno.remove(join(this.#places.folder, name)).catch(() => {});
  }

  async #rename(): Promise<void> {
    const { folder } = this.#places;
    const name = this.#drop(`ANTES_${++this.#count}.ret`, this.#content(), true);
    await pause(this.#places.random() * 1500);
    await Deno.rename(join(folder, name), join(folder, `DEPOIS_${this.#count++}.ret`))
      .catch(() => {});
  }

  async #touch(): Promise<void> {
    const name = this.#drop(`TOCADO_${++this.#count}.ret`, this.#content(), true);
    for (let n = 0; n < 10; n++) {
      await pause(150);
      const now = new Date();
      await Deno.utime(join(this.#places.folder, name), now, now).catch(() => {});
    }
  }

  #oddTime(): void {
    const times = [0, 1, 4e9, 253_402_300_799, ...windows ? [] : [-1e9, 8.7e12]];
    const at = times[++this.#count % times.length]!;
    const { folder } = this.#places;
    const part = join(folder, `hora ${this.#count}.tmp`);
    const bytes = this.#content();
    Deno.writeFileSync(part, bytes);
    try {
      Deno.utimeSync(part, at, at);
    } catch { /* this file system does not know such a time */ }
    Deno.renameSync(part, join(folder, `HORA_${this.#count}.ret`));
    const name = `HORA_${this.#count}.ret`;
    this.puts.push({ name, sha256: hash(bytes), good: true, certain: true });
  }

  #tooLarge(): void {
    const bytes = new Uint8Array(3 * 1024 * 1024);
    bytes.set(text(`grande ${++this.#count}`));
    this.#drop(`GRANDE_${this.#count}.ret`, bytes, false);
  }

  /** Somebody's own file has the name already, where the bank's file goes. */
  #namesake(): void {
    const name = `XARA_${++this.#count}.ret`;
    for (const directory of [this.#places.processed, this.#places.refused]) {
      this.#leave(join(directory, name), `de outra pessoa ${name}`);
    }
    this.#drop(name, this.#count % 2 === 0 ? this.#content() : this.#junk(), false);
  }

  /** Names of return files that are none. */
  #noFile(): void {
    const { folder, outside } = this.#places;
    const path = join(folder, `NADA_${++this.#count}.ret`);
    const target = join(outside, `alvo ${this.#count}.ret`);
    if (this.#count % 3 === 0 || windows) {
      Deno.mkdirSync(path);
      this.#leave(join(path, "dentro.ret"), "dentro");
    } else if (this.#count % 3 === 1) {
      this.#leave(target, "fora");
      Deno.symlinkSync(target, path);
    } else Deno.symlinkSync(join(outside, "não existe"), path);
  }

  /** The text of a refusal has no place to be. */
  #badReason(): void {
    const { refused, outside } = this.#places;
    const name = `MOTIVO_${++this.#count}.ret`;
    const path = join(refused, `${name}.motivo.txt`);
    Deno.mkdirSync(refused, { recursive: true });
    if (this.#count % 2 === 0 || windows) Deno.mkdirSync(path);
    else Deno.symlinkSync(join(outside, `motivo ${this.#count}`), path);
    this.#drop(name, this.#junk(), false);
  }

  #mark(): void {
    const path = join(this.#places.folder, MARK_NAME);
    try {
      Deno.removeSync(path);
    } catch { /* there is none at the moment */ }
    if (++this.#count % 2 === 0) return;
    try {
      Deno.writeTextFileSync(path, "{", { createNew: true });
      this.#later(async () => {
        await pause(500);
        const content = await Deno.readTextFile(path).catch(() => "");
        if (content === "{") await Deno.remove(path).catch(() => {});
      });
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    }
  }

  #leave(path: string, content: string): void {
    Deno.mkdirSync(join(path, ".."), { recursive: true });
    Deno.writeTextFileSync(path, content, { createNew: true });
    this.bystanders.set(path, content);
  }
}
