/**
 * Moves one file so that nothing is ever replaced, and so that a kill at any instant can be mended by
 * calling again with `resuming`: the target is first reserved by an empty file of ours (created only if the
 * name is free), and the rename then replaces that reservation.
 */
import { isAbsolute, join, relative, sep } from "node:path";
import type { MoveOutcome, MovePlan } from "../../ports/folder.port.ts";
import { ownFolderText } from "../../words/folder.ts";
import { infoOf, sha256Of, startsWith } from "./bytes.ts";
import { assertGone, copyThenRemove } from "./copy_file.ts";
import { errorNumber, needsCopy } from "./fault.ts";
import { Sighting, withdraw } from "./overtaken.ts";
import { inspectPlaces } from "./places.ts";
import { writeAll } from "./read_file.ts";
import { FileTroubleError, mtimeOf, probe } from "./share_operations.ts";

/** FAT keeps times to two seconds. */
const COARSEST_MTIME_MS = 2000;
const windows = Deno.build.os === "windows";

/** Carries out the plan; `alive` is called at least once per MiB of a copy. Throws the system's errors. */
export function moveFile(folder: string, plan: MovePlan, alive: () => void): MoveOutcome {
  refuseOwnFolder(folder, plan.directory);
  const source = join(folder, plan.name);
  const target = join(plan.directory, plan.target);
  const sighting = new Sighting(source);
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
  sighting.file = before;
  const same = before.size === plan.size && mtimeOf(before) === plan.mtimeMs;
  if (complete) {
    // The copy had arrived and the kill came before the original was removed; anything else is a new file.
    if (!same || Math.abs(mtimeOf(arrived) - plan.mtimeMs) > COARSEST_MTIME_MS) return "already";
    sighting.renew(null);
    Deno.removeSync(source);
    assertGone(source);
    return "moved";
  }
  if (!same || !before.isFile) return "changed";
  // Time has passed: another file of the same size and time may have taken its place.
  if (plan.verify && sha256Of(source, alive) !== plan.sha256) return "changed";
  sighting.renew(null);
  const ours = arrived !== null && arrived.size === 0 && arrived.isFile;
  if (!ours && !reserveIn(folder, plan.directory, target)) return "taken";
  if (plan.reason !== null) {
    sighting.renew(target);
    if (!writeReason(`${target}.motivo.txt`, plan.reason, plan.resuming)) {
      // An empty file that was there before us may be somebody's: it stays, and the text shows that the name is in use.
      if (!ours) withdraw(target, sighting);
      return "taken";
    }
  }
  sighting.renew(target);
  try {
    Deno.renameSync(source, target);
  } catch (error) {
    if (!needsCopy(errorNumber(error), windows)) {
      withdraw(target, sighting);
      throw error;
    }
    copyThenRemove(target, plan, sighting, alive);
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
