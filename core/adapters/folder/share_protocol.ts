/**
 * What the monitor and its folder process say to each other: requests as JSON lines on the child's standard
 * input, replies as frames on its standard output. A frame is two little-endian u32 (length of the JSON,
 * length of the bytes), the JSON in UTF-8, the bytes.
 */
import type { FileTrouble, FolderEntry, MoveOutcome, MovePlan } from "../../ports/folder.port.ts";
import type { TrialRequest } from "./trial.ts";

/** Files up to this size (bytes) travel in one frame; larger ones are copied to the local disk first. */
export const INLINE_LIMIT = 8 * 1024 * 1024;

/** One request; the child answers them one by one, in order. */
export type ShareRequest =
  | { readonly op: "probe"; readonly folder: string }
  | { readonly op: "list"; readonly folder: string }
  | { readonly op: "stat"; readonly folder: string; readonly names: readonly string[] }
  | {
    readonly op: "read";
    readonly folder: string;
    readonly entry: FolderEntry;
    /** Local path for the copy of a large file; it does not exist yet. */
    readonly spool: string;
  }
  | { readonly op: "move"; readonly folder: string; readonly plan: MovePlan }
  | TrialRequest;

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
    /** `folder`: the share itself; `file`: this one file; `local`: the monitor's own disk. */
    readonly scope: "folder" | "file" | "local";
    readonly trouble: FileTrouble;
    /** The system's number, or null. */
    readonly errorNumber: number | null;
    /** The system's text, for the log. */
    readonly message: string;
  };

/** Value of a `done` reply by operation. */
export interface ShareValues {
  readonly probe: null;
  readonly list: readonly string[];
  readonly stat: readonly FolderEntry[];
  readonly read: ReadReply;
  readonly move: MoveOutcome;
  readonly trial: null;
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

/** Cuts a stream of bytes into frames, however it was chopped on the way. */
export class FrameDecoder {
  #pending: Uint8Array = new Uint8Array();
  #decoder = new TextDecoder();

  /** Takes what arrived and returns the frames that are now complete. */
  push(chunk: Uint8Array): { reply: ShareReply; bytes: Uint8Array }[] {
    this.#pending = this.#pending.length === 0 ? chunk : concat(this.#pending, chunk);
    const frames = [];
    let at = 0;
    while (this.#pending.length - at >= HEADER) {
      const view = new DataView(this.#pending.buffer, this.#pending.byteOffset + at);
      const json = view.getUint32(0, true);
      const end = at + HEADER + json + view.getUint32(4, true);
      if (end > this.#pending.length) break;
      const start = at + HEADER;
      const text = this.#decoder.decode(this.#pending.subarray(start, start + json));
      frames.push({
        reply: JSON.parse(text) as ShareReply,
        bytes: this.#pending.slice(start + json, end),
      });
      at = end;
    }
    this.#pending = this.#pending.subarray(at);
    return frames;
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
