/** A move where a rename cannot work: the bytes are copied, verified, and the original is removed last. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { MovePlan } from "../../ports/folder.port.ts";
import { CHANGED_WHILE_COPIED, ORIGINAL_STAYS } from "../../words/folder.ts";
import { infoOf, startsWith } from "./bytes.ts";
import { errorNumber, needsCopy } from "./fault.ts";
import { Overtaken, type Sighting, withdraw } from "./overtaken.ts";
import { writeAll } from "./read_file.ts";
import { FileTroubleError, mtimeOf } from "./share_operations.ts";

const CHUNK = 1024 * 1024;
/** Names for a copy that others may have taken before the move is given up for now. */
const MOST_PARTS = 50;
const windows = Deno.build.os === "windows";

/**
 * Copies what was sighted over the empty reservation `target`. Throws the system's errors, and then leaves the original as it
 * was; throws `Overtaken`, and then leaves everything as it is.
 */
export function copyThenRemove(
  target: string,
  plan: MovePlan,
  sighting: Sighting,
  alive: () => void,
): void {
  const { source } = sighting;
  let part: string | null = null;
  try {
    const hash = createHash("sha256");
    const from = Deno.openSync(source, { read: true });
    try {
      sighting.renew(target);
      const { path, file: to } = openPart(source, plan, alive);
      part = path;
      try {
        const chunk = new Uint8Array(CHUNK);
        for (let count = from.readSync(chunk); count !== null; count = from.readSync(chunk)) {
          hash.update(chunk.subarray(0, count));
          writeAll(to, chunk.subarray(0, count));
          alive();
        }
        to.syncDataSync();
        keepTime(() => to.utimeSync(plan.mtimeMs / 1000, plan.mtimeMs / 1000));
      } finally {
        to.close();
      }
    } finally {
      from.close();
    }
    if (hash.digest("hex") !== plan.sha256) {
      throw new FileTroubleError("changed", CHANGED_WHILE_COPIED);
    }
    sighting.renew(target);
    replaceReservation(part, target, sighting);
  } catch (error) {
    if (part !== null) removeQuietly(part);
    if (!(error instanceof Overtaken)) withdraw(target, sighting);
    throw error;
  }
  try {
    sighting.renew(null);
    Deno.removeSync(source);
  } catch (error) {
    // The copy is in its place: whatever has that name by now came later.
    if (error instanceof Overtaken) return;
    // The original could not be removed (still open somewhere): it stays the only one, and is tried again later.
    if (sighting.isThere()) removeQuietly(target);
    throw error;
  }
  assertGone(source);
}

/**
 * A new file for the copy. Its name is short, so that it fits beside the longest, and comes from the content: what a kill has left
 * of an earlier attempt is the beginning of the source, and only that is removed. Anything else keeps its name.
 */
function openPart(
  source: string,
  plan: MovePlan,
  alive: () => void,
): { path: string; file: Deno.FsFile } {
  for (let n = 1;; n++) {
    const name = `monitor-retornos-${plan.sha256.slice(0, 24)}${n === 1 ? "" : `-${n}`}.parcial`;
    const path = join(plan.directory, name);
    try {
      return { path, file: Deno.openSync(path, { write: true, createNew: true }) };
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
      if (isBeginning(path, source, alive)) {
        Deno.removeSync(path);
        n--;
      } else if (n >= MOST_PARTS) throw error;
    }
  }
}

/** Whether a plain file holds the first bytes of another one, and nothing else. */
function isBeginning(path: string, whole: string, alive: () => void): boolean {
  const info = Deno.lstatSync(path);
  if (!info.isFile || (info.nlink ?? 1) > 1 || info.size > Deno.lstatSync(whole).size) return false;
  using part = Deno.openSync(path, { read: true });
  using source = Deno.openSync(whole, { read: true });
  const [a, b] = [new Uint8Array(CHUNK), new Uint8Array(CHUNK)];
  for (let left = info.size; left > 0;) {
    const read = part.readSync(a.subarray(0, Math.min(CHUNK, left)));
    if (read === null) return true;
    for (let at = 0; at < read;) {
      const count = source.readSync(b.subarray(at, read));
      if (count === null) return false;
      at += count;
    }
    if (!startsWith(a.subarray(0, read), b.subarray(0, read))) return false;
    left -= read;
    alive();
  }
  return true;
}

/**
 * A share may take a removal and carry it out later, or not at all, while somebody else has the file open. The copy stays, because
 * the original may go at any moment; the next attempt resumes this one.
 */
export function assertGone(source: string): void {
  if (infoOf(source, [2]) !== null) {
    throw new FileTroubleError("busy", ORIGINAL_STAYS);
  }
}

/** Where even a fresh file cannot be renamed, the bytes are written into the reservation instead. */
function replaceReservation(part: string, target: string, sighting: Sighting): void {
  try {
    Deno.renameSync(part, target);
  } catch (error) {
    if (!needsCopy(errorNumber(error), windows)) throw error;
    const seconds = mtimeOf(Deno.lstatSync(part)) / 1000;
    fillReservation(part, target, sighting);
    keepTime(() => Deno.utimeSync(target, seconds, seconds));
    Deno.removeSync(part);
  }
}

/** Into a file made anew in its place, so that nothing that came under the name meanwhile is written over or followed. */
function fillReservation(part: string, target: string, sighting: Sighting): void {
  withdraw(target, sighting);
  using to = Deno.openSync(target, { write: true, createNew: true });
  try {
    using from = Deno.openSync(part, { read: true });
    const chunk = new Uint8Array(CHUNK);
    for (let count = from.readSync(chunk); count !== null; count = from.readSync(chunk)) {
      writeAll(to, chunk.subarray(0, count));
    }
    to.syncDataSync();
  } catch (error) {
    removeQuietly(target);
    throw error;
  }
}

/** The original's time is a courtesy: a share that refuses it must not stop the move. */
function keepTime(work: () => void): void {
  try {
    work();
  } catch { /* the copy keeps the time at which it was made */ }
}

function removeQuietly(path: string): void {
  try {
    Deno.removeSync(path);
  } catch { /* reported by the error that led here, or mended by the next attempt */ }
}
