/** Reading one file whole, as the child process does it. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { FolderEntry } from "../../ports/folder.port.ts";
import { FILE_SHRANK, STILL_BEING_WRITTEN } from "../../words/folder.ts";
import { errorNumber } from "./fault.ts";
import { FileTroubleError, LocalDiskError, mtimeOf } from "./share_operations.ts";
import type { ReadReply } from "./share_protocol.ts";

const CHUNK = 1024 * 1024;
const windows = Deno.build.os === "windows";

/**
 * Reads one file whole, and only if it is still what the listing saw, before and after.
 * `alive` is called at least once per MiB. The file comes back as bytes; where `openCopy` is given, in the file that it opens.
 */
export function read(
  folder: string,
  entry: FolderEntry,
  openCopy: (() => Deno.FsFile) | null,
  alive: () => void,
): { reply: ReadReply; bytes: Uint8Array } {
  const file = openForReading(join(folder, entry.name));
  try {
    assertUnchanged(file, entry);
    const hash = createHash("sha256");
    const inline = openCopy === null;
    const sink = inline ? null : local(openCopy);
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
