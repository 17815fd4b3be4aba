/** {@link Presence} in PostgreSQL. */
import type {
  ActiveRecord,
  MonitorStatus,
  NewPresence,
  Presence,
  PresenceRecord,
} from "../../../ports/ledger/presence.port.ts";
import { countWatched } from "./history_counts.ts";
import type { Row } from "./link.ts";
import { inScope } from "./scope.ts";
import type { Session } from "./session.ts";

const ROW = `folder_id = $1 AND place = $2`;

/**
 * One row for each folder and place, replaced by each new monitor there. What a monitor says of itself is its own: it is written
 * whoever holds the folder.
 */
export class PresenceStore implements Presence {
  constructor(readonly session: Session, readonly place: string) {}

  start(p: NewPresence): Promise<void> {
    return this.session.writeFreely(async () => {
      await this.session.change(
        `INSERT INTO presence (folder_id, place, instance, pid, version, started_at, heartbeat_at, status)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7)
         ON CONFLICT (folder_id, place) DO UPDATE SET instance = excluded.instance, pid = excluded.pid, version = excluded.version,
           started_at = excluded.started_at, heartbeat_at = excluded.heartbeat_at, status = excluded.status,
           stop_requested_at = NULL`,
        [
          ...[this.session.folder, this.place, p.instance, p.pid, p.version, p.startedAt],
          JSON.stringify(p.status),
        ],
      );
      if (watches(p.status)) await countWatched(this.session, p.startedAt);
    });
  }

  publish(instance: string, status: MonitorStatus, now: number): Promise<void> {
    return this.session.writeFreely(async () => {
      const changed = await this.session.change(
        `UPDATE presence SET heartbeat_at = $4, status = $5 WHERE ${ROW} AND instance = $3`,
        [this.session.folder, this.place, instance, now, JSON.stringify(status)],
      );
      if (changed !== 0 && watches(status)) await countWatched(this.session, now);
    });
  }

  async read(): Promise<PresenceRecord | null> {
    const [row] = await this.session.ask(
      `SELECT * FROM presence WHERE ${
        inScope("presence")
      } AND place = $2 ORDER BY heartbeat_at DESC LIMIT 1`,
      () => [this.session.scope, this.place],
    );
    return row === undefined ? null : toPresence(row);
  }

  async active(): Promise<ActiveRecord | null> {
    const [row] = await this.session.ask(
      `SELECT *, EXISTS (SELECT 1 FROM possession p WHERE p.folder_id = presence.folder_id AND p.owner = presence.instance
         AND p.expires_at > clock_timestamp()) AS holds
       FROM presence WHERE ${
        inScope("presence")
      } AND status::jsonb ->> 'role' IS DISTINCT FROM 'reserva'
       ORDER BY heartbeat_at DESC LIMIT 1`,
      () => [this.session.scope],
    );
    return row === undefined ? null : { ...toPresence(row), holds: row.holds === true };
  }

  requestStop(now: number): Promise<void> {
    return this.session.writeFreely(async () => {
      await this.session.change(
        `UPDATE presence SET stop_requested_at = $3 WHERE ${ROW}`,
        [this.session.folder, this.place, now],
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

/** Time without anybody who watches is not counted as watched; of several one does. */
function watches({ state, role }: MonitorStatus): boolean {
  return state !== "desabilitado" && role !== "reserva";
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
