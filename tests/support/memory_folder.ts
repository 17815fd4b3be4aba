/**
 * A folder in memory, for simulations of weeks: real files would need weeks. Everything else about the
 * program (decisions, ledger, mails, log) stays real.
 */
import { createHash } from "node:crypto";
import { diagnose } from "../../core/words/diagnosis/diagnose.ts";
import {
  type FileContent,
  FileUnavailable,
  type FolderEntry,
  FolderUnreachable,
  type MoveOutcome,
  type MovePlan,
  type RetornoFolder,
} from "../../core/ports/folder.port.ts";

interface Stored {
  readonly bytes: Uint8Array;
  readonly mtimeMs: number;
}

/** Files by name, and those that were moved by `directory/target`. */
export class MemoryFolder implements RetornoFolder {
  readonly files = new Map<string, Stored>();
  readonly moved = new Map<string, Stored>();
  /** Error number of the share; 0 while it is well. */
  trouble = 0;
  probes = 0;
  lists = 0;

  put(name: string, bytes: Uint8Array, mtimeMs: number): void {
    this.files.set(name, { bytes, mtimeMs });
  }

  #answer(): void {
    if (this.trouble !== 0) throw new FolderUnreachable(diagnose("windows", this.trouble));
  }

  // deno-lint-ignore require-await -- rejects as the real one does
  async probe(): Promise<void> {
    this.probes++;
    this.#answer();
  }

  // deno-lint-ignore require-await
  async list(): Promise<string[]> {
    this.lists++;
    this.#answer();
    return [...this.files.keys()].sort();
  }

  // deno-lint-ignore require-await
  async stat(names: readonly string[]): Promise<FolderEntry[]> {
    this.#answer();
    return names.flatMap((name) => {
      const file = this.files.get(name);
      return file === undefined ? [] : [{ name, size: file.bytes.length, mtimeMs: file.mtimeMs }];
    });
  }

  // deno-lint-ignore require-await
  async read(entry: FolderEntry): Promise<FileContent> {
    this.#answer();
    const file = this.files.get(entry.name);
    if (file === undefined) throw new FileUnavailable("vanished", "foi");
    return {
      size: file.bytes.length,
      mtimeMs: file.mtimeMs,
      sha256: createHash("sha256").update(file.bytes).digest("hex"),
      chunks: () => [file.bytes],
      dispose: () => {},
    };
  }

  // deno-lint-ignore require-await
  async move(plan: MovePlan): Promise<MoveOutcome> {
    this.#answer();
    const file = this.files.get(plan.name);
    const place = `${plan.directory}/${plan.target}`;
    if (file === undefined) return this.moved.has(place) ? "already" : "vanished";
    if (this.moved.has(place)) return "taken";
    this.moved.set(place, file);
    this.files.delete(plan.name);
    return "moved";
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
