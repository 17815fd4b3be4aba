/** While the ledger's server is away: the folder is looked at and nothing is touched, and a recovery is told without it in the end. */
import type { Clock } from "../../ports/clock.port.ts";
import { FolderUnreachable, type RetornoFolder } from "../../ports/folder.port.ts";
import type { FileRecord } from "../../ports/ledger/files.port.ts";
import type { Ledger } from "../../ports/ledger/ledger.port.ts";
import { PossessionLost } from "../../ports/ledger/possession.port.ts";
import type { FolderClaim } from "./folder_claim.ts";
import type { LookReport } from "../files/sweep.ts";

/** So long, in ms, a recovery waits for the server, to tell what became of the files. */
const PATIENCE_MS = 60_000;

/**
 * Should only this machine be cut off from the ledger, another one has taken over, and leaves its mark in the folder once it sees it
 * again: by its next check at the latest, and what that takes. At most so long, in ms, it is waited for.
 */
const MARK_MS = 5000;
const LONGEST_MARK_MS = 10 * 60_000;

/** What it works with. */
export interface LedgerAbsencePorts {
  readonly ledger: Ledger;
  readonly claim?: Pick<FolderClaim, "isAnothers"> | null;
  readonly folder: Pick<RetornoFolder, "list">;
  readonly clock: Clock;
}

/** Of a ledger without a spool nothing of this ever happens. */
export class LedgerAbsence {
  readonly #ports: LedgerAbsencePorts;
  readonly #deadlineMs: number;
  readonly #markMs: number;
  #brought: FileRecord[] = [];

  constructor(
    ports: LedgerAbsencePorts,
    settings: { readonly probeDeadlineMs: number; readonly intervalMs: number },
  ) {
    this.#ports = ports;
    this.#deadlineMs = settings.probeDeadlineMs;
    this.#markMs = Math.min(settings.intervalMs + MARK_MS, LONGEST_MARK_MS);
  }

  /** Whether it lasts, as far as is known. */
  get lasts(): boolean {
    return (this.#ports.ledger.spool?.away() ?? null) !== null;
  }

  /** A recovery begins. */
  begin(): void {
    this.#brought = [];
  }

  /** It brings a file in. */
  bring(file: FileRecord): void {
    if (file.outageId !== null && this.#ports.ledger.spool !== undefined) this.#brought.push(file);
  }

  /** What the recovery has brought in, as far as is known; null: the ledger can be asked. */
  brought(): readonly FileRecord[] | null {
    return this.lasts ? this.#brought : null;
  }

  /** Null: the ledger is there. Else a look that only lists: what is there ripens, until a recovery that began at `backSince` (`mono`) waits no longer. Rejects with `PossessionLost` when the folder is another one's by its mark. */
  async look(backSince: number): Promise<LookReport | null> {
    if (!this.lasts) return null;
    const { clock, folder, claim, ledger } = this.#ports;
    const found = { names: null, left: [], ripening: new Set<string>(), pending: 0 };
    const report = { unsettled: new Set<string>(), again: null, unreachable: null, probed: false };
    try {
      const names = await folder.list(this.#deadlineMs);
      if (await claim?.isAnothers()) {
        await ledger.spool?.holds(null);
        throw new PossessionLost();
      }
      // Until it is clear whose the folder is, nothing is concluded.
      if (claim && clock.now().mono - backSince < this.#markMs) return { ...report, ...found };
      const waits = this.#waited(backSince, clock.now()) < PATIENCE_MS;
      const ripening = new Set(waits ? names : []);
      return { ...report, names, left: names, ripening, pending: names.length };
    } catch (error) {
      if (!(error instanceof FolderUnreachable)) throw error;
      return { ...report, ...found, unreachable: error.diagnosis, probed: error.probed };
    }
  }

  #waited(backSince: number, now: { readonly wall: number; readonly mono: number }): number {
    const away = this.#ports.ledger.spool?.away() ?? null;
    return Math.min(now.mono - backSince, now.wall - (away?.since ?? now.wall));
  }
}
