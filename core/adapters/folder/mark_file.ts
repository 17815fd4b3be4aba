/** The mark of a watched folder, as the folder process reads and writes it. */
import { MARK_LIMIT, MARK_NAME } from "../../domain/folder_mark.ts";
import type { FoundMark, MarkStamp } from "../../ports/folder_mark.port.ts";
import { inside } from "./inside.ts";
import { mtimeOf } from "./share_operations.ts";
import type { MarkReply, MarkRequest } from "./share_protocol.ts";

/** Two that write at once take each other's: so many times. */
const ATTEMPTS = 3;

/** Reads, writes or removes it. Throws the system's error. */
export function mark(request: MarkRequest): MarkReply {
  const path = inside(request.folder, MARK_NAME);
  switch (request.act) {
    case "read":
      return read(path, request.known);
    case "write":
      return write(path, request.text, request.replace);
    case "remove": {
      const found = read(path, null);
      if (found !== null && found !== "same" && found.text === request.text) Deno.removeSync(path);
      return null;
    }
  }
}

function read(path: string, known: MarkStamp | null): FoundMark | "same" | null {
  let info;
  try {
    info = Deno.lstatSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
  const stamp = stampOf(info);
  if (known !== null && isSame(stamp, known)) return "same";
  // Never opened: what is no plain file may have no end, or lead elsewhere.
  if (!info.isFile || info.size > MARK_LIMIT) return { stamp, text: null };
  return { stamp, text: Deno.readTextFileSync(path) };
}

function write(path: string, text: string, replace: boolean): MarkStamp | "taken" {
  if (!replace) {
    try {
      Deno.writeTextFileSync(path, text, { createNew: true });
    } catch (error) {
      if (error instanceof Deno.errors.AlreadyExists) return "taken";
      throw error;
    }
    return stampOf(Deno.lstatSync(path));
  }
  // In one step for whoever looks: never half a mark. By one name: what a kill leaves of it goes with the next one.
  const fresh = `${path}.tmp`;
  for (let n = 1;; n++) {
    try {
      Deno.writeTextFileSync(fresh, text, { createNew: true });
      Deno.renameSync(fresh, path);
      return stampOf(Deno.lstatSync(path));
    } catch (error) {
      const another = error instanceof Deno.errors.AlreadyExists ||
        error instanceof Deno.errors.NotFound;
      remove(fresh);
      if (!another || n === ATTEMPTS) throw error;
    }
  }
}

/** Whatever has that name, be it a link; what leads elsewhere is not followed. */
function remove(path: string): void {
  try {
    Deno.removeSync(path);
  } catch { /* the next attempt says what is wrong */ }
}

function stampOf(info: Deno.FileInfo): MarkStamp {
  return { size: info.size, mtimeMs: mtimeOf(info), id: info.ino };
}

function isSame(a: MarkStamp, b: MarkStamp): boolean {
  return a.size === b.size && a.mtimeMs === b.mtimeMs && a.id === b.id;
}
