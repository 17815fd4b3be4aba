/** {@link FolderBook} in PostgreSQL: all folders, whatever folder the ledger was opened for. */
import { SITUATIONS } from "../../../domain/file_fate.ts";
import type { FolderBook, FolderOverview } from "../../../ports/ledger/folders.port.ts";
import { slotOf } from "../roll_ups.ts";
import { toOutageRecord } from "../rows/outage_rows.ts";
import type { Row } from "./link.ts";
import { RECORDS as OUTAGES } from "./outage_store.ts";
import { toPresence } from "./presence_store.ts";
import type { Session } from "./session.ts";

/** Each folder by its own rows: what others have done costs nothing. */
const OVERVIEW =
  `SELECT d.id AS folder_id, d.path, h.post, ceil(extract(epoch FROM h.expires_at - clock_timestamp()) * 1000)::bigint AS remaining,
     t.*, (SELECT count(*) FROM outbox b WHERE b.folder_id = d.id AND accepted_at IS NULL AND given_up_at IS NULL) AS waiting,
     (SELECT count(*) FROM files f WHERE f.folder_id = d.id AND moved_at IS NULL) AS owed
   FROM folders d
     LEFT JOIN possession h ON h.folder_id = d.id
     CROSS JOIN LATERAL (
       SELECT ${
    SITUATIONS.map((one) => `sum(files) FILTER (WHERE situation = '${one}') AS ${one}`).join(", ")
  } FROM file_slots s WHERE s.folder_id = d.id AND s.slot >= $1
     ) t
   ORDER BY d.key`;

const LATEST_OUTAGES =
  `${OUTAGES} WHERE id IN (SELECT (SELECT id FROM outages x WHERE x.folder_id = d.id ORDER BY started_at DESC, seq DESC LIMIT 1) FROM folders d)`;

/** Questions that are the same for every scope. */
export class PostgresFolderBook implements FolderBook {
  constructor(readonly session: Session) {}

  async paths(): Promise<readonly string[]> {
    const rows = await this.session.ask("SELECT path FROM folders ORDER BY key");
    return rows.map(({ path }) => String(path));
  }

  overview(since: number): Promise<readonly FolderOverview[]> {
    return this.session.snapshot(async () => {
      const folders = await this.session.rows(OVERVIEW, [slotOf(since)]);
      const monitors = Map.groupBy(
        await this.session.rows("SELECT * FROM presence ORDER BY heartbeat_at DESC"),
        (row) => row.folder_id,
      );
      const outages = new Map(
        (await this.session.rows(LATEST_OUTAGES)).map((row) => [row.folder_id, row]),
      );
      return folders.map((row) => ({
        ...overviewOf(row, outages.get(row.folder_id) ?? null),
        monitors: (monitors.get(row.folder_id) ?? []).map(toPresence),
      }));
    });
  }

  ofFiles(ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    return this.#folders("files", ids);
  }

  ofTitulos(ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    return this.#folders("titulos", ids);
  }

  async #folders(table: "files" | "titulos", ids: readonly number[]) {
    const rows = await this.session.ask(
      `SELECT one.id, d.path FROM ${table} one JOIN folders d ON d.id = one.folder_id WHERE one.id = ANY ($1::bigint[])`,
      () => [ids],
    );
    return new Map(rows.map(({ id, path }) => [Number(id), String(path)]));
  }
}

function overviewOf(row: Row, outage: Row | null): Omit<FolderOverview, "monitors"> {
  const count = (name: string) => Number(row[name] ?? 0);
  return {
    path: String(row.path),
    holder: row.post === null
      ? null
      : { post: String(row.post), remainingMs: Number(row.remaining) },
    since: {
      processado: count("processado"),
      recusado: count("recusado"),
      duplicado: count("duplicado"),
      ignorado: count("ignorado"),
    },
    owed: count("owed"),
    outage: outage === null ? null : toOutageRecord(outage),
    waiting: count("waiting"),
  };
}
