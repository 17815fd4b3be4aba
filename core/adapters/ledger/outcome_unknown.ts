/** A transaction of which it is not known whether it was written down for good. */
import { LedgerUnavailable } from "../../ports/ledger/ledger.port.ts";
import { commitUnknownText } from "../../words/ledger_state.ts";

/** The connection was lost in the middle of the commit. Never repeat the work: ask what is there. */
export class OutcomeUnknown extends LedgerUnavailable {
  override name = "OutcomeUnknown";
  constructor(place: string, options: ErrorOptions) {
    super(commitUnknownText(place), options);
  }
}
