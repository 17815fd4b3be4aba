/**
 * Moves one file so that nothing is ever replaced, and so that a kill at any instant can be mended by
 * calling again with `resuming`: the target is first reserved by an empty file of ours (created only if the
 * name is free), and the rename then replaces that reservation.
 */
import { createHash } from "node:crypto";
import { isAbsolute, join, relative, sep } from "node:path";
import type { MoveOutcome, MovePlan } from "../../ports/folder.port.ts";
import { CHANGED_WHILE_COPIED, ORIGINAL_STAYS, ownFolderText } from "../../words/folder.ts";
import { errorNumber, needsCopy } from "./fault.ts";
import { inspectPlaces } from "./places.ts";
import { FileTroubleError, mtimeOf, probe, writeAll } from "./share_operations.ts";

const CHUNK = 1024 * 1024;
/** FAT keeps times to two seconds. */
const COARSEST_MTIME_MS = 2000;
/** Names for a copy that others may have taken before the move is given up for now. */
const MOST_PARTS = 50;
const windows = Deno.build.os === "windows";

/** Carries out the plan; `alive` is called at least once per MiB of a copy. Throws the system's errors. */
export function moveFile(folder: string, plan: MovePlan, alive: () => void): MoveOutcome {
  refuseOwnFolder(folder, plan.directory);
  const source = join(folder, plan.name);
  const target = join(plan.directory, plan.target);
  let before = infoOf(source, [2]);
  if (before === null) {
    // Every file is missing while the folder itself is away: that says nothing of this one.
    probe(folder);
    before = infoOf(source, [2]);
  }
  const arrived = plan.resuming ? infoOf(target, [2, 3]) : null;
  const complete = arrived !== null && arrived.isFile && arrived.size === plan.size &&
    arrived.size > 0 && sha256Of(target, alive) === plan.sha256;
  if (before === null) return complete || isEmptyTwin(arrived, plan) ? "already" : "vanished";
  const same = before.size === plan.size && mtimeOf(before) === plan.mtimeMs;
  if (complete) {
    // The copy had arrived and the kill came before the original was removed; anything else is a new file.
    if (!same || Math.abs(mtimeOf(arrived) - plan.mtimeMs) > COARSEST_MTIME_MS) return "already";
    Deno.removeSync(source);
    assertGone(source);
    return "moved";
  }
  if (!same || !before.isFile) return "changed";
  // Time has passed: another file of the same size and time may have taken its place.
  if (plan.verify && sha256Of(source, alive) !== plan.sha256) return "changed";
  const ours = arrived !== null && arrived.size === 0 && arrived.isFile;
  if (!ours && !reserveIn(folder, plan.directory, target)) return "taken";
  if (plan.reason !== null && !writeReason(`${target}.motivo.txt`, plan.reason, plan.resuming)) {
    // An empty file that was there before us may be somebody's: it stays, and the text shows that the name is in use.
    if (!ours) Deno.removeSync(target);
    return "taken";
  }
  try {
    Deno.renameSync(source, target);
  } catch (error) {
    if (!needsCopy(errorNumber(error), windows)) {
      withdraw(target);
      throw error;
    }
    copyThenRemove(source, target, plan, alive);
  }
  return "moved";
}

/** The destinations that were looked at, and when (`performance.now()`, ms): a link may be made at any time. */
const looked = new Map<string, number>();
const LOOK_AGAIN_MS = 5000;

/** A file moved into the folder that is watched would come again, for ever. */
function refuseOwnFolder(folder: string, directory: string): void {
  const key = `${folder}\0${directory}`;
  if (performance.now() - (looked.get(key) ?? -Infinity) < LOOK_AGAIN_MS) return;
  let finding;
  try {
    [finding] = inspectPlaces(folder, [directory]);
  } catch {
    return; // the move itself says what is wrong
  }
  if (finding?.own) throw new FileTroubleError("other", ownFolderText(directory, finding.real));
  if (finding !== undefined) looked.set(key, performance.now());
}

/** An empty file that had to be moved leaves an empty target: the reservation itself looks like it. */
function isEmptyTwin(arrived: Deno.FileInfo | null, plan: MovePlan): boolean {
  return plan.size === 0 && arrived !== null && arrived.size === 0;
}

/** The directory is there but for the first time: asking for it each time would cost a round trip. */
function reserveIn(folder: string, directory: string, target: string): boolean {
  try {
    return reserve(target);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    makeDirectory(folder, directory);
    return reserve(target);
  }
}

/** Never makes the watched folder itself: while it is away, an empty one in its place would look like its return. */
function makeDirectory(folder: string, directory: string): void {
  const inside = relative(folder, directory);
  if (isAbsolute(inside) || inside.split(sep)[0] === "..") {
    return Deno.mkdirSync(directory, { recursive: true });
  }
  let path = folder;
  for (const part of inside.split(sep)) {
    path = join(path, part);
    try {
      Deno.mkdirSync(path);
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    }
  }
}

