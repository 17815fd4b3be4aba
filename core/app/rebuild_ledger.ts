/**
 * Fills a new ledger from the folder of processed files, after the old one was damaged. Each file is recorded
 * in a transaction of its own, so a kill at any moment costs nothing but time; no new file is processed until
 * all of them are known.
 */
import { fileRetryDelay } from "../domain/backoff.ts";
import type { Clock } from "../ports/clock.port.ts";
import {
  FileUnavailable,
  type FolderEntry,
  FolderUnreachable,
  NAMES_PER_CALL,
  type RetornoFolder,
} from "../ports/folder.port.ts";
import type { Ledger } from "../ports/ledger/ledger.port.ts";
import type { Rebuild, RebuildReport } from "../ports/ledger/rebuild.port.ts";
import type { Log } from "../ports/log.port.ts";
import type { DamageFacts, RebuiltAnnouncement } from "../words/announcement.ts";
import { rebuildProgressLine } from "../words/log/ledger.ts";
import type { FileDecider } from "./files/decide_file.ts";
import { isOfLedger } from "./files/file_failures.ts";
import type { Announcer } from "./tell/announce.ts";
import { say } from "./tell/say.ts";

/** A run ends after so long, in ms, so that the caller shows signs of life and looks after the folder. */
const SLICE_MS = 15_000;
/** A file that cannot be read (open elsewhere, denied) is tried so often before the rebuild goes on without it. */
const ATTEMPTS = 4;
/** Progress is told this often, in ms. */
const TELL_EVERY_MS = 30_000;

/** What the rebuild works with. */
export interface RebuildPorts {
  /** pasta_processados, as a folder of its own. */
  readonly processed: RetornoFolder;
  /** The watched folder: tells a missing pasta_processados from a share that is away. */
  readonly watched: RetornoFolder;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  readonly announcer: Announcer;
  readonly decider: FileDecider;
}

/** Settings of the rebuild. */
export interface RebuildSettings {
  /** pasta_processados. */
  readonly directory: string;
  readonly deadlineMs: number;
}

interface Unread {
  readonly entry: FolderEntry;
  readonly failures: number;
  readonly notBefore: number;
  readonly reason: string;
}

/** One rebuild; call {@link LedgerRebuild.run} under the processing lock until it says null. */
export class LedgerRebuild {
  readonly #ports: RebuildPorts;
  readonly #settings: RebuildSettings;
  #names: string[] | null = null;
  #folderMissing = false;
  #entries: FolderEntry[] = [];
  #sorted = false;
  #unread: Unread[] = [];
  #lastTold = -Infinity;

  constructor(ports: RebuildPorts, settings: RebuildSettings) {
    this.#ports = ports;
    this.#settings = settings;
  }

