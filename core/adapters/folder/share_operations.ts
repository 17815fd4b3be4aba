/**
 * Looking at the folder, as the child process does it. The operations are synchronous on purpose: the process has nothing else to
 * do, and its parent kills it when the share does not answer. Nothing of Node is loaded for them: a process that only looks, as it
 * does nearly all the time, is a third smaller without.
 */
import type { FolderEntry } from "../../ports/folder.port.ts";
import { NAME_NOT_UTF8 } from "../../words/folder.ts";
import type { FileTrouble } from "../../domain/file_fate.ts";
import { namesOf, retBytes, touchDirectory } from "./directory.ts";
import type { Listing } from "./share_protocol.ts";
import { errorNumber, fileTrouble } from "./fault.ts";
import { inside } from "./inside.ts";

const windows = Deno.build.os === "windows";

/** A trouble of one file that is no error of the system. */
export class FileTroubleError extends Error {
  constructor(readonly trouble: "changed" | "busy" | "other", message: string) {
    super(message);
  }
}

/** The monitor's own disk failed, not the share. The message is the system's. */
export class LocalDiskError extends Error {}

/** Opens the folder and reads one entry: metadata may come from a cache, a listing does not. */
export function probe(folder: string): void {
  touchDirectory(folder);
}

/** Listings of one folder: what did not change since the last one is neither sorted nor told again. */
export class Listings {
  #folder = "";
  #id = "";
  #bytes: Uint8Array = new Uint8Array();

  /**
   * Names of the regular files `*.ret`, sorted by code unit; null when they are those of the listing `known`. Links and folders
   * with such a name are left alone. `alive` is called now and then.
   */
  list(folder: string, known: string | null, alive: () => void = () => {}): Listing {
    const bytes = retBytes(folder, alive);
    const same = folder === this.#folder && isSame(bytes, this.#bytes);
    if (!same || this.#id === "") {
      this.#folder = folder;
      this.#bytes = bytes;
      this.#id = crypto.randomUUID();
    }
    return { id: this.#id, names: known === this.#id ? null : namesOf(bytes) };
  }
}

/**
 * Size and time of the named files. Left out is what is no longer there or no regular file; what does not answer, whatever the
 * error, says why: one of them may not stop the others. Throws only when the folder itself does not answer either. `alive` is
 * called after each name.
 */
export function stat(
  folder: string,
  names: readonly string[],
  alive: () => void = () => {},
): FolderEntry[] {
  const entries: FolderEntry[] = [];
  let accused = 0;
  for (const name of names) {
    try {
      const info = Deno.lstatSync(inside(folder, name));
      if (info.isFile) entries.push({ name, size: info.size, mtimeMs: mtimeOf(info) });
    } catch (error) {
      const trouble = fileTrouble(errorNumber(error), windows);
      // A number that accuses the share is believed when the folder does not answer, once for many names.
      if (trouble === null && accused++ === 0) probe(folder);
      const failed = failureOf(name, trouble ?? "other", error);
      if (failed !== null) entries.push({ name, size: -1, mtimeMs: 0, failed });
    }
    alive();
  }
  if (accused > 1) probe(folder);
  return entries;
}

/** Why a name does not answer; null when it is simply gone. */
function failureOf(
  name: string,
  trouble: FileTrouble,
  error: unknown,
): NonNullable<FolderEntry["failed"]> | null {
  if (trouble !== "vanished") {
    return { trouble, message: error instanceof Error ? error.message : String(error) };
  }
  return name.includes("\ufffd") ? { trouble: "other", message: NAME_NOT_UTF8 } : null;
}

/** Modification time in whole ms since the Unix epoch; 0 for one that no date can hold (beyond the year 275760). */
export function mtimeOf(info: Deno.FileInfo): number {
  return info.mtime?.getTime() || 0;
}

/** Four bytes at a time, as far as they go. Both begin where their buffers do. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  const words = a.length >>> 2;
  const [left, right] = [new Int32Array(a.buffer, 0, words), new Int32Array(b.buffer, 0, words)];
  for (let at = 0; at < words; at++) if (left[at] !== right[at]) return false;
  for (let at = words << 2; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
