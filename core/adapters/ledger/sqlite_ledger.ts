/** {@link Ledger} in one SQLite file. */
import type { DatabaseSync } from "node:sqlite";
import type { Movement, RetornoSummary } from "../../formats/retorno.ts";
import type { Ledger, TituloLedger } from "../../ports/ledger.port.ts";
import { checkAntecedents } from "./antecedents.ts";
import { BoardStore } from "./board_store.ts";
import { transaction } from "./database.ts";
import { FileStore } from "./file_store.ts";
import { OutageStore } from "./outage_store.ts";
import { OutboxStore } from "./outbox_store.ts";
import { applyMovements } from "./titulos.ts";

/** Everything on one connection, so that one transaction can span all of it. */
export class SqliteLedger implements Ledger {
  readonly files: FileStore;
  readonly outages: OutageStore;
  readonly outbox: OutboxStore;
  readonly board: BoardStore;
  readonly titulos: TituloLedger;
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.files = new FileStore(db);
    this.outages = new OutageStore(db);
    this.outbox = new OutboxStore(db);
    this.board = new BoardStore(db);
    this.titulos = {
      apply: (fileId: number, summary: RetornoSummary, movements: Iterable<Movement>) =>
        applyMovements(db, fileId, summary, movements),
      checkAntecedents: (summary, file) => checkAntecedents(db, summary, file),
    };
  }

  transaction<T>(work: () => T): T {
    return transaction(this.#db, work);
  }
}
