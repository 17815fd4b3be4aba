/** Helpers of the tests that read return files and apply them. */
import { readRetorno } from "../../core/formats/read_retorno.ts";
import type { Movement, ReadContext, RetornoSummary, Warning } from "../../core/formats/retorno.ts";
import { RetornoRefused } from "../../core/formats/retorno.ts";
import type { FileDecision, FileRecord } from "../../core/ports/ledger/files.port.ts";
import type { Ledger } from "../../core/ports/ledger/ledger.port.ts";
import { checkPrevious } from "../../core/titulos/previous_files.ts";
import { type LedgerDatabase, openTestLedger } from "./engine.ts";

/** The day of all synthetic files. */
export const TODAY = "2025-10-14";

/** Reads bytes (in chunks of `chunk` bytes when given) and keeps the movements. */
export function read(
  bytes: Uint8Array,
  options: { chunk?: number; context?: ReadContext } = {},
): { summary: RetornoSummary; movements: Movement[] } {
  const movements: Movement[] = [];
  const summary = readRetorno(
    options.chunk === undefined ? [bytes] : slices(bytes, options.chunk),
    options.context ?? { today: TODAY },
    (movement) => movements.push(movement),
  );
  return { summary, movements };
}

/** The refusal of a file that must be refused; throws when it is accepted. */
export function refusal(bytes: Uint8Array, context?: ReadContext): RetornoRefused {
  try {
    read(bytes, context === undefined ? {} : { context });
  } catch (error) {
    if (error instanceof RetornoRefused) return error;
    throw error;
  }
  throw new Error("the file was accepted");
}

/** Codes of the warnings, in order, each once. */
export function warningCodes(warnings: readonly Warning[]): string[] {
  return [...new Set(warnings.map((warning) => warning.code))];
}

/** Text of the file, one character per byte, to be changed and encoded again with {@link bytesOf}. */
export function textOf(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** One byte per character. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
}

/** Replaces columns of one line (both from 1); lines are separated by CRLF. */
export function put(bytes: Uint8Array, line: number, first: number, text: string): Uint8Array {
  const lines = textOf(bytes).split("\r\n");
  const old = lines[line - 1]!;
  lines[line - 1] = old.slice(0, first - 1) + text + old.slice(first - 1 + text.length);
  return bytesOf(lines.join("\r\n"));
}

/** A ledger in a folder of its own, removed afterwards. */
export async function withLedger(
  work: (ledger: Ledger, db: LedgerDatabase) => Promise<void>,
): Promise<void> {
  const folder = Deno.makeTempDirSync({ prefix: "titulos-" });
  const { ledger, db, close } = await openTestLedger(`${folder}/ledger.db`);
  try {
    await work(ledger, db);
  } finally {
    await close();
    Deno.removeSync(folder, { recursive: true });
  }
}

/** How {@link decisionOf} hands the movements over. */
export interface DecisionOptions {
  /** Movements of one batch; default all. */
  readonly batch?: number;
  /** Called before each batch, with its number from 0. */
  readonly onBatch?: (n: number) => void;
  /** Default: made from name and bytes, so that each call is another content. */
  readonly sha256?: string;
  /** Does not look whether the content was applied before. */
  readonly careless?: boolean;
}

/** The decision about one good file, as the program makes it; throws its refusal. */
export function decisionOf(
  name: string,
  bytes: Uint8Array,
  options: DecisionOptions = {},
): FileDecision {
  const { summary, movements } = read(bytes);
  const sha256 = options.sha256 ??
    name + ":" + bytes.reduce((hash, byte) => (Math.imul(hash, 31) + byte) | 0, 7);
  const size = options.batch ?? Math.max(1, movements.length);
  return {
    sha256,
    summary,
    judge: (previous) => {
      const file = {
        name,
        sha256,
        size: bytes.length,
        mtimeMs: 0,
        at: 0,
        reasonCode: null,
        directory: "",
        target: name,
        outageId: null,
      };
      if (previous.applied !== null && options.careless !== true) {
        return {
          ...file,
          situation: "duplicado",
          duplicateOf: previous.applied.id,
          reason: previous.applied.name,
          summary: null,
        };
      }
      const warnings = [...summary.warnings, ...checkPrevious(summary, previous)];
      return {
        ...file,
        situation: "processado",
        duplicateOf: null,
        reason: null,
        summary: { ...summary, warnings },
      };
    },
    *batches() {
      for (let at = 0; at < movements.length; at += size) {
        options.onBatch?.(at / size);
        yield movements.slice(at, at + size);
      }
    },
  };
}

/** Reads, judges and applies one file; rejects with the refusal, and then nothing of it is there. */
export async function apply(
  ledger: Ledger,
  name: string,
  bytes: Uint8Array,
  options: DecisionOptions = {},
): Promise<FileRecord & { readonly repeated: number }> {
  const file = await ledger.files.decide(decisionOf(name, bytes, options));
  return { ...file, repeated: file.movements - file.applied };
}

function* slices(bytes: Uint8Array, size: number): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}
