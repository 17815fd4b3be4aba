/** Takes the ledger from one engine to the other, and checks the one in use. */
import { openLedger } from "../adapters/ledger/sqlite/database.ts";
import { SqliteRowSource, SqliteRowTarget } from "../adapters/ledger/sqlite/rows.ts";
import {
  type Audit,
  auditLedger,
  type CountedTable,
  type Finding,
} from "../adapters/ledger/transfer/audit.ts";
import {
  type ComparedTable,
  copyLedger,
  type CopyProgress,
} from "../adapters/ledger/transfer/copy.ts";
import {
  HELD_ELSEWHERE,
  type RowSource,
  type RowTarget,
} from "../adapters/ledger/transfer/rows.ts";
import type { Config } from "../config/config.ts";
import { dataFiles, inDataFolder } from "./data_folder.ts";
import { folderPaths } from "./folders.ts";
import { readableLedger } from "./ledger.ts";

export { HELD_ELSEWHERE };
export type { Audit, ComparedTable, CopyProgress, CountedTable, Finding };

/** The kinds of ledger. */
export type Engine = Config["livro"]["motor"];

/** All in ms: whoever copies a large ledger lets the server work, and works between two questions. */
const PATIENCE = { statementMs: 30 * 60_000, silentMs: 5 * 60_000 };

/** What was copied. */
export interface Transfer {
  readonly from: Engine;
  readonly to: Engine;
  /** Where each of them is, for people. */
  readonly places: Readonly<Record<Engine, string>>;
  readonly tables: readonly ComparedTable[];
}

/** Where each ledger of this configuration is or would be. */
export async function ledgerPlaces(config: Config): Promise<Readonly<Record<Engine, string>>> {
  const { ledgerPlace } = await import("./engine.ts");
  return { sqlite: dataFiles(config).ledgerPath, postgresql: ledgerPlace(config) };
}

/** Keeps a monitor from starting, and others from processing, until it is called; null: somebody does one of them now. */
export async function holdWork(config: Config): Promise<(() => void) | null> {
  return await inDataFolder(config, async () => {
    const { monitorLock, processingLock } = dataFiles(config);
    const release = await monitorLock.tryAcquire();
    if (release === null) return null;
    const processing = await processingLock.tryAcquire();
    if (processing !== null) {
      return () => {
        processing();
        release();
      };
    }
    release();
    return null;
  });
}

/**
 * Copies everything. Nobody may work meanwhile: see {@link holdWork}. A SQLite ledger of an earlier version is brought up first,
 * as every query does. Null: there is no ledger to be copied. Rejects as `copyLedger` does, and with what keeps either ledger
 * from being opened; the target is then as before, or an empty ledger.
 */
export async function transferLedger(
  config: Config,
  to: Engine,
  onProgress: (progress: CopyProgress) => void,
): Promise<Transfer | null> {
  const places = await ledgerPlaces(config);
  const from = to === "sqlite" ? "postgresql" : "sqlite";
  const source = await openSource(config, from);
  if (source === null) return null;
  try {
    const target = await openTarget(config, to);
    try {
      const tables = await copyLedger(source, target, { onProgress, place: places[to] });
      return { from, to, places, tables };
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function openSource(config: Config, engine: Engine): Promise<RowSource | null> {
  if (engine === "postgresql") return await openServed(config, true);
  const { ledgerPath } = dataFiles(config);
  if (!await exists(ledgerPath)) return null;
  // Not read only: with the last connection goes the log beside the file, so that whoever puts the file aside has all of it.
  return await inDataFolder(config, () => new SqliteRowSource(openLedger(ledgerPath)));
}

async function openServed(config: Config, mine: boolean): Promise<RowSource> {
  const { postgresLedger } = await import("./engine.ts");
  const { PostgresRowSource } = await import("../adapters/ledger/postgres/rows.ts");
  const wishes = { readOnly: true, patience: PATIENCE, allFolders: !mine };
  const ledger = await postgresLedger(config, wishes);
  return new PostgresRowSource(ledger, config.caminhos.pastaRetorno);
}

async function openTarget(config: Config, engine: Engine): Promise<RowTarget> {
  if (engine === "sqlite") {
    const { ledgerPath } = dataFiles(config);
    return await inDataFolder(config, () => new SqliteRowTarget(openLedger(ledgerPath)));
  }
  const { postgresLedger } = await import("./engine.ts");
  const { PostgresRowTarget } = await import("../adapters/ledger/postgres/rows.ts");
  return new PostgresRowTarget(
    await postgresLedger(config, { readOnly: false, patience: PATIENCE }),
  );
}

/** What a check of the ledger in use found. */
export interface LedgerAudit {
  readonly engine: Engine;
  readonly place: string;
  /** What the engine itself says is wrong with its data; null: nothing. Then nothing else is looked at. */
  readonly damage: string | null;
  /** Every folder that it is of, by its path. */
  readonly folders: readonly string[];
  readonly tables: readonly CountedTable[];
  readonly findings: readonly Finding[];
}

/** Checks the ledger in use, all folders of it; null: there is none yet. Changes nothing. Rejects with what keeps it from being read. */
export async function auditInUse(
  config: Config,
  step: (what: string) => void,
): Promise<LedgerAudit | null> {
  const engine = config.livro.motor;
  const place = (await ledgerPlaces(config))[engine];
  const found = { engine, place, damage: null, folders: [], tables: [], findings: [] };
  if (engine === "sqlite") {
    await (await readableLedger(config))?.close(); // brings one of an earlier version up, as every query does
    if (!await exists(place)) return null;
  }
  const source = engine === "sqlite"
    ? new SqliteRowSource(openLedger(place, { readOnly: true }))
    : await openServed(config, false);
  try {
    return await source.read(async (reader) => {
      step("engine");
      const damage = await source.damage();
      return damage !== null ? { ...found, damage } : {
        ...found,
        folders: await folderPaths(config),
        ...await auditLedger(reader, step),
      };
    });
  } finally {
    await source.close();
  }
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
