/** How much is missing, for `estado`: where nothing is expected, nothing of what finds out is loaded. */
import { GAP_STATE } from "../app/tell/duties/state_names.ts";
import type { Config } from "../config/config.ts";
import type { GapState } from "../domain/sequence/gap_telling.ts";
import type { Ledger } from "../ports/ledger/ledger.port.ts";
import type { MissingCounts } from "../views/status.ts";

/** Counts; of gaps, the numbers that were told: to find others takes a look at all files. Rejects with what the ledger says. */
export async function readMissing(
  config: Config,
  ledger: Ledger,
  now: number,
): Promise<MissingCounts> {
  const gaps = await ledger.telling.read(GAP_STATE) as GapState | null;
  const told = Object.values(gaps?.told ?? {}).reduce((sum, list) => sum + list.length, 0);
  if (config.esperados.length === 0) return { expected: null, gaps: told };
  const { readExpected } = await import("./expected.ts");
  const expected = await readExpected(config, ledger, now);
  const count = (situacao: string) => expected.filter((one) => one.situacao === situacao).length;
  return {
    expected: {
      arrived: count("chegou"),
      waiting: count("aguardando"),
      missing: count("faltando"),
    },
    gaps: told,
  };
}
