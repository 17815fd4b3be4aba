/** A ledger of an earlier version that this opening may not bring up. */
import { Failure } from "../../domain/failure.ts";
import { outdatedText } from "../../words/ledger_state.ts";

/** The ledger is of an earlier version, and this opening may not write: the next start of the monitor brings it up. */
export class LedgerOutdated extends Failure {
  override name = "LedgerOutdated";
  constructor(readonly place: string, readonly version: number) {
    super("livro_antigo", outdatedText(place, version));
  }
}
