/** {@link Board} in SQLite. */
import type { DatabaseSync } from "node:sqlite";
import type { Board, BoardRow, MonitorStatus } from "../../ports/ledger.port.ts";

/** One row, replaced by each new monitor. */
export class BoardStore implements Board {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  start(instance: string, pid: number, version: string, now: number, status: MonitorStatus): void {
    this.#db.prepare(
      `INSERT OR REPLACE INTO board (id, instance, pid, version, started_at, heartbeat_at, status)
       VALUES (1, ?, ?, ?, ?, ?, ?)`,
    ).run(instance, pid, version, now, now, JSON.stringify(status));
  }

  publish(instance: string, status: MonitorStatus, now: number): void {
    this.#db.prepare("UPDATE board SET heartbeat_at = ?, status = ? WHERE instance = ?")
      .run(now, JSON.stringify(status), instance);
  }

  read(): BoardRow | null {
    const row = this.#db.prepare("SELECT * FROM board WHERE id = 1").get();
    if (row === undefined) return null;
    return {
      instance: String(row.instance),
      pid: Number(row.pid),
      version: String(row.version),
      startedAt: Number(row.started_at),
      heartbeatAt: Number(row.heartbeat_at),
      status: JSON.parse(String(row.status)) as MonitorStatus,
    };
  }

  requestStop(now: number): void {
    this.#db.prepare("UPDATE board SET stop_requested_at = ? WHERE id = 1").run(now);
  }

  stopRequested(instance: string): boolean {
    const row = this.#db.prepare("SELECT stop_requested_at AS at FROM board WHERE instance = ?")
      .get(instance);
    return row !== undefined && row.at !== null;
  }
}
