/** What the child process does with files, as opposed to looking: loaded when the first of them is there. */
import { freeNumber } from "./free_number.ts";
import { moveFile } from "./move_file.ts";
import { inspectPlaces } from "./places.ts";
import { read } from "./read_file.ts";
import { INLINE_LIMIT, type LookRequest, type ShareRequest } from "./share_protocol.ts";
import { trial } from "./trial.ts";

/** Carries it out; the bytes follow the value in its frame. `alive` is called now and then. Rejects with the system's error. */
export async function workOnFiles(
  request: Exclude<ShareRequest, LookRequest>,
  alive: () => void,
): Promise<{ value: unknown; bytes?: Uint8Array }> {
  switch (request.op) {
    case "read": {
      const { folder, entry, spool } = request;
      let copy = null;
      if (entry.size > INLINE_LIMIT) {
        // What it needs of Node costs each start of this process as much as ten files.
        const { openCopy } = await import("./open_copy.ts");
        copy = () => openCopy(spool, entry.size);
      }
      const { reply, bytes } = read(folder, entry, copy, alive);
      return { value: reply, bytes };
    }
    case "free":
      return { value: freeNumber(request.place) };
    case "places":
      return { value: inspectPlaces(request.folder, request.directories) };
    case "trial":
      return { value: trial(request) };
    case "move":
      return { value: moveFile(request.folder, request.plan, alive) };
  }
}
