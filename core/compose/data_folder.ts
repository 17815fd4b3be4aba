/** The data folder: what lies in it, and its locks. */
import { PASSWORD_VARIABLE } from "../adapters/secret/password.ts";
import { FileLock } from "../adapters/lock/file_lock.ts";
import { type Config, ConfigError } from "../config/config.ts";
import { passwordInTheOpen } from "../config/schema.ts";
import { findConfig, loadConfig, searchFolders, thisMachine } from "../config/load_config.ts";
import { Failure } from "../domain/failure.ts";
import { pathRules } from "../domain/path_rules.ts";
import { LedgerDamaged } from "../ports/ledger/ledger.port.ts";
import type { Lock } from "../ports/lock.port.ts";
import { passwordInTheOpenText } from "../words/config/note.ts";
import { dataFolderText, noRightsText, processText } from "../words/trouble.ts";
import { clock, localHuman } from "./machine.ts";

const { dirname, join } = pathRules(Deno.build.os === "windows");

/** A lock that is taken is asked for again after this, in ms. */
const LOCK_RETRY_MS = 100;

/** Finds and reads config.ini. Throws `ConfigError`. */
export async function readConfig(given: string | null): Promise<Config> {
  const machine = thisMachine();
  const cwd = Deno.cwd();
  const program = Deno.build.standalone ? dirname(Deno.execPath()) : null;
  const file = await findConfig(given, cwd, searchFolders(program, cwd, machine), machine.windows);
  const config = await loadConfig(file, machine);
  const { habilitado, seguranca, autenticacao } = config.email;
  if (!habilitado || !passwordInTheOpen(seguranca, autenticacao)) return config;
  if (!Deno.env.get(PASSWORD_VARIABLE)) return config;
  return { ...config, avisos: [...config.avisos, passwordInTheOpenText(PASSWORD_VARIABLE)] };
}

/** What a wrong configuration is told from everything else by. */
export { ConfigError };

/** Files and locks of the data folder. */
export function dataFiles(config: Config) {
  const folder = config.caminhos.pastaDados;
  return {
    ledgerPath: join(folder, "ledger.db"),
    /** Of a ledger on a server: what this machine tells and shows while that is away. */
    spoolPath: join(folder, "livro-local.db"),
    /** Written when the engine speaks of damage in the middle of work: the next start looks at every page and index. */
    suspicionPath: join(folder, "ledger.suspeito"),
    monitorLock: new FileLock(join(folder, "monitor.lock")),
    processingLock: new FileLock(
      join(folder, "processamento.lock"),
      () => processText(Deno.pid, Deno.args[0] ?? "", localHuman(clock.now().wall)),
    ),
    integrationLock: new FileLock(join(folder, "integracao.lock")),
    work: join(folder, "trabalho"),
    notifications: join(folder, "notificacoes"),
  };
}

/** Whether a monitor of this data folder runs. Takes the lock away from nobody. Throws `Failure` when this account may not know. */
export async function monitorRuns(config: Config): Promise<boolean> {
  return await withRights(config, () => dataFiles(config).monitorLock.isHeld());
}

/** Waits for a lock, for `patienceMs` at most; null when somebody has held it all the time. */
export async function acquire(lock: Lock, patienceMs: number): Promise<(() => void) | null> {
  for (const end = clock.now().mono + patienceMs;;) {
    const release = await lock.tryAcquire();
    if (release !== null || clock.now().mono > end) return release;
    await clock.sleep(LOCK_RETRY_MS);
  }
}

/**
 * Others may not look into the data folder: whoever can read a lock can hold it, and stop the monitor. True: they could, and no
 * longer can. Only where files have modes, and the folder is ours.
 */
export async function closeToOthers(config: Config): Promise<boolean> {
  if (Deno.build.os === "windows") return false;
  const { mode, uid } = await Deno.stat(config.caminhos.pastaDados);
  if (mode === null || (mode & 0o077) === 0 || uid !== Deno.uid()) return false;
  await Deno.chmod(config.caminhos.pastaDados, 0o700);
  return true;
}

/** Runs `work`, which reads the data folder: an account that may not becomes a {@link Failure} that says so. */
export async function withRights<T>(config: Config, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isDenied(error)) throw error;
    throw new Failure("permissao", noRightsText(config.caminhos.pastaDados), { cause: error });
  }
}

/** The system says no, or SQLite does without saying why: it has one number (14) for all that keeps a file from being opened. */
function isDenied(error: unknown): boolean {
  if (error instanceof Deno.errors.PermissionDenied) return true;
  return error instanceof Error && "errcode" in error && error.errcode === 14;
}

/** Runs `work` on the data folder, made if need be; damage of the ledger passes, other trouble becomes a {@link Failure}. */
export async function inDataFolder<T>(config: Config, work: () => T | Promise<T>): Promise<T> {
  const folder = config.caminhos.pastaDados;
  try {
    // On Windows rights are the installer's business.
    await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
    return await work();
  } catch (error) {
    if (error instanceof Failure || error instanceof LedgerDamaged) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure("pasta_dados", dataFolderText(folder, why), { cause: error });
  }
}
