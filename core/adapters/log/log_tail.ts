/** The end of the log, for those who look on. */

/** Bytes that are read, whatever the size of the log. */
const WINDOW = 64 * 1024;

/** The last whole lines, oldest first, `count` at most; empty when there is no log, or it cannot be read. Never rejects. */
export async function lastLines(file: string, count: number): Promise<string[]> {
  try {
    using handle = await Deno.open(file, { read: true });
    const { size } = await handle.stat();
    const start = Math.max(0, size - WINDOW);
    await handle.seek(start, Deno.SeekMode.Start);
    const bytes = new Uint8Array(Math.min(WINDOW, size));
    let length = 0;
    while (length < bytes.length) {
      const read = await handle.read(bytes.subarray(length));
      if (read === null) break;
      length += read;
    }
    const lines = new TextDecoder().decode(bytes.subarray(0, length)).split(/\r?\n/);
    // What follows the last line end is a line that is just being written; the first one may be cut.
    return lines.slice(start === 0 ? 0 : 1, -1).slice(-count);
  } catch {
    return [];
  }
}
