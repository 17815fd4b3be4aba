/** A ledger of another version: an earlier one that this opening may not bring up, or a later one that nobody can take back. */
import { Failure } from "../../domain/failure.ts";
import { newerText, outdatedText } from "../../words/ledger_state.ts";

/** The ledger is of an earlier version, and this opening may not write: the next start of the monitor brings it up. */
export class LedgerOutdated extends Failure {
  override name = "LedgerOutdated";
  constructor(readonly place: string, readonly version: number) {
    super("livro_antigo", outdatedText(place, version));
  }
}

/** The ledger is of a later version than this program: it may neither be read nor written. */
export class LedgerNewer extends Failure {
  override name = "LedgerNewer";
  constructor(readonly version: number, readonly known: number) {
    super("livro_novo", newerText(version, known));
  }
}
