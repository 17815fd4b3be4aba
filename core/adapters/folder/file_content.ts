/** The content of a file that was read: in memory, or in a temporary copy on the local disk. */
import type { FileContent } from "../../ports/folder.port.ts";
import type { ReadReply } from "./share_protocol.ts";

const CHUNK = 256 * 1024;

/** Content that came through the pipe. */
export function bytesContent(reply: ReadReply, bytes: Uint8Array): FileContent {
  return {
    size: reply.size,
    mtimeMs: reply.mtimeMs,
    sha256: reply.sha256,
    chunks: () => [bytes],
    dispose: () => {},
  };
}

/** Content that waits in `path`; memory stays constant whatever its size. */
export function spooledContent(reply: ReadReply, path: string): FileContent {
  return {
    size: reply.size,
    mtimeMs: reply.mtimeMs,
    sha256: reply.sha256,
    chunks: () => chunksOf(path),
    dispose: () => {
      try {
        Deno.removeSync(path);
      } catch { /* swept by the next start's first read */ }
    },
  };
}

/** One buffer for all chunks: fresh ones would pile up faster than they are collected. */
function* chunksOf(path: string): Iterable<Uint8Array> {
  const chunk = new Uint8Array(CHUNK);
  const file = Deno.openSync(path, { read: true });
  try {
    for (;;) {
      const count = file.readSync(chunk);
      if (count === null) return;
      yield chunk.subarray(0, count);
    }
  } finally {
    file.close();
  }
}
