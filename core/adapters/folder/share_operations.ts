/**
 * The operations on the folder, as the child process carries them out. They are synchronous on purpose:
 * the process has nothing else to do, and its parent kills it when the share does not answer.
 */
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { statfsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FolderEntry } from "../../ports/folder.port.ts";
import {
  FILE_SHRANK,
  localDiskText,
  NAME_NOT_UTF8,
  noLocalSpaceText,
  STILL_BEING_WRITTEN,
} from "../../words/folder.ts";
import type { FileTrouble } from "../../domain/file_fate.ts";
import { namesOf, retBytes, touchDirectory } from "./directory.ts";
import { INLINE_LIMIT, type Listing, type ReadReply } from "./share_protocol.ts";
import { errorNumber, fileTrouble } from "./fault.ts";

const CHUNK = 1024 * 1024;
/** What a copy must leave free on the local disk, in bytes: the ledger lives there. */
const LOCAL_RESERVE = 64 * 1024 * 1024;
const windows = Deno.build.os === "windows";

/** A trouble of one file that is no error of the system. */
export class FileTroubleError extends Error {
  constructor(readonly trouble: "changed" | "busy" | "other", message: string) {
    super(message);
  }
}

/** The monitor's own disk failed, not the share. */
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
    const same = folder === this.#folder && Buffer.compare(bytes, this.#bytes) === 0;
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
      const info = Deno.lstatSync(join(folder, name));
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

/**
 * Reads one file whole, and only if it is still what the listing saw, before and after.
 * `alive` is called at least once per MiB. A small file comes back as bytes, a large one in `spool`.
 */
export function read(
  folder: string,
  entry: FolderEntry,
  spool: string,
  alive: () => void,
): { reply: ReadReply; bytes: Uint8Array } {
  const file = openForReading(join(folder, entry.name));
  try {
    assertUnchanged(file, entry);
    const hash = createHash("sha256");
    const inline = entry.size <= INLINE_LIMIT;
    const sink = inline ? null : local(() => openSpool(spool, entry.size));
    const bytes = new Uint8Array(inline ? entry.size : CHUNK);
    let total = 0;
    try {
      for (;;) {
        const space = sink === null ? bytes.subarray(total) : bytes;
        const count = space.length === 0 ? null : file.readSync(space);
        if (count === null) break;
        hash.update(space.subarray(0, count));
        if (sink !== null) local(() => writeAll(sink, space.subarray(0, count)));
        total += count;
        alive();
      }
    } finally {
      sink?.close();
    }
    assertUnchanged(file, entry);
    if (total !== entry.size) throw new FileTroubleError("changed", FILE_SHRANK);
    const reply = {
      size: total,
      mtimeMs: entry.mtimeMs,
      sha256: hash.digest("hex"),
      spooled: !inline,
    };
    return { reply, bytes: inline ? bytes : new Uint8Array() };
  } finally {
    file.close();
  }
}

/** Refuses before anything is written when the copy would leave too little: a full disk would stop the ledger too. */
function openSpool(path: string, size: number): Deno.FsFile {
  Deno.mkdirSync(dirname(path), { recursive: true });
  const { bavail, bsize } = statfsSync(dirname(path));
  const free = bavail * bsize;
  if (free < size + LOCAL_RESERVE) throw new Error(noLocalSpaceText(size + LOCAL_RESERVE, free));
  return Deno.openSync(path, { write: true, createNew: true });
}

/**
 * Opens a file that nobody else is writing. On Windows asking for write access too is refused (32) while
 * another program holds the file without sharing writes: the only sure sign of an unfinished copy.
 */
function openForReading(path: string): Deno.FsFile {
  if (windows) {
    try {
      return Deno.openSync(path, { read: true, write: true });
    } catch (error) {
      if (errorNumber(error) !== 5 && errorNumber(error) !== 19) throw error; // read-only file or share
    }
  }
  return Deno.openSync(path, { read: true });
}

function assertUnchanged(file: Deno.FsFile, entry: FolderEntry): void {
  const info = file.statSync();
  if (info.size !== entry.size || mtimeOf(info) !== entry.mtimeMs) {
    throw new FileTroubleError("changed", STILL_BEING_WRITTEN);
  }
}

/** Writes every byte. */
export function writeAll(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
}

function local<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new LocalDiskError(localDiskText(error instanceof Error ? error.message : String(error)));
  }
}
