/** {@link FileLedger} in PostgreSQL. */
import { TEST_FILE_PREFIX } from "../../../domain/file_names.ts";
import type { FileSituation } from "../../../domain/file_fate.ts";
import type {
  FileChoice,
  FileDecision,
  FileLedger,
  FileQuery,
  FileRecord,
  FileTrace,
  IntegrationState,
  Tally,
} from "../../../ports/ledger/files.port.ts";
import { isLedgerTrouble } from "../../../ports/ledger/ledger.port.ts";
import { DecisionQueue } from "../decision_queue.ts";
import { integrationOf, recordOrNull, toRecord, traceOf } from "../rows/file_rows.ts";
import { decideFile } from "./apply_file.ts";
import { Flight } from "./flight.ts";
import { inScope } from "./scope.ts";
import type { Session } from "./session.ts";
import { isLost } from "./trouble.ts";

const IN_SCOPE = inScope("files");
// Lower case of the ASCII letters alone, as the column's collation has it.
const CHOSEN = `${IN_SCOPE} AND ($2::text IS NULL OR situation = $2)
   AND ($3::text IS NULL OR position(lower($3 COLLATE "C") IN lower(name)) > 0)
   AND at >= $4 AND at < $5 AND ($6::text IS NULL OR NOT starts_with(name, $6) OR movements > 0)`;

/** Columns of a trace. */
const TRACE =
  `id, name, at, mtime, situation, reason, outage_id, format, banco, agencia, conta, convenio, nsa, file_date, estoque,
  position('"code":"estoque"' IN warnings) > 0 AS stock_broken`;

/** The decided files. */
export class FileStore implements FileLedger {
  readonly #queue: DecisionQueue;
  /** What the transaction under way has sent: the next file's questions go behind it, and do not wait for it. */
  #flight = new Flight();

