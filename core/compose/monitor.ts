/** The whole monitor, put together. */
import { dropPermissions } from "../adapters/runtime/permissions.ts";
import type { ShareClient } from "../adapters/folder/share_client.ts";
import { startWatchdog, type Watchdog } from "../adapters/watchdog/watchdog.ts";
import type { Integrator } from "../app/files/integrate.ts";
import { Monitor } from "../app/monitor.ts";
import { WaitWatch } from "../app/wait_watch.ts";
import type { FolderClaim } from "../app/watch/folder_claim.ts";
import { FolderWatch } from "../app/watch/folder_watch.ts";
import type { Config } from "../config/config.ts";
import type { Holder } from "../domain/folder_mark.ts";
import type { Wait } from "../domain/wait.ts";
import type { EventLog } from "../ports/event_log.port.ts";
import type { Ledger } from "../ports/ledger/ledger.port.ts";
import { refusedEvent } from "../words/system_event.ts";
import { openAnnouncer, openChannels, openDeliveries, type ProgramLog } from "./channels.ts";
import { dataFiles } from "./data_folder.ts";
import { openDisplay } from "./display.ts";
import { openDuties } from "./duties.ts";
import { openHeartbeat } from "./heartbeat.ts";
import { openRebuild, openSweep } from "./files.ts";
import { clock, localHuman } from "./machine.ts";
import { maintenanceOf } from "./maintenance.ts";

/** A main thread that is silent for so long, in ms, is stuck; the largest file takes less. */
const SILENCE_LIMIT_MS = 5 * 60_000;

/** At the end the folder has so long, in ms, to let the mark go. */
const LEAVE_MS = 2000;

/** What the monitor is put together from. */
export interface MonitorParts {
  readonly ledger: Ledger;
  readonly log: ProgramLog;
  readonly events: EventLog;
  readonly watchdog: Watchdog;
  readonly integrator: Integrator | null;
  readonly folder: ShareClient;
  readonly claim: FolderClaim;
  /** The folder is another monitor's: ends the program. */
  readonly taken: (holder: Holder) => void;
  /** A lane no longer turns: ends the program. */
  readonly giveUp: () => void;
}

/** Watches over the whole program. Throws when the system gives no timer. */
export function openWatchdog(): Watchdog {
  return startWatchdog(SILENCE_LIMIT_MS);
}

/** From here on the program can only reach what it works with. */
export function giveUpPermissions(config: Config): void {
  dropPermissions([config.file, config.caminhos.pastaDados, config.logs.arquivoLog]);
}

/** The monitor, ready to run. Rejects with what the ledger says. */
export async function openMonitor(
  config: Config,
  program: { readonly version: string; readonly mainModule: string },
  parts: MonitorParts,
): Promise<Monitor> {
  const { ledger, log, events, watchdog, integrator, folder, giveUp } = parts;
  const alerts = config.servidor.habilitado;
  const probeDeadlineMs = config.servidor.prazoSonda * 1000;
  const channels = await openChannels(config);
  const announcer = openAnnouncer(config, channels, log, events);
  const rebuild = await openRebuild(config, program.mainModule, { ledger, folder, log, announcer });
  await rebuild?.announce();
  const watch = await FolderWatch.open({
    folder,
    ledger,
    clock,
    log,
    lock: dataFiles(config).processingLock,
    sweep: openSweep(config, ledger, folder, log, integrator),
    announcer,
    rebuild,
    duties: openDuties(config, ledger, { announcer, channels, log }),
    claim: parts.claim,
    onTaken: parts.taken,
    newId: () => crypto.randomUUID(),
    onFile: (file) => {
      if (file.situation !== "recusado") return;
      const entry = refusedEvent(file.name, file.reason);
      events.write(entry.event, entry.text);
    },
    onChange: (queued) => monitor.changed(queued),
  }, {
    folder: config.caminhos.pastaRetorno,
    intervalMs: config.servidor.intervaloVerificacao * 1000,
    probeDeadlineMs,
    lookEveryMs: config.processamento.intervaloVarredura * 1000,
    alerts,
    problemLimitMs: config.processamento.avisarPendenteMinutos * 60_000,
    takeExisting: config.processamento.processarExistentesAoIniciar,
  });
  const heartbeat = await openHeartbeat(config, log, watch);
  const display = await openDisplay(config, program.mainModule);
  const monitor: Monitor = new Monitor({
    clock,
    ledger,
    log,
    folder,
    watch,
    ...(heartbeat === null ? {} : { heartbeat: () => heartbeat.status() }),
    others: [heartbeat, display].filter((lane) => lane !== null),
    deliveries: openDeliveries(channels, ledger, log, announcer, maintenanceOf(config)),
    waits: new WaitWatch({
      clock,
      log,
      events,
      local: localHuman,
      waits: () => {
        const stuck = log.stuckFor();
        const { mono } = clock.now();
        const ofLog: Wait[] = stuck === 0 ? [] : [{ kind: "log", since: mono - stuck, by: null }];
        return [watch.wait(), ...ofLog].filter((wait) => wait !== null);
      },
    }),
    // A mark that stays names this monitor, which finds it again.
    leave: () => parts.claim.release(LEAVE_MS).catch(() => {}),
    beat: watchdog.beat,
    giveUp,
  }, {
    instance: crypto.randomUUID(),
    pid: Deno.pid,
    version: program.version,
    folder: config.caminhos.pastaRetorno,
    intervalSeconds: config.servidor.intervaloVerificacao,
    probeDeadlineMs,
    alerts,
  });
  return monitor;
}
