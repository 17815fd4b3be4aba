/** The ledger on a PostgreSQL server, where config.ini asks for it. Loaded for nobody else. */
import { PossessionStore } from "../adapters/ledger/postgres/possession_store.ts";
import { PostgresLedger } from "../adapters/ledger/postgres/postgres_ledger.ts";
import {
  PATIENCE,
  type Patience,
  placeOf,
  type PostgresSettings,
} from "../adapters/ledger/postgres/settings.ts";
import type { Config } from "../config/config.ts";
import { Failure } from "../domain/failure.ts";
import { unreadableCertificateText } from "../words/ledger_state.ts";
import { postOf } from "./machine.ts";
import { secretSource } from "./password.ts";

/** How the ledger is opened there. */
export interface EngineWishes {
  /** For queries: nothing is made or changed. */
  readonly readOnly: boolean;
  readonly patience?: Partial<Patience>;
  /** Every folder of the ledger, not the configured one; only to be read. */
  readonly allFolders?: boolean;
}

/**
 * The ledger of the configured folder, connected. Rejects with `LedgerUnavailable` when the server does not answer, with
 * `LedgerOutdated`, and with a `Failure` when the secret or the certificate cannot be read or the server does not fit.
 */
export async function postgresLedger(
  config: Config,
  { readOnly, patience = {}, allFolders = false }: EngineWishes,
): Promise<PostgresLedger> {
  const ledger = await openPostgres(config, { readOnly, patience, allFolders });
  try {
    await ledger.ready();
    return ledger;
  } catch (error) {
    await ledger.close();
    throw error;
  }
}

/** The possession of the configured folder, for one run of a monitor (or of a command). Connects with its first look. */
export async function openPossession(config: Config, owner: string): Promise<PossessionStore> {
  const settings = await settingsOf(config);
  return new PossessionStore(settings, {
    folder: config.caminhos.pastaRetorno,
    owner,
    post: postOf(config),
    place: placeKey(config),
    termMs: config.livro.prazoPosse * 1000,
  });
}

/** The same, which connects with the first question. Rejects with a `Failure` when the secret or the certificate cannot be read. */
export async function openPostgres(
  config: Config,
  { readOnly, patience = {}, allFolders = false }: EngineWishes,
): Promise<PostgresLedger> {
  // A monitor that is frozen in a transaction must not be in the way of the one that takes over.
  const silentMs = Math.min(PATIENCE.silentMs, config.livro.prazoPosse * 1000 / 4);
  const settings = { ...await settingsOf(config), patience: { silentMs, ...patience } };
  const folder = allFolders ? null : config.caminhos.pastaRetorno;
  return new PostgresLedger(settings, { folder, readOnly, place: placeKey(config) });
}

/** One monitor at most runs with this machine and data folder: its lock sees to that. */
function placeKey({ caminhos }: Config): string {
  return `${Deno.hostname()}|${caminhos.pastaDados}`.toLowerCase();
}

/** Where it is, without secrets, for people. */
export function ledgerPlace({ livro }: Config): string {
  return placeOf({
    host: livro.servidor,
    port: livro.porta,
    database: livro.banco,
    user: livro.usuario,
    password: "",
  });
}

async function settingsOf(config: Config): Promise<PostgresSettings> {
  const { servidor, porta, banco, usuario, tls, certificadoCa } = config.livro;
  return {
    host: servidor,
    port: porta,
    database: banco,
    user: usuario,
    password: await secretSource(config, "livro", null)() ?? "",
    tls,
    ...(certificadoCa === null ? {} : { ca: await certificate(certificadoCa) }),
    application: `MonitorRetornos ${postOf(config)}`,
  };
}

async function certificate(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new Failure("certificado", unreadableCertificateText(path, detail), { cause: error });
  }
}
