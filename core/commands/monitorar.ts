/** `monitorar`: runs until it is told to stop. */
import { say } from "../app/tell/say.ts";
import { openEcho, openEventLog, openLog, type ProgramLog } from "../compose/channels.ts";
import { acquire, closeToOthers, dataFiles, inDataFolder } from "../compose/data_folder.ts";
import { openFolder } from "../compose/files.ts";
import { onServer, soundLedger, suspectLedger } from "../compose/ledger.ts";
import { giveUpPermissions, openMonitor, openWatchdog } from "../compose/monitor.ts";
import { openFolderClaim, takenText } from "../compose/folder_claim.ts";
import { clock, localHuman } from "../compose/machine.ts";
import { secretsNowhere } from "../compose/password.ts";
import { spooledLedger } from "../compose/spool.ts";
import { refuseOpenPlaces } from "../compose/trust.ts";
import type { Config } from "../config/config.ts";
import type { FolderClaim } from "../app/watch/folder_claim.ts";
import { reconnectDelay } from "../domain/backoff.ts";
import type { Holder } from "../domain/folder_mark.ts";
import type { EventLog } from "../ports/event_log.port.ts";
import { isLedgerTrouble, type Ledger } from "../ports/ledger/ledger.port.ts";
import type { FolderMark } from "../ports/folder_mark.port.ts";
import { type FencedLedger, isFenced } from "../ports/ledger/possession.port.ts";
import { FolderUnreachable } from "../ports/folder.port.ts";
import { folderTakenLine } from "../words/folder_mark.ts";
import { lastWords } from "../compose/last_words.ts";
import { plainText } from "../domain/text.ts";
import { damageAdvice } from "../words/ledger_state.ts";
import {
  ledgerAvailableLine,
  ledgerUnavailableLine,
  spoolLostLine,
  upgradedLine,
} from "../words/log/ledger.ts";
import {
  closedToOthersLine,
  configWarningLine,
  damagedAtWorkLine,
  defectLine,
  endedAbruptlyLine,
  startedLines,
} from "../words/log/program.ts";
import { startedEvent, stoppedEvent, takenEvent } from "../words/system_event.ts";
import { CommandFailure, EXIT } from "./exit.ts";
import { type CommandContext, type CommonOptions, settings } from "./output.ts";

/** A status query holds the lock for an instant; a real monitor holds it for good. */
const LOCK_PATIENCE_MS = 2000;
/** So long, in ms, the start waits for the folder to say whose it is. */
const FOLDER_PATIENCE_MS = 2000;
/** The last lines, in the log and on the screen, are waited for so long, in ms. */
const LAST_LINES_MS = 2000;

/** Exit code 0 when told to stop, 3 when another monitor runs. */
export async function monitorar(options: CommonOptions, context: CommandContext): Promise<number> {
  const config = await settings(options);
  await refuseOpenPlaces(config);
  const closed = await inDataFolder(config, async () => {
    await holdInstanceLock(config);
    return await closeToOthers(config);
  });
  const stop = new AbortController();
  listenForSignals(() => stop.abort());
  const echo = openEcho(context.json ? Deno.stderr : Deno.stdout);
  const log = openLog(config, (line) => echo.push(line));
  const events = openEventLog();
  const ledger = await openLedger(config, log);
  say(log, ...[...config.avisos, ...await secretsNowhere(config)].map(configWarningLine));
  const before = (await ledger.presence.read().catch(() => null)) ?? null;
  if (before?.status.ended === false && config.livro.motor === "sqlite") {
    say(log, endedAbruptlyLine(before.pid, localHuman(before.heartbeatAt)));
  }
  if (closed) say(log, closedToOthersLine(config.caminhos.pastaDados));
  const folder = openFolder(config, context.mainModule);
  const shared = isFenced(ledger) ? await identityOf(ledger, log, events, stop.signal) : null;
  if (shared === "") return EXIT.done;
  const openClaim = (mark: FolderMark, possession: number | null) =>
    openFolderClaim(config, mark, log, shared, possession);
  const claim = openClaim(folder, null);
  /** The last lines, with the reason as one of them. */
  const taken = async (text: string) => {
    say(log, folderTakenLine(text));
    await Promise.all([log.flush(LAST_LINES_MS), echo.flush(LAST_LINES_MS)]);
  };
  const other = await firstAnswer(claim, shared !== null);
  if (other !== null) {
    await folder.close();
    const text = takenText(config, other);
    await taken(text);
    throw new CommandFailure(EXIT.alreadyRunning, "pasta_em_uso", text);
  }
  leaveAWordBeforeDying(config, log);
  say(
    log,
    ...startedLines(
      context.version,
      Deno.pid,
      config.caminhos.pastaRetorno,
      config.servidor.intervaloVerificacao,
      config.processamento.intervaloVarredura,
    ),
  );
  ledger.onDamage((reason) => {
    // Going on would only fail again; the next start sets the ledger aside and rebuilds it.
    suspectLedger(config, reason);
    say(log, damagedAtWorkLine(damageAdvice(reason)));
    events.write("livro", damageAdvice(reason));
    Deno.exit(EXIT.damaged);
  });
  const watchdog = openWatchdog();
  const began = startedEvent(context.version, config.caminhos.pastaRetorno);
  events.write(began.event, began.text);
  giveUpPermissions(config);
  const giveUp = () => Deno.exit(EXIT.stalled);
  const parts = {
    ledger,
    log,
    events,
    watchdog,
    folder,
    claim,
    openClaim,
    taken: (holder: Holder) => {
      const { event, text } = takenEvent(takenText(config, holder));
      events.write(event, text);
      taken(text).finally(() => Deno.exit(EXIT.alreadyRunning));
    },
    giveUp,
  };
  const monitor = await openMonitor(config, context, parts);
  await monitor.run(stop.signal);
  watchdog.stop();
  const ended = stoppedEvent();
  events.write(ended.event, ended.text);
  await Promise.all([log.flush(LAST_LINES_MS), echo.flush(LAST_LINES_MS)]);
  if (context.json) context.document({ encerrado: true });
  return EXIT.done;
}

