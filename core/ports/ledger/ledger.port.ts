/**
 * The durable memory of the program. Whatever the engine: one unit of work at a time. A method that is called while another
 * one is under way waits for it, so that no lane's writes can become part of another lane's transaction.
 */
import { ledgerDamagedText } from "../../words/ledger_state.ts";
import type { FileLedger } from "./files.port.ts";
import type { HistoryLedger } from "./history.port.ts";
import type { OutageLedger } from "./outages.port.ts";
import type { Outbox } from "./outbox.port.ts";
import type { Presence } from "./presence.port.ts";
import type { RebuildLedger } from "./rebuild.port.ts";
import type { LedgerSpool } from "./spool.port.ts";
import type { StoryLedger } from "./story.port.ts";
import type { TellingLedger } from "./telling.port.ts";
import type { TituloLedger } from "./titulos.port.ts";

/** The data of the ledger are not (or no longer) to be trusted. */
export class LedgerDamaged extends Error {
  override name = "LedgerDamaged";
  constructor(
    /** Where the ledger is. */
    readonly place: string,
    /** How the damage showed. */
    readonly reason: string,
    options: ErrorOptions = {},
  ) {
    super(ledgerDamagedText(place, reason), options);
  }
}

/**
 * The ledger cannot be read or written at the moment, whatever was asked of it: its disk is full or failing, somebody holds it,
 * it is out of reach. Any other error speaks of what was to be written.
 */
export class LedgerUnavailable extends Error {
  override name = "LedgerUnavailable";
}

/** Whether the engine has proven to be the cause, and not the file that was dealt with. */
export function isLedgerTrouble(error: unknown): error is LedgerUnavailable | LedgerDamaged {
  return error instanceof LedgerUnavailable || error instanceof LedgerDamaged;
}

/** All of it. */
export interface Ledger {
  readonly files: FileLedger;
  readonly titulos: TituloLedger;
  readonly outages: OutageLedger;
  readonly outbox: Outbox;
  readonly presence: Presence;
  readonly rebuild: RebuildLedger;
  readonly telling: TellingLedger;
  readonly story: StoryLedger;
  readonly history: HistoryLedger;
  /** Of a ledger on a server: what there is while that is out of reach. */
  readonly spool?: LedgerSpool;
  /** `notice` is told, once per failing call, that the engine found its data damaged, before the caller sees the failure. */
  onDamage(notice: (reason: string) => void): void;
  /** Waits for the unit of work under way, and lets go. */
  close(): Promise<void>;
}
