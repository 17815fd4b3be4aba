/** {@link Presence} in SQLite. */
import type {
  ActiveRecord,
  MonitorStatus,
  NewPresence,
  Presence,
  PresenceRecord,
} from "../../../ports/ledger/presence.port.ts";
import { countWatched } from "./history_counts.ts";
import type { Session } from "./session.ts";

/** One row, replaced by each new monitor. */
export class PresenceStore implements Presence {
  constructor(readonly session: Session) {}

  start(p: NewPresence): Promise<void> {
    return this.session.transaction(() => {
      this.session.sql(
        `INSERT OR REPLACE INTO presence (id, instance, pid, version, started_at, heartbeat_at, status)
         VALUES (1, ?, ?, ?, ?, ?, ?)`,
      ).run(p.instance, p.pid, p.version, p.startedAt, p.startedAt, JSON.stringify(p.status));
      if (p.status.state !== "desabilitado") countWatched(this.session, p.startedAt);
    });
  }

  /** Nothing is lost with a power cut that the next monitor would not say anew: the disk is not made to wait. */
  publish(instance: string, status: MonitorStatus, now: number): Promise<void> {
    return this.session.passing(() => {
      const { changes } = this.session.sql(
        "UPDATE presence SET heartbeat_at = ?, status = ? WHERE instance = ?",
      ).run(now, JSON.stringify(status), instance);
      if (changes !== 0 && status.state !== "desabilitado") countWatched(this.session, now);
    });
  }

  read(): Promise<PresenceRecord | null> {
    return this.session.run(() => {
      const row = this.session.sql("SELECT * FROM presence WHERE id = 1").get();
      return row === undefined ? null : {
        instance: String(row.instance),
        pid: Number(row.pid),
        version: String(row.version),
        startedAt: Number(row.started_at),
        heartbeatAt: Number(row.heartbeat_at),
        status: JSON.parse(String(row.status)) as MonitorStatus,
      };
    });
  }

  /** Nobody else has this ledger. */
  async active(): Promise<ActiveRecord | null> {
    const record = await this.read();
    return record && { ...record, holds: true };
  }

  requestStop(now: number): Promise<void> {
    return this.session.run(() => {
      this.session.sql("UPDATE presence SET stop_requested_at = ? WHERE id = 1").run(now);
    });
  }

  stopRequested(instance: string): Promise<boolean> {
    return this.session.run(() => {
      const row = this.session.sql(
        "SELECT stop_requested_at AS at FROM presence WHERE instance = ?",
      ).get(instance);
      return row !== undefined && row.at !== null;
    });
  }
}