  /** Says it loudly, everywhere. Once per start, for as long as the rebuild is not complete. */
  async announce(): Promise<void> {
    const rebuild = await this.#ports.ledger.rebuild.pending();
    if (rebuild === null) return;
    const { announcer, clock } = this.#ports;
    announcer.tell({ kind: "ledger-damaged", ...this.#facts(rebuild) }, clock.now().wall);
  }

  /**
   * Goes on with it: null once the ledger is complete, otherwise the ms until the next call has something to do.
   * Throws {@link FolderUnreachable} when the folder does not answer, and what the ledger throws.
   */
  async run(interrupted: () => boolean): Promise<number | null> {
    const { ledger, clock } = this.#ports;
    const rebuild = await ledger.rebuild.pending();
    if (rebuild === null) return null;
    const end = clock.now().mono + SLICE_MS;
    const pause = () => interrupted() || clock.now().mono > end;
    if (!await this.#learn(pause)) return 0;
    // Asked anew each time: `processar` may have gone on with it meanwhile.
    const placed = await ledger.rebuild.placed(this.#settings.directory);
    for (let entry = this.#entries[0]; entry !== undefined; entry = this.#entries[0]) {
      if (pause()) return 0;
      if (!placed.has(entry.name)) await this.#take(entry, 0);
      this.#entries.shift();
      this.#tellProgress();
    }
    const wait = await this.#retry(pause);
    if (wait !== null) return wait;
    await this.#finish(rebuild);
    await this.close();
    return null;
  }

  /** Ends the helper process. */
  async close(): Promise<void> {
    await this.#ports.processed.close();
  }

  /** Names, then sizes and times, then the order. False when interrupted. */
  async #learn(pause: () => boolean): Promise<boolean> {
    const { processed } = this.#ports;
    this.#names ??= [...await this.#list()];
    while (this.#names.length > 0) {
      if (pause()) return false;
      const batch = this.#names.slice(0, NAMES_PER_CALL);
      this.#entries.push(...await processed.stat(batch, this.#settings.deadlineMs));
      this.#names.splice(0, batch.length);
    }
    if (!this.#sorted) {
      this.#entries.sort((a, b) => a.mtimeMs - b.mtimeMs || (a.name < b.name ? -1 : 1));
      this.#sorted = true;
    }
    return true;
  }

  async #list(): Promise<readonly string[]> {
    const { processed, watched } = this.#ports;
    try {
      return await processed.list(this.#settings.deadlineMs);
    } catch (error) {
      if (!(error instanceof FolderUnreachable) || error.diagnosis.code !== "pasta") throw error;
      // The watched folder answers and this one is not there: nothing was ever processed, or somebody took it away.
      await watched.probe(this.#settings.deadlineMs);
      this.#folderMissing = true;
      return [];
    }
  }

  /** One file is one file here too: what cannot be read, or adopted, is tried a few times, and then the rebuild goes on without. */
  async #take(entry: FolderEntry, failures: number): Promise<void> {
    // The reservation of a move that a kill interrupted: its file still lies in the watched folder.
    if (entry.size === 0) return;
    try {
      if (entry.failed !== undefined) {
        throw new FileUnavailable(entry.failed.trouble, entry.failed.message);
      }
      await this.#adopt(entry);
    } catch (error) {
      if (error instanceof FolderUnreachable || await isOfLedger(this.#ports.ledger, error)) {
        throw error;
      }
      const trouble = error instanceof FileUnavailable ? error.trouble : "other";
      if (trouble === "vanished") return;
      // One that does not answer says nothing of the folder while the folder does.
      if (trouble === "timeout") await this.#ports.processed.probe(this.#settings.deadlineMs);
      this.#unread.push({
        entry,
        failures: failures + 1,
        notBefore: this.#ports.clock.now().mono + fileRetryDelay(failures + 1),
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  }

  async #adopt(entry: FolderEntry): Promise<void> {
    const { processed, decider } = this.#ports;
    const content = await processed.read(entry, this.#settings.deadlineMs);
    try {
      await decider.adopt(entry, content, this.#settings.directory);
    } finally {
      content.dispose();
    }
  }

  /** Null when nothing is left to be tried again. */
  async #retry(pause: () => boolean): Promise<number | null> {
    const { processed, clock } = this.#ports;
    for (;;) {
      const waiting = this.#unread.filter((one) => one.failures < ATTEMPTS);
      if (waiting.length === 0) return null;
      const due = waiting.filter((one) => one.notBefore <= clock.now().mono);
      if (due.length === 0) {
        return Math.min(...waiting.map((one) => one.notBefore)) - clock.now().mono;
      }
      for (const one of due) {
        if (pause()) return 0;
        const [now] = await processed.stat([one.entry.name], this.#settings.deadlineMs);
        this.#unread.splice(this.#unread.indexOf(one), 1);
        if (now !== undefined) await this.#take(now, one.failures);
      }
    }
  }

  /** The ledger is complete from this commit on, and the mail is on its way with it. */
  async #finish(rebuild: Rebuild): Promise<void> {
    const { ledger, clock, announcer } = this.#ports;
    const now = clock.now().wall;
    const report: RebuildReport = {
      ...await ledger.rebuild.tally(this.#settings.directory),
      unreadable: this.#unread.map(({ entry, reason }) => ({ name: entry.name, reason })),
      folderMissing: this.#folderMissing,
    };
    const announcement: RebuiltAnnouncement = {
      kind: "ledger-rebuilt",
      ...this.#facts(rebuild),
      rebuilt: { ...report, finishedAt: now },
    };
    await ledger.rebuild.finish(rebuild.id, now, report, announcer.messages(announcement, now));
    announcer.tell(announcement, now);
  }

  #facts({ id, kept, reason, noticedAt }: Rebuild): DamageFacts {
    return { id, kept, reason, noticedAt, folder: this.#settings.directory };
  }

  #tellProgress(): void {
    const { mono } = this.#ports.clock.now();
    if (mono - this.#lastTold < TELL_EVERY_MS) return;
    this.#lastTold = mono;
    say(this.#ports.log, rebuildProgressLine(this.#entries.length));
  }
}
