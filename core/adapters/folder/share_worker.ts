/** The folder process: answers requests until its standard input ends. Started by {@link ./share_client.ts}. */
import { errorNumber, fileTrouble } from "./fault.ts";
import { mark } from "./mark_file.ts";
import { FileTroubleError, Listings, LocalDiskError, probe, stat } from "./share_operations.ts";
import { encodeFrame, OF_FILE, type ShareReply, type ShareRequest } from "./share_protocol.ts";

const SIGN_OF_LIFE_MS = 250;
const windows = Deno.build.os === "windows";
const listings = new Listings();

/** Serves requests; resolves when the parent is gone or closes the pipe. */
export async function serveShare(): Promise<void> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(64 * 1024);
  let text = "";
  for (;;) {
    const count = Deno.stdin.readSync(buffer);
    if (count === null) return;
    text += decoder.decode(buffer.subarray(0, count), { stream: true });
    const lines = text.split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) await answer(JSON.parse(line) as ShareRequest);
  }
}

async function answer(request: ShareRequest): Promise<void> {
  try {
    const { value, bytes } = await carryOut(request);
    send({ kind: "done", value }, bytes);
  } catch (error) {
    send(failure(request, error));
  }
}

async function carryOut(request: ShareRequest): Promise<{ value: unknown; bytes?: Uint8Array }> {
  switch (request.op) {
    case "probe":
      probe(request.folder);
      return { value: null };
    case "list":
      return { value: listings.list(request.folder, request.known, signOfLife()) };
    case "stat":
      return { value: stat(request.folder, request.names, signOfLife()) };
    case "mark":
      return { value: mark(request) };
    default: {
      const { workOnFiles } = await import("./file_operations.ts");
      return workOnFiles(request, signOfLife());
    }
  }
}

/** A callback that tells the parent, a few times a second at most, that work is going on. */
function signOfLife(): () => void {
  let last = performance.now();
  return () => {
    if (performance.now() - last < SIGN_OF_LIFE_MS) return;
    last = performance.now();
    send({ kind: "progress" });
  };
}

function failure(request: ShareRequest, error: unknown): ShareReply {
  const number = errorNumber(error);
  const message = error instanceof Error ? error.message : String(error);
  const reply = { kind: "failed", errorNumber: number, message } as const;
  if (error instanceof FileTroubleError) return { ...reply, scope: "file", trouble: error.trouble };
  if (error instanceof LocalDiskError) return { ...reply, scope: "file", trouble: "local-disk" };
  const ofFile = OF_FILE.has(request.op);
  const trouble = ofFile ? fileTrouble(number, windows) : null;
  // A file is "not found" also because its folder went away, and a number that accuses a share may speak of
  // the destination's, or of one bad sector: the watched folder has the last word.
  if (ofFile && (trouble === null || trouble === "vanished")) {
    try {
      probe(request.folder);
    } catch (folderError) {
      return failure({ op: "probe", folder: request.folder }, folderError);
    }
    return { ...reply, scope: "file", trouble: trouble ?? "other" };
  }
  if (trouble === null) return { ...reply, scope: "folder", trouble: "other" };
  return { ...reply, scope: "file", trouble };
}

function send(reply: ShareReply, bytes?: Uint8Array): void {
  const frame = encodeFrame(reply, bytes);
  for (let at = 0; at < frame.length;) at += Deno.stdout.writeSync(frame.subarray(at));
}
