/** Who may write for a folder, where several monitors share one ledger. */
import { POSSESSION_LOST } from "../../words/ledger_state.ts";

/** Another monitor holds the folder now; nothing was written. Not the ledger's trouble: this monitor is in reserve from here on. */
export class PossessionLost extends Error {
  override name = "PossessionLost";
  constructor(options: ErrorOptions = {}) {
    super(POSSESSION_LOST, options);
  }
}
