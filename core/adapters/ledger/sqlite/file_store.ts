/** {@link FileLedger} in SQLite. */
import type { Movement } from "../../../formats/retorno.ts";
import { WarningList } from "../../../formats/record/warnings.ts";
import type { FileSituation } from "../../../domain/file_fate.ts";
import { TEST_FILE_PREFIX } from "../../../domain/file_names.ts";
import type {
  FileChoice,
  FileDecision,
  FileLedger,
  FileQuery,
  FileRecord,
  FileTrace,
  IntegrationState,
  NewFile,
  Tally,
} from "../../../ports/ledger/files.port.ts";
import { applyMovements } from "../../../titulos/apply_movements.ts";
import { paidChanges } from "../../../titulos/paid_days.ts";
import { touchedBy } from "../../../titulos/past.ts";
import { DecisionQueue } from "../decision_queue.ts";
import { integrationOf, recordOf, recordOrNull, toRecord, traceOf } from "../rows/file_rows.ts";
import { CACHE } from "./database.ts";
import { countFile, countPaid } from "./history_counts.ts";
import { loadTitulos } from "./load_titulos.ts";
import { findApplied, previousFiles } from "./previous_store.ts";
import { saveTitulos } from "./save_titulos.ts";
import type { Session } from "./session.ts";

const CHOSEN = `(:situation IS NULL OR situation = :situation)
  AND (:name IS NULL OR instr(lower(name), lower(:name)) > 0)
  AND (:test IS NULL OR substr(name, 1, length(:test)) <> :test OR movements > 0)
  AND (moved_at IS NULL) IN (0, 1) AND at >= :from AND at < :to`;

/** Columns of a trace. */
const TRACE =
  `id, name, at, mtime, situation, reason, outage_id, format, banco, agencia, conta, convenio, nsa, file_date, estoque,
  instr(warnings, '"code":"estoque"') > 0 AS stock_broken`;
/** A file that has a place in a sequence. */
const NUMBERED = "situation = 'processado' AND nsa > 0 AND file_date IS NOT NULL";

/** The decided files. */
export class FileStore implements FileLedger {
  readonly #queue: DecisionQueue;

