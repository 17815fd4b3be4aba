/** The work for the folder, put together: once, or each time that the folder is got. */
import type { ShareClient } from "../adapters/folder/share_client.ts";
import { Shift } from "../app/shift.ts";
import type { Announcer } from "../app/tell/announce.ts";
import type { FolderClaim } from "../app/watch/folder_claim.ts";
import { FolderWatch } from "../app/watch/folder_watch.ts";
import type { Config } from "../config/config.ts";
import type { Holder } from "../domain/folder_mark.ts";
import type { Channel } from "../ports/channel.port.ts";
import type { EventLog } from "../ports/event_log.port.ts";
import type { Ledger } from "../ports/ledger/ledger.port.ts";
import { refusedEvent } from "../words/system_event.ts";
import { openDeliveries, type ProgramLog } from "./channels.ts";
import { dataFiles } from "./data_folder.ts";
import { openDuties } from "./duties.ts";
import { openIntegrator, openRebuild, openSweep } from "./files.ts";
import { openHeartbeat } from "./heartbeat.ts";
import { clock } from "./machine.ts";
import { maintenanceOf } from "./maintenance.ts";

/** At the end the folder has so long, in ms, to let the mark go. */
const LEAVE_MS = 2000;

/** What it is put together from. */
export interface ShiftParts {
  readonly ledger: Ledger;
  readonly log: ProgramLog;
  readonly events: EventLog;
  readonly channels: readonly Channel[];
  readonly announcer: Announcer;
  /** Ends with the work. */
  readonly folder: ShareClient;
  readonly claim: FolderClaim;
  /** The folder is a stranger's: ends the program. */
  readonly taken: (holder: Holder) => void;
  /** Something has changed, for those who look on. `queued`: there may be messages. */
  readonly onChange: (queued: boolean) => void;
  /** Asked before anything that only the holder of the folder may begin; default: nobody else can hold it. */
  readonly assure?: () => Promise<void>;
}

/** Afresh from what the ledger has. Rejects with what the ledger says. */
export async function openShift(
  config: Config,
  program: { readonly mainModule: string },
  parts: ShiftParts,
): Promise<Shift> {
  const { ledger, log, events, channels, announcer, folder, assure } = parts;
  const { intervaloVerificacao, prazoSonda } = config.servidor;
  const limits = { intervalMs: intervaloVerificacao * 1000, probeDeadlineMs: prazoSonda * 1000 };
  const rebuild = await openRebuild(config, program.mainModule, { ledger, folder, log, announcer });
  await rebuild?.announce();
  const integrator = await openIntegrator(config, ledger, log, assure);
  const watch = await FolderWatch.open({
    folder,
    ledger,
    clock,
    log,
    lock: dataFiles(config).processingLock,
    sweep: openSweep(config, ledger, folder, log, integrator, assure),
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
    onChange: parts.onChange,
  }, {
    ...limits,
    folder: config.caminhos.pastaRetorno,
    lookEveryMs: config.processamento.intervaloVarredura * 1000,
    alerts: config.servidor.habilitado,
    problemLimitMs: config.processamento.avisarPendenteMinutos * 60_000,
    takeExisting: config.processamento.processarExistentesAoIniciar,
  });
  const heartbeat = await openHeartbeat(config, log, watch);
  return new Shift({
    clock,
    log,
    folder,
    watch,
    ...(heartbeat === null ? {} : { heartbeat: () => heartbeat.status() }),
    others: heartbeat === null ? [] : [heartbeat],
    deliveries: openDeliveries(
      channels,
      ledger,
      log,
      announcer,
      maintenanceOf(config),
      // While nobody can be asked whose the folder is, the spool says who tells.
      async () => {
        if ((ledger.spool?.away() ?? null) === null) await assure?.();
      },
    ),
    // A mark that stays names this monitor, which finds it again.
    leave: () => parts.claim.release(LEAVE_MS).catch(() => {}),
    letGo: () => ledger.spool?.letGo(),
    close: () => integrator?.close() ?? Promise.resolve(),
  }, limits);
}
