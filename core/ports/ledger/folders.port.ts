/** The folders that one ledger is of: where several monitors share it, there are several. Times are ms since the Unix epoch. */
import type { Tally } from "./files.port.ts";
import type { OutageRecord } from "./outages.port.ts";
import type { PresenceRecord } from "./presence.port.ts";

/** One folder as the ledger knows it now. */
export interface FolderOverview {
  /** As its first monitor wrote it. */
  readonly path: string;
  /** Every monitor that is or was there, the latest sign of life first: those that work, and those in reserve. */
  readonly monitors: readonly PresenceRecord[];
  /** Who holds it: the machine, and for how long yet (ms by the ledger's clock; 0 or less: nobody). Null: nobody ever held it. */
  readonly holder: { readonly post: string; readonly remainingMs: number } | null;
  /** Files decided since the moment that was asked for. */
  readonly since: Tally;
  /** Files that are decided and not moved. */
  readonly owed: number;
  readonly outage: OutageRecord | null;
  /** Messages still to be delivered, of all channels. */
  readonly waiting: number;
}

/** Questions about the folders of a ledger, for reading. Each rejects with what keeps the ledger from being read. */
export interface FolderBook {
  /** Every folder, by its path. */
  paths(): Promise<readonly string[]>;
  /** How each of them is; files are counted from `since` on, which is a full quarter of an hour. */
  overview(since: number): Promise<readonly FolderOverview[]>;
  /** To which folder each of these files belongs, by the file's id. */
  ofFiles(ids: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /** Which folder brought each of these títulos first, by the título's id. */
  ofTitulos(ids: readonly number[]): Promise<ReadonlyMap<number, string>>;
}
