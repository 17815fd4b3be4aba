/** A ledger on a server may be out of reach; then what must not wait goes to a spool on this machine's disk. */
import type { TellingLedger } from "./telling.port.ts";

/** The server is out of reach. */
export interface Away {
  /** ms since the Unix epoch; the same across restarts. */
  readonly since: number;
  /** What the latest attempt failed with. */
  readonly reason: string;
}

/** What a ledger with a spool has to say of it. */
export interface LedgerSpool {
  /** Null while the server answers, as far as is known. */
  away(): Away | null;
  /** Small states that are on this machine's disk, whatever the server does. */
  readonly telling: Pick<TellingLedger, "read" | "save">;
  /**
   * Whether this monitor is the one that works on, and tells, while nobody can ask whose the folder is: the one that was active
   * last, across restarts.
   */
  mayTell(): boolean;
  /**
   * The folder is this monitor's from now on, with that number, or another one's (null). What others wrote meanwhile becomes known in
   * the spool. Until it is known whose the folder is, nothing of the spool is taken over by the server but what has happened for good.
   */
  holds(generation: number | null): Promise<void>;
  /** Brings server and spool together now, where the server can be reached. Rejects with `PossessionLost`. */
  meet(): Promise<void>;
  /** With which number the folder was this monitor's last, and nobody else's since, as far as is known here; null: not known. */
  lastHeld(): number | null;
  /** Whether another monitor would take the folder over: while the server is away, what is told of outages is spared for a while then. */
  expects(others: boolean): void;
  /** The work is to end: a server that owes an answer is not waited for any more. */
  letGo(): void;
}
