/** {@link RebuildLedger} in SQLite. */
import type { DatabaseSync } from "node:sqlite";
import type { Rebuild, RebuildLedger, RebuildReport } from "../../ports/ledger.port.ts";

/** The mark of a ledger that took the place of a damaged one. */
export class RebuildStore implements RebuildLedger {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Marks a new ledger: nothing may be processed before it is filled. */
  begin(rebuild: Omit<Rebuild, "finishedAt" | "report">): void {
    this.#db.prepare("INSERT INTO rebuild (id, kept, reason, noticed_at) VALUES (?, ?, ?, ?)")
      .run(rebuild.id, rebuild.kept, rebuild.reason, rebuild.noticedAt);
  }

  latest(): Rebuild | null {
    const row = this.#db.prepare("SELECT * FROM rebuild ORDER BY noticed_at DESC LIMIT 1").get();
    if (row === undefined) return null;
    return {
      id: String(row.id),
      kept: String(row.kept),
      reason: String(row.reason),
      noticedAt: Number(row.noticed_at),
      finishedAt: row.finished_at === null ? null : Number(row.finished_at),
      report: row.report === null ? null : JSON.parse(String(row.report)) as RebuildReport,
    };
  }

  pending(): Rebuild | null {
    const latest = this.latest();
    return latest?.finishedAt === null ? latest : null;
  }

  placed(directory: string): ReadonlySet<string> {
    const rows = this.#db.prepare(
      "SELECT target FROM files WHERE directory = ? AND moved_at IS NOT NULL",
    ).all(directory);
    return new Set(rows.map((row) => String(row.target)));
  }

  tally(directory: string): Omit<RebuildReport, "unreadable" | "folderMissing"> {
    const row = this.#db.prepare(
      `SELECT count(*) AS files, coalesce(sum(applied), 0) AS movements,
         coalesce(sum(situation = 'duplicado'), 0) AS duplicates, (SELECT count(*) FROM titulos) AS titulos
       FROM files WHERE directory = ?`,
    ).get(directory)!;
    const refused = this.#db.prepare(
      `SELECT target, reason FROM files
       WHERE directory = ? AND situation = 'processado' AND reason_code IS NOT NULL ORDER BY id`,
    ).all(directory);
    return {
      files: Number(row.files),
      movements: Number(row.movements),
      titulos: Number(row.titulos),
      duplicates: Number(row.duplicates),
      refused: refused.map((r) => ({ name: String(r.target), reason: String(r.reason ?? "") })),
    };
  }

  finish(id: string, at: number, report: RebuildReport): void {
    this.#db.prepare("UPDATE rebuild SET finished_at = ?, report = ? WHERE id = ?")
      .run(at, JSON.stringify(report), id);
  }
}
