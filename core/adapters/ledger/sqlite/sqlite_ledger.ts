/** {@link Ledger} in one SQLite file. */
import type { DatabaseSync } from "node:sqlite";
import type { Ledger } from "../../../ports/ledger/ledger.port.ts";
import { FileStore } from "./file_store.ts";
import { HistoryStore } from "./history_store.ts";
import { OutageStore } from "./outage_store.ts";
import { OutboxStore } from "./outbox_store.ts";
import { PresenceStore } from "./presence_store.ts";
import { RebuildStore } from "./rebuild_store.ts";
import { Session } from "./session.ts";
import { StoryStore } from "./story_store.ts";
import { TellingStore } from "./telling_store.ts";
import { TituloStore } from "./titulo_store.ts";

/** Everything on one connection, so that one transaction can span all of it. */
export class SqliteLedger implements Ledger {
  readonly #session: Session;
  readonly files: FileStore;
  readonly titulos: TituloStore;
  readonly outages: OutageStore;
  readonly outbox: OutboxStore;
  readonly presence: PresenceStore;
  readonly rebuild: RebuildStore;
  readonly telling: TellingStore;
  readonly story: StoryStore;
  readonly history: HistoryStore;

  constructor(db: DatabaseSync) {
    const session = new Session(db);
    this.#session = session;
    this.files = new FileStore(session);
    this.titulos = new TituloStore(session);
    this.outages = new OutageStore(session);
    this.outbox = new OutboxStore(session);
    this.presence = new PresenceStore(session);
    this.rebuild = new RebuildStore(session);
    this.telling = new TellingStore(session);
    this.story = new StoryStore(session);
    this.history = new HistoryStore(session);
  }

  onDamage(notice: (reason: string) => void): void {
    this.#session.onDamage(notice);
  }

  close(): Promise<void> {
    return this.#session.run(() => this.#session.db.close());
  }
}
