/** The local copy of a large file. */
import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import { noLocalSpaceText } from "../../words/folder.ts";

/** What a copy must leave free on the local disk, in bytes: the ledger lives there. */
const LOCAL_RESERVE = 64 * 1024 * 1024;

/**
 * A new file `path` for a copy of `size` bytes. Refuses before anything is written when the copy would leave too little: a full
 * disk would stop the ledger too. Throws that refusal, or the system's error.
 */
export function openCopy(path: string, size: number): Deno.FsFile {
  Deno.mkdirSync(dirname(path), { recursive: true });
  const { bavail, bsize } = statfsSync(dirname(path));
  const free = bavail * bsize;
  if (free < size + LOCAL_RESERVE) throw new Error(noLocalSpaceText(size + LOCAL_RESERVE, free));
  return Deno.openSync(path, { write: true, createNew: true });
}
