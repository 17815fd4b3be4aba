/** The folders of the ledger: one that is chosen, or all of them. */
import { SoleFolder } from "../adapters/ledger/sole_folder.ts";
import { LedgerOutdated } from "../adapters/ledger/outdated.ts";
import type { Config } from "../config/config.ts";
import { folderKey } from "../domain/folder_key.ts";
import type { FolderBook, FolderOverview } from "../ports/ledger/folders.port.ts";
import { isLedgerTrouble, type Ledger } from "../ports/ledger/ledger.port.ts";
import {
  type FolderDocument,
  folderDocument,
  folderOfStatus,
  isWatched,
  workingOf,
} from "../views/folders.ts";
import type { StatusDocument } from "../views/status.ts";
import { monitorRuns } from "./data_folder.ts";
import { QUERY_PATIENCE_MS, readableLedger } from "./ledger.ts";
import { clock, localIso, startOfDay } from "./machine.ts";
import { readStatus } from "./status.ts";

/** The ledger of all folders, for reading. */
export interface WholeLedger {
  readonly ledger: Ledger;
  readonly folders: FolderBook;
}

/** A folder that the ledger does not have. */
export interface UnknownFolder {
  /** The ledger is of one folder by its kind. */
  readonly sole: boolean;
  readonly known: readonly string[];
}

/** The ledger of all folders; null when there is none yet. Rejects as `readableLedger` does. */
export async function wholeLedger(config: Config): Promise<WholeLedger | null> {
  if (config.livro.motor !== "postgresql") {
    const ledger = await readableLedger(config);
    if (ledger === null) return null;
    return { ledger, folders: new SoleFolder(config.caminhos.pastaRetorno, ledger) };
  }
  const { postgresLedger } = await import("./engine.ts");
  const patience = { connectMs: QUERY_PATIENCE_MS };
  try {
    const ledger = await postgresLedger(config, { readOnly: true, allFolders: true, patience });
    return { ledger, folders: ledger.folders };
  } catch (error) {
    if (error instanceof LedgerOutdated && error.version === 0) return null;
    throw error;
  }
}

/**
 * The configuration as questions about that folder of the ledger need it: what only the config.ini of its own monitor says
 * (expected files, maintenance) is left out. Rejects with what keeps the ledger from being read.
 */
export async function configOf(config: Config, asked: string): Promise<Config | UnknownFolder> {
  const { pastaRetorno } = config.caminhos;
  const key = folderKey(asked);
  if (key === folderKey(pastaRetorno)) return config;
  if (config.livro.motor !== "postgresql") return { sole: true, known: [pastaRetorno] };
  const known = await folderPaths(config);
  const path = known.find((one) => folderKey(one) === key);
  return path === undefined ? { sole: false, known } : ofFolder(config, path);
}

/** One configuration for each folder of the ledger, as {@link configOf}. */
export async function everyConfig(config: Config): Promise<readonly Config[]> {
  return (await folderPaths(config)).map((path) => ofFolder(config, path));
}

/** Whether a configuration is that of this machine's own folder. */
export function isOwn(config: Config, other: Config): boolean {
  return folderKey(config.caminhos.pastaRetorno) === folderKey(other.caminhos.pastaRetorno);
}

/** Every folder of the ledger at this moment. Rejects with what keeps the ledger from being read. */
export async function readFolders(config: Config): Promise<readonly FolderDocument[]> {
  const now = clock.now().wall;
  return (await overviews(config)).map((one) =>
    folderDocument(one.overview, { ...one, now, iso: localIso })
  );
}

/** Every folder at this moment; while the ledger cannot be read, this machine's own, and why. */
export async function readFoldersOrOwn(
  config: Config,
  version: string,
): Promise<{ readonly pastas: readonly FolderDocument[]; readonly avisoLivro: string | null }> {
  try {
    return { pastas: await readFolders(config), avisoLivro: null };
  } catch (error) {
    if (!isLedgerTrouble(error)) throw error;
    const own = await readStatus(config, version);
    return { pastas: [folderOfStatus(own)], avisoLivro: own.avisoLivro ?? error.message };
  }
}

/** The state of one folder of the ledger; of another machine's folder the ledger alone knows whether its monitor runs. */
export async function readFolderStatus(
  config: Config,
  folder: Config,
  version: string,
): Promise<StatusDocument> {
  if (isOwn(config, folder)) return await readStatus(config, version);
  const now = clock.now().wall;
  const key = folderKey(folder.caminhos.pastaRetorno);
  // What keeps the ledger from being read, the document says.
  const seen = await overviews(config).catch(() => []);
  const found = seen.find(({ overview }) => folderKey(overview.path) === key);
  return await readStatus(folder, version, {
    running: found !== undefined && isWatched(found.overview, { ...found, now, iso: localIso }),
    post: found === undefined
      ? ""
      : workingOf(found.overview)?.status.post ?? found.overview.holder?.post ?? "",
  });
}

/** Each overview, and what this machine knows of the folder. */
interface Seen {
  readonly overview: FolderOverview;
  readonly own: boolean;
  readonly runsHere?: boolean;
}

async function overviews(config: Config): Promise<readonly Seen[]> {
  const own = folderKey(config.caminhos.pastaRetorno);
  const whole = await wholeLedger(config);
  try {
    const found = await whole?.folders.overview(startOfDay(clock.now().wall)) ?? [];
    const runsHere = await monitorRuns(config);
    return found.map((overview) =>
      folderKey(overview.path) === own
        ? { overview, own: true, runsHere }
        : { overview, own: false }
    );
  } finally {
    await whole?.ledger.close();
  }
}

/** Every folder of the ledger. Rejects with what keeps it from being read. */
export async function folderPaths(config: Config): Promise<readonly string[]> {
  const whole = await wholeLedger(config);
  try {
    return await whole?.folders.paths() ?? [];
  } finally {
    await whole?.ledger.close();
  }
}

function ofFolder(config: Config, path: string): Config {
  if (folderKey(path) === folderKey(config.caminhos.pastaRetorno)) return config;
  return {
    ...config,
    caminhos: { ...config.caminhos, pastaRetorno: path },
    esperados: [],
    manutencao: { janelas: [] },
  };
}