  constructor(readonly session: Session) {
    this.#queue = new DecisionQueue({
      run: (work) => session.run(work),
      transact: (work) =>
        session.transact(() =>
          Flight.landing((flight) => {
            this.#flight = flight;
            return work();
          })
        ).catch((error) => {
          // A connection may be lost because of what a file sends: each by itself, then.
          throw isLost(error) ? error : session.asTrouble(error);
        }),
      decide: (decision) => decideFile(session, decision, this.#flight),
      attempt: (decision) => this.#attempt(decision),
    });
  }

  /** See {@link DecisionQueue}: the commit is waited for once; what is asked for alone is done at once. */
  decide(decision: FileDecision): Promise<FileRecord> {
    return this.#queue.decide(decision);
  }

  async #attempt(decision: FileDecision): Promise<FileRecord | null> {
    const { session } = this;
    try {
      return await Flight.landing(async (flight) => {
        flight.add(session.script("SAVEPOINT arquivo"));
        const record = await decideFile(session, decision, flight);
        flight.add(session.script("RELEASE arquivo"));
        return record;
      });
    } catch (error) {
      // The whole transaction is done again, or given up.
      if (isLedgerTrouble(session.asTrouble(error))) throw error;
      await session.script("ROLLBACK TO arquivo; RELEASE arquivo");
      return null;
    }
  }

  async findApplied(sha256: string): ReturnType<FileLedger["findApplied"]> {
    const [row] = await this.session.run(() =>
      this.session.prepared(
        "SELECT id, name FROM files WHERE sha256 = $1 AND situation = 'processado'",
        [sha256],
      )
    );
    return row === undefined ? null : { id: Number(row.id), name: String(row.name) };
  }

  owed(): Promise<readonly FileRecord[]> {
    return this.session.run(async () => {
      await this.session.writeArrivals();
      const rows = await this.session.rows(
        `SELECT * FROM files WHERE moved_at IS NULL AND ${IN_SCOPE} ORDER BY id`,
        [this.session.scope],
      );
      return rows.map(toRecord);
    });
  }

  owedCount(): Promise<number> {
    return this.session.run(async () => {
      await this.session.writeArrivals();
      const [row] = await this.session.rows(
        `SELECT count(*) AS n FROM files WHERE moved_at IS NULL AND ${IN_SCOPE}`,
        [this.session.scope],
      );
      return Number(row!.n);
    });
  }

  retarget(id: number, target: string): Promise<void> {
    return this.#change("UPDATE files SET target = $2 WHERE id = $1", [id, target]);
  }

  occupied(directory: string, target: string, except: number): Promise<boolean> {
    return this.session.run(async () => {
      await this.session.writeArrivals();
      const rows = await this.session.prepared(
        `SELECT 1 FROM files WHERE ${IN_SCOPE} AND directory = $2 AND target = $3 AND moved_at IS NOT NULL AND id <> $4 LIMIT 1`,
        [this.session.scope, directory, target, except],
      );
      return rows.length > 0;
    });
  }

  moved(id: number, at: number): Promise<void> {
    return this.session.run(() => Promise.resolve(this.session.arrived(id, at)));
  }

  writeMoves(): Promise<void> {
    return this.session.run(() => this.session.writeArrivals());
  }

  async integration(id: number): Promise<IntegrationState> {
    const [row] = await this.session.ask(
      "SELECT integration_attempts, integration_error, integrated_at FROM files WHERE id = $1",
      () => [id],
    );
    return integrationOf(row ?? {});
  }

  integrationFailed(id: number, error: string): Promise<void> {
    return this.#change(
      "UPDATE files SET integration_attempts = integration_attempts + 1, integration_error = $2 WHERE id = $1",
      [id, error],
    );
  }

  integrated(id: number, at: number): Promise<void> {
    return this.session.writeFreely(async () => {
      await this.session.change("UPDATE files SET integrated_at = $2 WHERE id = $1", [id, at]);
    });
  }

  resent(id: number, at: number): Promise<void> {
    return this.#change(
      "UPDATE files SET resent_at = $2 WHERE id = $1 AND resent_as IS NULL",
      [id, at],
    );
  }

  notResent(id: number): Promise<void> {
    return this.#change(
      "UPDATE files SET resent_at = NULL WHERE id = $1 AND resent_as IS NULL",
      [id],
    );
  }

  async resentFrom(ids: readonly number[]): Promise<ReadonlyMap<number, FileRecord>> {
    const rows = await this.session.ask(
      "SELECT * FROM files WHERE resent_as = ANY ($1::bigint[]) ORDER BY id",
      () => [ids],
    );
    return new Map(rows.map((row) => [Number(row.resent_as), toRecord(row)]));
  }

  async tally(since: number): Promise<Tally> {
    const tally = { processado: 0, recusado: 0, duplicado: 0, ignorado: 0 };
    const rows = await this.session.ask(
      `SELECT situation, count(*) AS n FROM files WHERE ${IN_SCOPE} AND at >= $2 GROUP BY situation`,
      () => [this.session.scope, since],
    );
    for (const row of rows) tally[row.situation as FileSituation] = Number(row.n);
    return tally;
  }

  async traces(since: number): Promise<readonly FileTrace[]> {
    const rows = await this.session.ask(
      `SELECT ${TRACE} FROM files WHERE ${IN_SCOPE} AND at >= $2 ORDER BY id`,
      () => [this.session.scope, since],
    );
    return rows.map(traceOf);
  }

  async numberedTraces(since: number, most: number): Promise<readonly FileTrace[]> {
    const rows = await this.session.ask(
      `WITH numbered AS (
         SELECT id, row_number() OVER (PARTITION BY banco, agencia, conta, convenio, format ORDER BY id DESC) AS place
         FROM files WHERE ${IN_SCOPE} AND at >= $2 AND situation = 'processado' AND nsa > 0 AND file_date IS NOT NULL)
       SELECT ${TRACE} FROM files WHERE id IN (SELECT id FROM numbered WHERE place <= $3) ORDER BY id`,
      () => [this.session.scope, since, most],
    );
    return rows.map(traceOf);
  }

  async ofOutage(outageId: string): Promise<readonly FileRecord[]> {
    const rows = await this.session.ask(
      "SELECT * FROM files WHERE outage_id = $1 ORDER BY id",
      () => [outageId],
    );
    return rows.map(toRecord);
  }

  async last(): Promise<FileRecord | null> {
    const [row] = await this.session.ask(
      `SELECT * FROM files WHERE ${IN_SCOPE} ORDER BY id DESC LIMIT 1`,
      () => [this.session.scope],
    );
    return recordOrNull(row);
  }

  async byId(id: number): Promise<FileRecord | null> {
    const [row] = await this.session.ask("SELECT * FROM files WHERE id = $1", () => [id]);
    return recordOrNull(row);
  }

  async query(query: FileQuery): Promise<readonly FileRecord[]> {
    const rows = await this.session.ask(
      `SELECT * FROM files WHERE ${CHOSEN} ORDER BY id DESC LIMIT $7`,
      () => [...this.#chosen(query), query.limit],
    );
    return rows.map(toRecord);
  }

  async count(choice: FileChoice): Promise<number> {
    const [row] = await this.session.ask(
      `SELECT count(*) AS n FROM files WHERE ${CHOSEN}`,
      () => this.#chosen(choice),
    );
    return Number(row!.n);
  }

  #chosen(choice: FileChoice): unknown[] {
    return [
      this.session.scope,
      choice.situation ?? null,
      choice.name ?? null,
      choice.from ?? 0,
      choice.to ?? Number.MAX_SAFE_INTEGER,
      choice.withoutTests ? TEST_FILE_PREFIX : null,
    ];
  }

  #change(text: string, values: readonly unknown[]): Promise<void> {
    return this.session.write(async () => {
      await this.session.change(text, values);
    });
  }
}
