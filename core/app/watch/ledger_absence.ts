/** While the ledger's server is away: the folder is looked at and nothing is touched, and a recovery is told without it in the end. */
import type { Clock } from "../../ports/clock.port.ts";
import { FolderUnreachable, type RetornoFolder } from "../../ports/folder.port.ts";
import type { FileRecord } from "../../ports/ledger/files.port.ts";
import type { Ledger } from "../../ports/ledger/ledger.port.ts";
import type { LookReport } from "../files/sweep.ts";

/** So long, in ms, a recovery waits for the server, to tell what became of the files. */
const PATIENCE_MS = 60_000;

/** What it works with. */
export interface LedgerAbsencePorts {
  readonly ledger: Ledger;
  readonly folder: Pick<RetornoFolder, "list">;
  readonly clock: Clock;
}

/** Of a ledger without a spool nothing of this ever happens. */
export class LedgerAbsence {
  readonly #ports: LedgerAbsencePorts;
  readonly #deadlineMs: number;
  #brought: FileRecord[] = [];

  constructor(ports: LedgerAbsencePorts, deadlineMs: number) {
    this.#ports = ports;
    this.#deadlineMs = deadlineMs;
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

  /** Null: the ledger is there. Else a look that only lists: what is there ripens, until a recovery that began at `backSince` (`mono`) waits no longer. */
  async look(backSince: number): Promise<LookReport | null> {
    if (!this.lasts) return null;
    const { clock, folder } = this.#ports;
    const found = { names: null, left: [], ripening: new Set<string>(), pending: 0 };
    const report = { unsettled: new Set<string>(), again: null, unreachable: null, probed: false };
    try {
      const names = await folder.list(this.#deadlineMs);
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
