/** Opens the ledger for processing: a damaged one is set aside, and its successor is rebuilt from the folders. */
import { join } from "node:path";
import { localDateTime } from "../adapters/clock/local_time.ts";
import { shareCommand } from "../adapters/folder/self_command.ts";
import type { ShareClient as Folder } from "../adapters/folder/share_client.ts";
import { ShareClient } from "../adapters/folder/share_client.ts";
import { damageReason, LedgerDamaged } from "../adapters/ledger/damage.ts";
import { checkLedger, openLedger } from "../adapters/ledger/database.ts";
import { SqliteLedger } from "../adapters/ledger/sqlite_ledger.ts";
import type { Announcer } from "../app/announce.ts";
import { LedgerRebuild } from "../app/rebuild_ledger.ts";
import type { Config } from "../config/config.ts";
import type { Log } from "../ports/log.port.ts";
import { clock, openProcessor } from "./compose.ts";
import { dataFiles, inDataFolder } from "./context.ts";

/** Whoever processes at this moment meets the damage too, and ends; waited for in steps of this, in ms. */
const LOCK_RETRY_MS = 200;

/** Written when SQLite speaks of damage in the middle of work: the next start looks at every page and index. */
const suspicion = (config: Config) => join(config.caminhos.pastaDados, "ledger.suspeito");

/**
 * The ledger, sound. Call it with the monitor's lock held: nobody else may have the file open for long.
 * `thorough` has SQLite read the whole file. Throws `CommandFailure` when the data folder cannot be used.
 */
export async function soundLedger(config: Config, thorough: boolean): Promise<SqliteLedger> {
  return await inDataFolder(config, async () => {
    const { ledger: file, processingLock } = dataFiles(config);
    try {
      return new SqliteLedger(await openSound(config, file, thorough));
    } catch (error) {
      const reason = damageReason(error);
      if (reason === null) throw error;
      const release = await patiently(() => processingLock.tryAcquire());
      try {
        await replace(file, reason);
        await forgetSuspicion(config);
        return new SqliteLedger(openLedger(file));
      } finally {
        release();
      }
    }
  });
}

/** Remembers, for the next start, that SQLite found damage; a full disk must not keep the program from ending. */
export function suspectLedger(config: Config, reason: string): void {
  try {
    Deno.writeTextFileSync(suspicion(config), reason);
  } catch { /* the next start looks at every page all the same */ }
}

/** The rebuild that the ledger still needs, or null. */
export function openRebuild(
  config: Config,
  mainModule: string,
  parts: {
    readonly ledger: SqliteLedger;
    readonly folder: Folder;
    readonly log: Log;
    readonly announcer: Announcer;
  },
): LedgerRebuild | null {
  const { ledger, folder, log, announcer } = parts;
  if (ledger.rebuild.pending() === null) return null;
  const { pastaProcessados } = config.caminhos;
  const processed = new ShareClient({
    folder: pastaProcessados,
    workDirectory: dataFiles(config).work,
    command: shareCommand(mainModule),
  });
  const processor = openProcessor(config, ledger, folder, log);
  return new LedgerRebuild(
    { processed, watched: folder, ledger, clock, log, announcer, processor },
    {
      directory: pastaProcessados,
      deadlineMs: config.servidor.prazoSonda * 1000,
    },
  );
}

async function openSound(config: Config, file: string, thorough: boolean) {
  const db = openLedger(file);
  if (!thorough) return db;
  const suspected = await Deno.stat(suspicion(config)).then(() => true, () => false);
  const verdict = checkLedger(db, suspected);
  if (verdict !== null) {
    db.close();
    throw new LedgerDamaged(file, verdict);
  }
  await forgetSuspicion(config);
  return db;
}

async function replace(file: string, reason: string): Promise<void> {
  const { finishReplacement, replaceLedger } = await import(
    "../adapters/ledger/replace_ledger.ts"
  );
  if (await finishReplacement(file)) return;
  const { wall } = clock.now();
  const stamp = localDateTime(wall).replace(/[-:]/g, "").replace(" ", "-");
  await replaceLedger(file, { id: crypto.randomUUID(), reason, noticedAt: wall, stamp });
}

async function forgetSuspicion(config: Config): Promise<void> {
  await Deno.remove(suspicion(config)).catch(() => {});
}

async function patiently<T>(attempt: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const result = await attempt();
    if (result !== null) return result;
    await clock.sleep(LOCK_RETRY_MS);
  }
}
