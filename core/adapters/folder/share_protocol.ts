/**
 * What the monitor and its folder process say to each other: requests as JSON lines on the child's standard
 * input, replies as frames on its standard output. A frame is two little-endian u32 (length of the JSON,
 * length of the bytes), the JSON in UTF-8, the bytes.
 */
import type { FileTrouble } from "../../domain/file_fate.ts";
import type {
  FolderEntry,
  MoveOutcome,
  MovePlan,
  PlaceFinding,
  TakenPlace,
} from "../../ports/folder.port.ts";
import type { FoundMark, MarkStamp } from "../../ports/folder_mark.port.ts";
import type { TrialRefusal, TrialRequest } from "./trial.ts";

/** Files up to this size (bytes) travel in one frame; larger ones are copied to the local disk first. */
export const INLINE_LIMIT = 2 * 1024 * 1024;

/** What is asked of the mark. */
export type MarkRequest =
  & { readonly op: "mark"; readonly folder: string }
  & (
    | { readonly act: "read"; readonly known: MarkStamp | null }
    | { readonly act: "write"; readonly text: string; readonly replace: boolean }
    | { readonly act: "remove"; readonly text: string }
  );

/** What is answered to `read`, to `write`, to `remove`. */
export type MarkReply = FoundMark | MarkStamp | "same" | "taken" | null;

/** Operations on one file: their failure may be that file's alone. */
export const OF_FILE: ReadonlySet<ShareRequest["op"]> = new Set(["read", "move", "free", "mark"]);

/** Requests that do nothing but look. */
export type LookRequest =
  | { readonly op: "probe"; readonly folder: string }
  | {
    readonly op: "list";
    readonly folder: string;
    /** {@link Listing.id} of the listing that the parent has, or null. */
    readonly known: string | null;
  }
  | { readonly op: "stat"; readonly folder: string; readonly names: readonly string[] }
  | MarkRequest;

/** Whether a request does nothing but look. */
export function isLook(request: ShareRequest): request is LookRequest {
  return LOOKS.has(request.op);
}

const LOOKS: ReadonlySet<ShareRequest["op"]> = new Set(["probe", "list", "stat", "mark"]);

/** One request; the child answers them one by one, in order. */
export type ShareRequest =
  | LookRequest
  | {
    readonly op: "read";
    readonly folder: string;
    readonly entry: FolderEntry;
    /** Local path for the copy of a large file; it does not exist yet. */
    readonly spool: string;
  }
  | { readonly op: "move"; readonly folder: string; readonly plan: MovePlan }
  | { readonly op: "free"; readonly folder: string; readonly place: TakenPlace }
  | { readonly op: "places"; readonly folder: string; readonly directories: readonly string[] }
  | TrialRequest;

/** Result of `list`. */
export interface Listing {
  /** Names this listing; another one has another id, whichever process made it. */
  readonly id: string;
  /** Null: those of the listing that the parent has. */
  readonly names: readonly string[] | null;
}

/** Result of `read`; the bytes follow in the frame unless `spooled`. */
export interface ReadReply {
  readonly size: number;
  readonly mtimeMs: number;
  readonly sha256: string;
  readonly spooled: boolean;
}

/** One reply. `progress` is a sign of life of a long operation; its real reply is still to come. */
export type ShareReply =
  | { readonly kind: "progress" }
  | { readonly kind: "done"; readonly value: unknown }
  | {
    readonly kind: "failed";
    /** `folder`: the share itself; `file`: this one file, or its copy on the monitor's own disk. */
    readonly scope: "folder" | "file";
    readonly trouble: FileTrouble;
    /** The system's number, or null. */
    readonly errorNumber: number | null;
    /** The system's text, for the log. */
    readonly message: string;
  };

/** Value of a `done` reply by operation. */
export interface ShareValues {
  readonly probe: null;
  readonly list: Listing;
  readonly stat: readonly FolderEntry[];
  readonly read: ReadReply;
  readonly move: MoveOutcome;
  readonly free: number;
  readonly places: readonly PlaceFinding[];
  readonly trial: TrialRefusal | null;
  readonly mark: MarkReply;
}

const encoder = new TextEncoder();
const HEADER = 8;

/** One frame, ready to write. */
export function encodeFrame(reply: ShareReply, bytes: Uint8Array = new Uint8Array()): Uint8Array {
  const json = encoder.encode(JSON.stringify(reply));
  const frame = new Uint8Array(HEADER + json.length + bytes.length);
  const view = new DataView(frame.buffer);
  view.setUint32(0, json.length, true);
  view.setUint32(4, bytes.length, true);
  frame.set(json, HEADER);
  frame.set(bytes, HEADER + json.length);
  return frame;
}

/** Cuts a stream of bytes into frames, however it was chopped on the way. Each byte is copied once. */
export class FrameDecoder {
  readonly #chunks: Uint8Array[] = [];
  #size = 0;
  /** Bytes that the frame under way needs before anything can be done. */
  #needed = HEADER;
  readonly #decoder = new TextDecoder();

  /** Takes what arrived and returns the frames that are now complete. */
  push(chunk: Uint8Array): { reply: ShareReply; bytes: Uint8Array }[] {
    if (chunk.length > 0) this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (this.#size < this.#needed) return [];
    const pending = join(this.#chunks.splice(0), this.#size);
    const frames = [];
    let at = 0;
    this.#needed = HEADER;
    while (pending.length - at >= HEADER) {
      const view = new DataView(pending.buffer, pending.byteOffset + at);
      const start = at + HEADER;
      const json = view.getUint32(0, true);
      const end = start + json + view.getUint32(4, true);
      if (end > pending.length) {
        this.#needed = end - at;
        break;
      }
      const text = this.#decoder.decode(pending.subarray(start, start + json));
      frames.push({
        reply: JSON.parse(text) as ShareReply,
        bytes: pending.slice(start + json, end),
      });
      at = end;
    }
    this.#size = pending.length - at;
    if (this.#size > 0) this.#chunks.push(pending.subarray(at));
    return frames;
  }
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  if (chunks.length === 1) return chunks[0]!;
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