function reserve(target: string): boolean {
  try {
    Deno.openSync(target, { write: true, createNew: true }).close();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return false;
    throw error;
  }
}

/** Takes back an empty reservation. A failure to do so hides nothing: the next attempt resumes it. */
function withdraw(target: string): void {
  try {
    const info = Deno.lstatSync(target);
    if (info.isFile && info.size === 0) Deno.removeSync(target);
  } catch { /* the error that led here is the one to report */ }
}

/**
 * False when something else already has that name, whatever it is: a text of any size, a pipe, a link, a folder. Only what an
 * earlier attempt of ours may have left is looked into, and only so far as our own text goes.
 */
function writeReason(path: string, text: string, resuming: boolean): boolean {
  const bytes = new TextEncoder().encode("\ufeff" + text.replace(/\r?\n/g, "\r\n"));
  try {
    const file = Deno.openSync(path, { write: true, createNew: true });
    try {
      writeAll(file, bytes);
    } finally {
      file.close();
    }
    return true;
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    const info = Deno.lstatSync(path);
    if (!resuming || !info.isFile || info.size > bytes.length || (info.nlink ?? 1) > 1) {
      return false;
    }
    return finishReason(path, bytes);
  }
}

/** Adds what a kill has cut off; what is there is never written over. False when it is not the beginning of our text. */
function finishReason(path: string, bytes: Uint8Array): boolean {
  const file = Deno.openSync(path, { read: true, append: true });
  try {
    const there = new Uint8Array(bytes.length + 1);
    let length = 0;
    for (
      let count = file.readSync(there);
      count !== null;
      count = file.readSync(there.subarray(length))
    ) {
      length += count;
      if (length > bytes.length) return false;
    }
    if (!startsWith(bytes, there.subarray(0, length))) return false;
    writeAll(file, bytes.subarray(length));
    return true;
  } finally {
    file.close();
  }
}

function copyThenRemove(source: string, target: string, plan: MovePlan, alive: () => void): void {
  let part: string | null = null;
  try {
    const hash = createHash("sha256");
    const from = Deno.openSync(source, { read: true });
    try {
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
    replaceReservation(part, target);
  } catch (error) {
    if (part !== null) removeQuietly(part);
    withdraw(target);
    throw error;
  }
  try {
    Deno.removeSync(source);
  } catch (error) {
    // The original could not be removed (still open somewhere): it stays the only one, and is tried again later.
    removeQuietly(target);
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
    if (!equal(a.subarray(0, read), b.subarray(0, read))) return false;
    left -= read;
    alive();
  }
  return true;
}

/**
 * A share may take a removal and carry it out later, or not at all, while somebody else has the file open. The copy stays, because
 * the original may go at any moment; the next attempt resumes this one.
 */
function assertGone(source: string): void {
  if (infoOf(source, [2]) !== null) {
    throw new FileTroubleError("busy", ORIGINAL_STAYS);
  }
}

/** Where even a fresh file cannot be renamed, the bytes are written into the reservation instead. */
function replaceReservation(part: string, target: string): void {
  try {
    Deno.renameSync(part, target);
  } catch (error) {
    if (!needsCopy(errorNumber(error), windows)) throw error;
    const seconds = mtimeOf(Deno.lstatSync(part)) / 1000;
    fillReservation(part, target);
    keepTime(() => Deno.utimeSync(target, seconds, seconds));
    Deno.removeSync(part);
  }
}

/** Into a file made anew in its place, so that nothing that came under the name meanwhile is written over or followed. */
function fillReservation(part: string, target: string): void {
  withdraw(target);
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

/** Null when the file is not there. On Windows only `missing` numbers say so: 53 and 67 are a dead server or share. */
function infoOf(path: string, missing: readonly number[]): Deno.FileInfo | null {
  try {
    return Deno.lstatSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    if (windows && !missing.includes(errorNumber(error) ?? 0)) throw error;
    return null;
  }
}

function sha256Of(path: string, alive: () => void): string {
  const hash = createHash("sha256");
  const file = Deno.openSync(path, { read: true });
  try {
    const chunk = new Uint8Array(CHUNK);
    for (let count = file.readSync(chunk); count !== null; count = file.readSync(chunk)) {
      hash.update(chunk.subarray(0, count));
      alive();
    }
  } finally {
    file.close();
  }
  return hash.digest("hex");
}

function removeQuietly(path: string): void {
  try {
    Deno.removeSync(path);
  } catch { /* reported by the error that led here, or mended by the next attempt */ }
}

const equal = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && startsWith(a, b);
const startsWith = (whole: Uint8Array, start: Uint8Array): boolean =>
  start.every((byte, at) => whole[at] === byte);
