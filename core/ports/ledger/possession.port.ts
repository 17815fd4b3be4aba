/** Who may write for a folder, where several monitors share one ledger. The rule is `domain/possession.ts`. */
import { POSSESSION_LOST } from "../../words/ledger_state.ts";

/** Another monitor holds the folder now; nothing was written. Not the ledger's trouble: this monitor is in reserve from here on. */
export class PossessionLost extends Error {
  override name = "PossessionLost";
  constructor(options: ErrorOptions = {}) {
    super(POSSESSION_LOST, options);
  }
}

/** What a look found, or brought about. */
export type Looked =
  /** The folder is ours, with this number: it belongs into every write. */
  | { readonly ours: true; readonly generation: number }
  /** The machine of the one that holds it, and for how long yet (ms by the ledger's clock; 0 or less: it is being taken). */
  | { readonly ours: false; readonly post: string; readonly remainingMs: number };

/** The possession of one folder, by one run of a monitor. */
export interface Possession {
  /**
   * Renews what is ours, takes what is free; a change of hands is durable when it resolves. Waits for nobody: rejects with
   * `LedgerUnavailable` in a part of the term.
   */
  look(): Promise<Looked>;
  /** Lets go of what is ours, so that the next look of another one takes it. Nothing happens where it is not ours any more. */
  release(): Promise<void>;
  /** Lets go of the connection. */
  close(): Promise<void>;
}
