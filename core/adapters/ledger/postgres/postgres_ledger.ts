/** {@link Ledger} in PostgreSQL: the ledger of several folders, for one of them or for all. */
import { folderKey } from "../../../domain/folder_key.ts";
import type { FencedLedger } from "../../../ports/ledger/possession.port.ts";
import { FileStore } from "./file_store.ts";
import { PostgresFolderBook } from "./folder_book.ts";
import { HistoryStore } from "./history_store.ts";
import type { Link } from "./link.ts";
import { migrate } from "./migrate.ts";
import { OutageStore } from "./outage_store.ts";
import { OutboxStore } from "./outbox_store.ts";
import { PresenceStore } from "./presence_store.ts";
import { RebuildStore } from "./rebuild_store.ts";
import { Session } from "./session.ts";
import { placeOf, type PostgresSettings } from "./settings.ts";
import { StoryStore } from "./story_store.ts";
import { TellingStore } from "./telling_store.ts";
import { TituloStore } from "./titulo_store.ts";

/** How the ledger is opened. */
export interface PostgresOpening {
  /** pasta_retorno; null: every folder, only to be read. */
  readonly folder: string | null;
  /** For queries: no table is made or changed, no folder is entered. One of an earlier version rejects with `LedgerOutdated`. */
  readonly readOnly?: boolean;
  /** Machine and data folder of whoever opens it: whose presence is read and written. Default: nowhere in particular. */
  readonly place?: string;
}

/** No folder has this number: what a reader sees of a folder that the ledger does not know. */
export const UNKNOWN = 0;

/** Everything on one connection, so that one transaction can span all of it. */
export class PostgresLedger implements FencedLedger {
  readonly session: Session;
  readonly files: FileStore;
  readonly titulos: TituloStore;
  readonly outages: OutageStore;
  readonly outbox: OutboxStore;
  readonly presence: PresenceStore;
  readonly rebuild: RebuildStore;
  readonly telling: TellingStore;
  readonly story: StoryStore;
  readonly history: HistoryStore;
  readonly folders: PostgresFolderBook;

  /** Connects with the first call, and again when the connection is lost: the server may be away by now. */
  constructor(settings: PostgresSettings, opening: PostgresOpening) {
    const session = new Session(settings, (link) => prepare(link, settings, opening));
    this.session = session;
    this.files = new FileStore(session);
    this.titulos = new TituloStore(session);
    this.outages = new OutageStore(session);
    this.outbox = new OutboxStore(session);
    this.presence = new PresenceStore(session, opening.place ?? "");
    this.rebuild = new RebuildStore(session);
    this.telling = new TellingStore(session);
    this.story = new StoryStore(session);
    this.history = new HistoryStore(session);
    this.folders = new PostgresFolderBook(session);
  }

  /**
   * Connects and brings the tables up now. Rejects with `LedgerUnavailable`, with `LedgerOutdated`, or with a `Failure` for a
   * server or a ledger that does not fit.
   */
  ready(): Promise<void> {
    return this.session.run(() => Promise.resolve());
  }

  onDamage(notice: (reason: string) => void): void {
    this.session.onDamage(notice);
  }

  hold(generation: number): void {
    this.session.generation = generation;
    this.session.forgetArrivals();
  }

  onPossessionLost(notice: () => void): void {
    this.session.onPossessionLost(notice);
  }

  identity(): Promise<string> {
    return this.session.run(() => Promise.resolve(this.session.identity));
  }

  close(): Promise<void> {
    return this.session.close();
  }
}

async function prepare(link: Link, settings: PostgresSettings, opening: PostgresOpening) {
  const { folder, readOnly = false } = opening;
  await migrate(link, placeOf(settings), !readOnly);
  const [{ id: identity } = { id: "" }] = (await link.query("SELECT id FROM ledger_identity")).rows;
  if (folder === null) return { folder: null, identity: String(identity) };
  const key = folderKey(folder);
  if (!readOnly) {
    await link.query(
      `INSERT INTO folders (key, path) SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM folders WHERE key = $1)
       ON CONFLICT (key) DO NOTHING`,
      [key, folder],
    );
  }
  const { rows } = await link.query("SELECT id FROM folders WHERE key = $1", [key]);
  const found = rows[0] === undefined ? UNKNOWN : Number(rows[0].id);
  return { folder: found, identity: String(identity) };
}
