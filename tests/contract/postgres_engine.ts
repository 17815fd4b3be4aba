/** The PostgreSQL engine, as the contract needs it: one throw-away server for the process, one database for each place. */
import { fileURLToPath } from "node:url";
import { PostgresLedger } from "../../core/adapters/ledger/postgres/postgres_ledger.ts";
import type { Patience } from "../../core/adapters/ledger/postgres/settings.ts";
import { type Ledger, LedgerUnavailable } from "../../core/ports/ledger/ledger.port.ts";
import { Postgres, type PostgresAddress } from "../lab/postgres.ts";
import type { LedgerEngine } from "./ledger_contract.ts";

/** The folder of every ledger of these tests. */
export const FOLDER = "\\\\SERVIDOR1\\Pasta\\Retorno";

/** A ledger on a database of the laboratory. */
export function ledgerAt(
  address: PostgresAddress,
  folder: string | null = FOLDER,
  patience: Partial<Patience> = {},
): PostgresLedger {
  return new PostgresLedger({ ...address, tls: "nenhum", patience }, { folder });
}

/** Opens (and creates) the ledger whose address is the JSON text `place`. */
export async function open(place: string): Promise<Ledger> {
  const ledger = ledgerAt(JSON.parse(place) as PostgresAddress);
  await ledger.ready();
  return ledger;
}

/** Every place is a database on `server`. */
export function postgresEngine(server: Postgres): LedgerEngine {
  return {
    name: "postgres",
    async create() {
      const address = await server.database();
      const place = JSON.stringify(address);
      return {
        open: () => open(place),
        writer: () =>
          new Deno.Command(Deno.execPath(), {
            args: [
              "run",
              "-A",
              fileURLToPath(new URL("endless_writer.ts", import.meta.url)),
              import.meta.url,
              place,
            ],
            stdin: "null",
            stdout: "piped",
            stderr: "inherit",
          }),
        dispose: () => server.drop(address.database),
      };
    },
  };
}

/** A server for all tests of a module: it ends with the module. */
export async function sharedServer(): Promise<Postgres> {
  const server = await Postgres.start();
  addEventListener("unload", () => server.disposeNow());
  return server;
}

/** Asks until the ledger answers: between two connections there is a pause. */
export async function eventually<T>(ask: () => Promise<T>): Promise<T> {
  for (let n = 0;; n++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof LedgerUnavailable) || n > 600) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
