/** {@link RebuildLedger} in SQLite. */
import type { DatabaseSync } from "node:sqlite";
import type { NewMessage } from "../../../ports/ledger/outbox.port.ts";
import type { Rebuild, RebuildLedger, RebuildReport } from "../../../ports/ledger/rebuild.port.ts";
import { enqueue } from "./outbox_store.ts";
import type { Session } from "./session.ts";

/** Marks a new ledger: nothing may be processed before it is filled. */
export function beginRebuild(
  db: DatabaseSync,
  rebuild: Omit<Rebuild, "finishedAt" | "report">,
): void {
  db.prepare("INSERT INTO rebuild (id, kept, reason, noticed_at) VALUES (?, ?, ?, ?)")
    .run(rebuild.id, rebuild.kept, rebuild.reason, rebuild.noticedAt);
}

/** The latest rebuild that a ledger speaks of, or null. */
export function latestRebuild(db: DatabaseSync): Rebuild | null {
  const row = db.prepare("SELECT * FROM rebuild ORDER BY noticed_at DESC LIMIT 1").get();
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

/** The mark of a ledger that took the place of a damaged one. */
export class RebuildStore implements RebuildLedger {
  constructor(readonly session: Session) {}

  latest(): Promise<Rebuild | null> {
    return this.session.run(() => latestRebuild(this.session.db));
  }

  async pending(): Promise<Rebuild | null> {
    const latest = await this.latest();
    return latest?.finishedAt === null ? latest : null;
  }

  placed(directory: string): Promise<ReadonlySet<string>> {
    return this.session.run(() => {
      const rows = this.session.sql(
        "SELECT target FROM files WHERE directory = ? AND moved_at IS NOT NULL",
      ).all(directory);
      return new Set(rows.map((row) => String(row.target)));
    });
  }

  tally(directory: string): Promise<Omit<RebuildReport, "unreadable" | "folderMissing">> {
    return this.session.run(() => {
      const row = this.session.sql(
        `SELECT count(*) AS files, coalesce(sum(applied), 0) AS movements,
           coalesce(sum(situation = 'duplicado'), 0) AS duplicates, (SELECT count(*) FROM titulos) AS titulos
         FROM files WHERE directory = ?`,
      ).get(directory)!;
      const refused = this.session.sql(
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
    });
  }

  finish(
    id: string,
    at: number,
    report: RebuildReport,
    messages: readonly NewMessage[],
  ): Promise<void> {
    return this.session.transaction(() => {
      this.session.sql("UPDATE rebuild SET finished_at = ?, report = ? WHERE id = ?")
        .run(at, JSON.stringify(report), id);
      enqueue(this.session, messages);
    });
  }
}
