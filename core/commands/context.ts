/** What every command has in common: where it prints, its configuration, its ledger, its errors. */
import { dirname, join } from "node:path";
import { damageReason } from "../adapters/ledger/damage.ts";
import { openLedger } from "../adapters/ledger/database.ts";
import { SqliteLedger } from "../adapters/ledger/sqlite_ledger.ts";
import { FileLock } from "../adapters/lock/file_lock.ts";
import { type Config, ConfigError } from "../config/config.ts";
import { findConfig, loadConfig } from "../config/load_config.ts";

/** Exit codes; scripts rely on them. */
export const EXIT = {
  done: 0,
  failure: 1,
  usage: 2,
  alreadyRunning: 3,
  notRunning: 4,
  someRefused: 5,
  unreachable: 6,
} as const;

/** A failure that a person can understand as it stands: a Portuguese message and an exit code. */
export class CommandFailure extends Error {
  override name = "CommandFailure";
  constructor(
    readonly exitCode: number,
    /** Stable word for scripts. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Options that every command takes. */
export interface CommonOptions {
  readonly config?: string;
  readonly json?: boolean;
}

/** Where a command prints, and who it is. */
export interface CommandContext {
  readonly version: string;
  /** `file:` URL of the program's main module, to start helper processes. */
  readonly mainModule: string;
  readonly json: boolean;
  /** Prints for people: standard output, or standard error when the output is JSON. */
  say(text: string): void;
  /** Prints the one JSON document. */
  document(value: unknown): void;
}

/** Context that prints on this process's own streams. */
export function processContext(version: string, mainModule: string, json: boolean): CommandContext {
  const encoder = new TextEncoder();
  const write = (stream: typeof Deno.stdout, text: string) => {
    const bytes = encoder.encode(text);
    for (let at = 0; at < bytes.length;) at += stream.writeSync(bytes.subarray(at));
  };
  return {
    version,
    mainModule,
    json,
    say: (text) => write(json ? Deno.stderr : Deno.stdout, text + "\n"),
    document: (value) => write(Deno.stdout, JSON.stringify(value, null, 2) + "\n"),
  };
}

/** Finds and reads config.ini. Throws {@link CommandFailure} with exit code 2. */
export async function settings(options: CommonOptions): Promise<Config> {
  try {
    const beside = Deno.build.standalone ? dirname(Deno.execPath()) : null;
    const windows = Deno.build.os === "windows";
    const data = windows ? Deno.env.get("ProgramData") : undefined;
    const installed = data ? join(data, "MonitorRetornos") : null;
    return await loadConfig(
      await findConfig(options.config ?? null, beside, Deno.cwd(), windows, installed),
    );
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new CommandFailure(EXIT.usage, "configuracao", error.message);
  }
}

/** Files of the data folder. */
export function dataFiles(config: Config) {
  const folder = config.caminhos.pastaDados;
  return {
    ledger: join(folder, "ledger.db"),
    monitorLock: new FileLock(join(folder, "monitor.lock")),
    processingLock: new FileLock(join(folder, "processamento.lock")),
    integrationLock: new FileLock(join(folder, "integracao.lock")),
    work: join(folder, "trabalho"),
    notifications: join(folder, "notificacoes"),
  };
}

/** Opens the ledger for writing. Throws {@link CommandFailure} that names the folder. */
export async function writableLedger(config: Config): Promise<SqliteLedger> {
  return await inDataFolder(
    config,
    () => new SqliteLedger(openLedger(dataFiles(config).ledger)),
  );
}

/** Runs `work` on the data folder, made if need be; damage passes, other trouble becomes a {@link CommandFailure}. */
export async function inDataFolder<T>(config: Config, work: () => T | Promise<T>): Promise<T> {
  const folder = config.caminhos.pastaDados;
  try {
    await Deno.mkdir(folder, { recursive: true });
    return await work();
  } catch (error) {
    if (error instanceof CommandFailure || damageReason(error) !== null) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(
      EXIT.failure,
      "pasta_dados",
      `a pasta de dados não pode ser usada: ${folder} (${why}); confira [CAMINHOS] pasta_dados e as permissões`,
    );
  }
}

/** Opens the ledger for reading; null when there is none yet. */
export async function readableLedger(config: Config): Promise<SqliteLedger | null> {
  const { ledger } = dataFiles(config);
  try {
    await Deno.stat(ledger);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
  // A monitor that is just starting makes its ledger whole or not at all: one without tables is damaged.
  return new SqliteLedger(openLedger(ledger, { readOnly: true }));
}
