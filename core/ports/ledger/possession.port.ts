/** Who may write for a folder, where several monitors share one ledger. The rule is `domain/possession.ts`. */
import type { Ledger } from "./ledger.port.ts";
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
  | {
    readonly ours: true;
    readonly generation: number;
    /** The machine of the one that had it before this look; null: nobody, or it was ours already. */
    readonly from: string | null;
    /** Another monitor has shown itself lately, and would take the folder over. */
    readonly others: boolean;
  }
  /** The one that holds it, its machine, and for how long yet (ms by the ledger's clock; 0 or less: it is being taken). */
  | {
    readonly ours: false;
    readonly owner: string;
    readonly generation: number;
    readonly post: string;
    readonly remainingMs: number;
  };

/** The possession of one folder, by one run of a monitor. */
export interface Possession {
  /**
   * Renews what is ours, takes what is free; a change of hands is durable when it resolves. Waits for nobody: rejects with
   * `LedgerUnavailable` in a part of the term. Without `take` what another one had is left to it, also after the end of its
   * term, unless that one has let go of it.
   */
  look(options?: { readonly take?: boolean }): Promise<Looked>;
  /** Lets go of what an earlier run of the same place left, which is known to be over: nobody waits for the end of its term. */
  inherit(): Promise<void>;
  /** Lets go of what is ours, so that the next look of another one takes it. Nothing happens where it is not ours any more. */
  release(): Promise<void>;
  /** Lets go of the connection. */
  close(): Promise<void>;
}

/** Whether several monitors share it. */
export function isFenced(ledger: Ledger): ledger is FencedLedger {
  return "hold" in ledger;
}

/** A ledger that several monitors share: what they write carries the number of the one that holds the folder. */
export interface FencedLedger extends Ledger {
  /** From now on every write carries this number, but for what one says of oneself and what has happened for good. */
  hold(generation: number): void;
  /** `notice` is told of each write that failed because another one holds the folder, before the caller is. */
  onPossessionLost(notice: () => void): void;
  /** What this ledger is told from any other by. */
  identity(): Promise<string>;
}
