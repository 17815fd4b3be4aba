/** The spool of a ledger that is on a server: in the data folder, on this machine's disk. */
import { openLedger } from "../adapters/ledger/sqlite/database.ts";
import { SqliteLedger } from "../adapters/ledger/sqlite/sqlite_ledger.ts";
import { SpooledLedger } from "../app/spool/spooled_ledger.ts";
import type { Config } from "../config/config.ts";
import { LedgerDamaged } from "../ports/ledger/ledger.port.ts";
import { dataFiles, inDataFolder } from "./data_folder.ts";
import { clock, localDateTime } from "./machine.ts";

/**
 * A connection that is made, and a statement, by the monitor: it has a spool, and need not wait for long. ms. Of the statement most is
 * the time that others may hold a lock.
 */
const PATIENCE = { connectMs: 5000, statementMs: 20_000, answerMs: 2000 };

/** What is told of an outage while the server is away waits for so many terms for it, where there is another machine. */
const GRACE_TERMS = 2;
/** At most, ms: an outage is to be told. */
const LONGEST_GRACE_MS = 120_000;

/** A server that was asked and says nothing for so long, in ms, is away: others' locks hardly ever take longer. */
const LONGEST_SILENCE_MS = 10_000;

/**
 * The monitor's ledger: on the server, with its spool. Does not wait for the server. `onLost` is told where a spool lies that was
 * damaged: what it held and the server has not is lost. Rejects with a `Failure` when the data folder cannot be used, or the
 * server's ledger cannot be.
 */
export async function spooledLedger(
  config: Config,
  onLost: (kept: string, reason: string) => void,
): Promise<SpooledLedger> {
  const { openPostgres } = await import("./engine.ts");
  const spool = await inDataFolder(config, () => soundSpool(config, onLost));
  // A part of the term without a sign of life, so that the one that holds the folder knows before another one may take it.
  const limitMs = Math.min(LONGEST_SILENCE_MS, config.livro.prazoPosse * 500);
  const patience = { ...PATIENCE, connectMs: Math.min(PATIENCE.connectMs, limitMs) };
  const server = await openPostgres(config, { readOnly: false, patience });
  try {
    return await SpooledLedger.open({
      server,
      spool,
      clock,
      graceMs: Math.min(GRACE_TERMS * config.livro.prazoPosse * 1000, LONGEST_GRACE_MS),
      silence: {
        limitMs,
        now: () => server.session.silentMs,
        end: () => server.session.interrupt(),
      },
    }, config.caminhos.pastaRetorno);
  } catch (error) {
    await server.close();
    await spool.close();
    throw error;
  }
}

/** The spool for writing, made if need be. Rejects with a `Failure` that names the data folder, or with `LedgerDamaged`. */
export async function writableSpool(config: Config): Promise<SqliteLedger> {
  const { spoolPath } = dataFiles(config);
  return await inDataFolder(config, () => new SqliteLedger(openLedger(spoolPath)));
}

/** The spool for reading; null when there is none, or none that can be read. */
export function readableSpool(config: Config): SqliteLedger | null {
  try {
    return new SqliteLedger(openLedger(dataFiles(config).spoolPath, { readOnly: true }));
  } catch {
    return null;
  }
}

function soundSpool(
  config: Config,
  onLost: (kept: string, reason: string) => void,
): SqliteLedger {
  const { spoolPath } = dataFiles(config);
  try {
    return new SqliteLedger(openLedger(spoolPath));
  } catch (error) {
    if (!(error instanceof LedgerDamaged)) throw error;
    const stamp = localDateTime(clock.now().wall).replace(/[-:]/g, "").replace(" ", "-");
    const kept = `${spoolPath}.danificado-${stamp}`;
    for (const part of ["", "-wal", "-shm"]) move(spoolPath + part, kept + part);
    onLost(kept, error.reason);
    return new SqliteLedger(openLedger(spoolPath));
  }
}

function move(from: string, to: string): void {
  try {
    Deno.renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
