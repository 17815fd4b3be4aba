/** {@link Presence} in PostgreSQL. */
import type {
  MonitorStatus,
  NewPresence,
  Presence,
  PresenceRecord,
} from "../../../ports/ledger/presence.port.ts";
import { countWatched } from "./history_counts.ts";
import type { Row } from "./link.ts";
import { inScope } from "./scope.ts";
import type { Session } from "./session.ts";

/** One row for each folder, replaced by each new monitor. */
export class PresenceStore implements Presence {
  constructor(readonly session: Session) {}

  start(p: NewPresence): Promise<void> {
    return this.session.write(async () => {
      await this.session.change(
        `INSERT INTO presence (folder_id, instance, pid, version, started_at, heartbeat_at, status)
         VALUES ($1, $2, $3, $4, $5, $5, $6)
         ON CONFLICT (folder_id) DO UPDATE SET instance = excluded.instance, pid = excluded.pid, version = excluded.version,
           started_at = excluded.started_at, heartbeat_at = excluded.heartbeat_at, status = excluded.status,
           stop_requested_at = NULL`,
        [
          ...[this.session.folder, p.instance, p.pid, p.version, p.startedAt],
          JSON.stringify(p.status),
        ],
      );
      if (p.status.state !== "desabilitado") await countWatched(this.session, p.startedAt);
    });
  }

  publish(instance: string, status: MonitorStatus, now: number): Promise<void> {
    return this.session.write(async () => {
      const changed = await this.session.change(
        "UPDATE presence SET heartbeat_at = $3, status = $4 WHERE folder_id = $1 AND instance = $2",
        [this.session.folder, instance, now, JSON.stringify(status)],
      );
      if (changed !== 0 && status.state !== "desabilitado") await countWatched(this.session, now);
    });
  }

  async read(): Promise<PresenceRecord | null> {
    const [row] = await this.session.ask(
      `SELECT * FROM presence WHERE ${inScope("presence")} ORDER BY heartbeat_at DESC LIMIT 1`,
      () => [this.session.scope],
    );
    return row === undefined ? null : toPresence(row);
  }

  requestStop(now: number): Promise<void> {
    return this.session.write(async () => {
      await this.session.change(
        "UPDATE presence SET stop_requested_at = $2 WHERE folder_id = $1",
        [this.session.folder, now],
      );
    });
  }

  async stopRequested(instance: string): Promise<boolean> {
    const [row] = await this.session.ask(
      "SELECT stop_requested_at AS at FROM presence WHERE instance = $1",
      () => [instance],
    );
    return row !== undefined && row.at !== null;
  }
}

/** The record of a row of `presence`. */
export function toPresence(row: Row): PresenceRecord {
  return {
    instance: String(row.instance),
    pid: Number(row.pid),
    version: String(row.version),
    startedAt: Number(row.started_at),
    heartbeatAt: Number(row.heartbeat_at),
    status: JSON.parse(String(row.status)) as MonitorStatus,
  };
}
