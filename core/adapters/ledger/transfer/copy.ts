/** Copies one ledger into another, empty one: all of it, compared before it counts, or nothing. */
import { Failure } from "../../../domain/failure.ts";
import { differentCopyText, occupiedText } from "../../../words/ledger_transfer.ts";
import { type Digest, sameDigest, TableDigest } from "./digest.ts";
import type { Highest, RowReader, RowSource, RowTarget, RowWriter } from "./rows.ts";
import { type Numbered, TABLES, type TableShape } from "./tables.ts";

/** A table on both sides. */
export interface ComparedTable {
  readonly table: string;
  readonly source: Digest;
  readonly target: Digest;
}

/** How far it is. */
export interface CopyProgress {
  /** `count` finds out how much there is. */
  readonly phase: "count" | "copy" | "compare";
  readonly table: string;
  /** Rows of this phase, of all tables. */
  readonly done: number;
  readonly total: number;
}

/** What a copy tells, and for whom. */
export interface CopyWishes {
  readonly onProgress?: (progress: CopyProgress) => void;
  /** Where the rows go, for people. */
  readonly place: string;
}

/**
 * The source is read in one snapshot, and nothing in it changes. Resolves to what both sides were found to hold, read back
 * before the target's commit. Rejects with a `Failure` when the target has rows, when something in it is in the way, when the
 * source shares rows with other folders, and when the sides differ; with trouble of either ledger. The target is then as before.
 */
export async function copyLedger(
  source: RowSource,
  target: RowTarget,
  { onProgress = () => {}, place }: CopyWishes,
): Promise<readonly ComparedTable[]> {
  return await source.read(async (reader) => {
    onProgress({ phase: "count", table: "", done: 0, total: 0 });
    await source.refuseUnfit();
    const highest = await highestOf(reader);
    let total = 0;
    for (const table of TABLES) total += await reader.count(table);
    return await target.write(highest, async (writer) => {
      const occupied = await writer.occupied();
      if (occupied.length > 0) throw new Failure("livro_ocupado", occupiedText(place, occupied));
      const told = (phase: CopyProgress["phase"]) => {
        let done = 0;
        return (table: string, rows: number) =>
          onProgress({ phase, table, done: done += rows, total });
      };
      const copied = await fill(reader, writer, told("copy"));
      const compared = await compare(writer, copied, told("compare"));
      const different = compared.filter((one) => !sameDigest(one.source, one.target));
      if (different.length > 0) {
        throw new Failure("copia_diferente", differentCopyText(different.map((one) => one.table)));
      }
      return compared;
    });
  });
}

type Tell = (table: string, rows: number) => void;

async function fill(reader: RowReader, writer: RowWriter, tell: Tell): Promise<Digest[]> {
  const digests: Digest[] = [];
  for (const table of TABLES) {
    const digest = new TableDigest(table);
    for await (const rows of reader.rows(table)) {
      digest.add(rows);
      await writer.add(table, rows);
      tell(table.name, rows.length);
    }
    digests.push(digest.end());
    await fillLate(reader, writer, table);
  }
  await writer.complete();
  return digests;
}

async function fillLate(reader: RowReader, writer: RowWriter, table: TableShape): Promise<void> {
  const places = (table.late ?? []).map((late) =>
    table.columns.findIndex(([name]) => name === late)
  );
  if (places.length === 0) return;
  for await (const rows of reader.rows(table)) {
    const some = rows.filter((row) => places.some((place) => row[place] !== null));
    if (some.length > 0) await writer.addLate(table, some);
  }
}

async function compare(
  writer: RowWriter,
  copied: readonly Digest[],
  tell: Tell,
): Promise<ComparedTable[]> {
  const compared: ComparedTable[] = [];
  for (const [at, table] of TABLES.entries()) {
    const digest = new TableDigest(table);
    for await (const rows of writer.rows(table)) {
      digest.add(rows);
      tell(table.name, rows.length);
    }
    compared.push({ table: table.name, source: copied[at]!, target: digest.end() });
  }
  return compared;
}

async function highestOf(reader: RowReader): Promise<Highest> {
  const one = (table: Numbered) =>
    numberOf(reader, `SELECT coalesce(max(id), 0) AS n FROM ${table}`);
  return {
    files: await one("files"),
    titulos: await one("titulos"),
    outbox: await one("outbox"),
  };
}

async function numberOf(reader: RowReader, sql: string): Promise<number> {
  for await (const [row] of reader.stream(sql)) return Number(row!.n);
  return 0;
}