/** The ledger. One on a server may be away: then the spool on this machine's disk has to do. */
async function openLedger(config: Config, log: ProgramLog): Promise<Ledger> {
  try {
    if (onServer(config)) {
      return await spooledLedger(config, (kept, reason) => say(log, spoolLostLine(kept, reason)));
    }
    return await soundLedger(config, {
      thorough: true,
      onUpgrade: ({ from, to, copy }) => say(log, upgradedLine(from, to, copy)),
    });
  } finally {
    await log.flush(LAST_LINES_MS);
  }
}

/** The name of a shared ledger, which is waited for where it was never reached yet; empty: told to stop meanwhile. */
async function identityOf(
  ledger: FencedLedger,
  log: ProgramLog,
  events: EventLog,
  stop: AbortSignal,
): Promise<string> {
  const since = clock.now().mono;
  for (let attempts = 1;; attempts++) {
    try {
      const identity = await ledger.identity();
      if (attempts > 1) say(log, ledgerAvailableLine(clock.now().mono - since));
      return identity;
    } catch (error) {
      if (!isLedgerTrouble(error)) throw error;
      if (attempts === 1) {
        say(log, ledgerUnavailableLine(error.message));
        events.write("livro", error.message);
      }
      await clock.sleep(reconnectDelay(attempts), stop);
      if (stop.aborted) return "";
    }
  }
}

/**
 * A folder that does not answer at once is asked again by the first look: nobody waits for it here. Whoever shares the ledger
 * leaves no mark before the folder is its own.
 */
async function firstAnswer(claim: FolderClaim, shared: boolean): Promise<Holder | null> {
  const answer = (shared ? claim.peek() : claim.hold()).catch((error) => {
    if (error instanceof FolderUnreachable) return null;
    throw error;
  });
  return await Promise.race([answer, clock.sleep(FOLDER_PATIENCE_MS).then(() => null)]);
}

/** Held until the process ends, however it ends. */
async function holdInstanceLock(config: Config): Promise<void> {
  if (await acquire(dataFiles(config).monitorLock, LOCK_PATIENCE_MS) !== null) return;
  throw new CommandFailure(
    EXIT.alreadyRunning,
    "ja_esta_rodando",
    `já existe um monitor rodando com a pasta de dados ${config.caminhos.pastaDados}; veja com "estado", pare com "parar"`,
  );
}

/** A defect ends the program, and its keeper starts it again; the log must say what it was. */
function leaveAWordBeforeDying(config: Config, log: ProgramLog): void {
  const die = (event: Event, error: unknown) => {
    // The runtime would print the error as it is, with whatever a library has put into it.
    event.preventDefault();
    const line = defectLine(lastWords(config, error));
    say(log, line);
    log.writeNow();
    try {
      Deno.stderr.writeSync(new TextEncoder().encode(`${plainText(line.text)}\n`));
    } finally {
      Deno.exit(EXIT.failure);
    }
  };
  globalThis.addEventListener("error", (event) => die(event, event.error));
  globalThis.addEventListener("unhandledrejection", (event) => die(event, event.reason));
}

function listenForSignals(stop: () => void): void {
  const signals: Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT", "SIGBREAK", "SIGTERM", "SIGHUP"]
    : ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) {
    try {
      Deno.addSignalListener(signal, stop);
    } catch { /* this system does not have it */ }
  }
}
