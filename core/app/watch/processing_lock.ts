/** The lock of whoever processes, which lies beside the ledger: a disk that does not give it is that disk's trouble. */
import { LedgerUnavailable } from "../../ports/ledger/ledger.port.ts";
import type { Lock } from "../../ports/lock.port.ts";
import { lockTroubleText } from "../../words/ledger_state.ts";

/** Takes it; null while somebody else has it. Rejects with `LedgerUnavailable` when the system does not let it be taken at all. */
export async function takeProcessingLock(lock: Lock): Promise<(() => void) | null> {
  try {
    return await lock.tryAcquire();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new LedgerUnavailable(lockTroubleText(detail), { cause: error });
  }
}
