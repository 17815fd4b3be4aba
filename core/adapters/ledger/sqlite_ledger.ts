/** {@link Ledger} in one SQLite file. */
import type { DatabaseSync } from "node:sqlite";
import type { Movement, RetornoSummary } from "../../formats/retorno.ts";
import type { Ledger, TituloLedger } from "../../ports/ledger.port.ts";
import { checkAntecedents } from "./antecedents.ts";
import { BoardStore } from "./board_store.ts";
import { watched } from "./damage.ts";
import { FileStore } from "./file_store.ts";
import { integrationDocument } from "./integration_document.ts";
import { OutageStore } from "./outage_store.ts";
import { OutboxStore } from "./outbox_store.ts";
import { RebuildStore } from "./rebuild_store.ts";
import { applyMovements } from "./titulos.ts";

/** Everything on one connection, so that one transaction can span all of it. */
export class SqliteLedger implements Ledger {
  readonly files: FileStore;
  readonly outages: OutageStore;
  readonly outbox: OutboxStore;
  readonly board: BoardStore;
  readonly titulos: TituloLedger;
  readonly rebuild: RebuildStore;
  readonly #db: DatabaseSync;
  #onDamage: (reason: string) => void = () => {};

  constructor(db: DatabaseSync) {
    const notice = (reason: string) => this.#onDamage(reason);
    this.#db = db;
    this.files = watched(new FileStore(db), notice);
    this.outages = watched(new OutageStore(db), notice);
    this.outbox = watched(new OutboxStore(db), notice);
    this.board = watched(new BoardStore(db), notice);
    this.rebuild = watched(new RebuildStore(db), notice);
    this.titulos = watched({
      apply: (fileId: number, summary: RetornoSummary, movements: Iterable<Movement>) =>
        applyMovements(db, fileId, summary, movements),
      checkAntecedents: (summary: RetornoSummary, file: { sha256: string; name: string }) =>
        checkAntecedents(db, summary, file),
    }, notice);
  }

  /** `notice` is told, once per failing call, that SQLite found the file damaged. */
  onDamage(notice: (reason: string) => void): void {
    this.#onDamage = notice;
  }

  /** The document that the agency's own command is handed for one file, piece by piece. */
  integrationDocument(fileId: number): Iterable<string> {
    return integrationDocument(this.#db, fileId);
  }

  transaction<T>(work: () => T): T {
    return this.files.transaction(work);
  }
}
