/** Which folder of the ledger a question is about: the configured one, another one, or all. */
import { configOf, everyConfig, type WholeLedger, wholeLedger } from "../compose/folders.ts";
import { readableLedger } from "../compose/ledger.ts";
import type { Config } from "../config/config.ts";
import type { FolderBook } from "../ports/ledger/folders.port.ts";
import type { Ledger } from "../ports/ledger/ledger.port.ts";
import { onlyFolderText, unknownLedgerFolderText } from "../words/ledger_folders.ts";
import { CommandFailure, EXIT } from "./exit.ts";
import { type CommonOptions, settings } from "./output.ts";

/** Options of the commands that ask the ledger. */
export interface FolderOptions extends CommonOptions {
  /** Another folder of the ledger than the configured one. */
  readonly pasta?: string;
  /** All folders of the ledger, each answer with its own. */
  readonly todas?: boolean;
}

/** What a question is put to. */
export interface Asked {
  /** Of the folder that was chosen. */
  readonly config: Config;
  /** Null: there is none yet. */
  readonly ledger: Ledger | null;
  /** Tells which folder each answer is of; null where only one was asked for. */
  readonly folders: FolderBook | null;
}

/** The configuration of the chosen folder. Throws {@link CommandFailure} for a folder that the ledger does not have. */
export async function chosenConfig(options: FolderOptions): Promise<Config> {
  const config = await settings(options);
  const { pasta, todas } = options;
  if (pasta !== undefined && todas) {
    throw new CommandFailure(EXIT.usage, "uso", "--pasta e --todas não valem juntos: escolha um");
  }
  if (pasta === undefined) return config;
  const chosen = await configOf(config, pasta);
  if (!("known" in chosen)) return chosen;
  const text = chosen.sole
    ? onlyFolderText(pasta, config.caminhos.pastaRetorno)
    : unknownLedgerFolderText(pasta, chosen.known);
  throw new CommandFailure(EXIT.usage, "pasta_desconhecida", text);
}

/** The ledger, of the folder or folders that were chosen. Rejects as {@link chosenConfig} does, and with what keeps it from being read. */
export async function askedLedger(options: FolderOptions): Promise<Asked> {
  const config = await chosenConfig(options);
  if (!options.todas) return { config, ledger: await readableLedger(config), folders: null };
  const whole: WholeLedger | null = await wholeLedger(config);
  return { config, ledger: whole?.ledger ?? null, folders: whole?.folders ?? null };
}

/** One configuration for the chosen folder, or for each of all. Rejects as {@link askedLedger} does. */
export async function chosenConfigs(options: FolderOptions): Promise<readonly Config[]> {
  const config = await chosenConfig(options);
  return options.todas ? await everyConfig(config) : [config];
}

/** The folder that an answer is of, as its own field; nothing where one folder alone was asked for. */
export function folderField<K>(
  paths: ReadonlyMap<K, string> | null | undefined,
  key: K,
): { readonly pasta?: string } {
  return paths === null || paths === undefined ? {} : { pasta: paths.get(key) ?? "" };
}
