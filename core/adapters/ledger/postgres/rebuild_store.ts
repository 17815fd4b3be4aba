/** {@link RebuildLedger} in PostgreSQL. */
import type { NewMessage } from "../../../ports/ledger/outbox.port.ts";
import type { Rebuild, RebuildLedger, RebuildReport } from "../../../ports/ledger/rebuild.port.ts";
import { enqueue } from "./outbox_store.ts";
import { inScope } from "./scope.ts";
import type { Session } from "./session.ts";

const IN_SCOPE = inScope("files");

/** The mark of a ledger that took the place of a damaged one. */
export class RebuildStore implements RebuildLedger {
  constructor(readonly session: Session) {}

  async latest(): Promise<Rebuild | null> {
    const [row] = await this.session.ask(
      `SELECT * FROM rebuild WHERE ${inScope("rebuild")} ORDER BY noticed_at DESC LIMIT 1`,
      () => [this.session.scope],
    );
    return row === undefined ? null : {
      id: String(row.id),
      kept: String(row.kept),
      reason: String(row.reason),
      noticedAt: Number(row.noticed_at),
      finishedAt: row.finished_at as number | null,
      report: row.report === null ? null : JSON.parse(String(row.report)) as RebuildReport,
    };
  }

  async pending(): Promise<Rebuild | null> {
    const latest = await this.latest();
    return latest?.finishedAt === null ? latest : null;
  }

  async placed(directory: string): Promise<ReadonlySet<string>> {
    const rows = await this.session.ask(
      `SELECT target FROM files WHERE ${IN_SCOPE} AND directory = $2 AND moved_at IS NOT NULL`,
      () => [this.session.scope, directory],
    );
    return new Set(rows.map((row) => String(row.target)));
  }

  tally(directory: string): Promise<Omit<RebuildReport, "unreadable" | "folderMissing">> {
    return this.session.snapshot(async () => {
      const where = [this.session.scope, directory];
      const [row] = await this.session.rows(
        `SELECT count(*) AS files, coalesce(sum(applied), 0) AS movements,
           count(*) FILTER (WHERE situation = 'duplicado') AS duplicates,
           (SELECT count(*) FROM titulos WHERE ${inScope("titulos")}) AS titulos
         FROM files WHERE ${IN_SCOPE} AND directory = $2`,
        where,
      );
      const refused = await this.session.rows(
        `SELECT target, reason FROM files
         WHERE ${IN_SCOPE} AND directory = $2 AND situation = 'processado' AND reason_code IS NOT NULL ORDER BY id`,
        where,
      );
      return {
        files: Number(row!.files),
        movements: Number(row!.movements),
        titulos: Number(row!.titulos),
        duplicates: Number(row!.duplicates),
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
    return this.session.write(async () => {
      await this.session.change("UPDATE rebuild SET finished_at = $2, report = $3 WHERE id = $1", [
        id,
        at,
        JSON.stringify(report),
      ]);
      await enqueue(this.session, messages);
    });
  }
}
