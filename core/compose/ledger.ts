/** Opens the ledger: for reading, for writing, and sound. */
import { checkLedger, openLedger } from "../adapters/ledger/sqlite/database.ts";
import { SqliteLedger } from "../adapters/ledger/sqlite/sqlite_ledger.ts";
import { LedgerNewer, LedgerOutdated } from "../adapters/ledger/outdated.ts";
import type { Upgrade } from "../adapters/ledger/sqlite/upgrade.ts";
import type { Config } from "../config/config.ts";
import { type Ledger, LedgerDamaged } from "../ports/ledger/ledger.port.ts";
import { acquire, dataFiles, inDataFolder, withRights } from "./data_folder.ts";
import { clock, localDateTime } from "./machine.ts";

/** Somebody who asks waits so long, in ms, for the ledger's server. */
export const QUERY_PATIENCE_MS = 3000;

/** How the ledger is to be opened. */
export interface LedgerWishes {
  /** The engine reads the whole of it first. */
  readonly thorough: boolean;
  /** Told when it was one of an earlier version. */
  readonly onUpgrade?: (upgrade: Upgrade) => void;
}

/** The ledger for writing. Throws `Failure` that names the folder, or {@link LedgerDamaged}. */
export async function writableLedger(config: Config): Promise<Ledger> {
  if (onServer(config)) return await served(config, false);
  const { ledgerPath } = dataFiles(config);
  return await inDataFolder(
    config,
    () => broughtUp(config, () => openLedger(ledgerPath, { upgrade: false })),
  );
}

/**
 * The ledger for reading; null when there is none yet. Throws {@link LedgerDamaged}, `LedgerOutdated`, a `Failure` when this
 * account may not read it, and what else keeps it from being read. `connectMs`: how long a server is waited for.
 */
export async function readableLedger(
  config: Config,
  connectMs = QUERY_PATIENCE_MS,
): Promise<Ledger | null> {
  if (onServer(config)) return await servedToRead(config, connectMs);
  const { ledgerPath } = dataFiles(config);
  return await withRights(config, async () => {
    if (!await exists(ledgerPath)) return null;
    // A monitor that is just starting makes its ledger whole or not at all: one without tables is damaged.
    return await broughtUp(config, () => openLedger(ledgerPath, { readOnly: true }));
  });
}

/**
 * The ledger that `open` opens. One of an earlier version is brought up first, unless a monitor runs (it may be of that
 * version) or the folder cannot be written: then `LedgerOutdated` passes.
 */
async function broughtUp(
  config: Config,
  open: () => ReturnType<typeof openLedger>,
): Promise<Ledger> {
  try {
    return new SqliteLedger(open());
  } catch (error) {
    if (!(error instanceof LedgerOutdated)) throw error;
    const { ledgerPath, monitorLock } = dataFiles(config);
    const release = await monitorLock.tryAcquire().catch(() => null);
    if (release === null) throw error;
    try {
      openLedger(ledgerPath).close();
    } finally {
      release();
    }
    return new SqliteLedger(open());
  }
}

/** How the schema of the ledger stands to that of this program. */
export interface LedgerVersion {
  readonly engine: Config["livro"]["motor"];
  readonly state: "nenhum" | "antigo" | "atual" | "novo";
  /** Steps of the schema that it has; null: as many as this program knows, or there is no ledger. */
  readonly schema: number | null;
}

/** Looks at the schema and changes nothing, also while a monitor of another version runs. Throws as {@link readableLedger} does. */
export async function ledgerVersion(config: Config): Promise<LedgerVersion> {
  const engine = config.livro.motor;
  try {
    const ledger = onServer(config) ? await servedToRead(config) : await presentLedger(config);
    await ledger?.close();
    return { engine, state: ledger === null ? "nenhum" : "atual", schema: null };
  } catch (error) {
    if (error instanceof LedgerOutdated) return { engine, state: "antigo", schema: error.version };
    if (error instanceof LedgerNewer) return { engine, state: "novo", schema: error.version };
    throw error;
  }
}

