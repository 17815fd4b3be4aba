/** {@link Lock} on a local file. The system lets go when the process dies, however it dies. */
import { pathRules } from "../../domain/path_rules.ts";
import { clip } from "../../domain/text.ts";
import type { Lock } from "../../ports/lock.port.ts";

/** Exclusive lock of a file, which is created when missing and never removed. */
export class FileLock implements Lock {
  readonly #path: string;
  readonly #who: (() => string) | null;

  /**
   * `who` says for people who takes the lock; it stands in a file beside it, because on Windows nobody can read a file that is
   * locked.
   */
  constructor(path: string, who: (() => string) | null = null) {
    this.#path = path;
    this.#who = who;
  }

  /** Throws when the file cannot be created; the folder must be writable. */
  async tryAcquire(): Promise<(() => void) | null> {
    const { dirname } = pathRules(Deno.build.os === "windows");
    await Deno.mkdir(dirname(this.#path), { recursive: true });
    const file = await Deno.open(this.#path, { create: true, write: true });
    if (!await file.tryLock(true)) {
      file.close();
      return null;
    }
    const who = this.#who?.();
    if (who !== undefined) await Deno.writeTextFile(`${this.#path}.quem`, who).catch(() => {});
    return () => file.close();
  }

  async holder(): Promise<string | null> {
    if (this.#who === null) return null;
    const text = await Deno.readTextFile(`${this.#path}.quem`).catch(() => "");
    return text === "" ? null : clip(text, 200);
  }

  /** Whether some process holds the lock. Does not take it away from anybody. */
  async isHeld(): Promise<boolean> {
    let file;
    try {
      file = await Deno.open(this.#path, { read: true });
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return false;
      throw error;
    }
    try {
      return !(await file.tryLock(false));
    } finally {
      file.close();
    }
  }
}
