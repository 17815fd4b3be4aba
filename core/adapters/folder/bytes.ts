/** Small things that moving a file is made of. */
import { createHash } from "node:crypto";
import { errorNumber } from "./fault.ts";

const CHUNK = 1024 * 1024;
const windows = Deno.build.os === "windows";

/** Null when the file is not there. On Windows only `missing` numbers say so: 53 and 67 are a dead server or share. */
export function infoOf(path: string, missing: readonly number[]): Deno.FileInfo | null {
  try {
    return Deno.lstatSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    if (windows && !missing.includes(errorNumber(error) ?? 0)) throw error;
    return null;
  }
}

/** SHA-256 of a file, in lower-case hexadecimal; `alive` is called at least once per MiB. */
export function sha256Of(path: string, alive: () => void): string {
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

/** Whether one is the beginning of the other. */
export function startsWith(whole: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, at) => whole[at] === byte);
}
