/**
 * One machine of a fleet: the monitors of many folders in one process, each put together as `monitorar` does, without the locks
 * and the watchdog that are a process's own. Its arguments: the config.ini of each folder.
 */
import { openEventLog, openLog } from "../../core/compose/channels.ts";
import { inDataFolder } from "../../core/compose/data_folder.ts";
import { openFolder } from "../../core/compose/files.ts";
import { openFolderClaim } from "../../core/compose/folder_claim.ts";
import { openMonitor } from "../../core/compose/monitor.ts";
import { spooledLedger } from "../../core/compose/spool.ts";
import { loadConfig } from "../../core/config/load_config.ts";
import type { FolderMark } from "../../core/ports/folder_mark.port.ts";
import { MAIN } from "../support/share.ts";

async function monitor(file: string): Promise<void> {
  const config = await loadConfig(file);
  await inDataFolder(config, () => {});
  const log = openLog(config);
  const stop = new AbortController();
  const ledger = await spooledLedger(config, () => {});
  const folder = openFolder(config, MAIN);
  const shared = await ledger.identity();
  const openClaim = (mark: FolderMark) => openFolderClaim(config, mark, log, shared);
  const running = await openMonitor(config, { version: "1.0.0", mainModule: MAIN }, {
    ledger,
    log,
    events: openEventLog(),
    watchdog: { beat() {}, stop() {} },
    folder,
    claim: openClaim(folder),
    openClaim,
    taken: () => Deno.exit(3),
    giveUp: () => Deno.exit(4),
  });
  await running.run(stop.signal);
}

await Promise.all(Deno.args.map(monitor));
