/**
 * Reading a directory piece by piece. Deno hands over a whole one at once: with a million names that is seconds of silence, and
 * each name costs fifty times what it has to. Linux' own call is used where there is one; else, and whenever it fails, Deno's,
 * which says why.
 */
import { inside } from "./inside.ts";

const SYMBOLS = {
  open: { parameters: ["buffer", "i32"], result: "i32" },
  getdents64: { parameters: ["i32", "buffer", "usize"], result: "isize" },
  close: { parameters: ["i32"], result: "i32" },
} as const;

/** O_CLOEXEC and O_NONBLOCK: the same number on every processor that Deno runs on. */
const FLAGS = 0o2004000;
/** What one call may bring. */
const PIECE = 64 * 1024;
/** `struct dirent64`: length of the record, type, name. */
const LENGTH_AT = 16, TYPE_AT = 18, NAME_AT = 19;
const UNKNOWN = 0, REGULAR = 8;
const SLASH = 0x2f;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

let library: Deno.DynamicLibrary<typeof SYMBOLS> | null | undefined;

/** Opens the directory and reads its first entries. Throws what Deno throws. */
export function touchDirectory(folder: string): void {
  if (pieces(folder, () => false)) return;
  for (const _ of Deno.readDirSync(folder)) return;
}

/**
 * The names of the regular files `*.ret` (any letter case), each followed by a slash, in the order in which the directory has
 * them. Bytes as they are on the disk, in a buffer of their own; {@link namesOf} reads them. `alive` is called after each piece. Throws what Deno throws.
 */
export function retBytes(folder: string, alive: () => void): Uint8Array {
  const found = new Bytes();
  const whole = pieces(folder, (piece) => {
    for (
      let at = 0;
      at < piece.length;
      at += piece[at + LENGTH_AT]! | piece[at + LENGTH_AT + 1]! << 8
    ) {
      const from = at + NAME_AT;
      const to = piece.indexOf(0, from);
      const type = piece[at + TYPE_AT]!;
      if ((type !== REGULAR && type !== UNKNOWN) || !isRet(piece, from, to)) continue;
      const name = piece.subarray(from, to);
      if (type === UNKNOWN && !isRegular(inside(folder, decoder.decode(name)))) continue;
      found.add(name);
    }
    alive();
    return true;
  });
  if (whole) return found.all();
  const names = [...Deno.readDirSync(folder)].filter((e) => e.isFile && /\.ret$/i.test(e.name));
  return encoder.encode(names.map(({ name }) => `${name}/`).join(""));
}

/** The names of {@link retBytes}, sorted by code unit; a byte that is no UTF-8 becomes U+FFFD. */
export function namesOf(bytes: Uint8Array): string[] {
  return decoder.decode(bytes).split("/").slice(0, -1).sort();
}

/** Hands the directory over piece by piece, until `take` says no. False when that cannot be done, or did not come to the end. */
function pieces(folder: string, take: (piece: Uint8Array) => boolean): boolean {
  library ??= open();
  if (library === null) return false;
  const { symbols } = library;
  const handle = symbols.open(encoder.encode(`${folder}\0`), FLAGS);
  if (handle < 0) return false;
  try {
    const buffer = new Uint8Array(PIECE);
    for (;;) {
      const count = Number(symbols.getdents64(handle, buffer, BigInt(PIECE)));
      if (count <= 0) return count === 0;
      if (!take(buffer.subarray(0, count))) return true;
    }
  } finally {
    symbols.close(handle);
  }
}

function open(): Deno.DynamicLibrary<typeof SYMBOLS> | null {
  if (Deno.build.os !== "linux") return null;
  try {
    return Deno.dlopen("libc.so.6", SYMBOLS);
  } catch {
    return null;
  }
}

function isRet(piece: Uint8Array, from: number, to: number): boolean {
  return to - from >= 4 && piece[to - 4] === 0x2e && (piece[to - 3]! | 0x20) === 0x72 &&
    (piece[to - 2]! | 0x20) === 0x65 && (piece[to - 1]! | 0x20) === 0x74;
}

/** For a file system that does not say it with the name. What cannot be asked is listed: its own error comes later. */
function isRegular(path: string): boolean {
  try {
    return Deno.lstatSync(path).isFile;
  } catch (error) {
    return !(error instanceof Deno.errors.NotFound);
  }
}

/** Grows as it is filled. */
class Bytes {
  #bytes = new Uint8Array(PIECE);
  #length = 0;

  /** Adds a name and the slash after it. */
  add(name: Uint8Array): void {
    if (this.#length + name.length + 1 > this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#bytes.length);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(name, this.#length);
    this.#length += name.length;
    this.#bytes[this.#length++] = SLASH;
  }

  all(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}
