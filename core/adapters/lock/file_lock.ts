/** {@link Lock} on a local file. The system lets go when the process dies, however it dies. */
import { pathRules } from "../../domain/path_rules.ts";
import { clip } from "../../domain/text.ts";
import type { Lock } from "../../ports/lock.port.ts";

/** Exclusive lock of a file, which is created when missing and never removed. */
export class FileLock implements Lock {
  readonly #path: string;
  readonly #who: (() => string) | null;
  #name: string | null = null;

  /**
   * `who` says for people who takes the lock, and is asked when it is first taken; it stands in a file beside it, because on Windows nobody can read a file that is
   * locked.
   */
  constructor(path: string, who: (() => string) | null = null) {
    this.#path = path;
    this.#who = who;
  }

  /**
   * Rejects when the file cannot be created; the folder must be writable. At once, like everything on the disk of the ledger: it
   * is taken every few seconds, and to send each step to another thread costs ten times the step.
   */
  tryAcquire(): Promise<(() => void) | null> {
    return new Promise((resolve) => resolve(this.#take()));
  }

  #take(): (() => void) | null {
    const file = this.#open();
    if (!file.tryLockSync(true)) {
      file.close();
      return null;
    }
    this.#sign();
    return () => file.close();
  }

  /** Says who has it, unless it is said already: to write costs more than all the rest. */
  #sign(): void {
    if (this.#who === null) return;
    this.#name ??= this.#who();
    const path = `${this.#path}.quem`;
    try {
      if (Deno.readTextFileSync(path) === this.#name) return;
    } catch { /* not there yet */ }
    try {
      Deno.writeTextFileSync(path, this.#name);
    } catch { /* nobody knows who has it */ }
  }

  #open(): Deno.FsFile {
    const options = { create: true, write: true };
    try {
      return Deno.openSync(this.#path, options);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      const { dirname } = pathRules(Deno.build.os === "windows");
      Deno.mkdirSync(dirname(this.#path), { recursive: true });
      return Deno.openSync(this.#path, options);
    }
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
