/** A file that is there whole or not at all, whoever reads it meanwhile. */
import { errorNumber } from "../folder/fault.ts";

/** Somebody reads the old one at this moment (Windows: ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION): ask again. */
const IN_USE = Deno.build.os === "windows" ? [5, 32] : [];
const ATTEMPTS = 20;
const PAUSE_MS = 100;

/**
 * Writes `text` beside `file`, and puts it in its place with one rename. Folders must be there. Rejects with the system's error;
 * then the old file is what it was, and nothing is left beside it.
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  // A name of its own for each writer: two of them never write into one.
  const part = `${file}.${Deno.pid}.parte`;
  try {
    // Left by a death of the same number, or laid there as a link: it is replaced, never written through.
    await Deno.remove(part).catch(() => {});
    const handle = await Deno.open(part, { write: true, createNew: true });
    try {
      const bytes = new TextEncoder().encode(text);
      for (let at = 0; at < bytes.length;) at += await handle.write(bytes.subarray(at));
      await handle.syncData();
    } finally {
      handle.close();
    }
    await replace(part, file);
  } catch (error) {
    await Deno.remove(part).catch(() => {});
    throw error;
  }
}

async function replace(part: string, file: string): Promise<void> {
  for (let n = 1;; n++) {
    try {
      return await Deno.rename(part, file);
    } catch (error) {
      if (n >= ATTEMPTS || !IN_USE.includes(errorNumber(error) ?? 0)) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
