/** Helpers of the tests that read return files and apply them. */
import type { DatabaseSync } from "node:sqlite";
import { openLedger, transaction } from "../../core/adapters/ledger/database.ts";
import { checkAntecedents } from "../../core/adapters/ledger/antecedents.ts";
import { type AppliedMovements, applyMovements } from "../../core/adapters/ledger/titulos.ts";
import { readRetorno } from "../../core/formats/read_retorno.ts";
import type { Movement, ReadContext, RetornoSummary, Warning } from "../../core/formats/retorno.ts";
import { RetornoRefused } from "../../core/formats/retorno.ts";

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
export function withLedger(work: (db: DatabaseSync) => void): void {
  const folder = Deno.makeTempDirSync({ prefix: "titulos-" });
  const db = openLedger(`${folder}/ledger.db`);
  try {
    work(db);
  } finally {
    db.close();
    Deno.removeSync(folder, { recursive: true });
  }
}

/** Reads, checks and applies one file, as the program does; refused files leave nothing behind. */
export function apply(
  db: DatabaseSync,
  name: string,
  bytes: Uint8Array,
): AppliedMovements & { fileId: number; antecedents: Warning[] } {
  const { summary, movements } = read(bytes);
  const sha256 = name + ":" + bytes.reduce((hash, byte) => (Math.imul(hash, 31) + byte) | 0, 7);
  return transaction(db, () => {
    const antecedents = checkAntecedents(db, summary, { sha256, name });
    const fileId = Number(
      db.prepare(
        `INSERT INTO files (name, sha256, size, mtime, situation, at, directory, target, format, banco, agencia, conta,
           convenio, nsa, file_date, movements, estoque)
         VALUES (?, ?, ?, 0, 'processado', 0, '', '', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(
        name,
        sha256,
        bytes.length,
        summary.format,
        summary.banco,
        summary.agencia,
        summary.conta,
        summary.convenio,
        summary.nsa,
        summary.data,
        summary.movements,
        summary.estoque,
      ).lastInsertRowid,
    );
    return { ...applyMovements(db, fileId, summary, movements), fileId, antecedents };
  });
}

function* slices(bytes: Uint8Array, size: number): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}
