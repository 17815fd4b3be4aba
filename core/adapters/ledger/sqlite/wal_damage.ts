/**
 * Damage that SQLite itself passes over in silence: it takes a log (`-wal`) that it cannot read for an empty
 * one, and commits that were durable are gone. Format: https://www.sqlite.org/fileformat2.html#walformat
 */
import { LEDGER_DAMAGES, lostCommitsText } from "../../../words/ledger_state.ts";

const HEADER = 32;
const FRAME_HEADER = 24;
/** The last bit says how the checksums read their words. */
const MAGIC = 0x377f0682;
const VERSION = 3007000;
/**
 * Whole commits after an unreadable frame that no power cut leaves: but for the moves of files (`withoutSync`), a
 * commit is on disk before the next one begins.
 */
const COMMITS_OF_DAMAGE = 20;

/**
 * Why the log beside the ledger `file` cannot be what SQLite left there, or null. Another process may be
 * writing to it meanwhile.
 */
export function walDamage(file: string): string | null {
  for (;;) {
    const bytes = readLog(`${file}-wal`);
    const reason = bytes === null ? null : judge(bytes);
    if (bytes === null || reason === null) return reason;
    // A writer that began the log anew while it was read has changed its header.
    const again = readLog(`${file}-wal`)?.subarray(0, HEADER);
    if (again !== undefined && bytes.subarray(0, HEADER).every((byte, i) => byte === again[i])) {
      return reason;
    }
  }
}

function readLog(path: string): Uint8Array | null {
  try {
    return Deno.readFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

function judge(bytes: Uint8Array): string | null {
  // Shorter than its header, or never written to: a crash right after its creation.
  if (bytes.length < HEADER || bytes.subarray(0, HEADER).every((byte) => byte === 0)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const magic = view.getUint32(0);
  const pageSize = view.getUint32(8);
  const little = (magic & 1) === 0;
  const sums = checksum(view, 0, HEADER - 8, little, [0, 0]);
  if (
    (magic & ~1) !== MAGIC || view.getUint32(4) !== VERSION || pageSize < 512 ||
    sums[0] !== view.getUint32(24) || sums[1] !== view.getUint32(28)
  ) return LEDGER_DAMAGES.foreignLog;
  const lost = commitsAfterDamage(view, pageSize, little, sums);
  return lost < COMMITS_OF_DAMAGE ? null : lostCommitsText(lost);
}

type Sums = readonly [number, number];

function commitsAfterDamage(
  view: DataView,
  pageSize: number,
  little: boolean,
  start: Sums,
): number {
  const size = FRAME_HEADER + pageSize;
  let sums: Sums | null = start;
  let commits = 0;
  for (let at = HEADER; at + size <= view.byteLength; at += size) {
    // Frames of an earlier round of the log have another salt: they are leftovers.
    const ours = view.getUint32(at + 8) === view.getUint32(16) &&
      view.getUint32(at + 12) === view.getUint32(20);
    if (sums === null) {
      if (ours && view.getUint32(at + 4) !== 0) commits++;
      continue;
    }
    sums = checksum(view, at, 8, little, sums);
    sums = checksum(view, at + FRAME_HEADER, pageSize, little, sums);
    const good = ours && sums[0] === view.getUint32(at + 16) && sums[1] === view.getUint32(at + 20);
    if (!good) sums = null;
  }
  return commits;
}

function checksum(view: DataView, at: number, length: number, little: boolean, sums: Sums): Sums {
  let [a, b] = sums;
  for (let i = at; i < at + length; i += 8) {
    a = (a + view.getUint32(i, little) + b) >>> 0;
    b = (b + view.getUint32(i + 4, little) + a) >>> 0;
  }
  return [a, b];
}