/** The SQLite ledger as it is; null when there is none. */
async function presentLedger(config: Config): Promise<Ledger | null> {
  const { ledgerPath } = dataFiles(config);
  return await withRights(config, async () => {
    if (!await exists(ledgerPath)) return null;
    return new SqliteLedger(openLedger(ledgerPath, { readOnly: true }));
  });
}

/** The engine's verdict on the ledger that is there: null when it is sound. Throws what keeps it from being read. */
export function ledgerVerdict(config: Config): string | null {
  if (onServer(config)) return null;
  const db = openLedger(dataFiles(config).ledgerPath, { readOnly: true });
  try {
    return checkLedger(db, false);
  } finally {
    db.close();
  }
}

/**
 * The ledger, sound: a damaged one is set aside, and its successor waits to be rebuilt from the folders. Call it with the
 * monitor's lock held: nobody else may have the file open for long. Throws `Failure` when the data folder cannot be used.
 */
export async function soundLedger(config: Config, wishes: LedgerWishes): Promise<Ledger> {
  if (onServer(config)) return await served(config, false);
  return await inDataFolder(config, async () => {
    const { ledgerPath, processingLock } = dataFiles(config);
    try {
      return new SqliteLedger(await openSound(config, wishes));
    } catch (error) {
      if (!(error instanceof LedgerDamaged)) throw error;
      // Whoever processes at this moment meets the damage too, and ends.
      const release = await acquire(processingLock, Infinity);
      try {
        await replace(ledgerPath, error.reason);
        await forgetSuspicion(config);
        return new SqliteLedger(openLedger(ledgerPath));
      } finally {
        release?.();
      }
    }
  });
}

/** The ledger is another machine's, which keeps it sound. */
export function onServer(config: Config): boolean {
  return config.livro.motor === "postgresql";
}

async function served(
  config: Config,
  readOnly: boolean,
  connectMs = QUERY_PATIENCE_MS,
): Promise<Ledger> {
  const { postgresLedger } = await import("./engine.ts");
  return await postgresLedger(config, { readOnly, patience: { connectMs } });
}

/** Null: nobody has made any tables there yet. */
async function servedToRead(
  config: Config,
  connectMs = QUERY_PATIENCE_MS,
): Promise<Ledger | null> {
  try {
    return await served(config, true, connectMs);
  } catch (error) {
    if (error instanceof LedgerOutdated && error.version === 0) return null;
    throw error;
  }
}

/** Remembers, for the next start, that damage was found; a full disk must not keep the program from ending. */
export function suspectLedger(config: Config, reason: string): void {
  try {
    Deno.writeTextFileSync(dataFiles(config).suspicionPath, reason);
  } catch { /* the next start looks at every page all the same */ }
}

async function openSound(config: Config, { thorough, onUpgrade }: LedgerWishes) {
  const { ledgerPath, suspicionPath } = dataFiles(config);
  const db = openLedger(ledgerPath, onUpgrade === undefined ? {} : { onUpgrade });
  if (!thorough) return db;
  const verdict = checkLedger(db, await exists(suspicionPath));
  if (verdict !== null) {
    db.close();
    throw new LedgerDamaged(ledgerPath, verdict);
  }
  await forgetSuspicion(config);
  return db;
}

async function replace(file: string, reason: string): Promise<void> {
  const { finishReplacement, replaceLedger } = await import(
    "../adapters/ledger/sqlite/replace_ledger.ts"
  );
  if (await finishReplacement(file)) return;
  const { wall } = clock.now();
  const stamp = localDateTime(wall).replace(/[-:]/g, "").replace(" ", "-");
  await replaceLedger(file, { id: crypto.randomUUID(), reason, noticedAt: wall, stamp });
}

async function forgetSuspicion(config: Config): Promise<void> {
  await Deno.remove(dataFiles(config).suspicionPath).catch(() => {});
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
