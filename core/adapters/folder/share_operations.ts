/**
 * The operations on the folder, as the child process carries them out. They are synchronous on purpose:
 * the process has nothing else to do, and its parent kills it when the share does not answer.
 */
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import type { FolderEntry } from "../../ports/folder.port.ts";
import { FILE_SHRANK, STILL_BEING_WRITTEN } from "../../words/folder.ts";
import { INLINE_LIMIT, type ReadReply } from "./share_protocol.ts";
import { errorNumber, fileTrouble } from "./fault.ts";

const CHUNK = 1024 * 1024;
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
  for (const _ of Deno.readDirSync(folder)) return;
}

/** Names of the regular files `*.ret`, sorted by code unit. Links and folders with such a name are left alone. */
export function list(folder: string): string[] {
  const names: string[] = [];
  for (const entry of Deno.readDirSync(folder)) {
    if (entry.isFile && /\.ret$/i.test(entry.name)) names.push(entry.name);
  }
  return names.sort();
}

/**
 * Size and time of the named files. Left out is what is no longer there, no regular file, or of those that alone
 * refuse to answer (on Windows a file whose deletion is pending): one of them may not stop the others.
 */
export function stat(folder: string, names: readonly string[]): FolderEntry[] {
  const entries: FolderEntry[] = [];
  for (const name of names) {
    try {
      const info = Deno.lstatSync(join(folder, name));
      if (info.isFile) entries.push({ name, size: info.size, mtimeMs: mtimeOf(info) });
    } catch (error) {
      const trouble = fileTrouble(errorNumber(error), windows);
      if (trouble !== "vanished" && trouble !== "busy" && trouble !== "denied") throw error;
    }
  }
  return entries;
}

/** Modification time in whole ms since the Unix epoch. */
export function mtimeOf(info: Deno.FileInfo): number {
  return info.mtime?.getTime() ?? 0;
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
    const sink = inline ? null : local(() => openSpool(spool));
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

function openSpool(path: string): Deno.FsFile {
  Deno.mkdirSync(dirname(path), { recursive: true });
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
    throw new LocalDiskError(error instanceof Error ? error.message : String(error));
  }
}
