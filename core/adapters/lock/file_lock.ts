/** {@link Lock} on a local file. The system lets go when the process dies, however it dies. */
import { dirname } from "node:path";
import type { Lock } from "../../ports/lock.port.ts";

/** Exclusive lock of a file, which is created when missing and never removed. */
export class FileLock implements Lock {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Throws when the file cannot be created; the folder must be writable. */
  async tryAcquire(): Promise<(() => void) | null> {
    await Deno.mkdir(dirname(this.#path), { recursive: true });
    const file = await Deno.open(this.#path, { create: true, write: true });
    if (await file.tryLock(true)) return () => file.close();
    file.close();
    return null;
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
