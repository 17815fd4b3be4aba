/** The mark that keeps two monitors with two ledgers from working on one folder. */
import { isAbsolute, join } from "node:path";
import { FileLock } from "../adapters/lock/file_lock.ts";
import { FolderClaim } from "../app/watch/folder_claim.ts";
import type { Config } from "../config/config.ts";
import { folderKey } from "../domain/folder_key.ts";
import { type Holder, MARK_NAME } from "../domain/folder_mark.ts";
import type { FolderMark } from "../ports/folder_mark.port.ts";
import type { Log } from "../ports/log.port.ts";
import { isFenced } from "../ports/ledger/possession.port.ts";
import { readableLedger } from "./ledger.ts";
import { folderTakenText, holderText } from "../words/folder_mark.ts";
import { clock, localHuman, localIso } from "./machine.ts";

/**
 * This monitor's hold on its folder. `ledger`: the identity of a ledger that it shares with others; null: it does not. `possession`:
 * with which number that gave it the folder last; null: not known.
 */
export function openFolderClaim(
  config: Config,
  mark: FolderMark,
  log: Log,
  ledger: string | null,
  possession: number | null = null,
): FolderClaim {
  const { pastaRetorno } = config.caminhos;
  return new FolderClaim({ mark, log, clock, runs, local: localHuman, iso: localIso }, {
    me: {
      machine: Deno.hostname(),
      dataFolder: config.caminhos.pastaDados,
      pid: Deno.pid,
      since: clock.now().wall,
      // By this very name: under two names of one folder two monitors would work at once.
      ledger: ledger === null ? null : `${ledger} ${folderKey(pastaRetorno)}`,
      possession,
    },
    name: MARK_NAME,
    deadlineMs: config.servidor.prazoSonda * 1000,
  });
}

/** The identity of the ledger that this monitor shares with others; null: it shares none, or its server does not answer. */
export async function sharedLedger(config: Config): Promise<string | null> {
  if (config.livro.motor !== "postgresql") return null;
  const ledger = await readableLedger(config).catch(() => null);
  try {
    return ledger !== null && isFenced(ledger) ? await ledger.identity() : null;
  } finally {
    await ledger?.close();
  }
}

/** Why nothing may be processed here. */
export function takenText(config: Config, holder: Holder): string {
  return folderTakenText(config.caminhos.pastaRetorno, holderText(holder, localHuman));
}

/**
 * Whether that monitor runs, by its lock; null when this machine cannot know. The mark may say anything: only a place on a disk
 * of this machine is looked at, because a share would be told who asks.
 */
async function runs({ machine, dataFolder }: Holder): Promise<boolean | null> {
  const here = machine.toLowerCase() === Deno.hostname().toLowerCase();
  if (!here || !isAbsolute(dataFolder) || /^[\\/]{2}/.test(dataFolder)) return null;
  return await new FileLock(join(dataFolder, "monitor.lock")).isHeld().catch(() => null);
}
