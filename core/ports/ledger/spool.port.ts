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
  /** What another monitor wrote until now is known in the spool as well. For a monitor that takes a folder over. */
  refresh(): void;
}
