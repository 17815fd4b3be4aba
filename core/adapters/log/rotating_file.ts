/** A file that grows by whole lines and begins anew before it gets too large. Several processes may write to one. */
import { dirname } from "node:path";

/** Settings of a {@link RotatingFile}. */
export interface RotatingFileOptions {
  readonly file: string;
  /** Bytes; a line that would go beyond begins a new file. */
  readonly maxBytes: number;
  /** Older files kept, as `NOME.1` (newest) to `NOME.N`. */
  readonly keep: number;
}

/** The mark of a rotation under way; older than this (ms), whoever made it died of it. */
const ROTATION_MS = 60_000;

const encoder = new TextEncoder();

/** Each call opens the file anew, so that a folder that was taken away comes back, and a file that was rotated is let go. */
export class RotatingFile {
  readonly #options: RotatingFileOptions;

  constructor(options: RotatingFileOptions) {
    this.#options = options;
  }

  /** Appends whole lines. Waits as long as the disk does; rejects when they cannot be written, after `written` told of those that are. */
  async append(
    lines: readonly string[],
    written: (count: number) => void = () => {},
  ): Promise<void> {
    const { file, maxBytes } = this.#options;
    let size = await sizeOf(file);
    let text = "";
    let bytes = 0;
    let count = 0;
    for (const line of lines) {
      const length = encoder.encode(line).length + 1;
      if (size + bytes > 0 && size + bytes + length > maxBytes) {
        await this.#write(text);
        written(count);
        text = "";
        bytes = 0;
        count = 0;
        await this.#rotate();
        size = await sizeOf(file);
      }
      text += line + "\n";
      bytes += length;
      count++;
    }
    await this.#write(text);
    written(count);
  }

  /** Whether it is a file, or nothing yet: opening anything else may wait for ever. */
  isPlain(): boolean {
    try {
      return Deno.statSync(this.#options.file).isFile;
    } catch (error) {
      return error instanceof Deno.errors.NotFound;
    }
  }

  /** The same at once, without a rotation: for the last words of a program. Throws when they cannot be written. */
  appendSync(lines: readonly string[]): void {
    const text = lines.map((line) => line + "\n").join("");
    if (text !== "") Deno.writeTextFileSync(this.#options.file, text, { append: true });
  }

  /** Whether the file ends with these lines. */
  endsWith(lines: readonly string[]): boolean {
    const expected = encoder.encode(lines.map((line) => line + "\n").join(""));
    try {
      using file = Deno.openSync(this.#options.file, { read: true });
      const { size } = file.statSync();
      if (size < expected.length) return false;
      file.seekSync(size - expected.length, Deno.SeekMode.Start);
      const found = new Uint8Array(expected.length);
      for (let at = 0; at < found.length;) {
        const count = file.readSync(found.subarray(at));
        if (count === null) return false;
        at += count;
      }
      return found.every((byte, n) => byte === expected[n]);
    } catch {
      return false;
    }
  }

  async #write(text: string): Promise<void> {
    if (text === "") return;
    const { file } = this.#options;
    try {
      await Deno.writeTextFile(file, text, { append: true });
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      await Deno.mkdir(dirname(file), { recursive: true });
      await Deno.writeTextFile(file, text, { append: true });
    }
  }

  /**
   * One process at a time, or two would push the same file along twice and the oldest lines out. A rotation that fails (a file
   * held open by a viewer) leaves the log growing rather than lose a line.
   */
  async #rotate(): Promise<void> {
    const { file, keep, maxBytes } = this.#options;
    const mark = `${file}.rodando`;
    try {
      (await Deno.open(mark, { write: true, createNew: true })).close();
    } catch (error) {
      if (error instanceof Deno.errors.AlreadyExists) await removeOld(mark);
      return;
    }
    try {
      // Somebody else may have been faster, between our look and our mark.
      if (await sizeOf(file) < maxBytes / 2) return;
      for (let n = keep; n >= 1; n--) {
        await renameIfThere(n === 1 ? file : `${file}.${n - 1}`, `${file}.${n}`);
      }
      if (keep === 0) await Deno.truncate(file, 0);
    } catch {
      /* go on appending */
    } finally {
      await Deno.remove(mark).catch(() => {});
    }
  }
}

async function removeOld(mark: string): Promise<void> {
  try {
    const { mtime } = await Deno.stat(mark);
    if (Math.abs(Date.now() - (mtime?.getTime() ?? 0)) > ROTATION_MS) await Deno.remove(mark);
  } catch { /* it is gone already */ }
}

async function renameIfThere(from: string, to: string): Promise<void> {
  try {
    await Deno.rename(from, to);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Bytes; 0 when there is no such file, or it cannot be told. */
async function sizeOf(path: string): Promise<number> {
  try {
    return (await Deno.stat(path)).size;
  } catch {
    return 0;
  }
}
