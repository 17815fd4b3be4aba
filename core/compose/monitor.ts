/** The whole monitor, put together. */
import { dropPermissions } from "../adapters/runtime/permissions.ts";
import type { ShareClient } from "../adapters/folder/share_client.ts";
import { startWatchdog, type Watchdog } from "../adapters/watchdog/watchdog.ts";
import { Monitor } from "../app/monitor.ts";
import { WaitWatch } from "../app/wait_watch.ts";
import type { FolderClaim } from "../app/watch/folder_claim.ts";
import { LedgerTrouble } from "../app/watch/ledger_trouble.ts";
import { SoleWork, type Work } from "../app/work.ts";
import type { Config } from "../config/config.ts";
import type { Holder } from "../domain/folder_mark.ts";
import type { Wait } from "../domain/wait.ts";
import type { EventLog } from "../ports/event_log.port.ts";
import type { Ledger } from "../ports/ledger/ledger.port.ts";
import { isFenced } from "../ports/ledger/possession.port.ts";
import { openAnnouncer, openChannels, type ProgramLog } from "./channels.ts";
import { openDisplay } from "./display.ts";
import { openFolder } from "./files.ts";
import { clock, localHuman, postOf } from "./machine.ts";
import { openShift, type ShiftParts } from "./shift.ts";

/** A main thread that is silent for so long, in ms, is stuck; the largest file takes less. */
const SILENCE_LIMIT_MS = 5 * 60_000;

/** What the monitor is put together from. */
export interface MonitorParts {
  readonly ledger: Ledger;
  readonly log: ProgramLog;
  readonly events: EventLog;
  readonly watchdog: Watchdog;
  /** The first one that works for the folder; whoever shares the ledger makes another one each time that the folder is got. */
  readonly folder: ShareClient;
  readonly claim: FolderClaim;
  /** `possession`: see {@link Holder}. */
  readonly openClaim: (folder: ShareClient, possession: number | null) => FolderClaim;
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
  const { ledger, log, events, watchdog, giveUp } = parts;
  const instance = crypto.randomUUID();
  const channels = await openChannels(config);
  const announcer = openAnnouncer(config, channels, log, events);
  const onChange = (queued: boolean) => monitor.changed(queued);
  const { taken } = parts;
  const common = { ledger, log, events, channels, announcer, taken, onChange };
  const work = await openWork(config, program, { ...parts, instance }, common);
  const display = await openDisplay(config, program.mainModule);
  const monitor: Monitor = new Monitor({
    clock,
    ledger,
    log,
    work,
    others: display === null ? [] : [display],
    waits: new WaitWatch({
      clock,
      log,
      events,
      local: localHuman,
      waits: () => {
        const stuck = log.stuckFor();
        const { mono } = clock.now();
        const ofLog: Wait[] = stuck === 0 ? [] : [{ kind: "log", since: mono - stuck, by: null }];
        return [work.shift?.watch.wait() ?? null, ...ofLog].filter((wait) => wait !== null);
      },
    }),
    beat: watchdog.beat,
    giveUp,
  }, {
    instance,
    pid: Deno.pid,
    version: program.version,
    folder: config.caminhos.pastaRetorno,
    post: postOf(config),
    intervalSeconds: config.servidor.intervaloVerificacao,
    alerts: config.servidor.habilitado,
  });
  return monitor;
}

/** The work for the folder: this monitor's alone, or of one of those that share the ledger at a time. */
async function openWork(
  config: Config,
  program: { readonly mainModule: string },
  parts: MonitorParts & { readonly instance: string },
  common: Omit<ShiftParts, "folder" | "claim" | "assure">,
): Promise<Work> {
  const { ledger, folder, claim, openClaim, instance } = parts;
  const post = postOf(config);
  if (!isFenced(ledger)) {
    return new SoleWork(await openShift(config, program, { ...common, folder, claim }), post);
  }
  await folder.close();
  const { openPossession } = await import("./engine.ts");
  const { PossessionLane } = await import("../app/possession/possession_lane.ts");
  const { announcer } = common;
  const trouble = new LedgerTrouble({
    ledger,
    clock,
    announcer,
    newId: () => crypto.randomUUID(),
  });
  return new PossessionLane({
    clock,
    ledger,
    possession: await openPossession(config, instance),
    announcer,
    open: (assure, generation) => {
      const folder = openFolder(config, program.mainModule);
      const claim = openClaim(folder, generation ?? ledger.spool?.lastHeld() ?? null);
      return openShift(config, program, { ...common, folder, claim, assure });
    },
    handOver: () => trouble.handOver(),
    onChange: () => common.onChange(true),
  }, {
    folder: config.caminhos.pastaRetorno,
    post,
    termMs: config.livro.prazoPosse * 1000,
  });
}
