/** The SQLite engine, as the contract needs it. */
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { openLedger } from "../../core/adapters/ledger/sqlite/database.ts";
import { SqliteLedger } from "../../core/adapters/ledger/sqlite/sqlite_ledger.ts";
import type { Ledger } from "../../core/ports/ledger/ledger.port.ts";
import type { LedgerEngine } from "./ledger_contract.ts";

/** Opens (and creates) the ledger in the file `place`. */
export function open(place: string): Promise<Ledger> {
  return Promise.resolve(new SqliteLedger(openLedger(place)));
}

/** One file in a folder of its own. */
export const SQLITE: LedgerEngine = {
  name: "sqlite",
  async create() {
    const folder = await Deno.makeTempDir({ prefix: "contrato-" });
    const file = join(folder, "ledger.db");
    return {
      open: () => open(file),
      writer: () =>
        new Deno.Command(Deno.execPath(), {
          args: [
            "run",
            "-A",
            fileURLToPath(new URL("endless_writer.ts", import.meta.url)),
            import.meta.url,
            file,
          ],
          stdin: "null",
          stdout: "piped",
          stderr: "inherit",
        }),
      dispose: () => Deno.remove(folder, { recursive: true }),
    };
  },
};
