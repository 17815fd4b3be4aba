/**
 * A move that froze between two of its steps may find that the next holder of the folder has finished it meanwhile. Before each step
 * that cannot be taken back it looks again, if time has passed: what is there then is not its own any more.
 */
import { OVERTAKEN } from "../../words/folder.ts";
import { infoOf } from "./bytes.ts";
import { FileTroubleError, mtimeOf } from "./share_operations.ts";

/** What was seen so long ago, in ms, is looked at again. No holder loses its folder in so short a time. */
const FRESH_MS = 1000;
/** So many times at most, one behind the other. */
const LOOKS = 3;

/** The file or its place is not what it was: nothing more may be done, nor anything be cleaned up. */
export class Overtaken extends FileTroubleError {
  constructor() {
    super("changed", OVERTAKEN);
  }
}

/** Both clocks: a machine that sleeps may stop one of them, and somebody may set the other. ms. */
const clocks = () => ({ mono: performance.now(), wall: Date.now() });

/** One move's look at its file. Made before the look itself. */
export class Sighting {
  #at = clocks();
  file: Deno.FileInfo | null = null;

  constructor(readonly source: string) {}

  /** Throws {@link Overtaken} unless the file is still there, and its reservation too, where one is made. */
  renew(target: string | null): void {
    // The look itself may freeze, or take its time on a slow share.
    for (let n = 0, now = clocks(); n < LOOKS && this.#isOld(now); n++, now = clocks()) {
      this.#at = now;
      if (!this.isThere()) throw new Overtaken();
      const place = target === null ? null : infoOf(target, [2, 3]);
      if (target !== null && (!place?.isFile || place.size > 0)) throw new Overtaken();
    }
  }

  #isOld({ mono, wall }: ReturnType<typeof clocks>): boolean {
    return Math.max(mono - this.#at.mono, Math.abs(wall - this.#at.wall)) >= FRESH_MS;
  }

  /** Whether the very same file is still there. */
  isThere(): boolean {
    const now = infoOf(this.source, [2]);
    const { file } = this;
    return now !== null && file !== null && now.isFile && now.size === file.size &&
      now.ino === file.ino && mtimeOf(now) === mtimeOf(file);
  }
}

/**
 * Takes back an empty reservation. A failure to do so hides nothing: the next attempt resumes it. An empty file that was moved
 * looks like one, but has left its place.
 */
export function withdraw(target: string, sighting: Sighting): void {
  try {
    const info = Deno.lstatSync(target);
    if (!info.isFile || info.size > 0) return;
    if (sighting.file!.size > 0 || sighting.isThere()) Deno.removeSync(target);
  } catch { /* the error that led here is the one to report */ }
}