  constructor(readonly session: Session) {
    this.#queue = new DecisionQueue({
      run: (work) => session.run(work),
      transact: (work) => session.transact(work),
      decide: (decision) => this.#decide(decision),
      attempt: (decision) => this.#attempt(decision),
    });
  }

  /** See {@link DecisionQueue}: the disk is waited for once; what is asked for alone is done at once. */
  decide(decision: FileDecision): Promise<FileRecord> {
    return this.#queue.decide(decision);
  }

  /** One file of a group; null when it failed, and nothing of it stays. Throws when nothing of the group stays. */
  async #attempt(decision: FileDecision): Promise<FileRecord | null> {
    const { db } = this.session;
    this.session.sql("SAVEPOINT arquivo").run();
    try {
      const record = await this.#decide(decision);
      this.session.sql("RELEASE arquivo").run();
      return record;
    } catch (error) {
      if (!db.isTransaction) throw error;
      db.exec("ROLLBACK TO arquivo; RELEASE arquivo");
      return null;
    }
  }

  findApplied(sha256: string): ReturnType<FileLedger["findApplied"]> {
    return this.session.run(() => findApplied(this.session, sha256));
  }

  owed(): Promise<readonly FileRecord[]> {
    return this.session.run(async () => {
      await this.session.writeArrivals();
      return this.session.sql("SELECT * FROM files WHERE (moved_at IS NULL) = 1 ORDER BY id").all()
        .map(toRecord);
    });
  }

  owedCount(): Promise<number> {
    return this.session.run(async () => {
      await this.session.writeArrivals();
      return Number(
        this.session.sql("SELECT count(*) AS n FROM files WHERE (moved_at IS NULL) = 1").get()!.n,
      );
    });
  }

  retarget(id: number, target: string): Promise<void> {
    return this.session.run(() => {
      this.session.sql("UPDATE files SET target = ? WHERE id = ?").run(target, id);
    });
  }

  occupied(directory: string, target: string, except: number): Promise<boolean> {
    return this.session.run(async () => {
      await this.session.writeArrivals();
      return this.session.sql(
        "SELECT 1 FROM files WHERE directory = ? AND target = ? AND moved_at IS NOT NULL AND id <> ? LIMIT 1",
      ).get(directory, target, except) !== undefined;
    });
  }

  moved(id: number, at: number): Promise<void> {
    return this.session.run(() => this.session.arrived(id, at));
  }

  writeMoves(): Promise<void> {
    return this.session.run(() => this.session.writeArrivals());
  }

  integration(id: number): Promise<IntegrationState> {
    return this.session.run(() => {
      const row = this.session.sql(
        "SELECT integration_attempts, integration_error, integrated_at FROM files WHERE id = ?",
      ).get(id);
      return integrationOf(row ?? {});
    });
  }

  integrationFailed(id: number, error: string): Promise<void> {
    return this.session.run(() => {
      this.session.sql(
        "UPDATE files SET integration_attempts = integration_attempts + 1, integration_error = ? WHERE id = ?",
      ).run(error, id);
    });
  }

  integrated(id: number, at: number): Promise<void> {
    return this.session.run(() => {
      this.session.sql("UPDATE files SET integrated_at = ? WHERE id = ?").run(at, id);
    });
  }

  resent(id: number, at: number): Promise<void> {
    return this.session.run(() => {
      this.session.sql("UPDATE files SET resent_at = ? WHERE id = ? AND resent_as IS NULL").run(
        at,
        id,
      );
    });
  }

  notResent(id: number): Promise<void> {
    return this.session.run(() => {
      this.session.sql("UPDATE files SET resent_at = NULL WHERE id = ? AND resent_as IS NULL").run(
        id,
      );
    });
  }

  resentFrom(ids: readonly number[]): Promise<ReadonlyMap<number, FileRecord>> {
    return this.session.run(() => {
      const found = new Map<number, FileRecord>();
      const query = this.session.sql("SELECT * FROM files WHERE resent_as = ?");
      for (const id of ids) {
        const row = query.get(id);
        if (row !== undefined) found.set(id, toRecord(row));
      }
      return found;
    });
  }

  tally(since: number): Promise<Tally> {
    return this.session.run(() => {
      const tally = { processado: 0, recusado: 0, duplicado: 0, ignorado: 0 };
      const rows = this.session.sql(
        `SELECT situation, count(*) AS n FROM files
         WHERE (moved_at IS NULL) IN (0, 1) AND at >= ? GROUP BY situation`,
      ).all(since);
      for (const row of rows) tally[row.situation as FileSituation] = Number(row.n);
      return tally;
    });
  }

  traces(since: number): Promise<readonly FileTrace[]> {
    return this.session.run(() =>
      this.session.sql(
        `SELECT ${TRACE} FROM files WHERE (moved_at IS NULL) IN (0, 1) AND at >= ? ORDER BY id`,
      ).all(since).map(traceOf)
    );
  }

  numberedTraces(since: number, most: number): Promise<readonly FileTrace[]> {
    return this.session.run(() =>
      this.session.sql(
        `WITH numbered AS (
           SELECT id, row_number() OVER (PARTITION BY banco, agencia, conta, convenio, format ORDER BY id DESC) AS place
           FROM files WHERE (moved_at IS NULL) IN (0, 1) AND at >= ? AND ${NUMBERED})
         SELECT ${TRACE} FROM files WHERE id IN (SELECT id FROM numbered WHERE place <= ?) ORDER BY id`,
      ).all(since, most).map(traceOf)
    );
  }

  ofOutage(outageId: string): Promise<readonly FileRecord[]> {
    return this.session.run(() =>
      this.session.sql("SELECT * FROM files WHERE outage_id = ? ORDER BY id").all(outageId)
        .map(toRecord)
    );
  }

  last(): Promise<FileRecord | null> {
    return this.session.run(() =>
      recordOrNull(this.session.sql("SELECT * FROM files ORDER BY id DESC LIMIT 1").get())
    );
  }

  byId(id: number): Promise<FileRecord | null> {
    return this.session.run(() =>
      recordOrNull(this.session.sql("SELECT * FROM files WHERE id = ?").get(id))
    );
  }

  query(query: FileQuery): Promise<readonly FileRecord[]> {
    return this.session.run(() =>
      this.session.sql(
        `SELECT * FROM files WHERE ${CHOSEN} ORDER BY id DESC LIMIT :limit`,
      ).all({ ...chosen(query), limit: query.limit }).map(toRecord)
    );
  }

  count(choice: FileChoice): Promise<number> {
    return this.session.run(() =>
      Number(
        this.session.sql(`SELECT count(*) AS n FROM files WHERE ${CHOSEN}`).get(chosen(choice))!.n,
      )
    );
  }

  #decide(decision: FileDecision): FileRecord | Promise<FileRecord> {
    const previous = previousFiles(this.session, decision.sha256, decision.summary);
    const file = decision.judge(previous);
    const id = this.#insert(file);
    if (file.summary !== null) return this.#apply(id, file, decision.batches());
    countFile(this.session, file, 0, 0);
    return recordOf(file, id, 0, []);
  }

  /** Answers at once for a file of one batch; between the batches of a larger one the other lanes get their turn. */
  #apply(
    id: number,
    file: NewFile,
    batches: Iterable<readonly Movement[]>,
  ): FileRecord | Promise<FileRecord> {
    const summary = file.summary!;
    const warnings = new WarningList();
    let applied = 0;
    const apply = (movements: readonly Movement[]) => {
      const known = loadTitulos(this.session, touchedBy(summary, movements), summary.data);
      const changes = applyMovements({ id, summary }, movements, known, warnings);
      saveTitulos(this.session, id, changes);
      countPaid(this.session, paidChanges(changes, known));
      applied += changes.movements.length;
    };
    const finish = () => {
      const all = [...summary.warnings, ...warnings.all()];
      this.session.sql("UPDATE files SET movements = ?, applied = ?, warnings = ? WHERE id = ?")
        .run(summary.movements, applied, JSON.stringify(all), id);
      countFile(this.session, file, summary.movements, applied);
      return recordOf(file, id, applied, all);
    };
    const rest = batches[Symbol.iterator]();
    // Nothing holds one batch while the next is read: it is garbage while it is young.
    const step = () => {
      const next = rest.next();
      if (!next.done) apply(next.value);
      return !next.done;
    };
    if (!step() || !step()) return finish();
    return this.#withLessCache(async () => {
      do await new Promise<void>((resolve) => setImmediate(resolve)); while (step());
      return finish();
    });
  }

  async #withLessCache<T>(work: () => Promise<T>): Promise<T> {
    const { db } = this.session;
    db.exec(`PRAGMA cache_size = -${CACHE.large}`);
    try {
      return await work();
    } finally {
      db.exec(`PRAGMA cache_size = -${CACHE.usual}`);
    }
  }

  #insert(file: NewFile): number {
    const s = file.summary;
    const { lastInsertRowid } = this.session.sql(
      `INSERT INTO files (name, sha256, size, mtime, situation, at, reason_code, reason, duplicate_of,
         directory, target, outage_id, format, banco, agencia, conta, convenio, nsa, file_date, estoque, moved_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      file.name,
      file.sha256,
      file.size,
      file.mtimeMs,
      file.situation,
      file.at,
      file.reasonCode,
      file.reason,
      file.duplicateOf,
      file.directory,
      file.target,
      file.outageId,
      s?.format ?? null,
      s?.banco ?? null,
      s?.agencia ?? null,
      s?.conta ?? null,
      s?.convenio ?? null,
      s?.nsa ?? null,
      s?.data ?? null,
      s?.estoque ?? null,
      file.placedAt ?? null,
    );
    const id = Number(lastInsertRowid);
    this.session.sql(
      "UPDATE files SET resent_as = ? WHERE name = ? AND resent_at IS NOT NULL AND resent_as IS NULL",
    ).run(id, file.name);
    return id;
  }
}

function chosen(choice: FileChoice) {
  return {
    situation: choice.situation ?? null,
    name: choice.name ?? null,
    test: choice.withoutTests ? TEST_FILE_PREFIX : null,
    from: choice.from ?? 0,
    to: choice.to ?? Number.MAX_SAFE_INTEGER,
  };
}
