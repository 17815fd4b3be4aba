/** One look at the folder: which files are ripe, and what becomes of each of them. */
import type { Diagnosis } from "../domain/diagnosis.ts";
import type { Clock } from "../ports/clock.port.ts";
import {
  type FileContent,
  FileUnavailable,
  type FolderEntry,
  FolderUnreachable,
  type RetornoFolder,
} from "../ports/folder.port.ts";
import { IntegrationPending } from "../ports/integration.port.ts";
import type { FileRecord, Ledger } from "../ports/ledger.port.ts";
import type { Log } from "../ports/log.port.ts";
import { incompleteLine, unavailableLine } from "../words/log/files.ts";
import { runPipeline } from "./pipeline.ts";
import { type FileOutcome, type FileProcessor, outcomeOf, type Patience } from "./process_file.ts";
import { say } from "./say.ts";

/** A look may spend so long on the sizes and times of new names, in ms; the rest waits for the next look. */
const STAT_BUDGET_MS = 2000;
const STAT_BATCH = 250;
/** Files of one message to the folder process; twice as many are in memory, of which each may hold 2 MiB. */
const GROUP = 4;
/** An unfinished-looking file is refused once it stayed unchanged for this many times `tempo_espera_arquivo`... */
const PATIENCE_FACTOR = 10;
/** One that is good but for its open end is accepted after so many times `tempo_espera_arquivo`... */
const BRIEF_FACTOR = 3;
/** ...and not sooner than this, in ms. */
const LEAST_BRIEF_MS = 2000;
/** No refusal comes sooner than this, in ms. */
const LEAST_PATIENCE_MS = 5000;
/** A file that fails again and again is tried at these intervals, in ms. */
export const RETRY_MS = [1000, 5000, 30_000, 120_000, 300_000] as const;

/** Settings of a look. */
export interface SweepSettings {
  /** `tempo_espera_arquivo`, in ms. */
  readonly settleMs: number;
  /** `prazo_sonda`, in ms. */
  readonly deadlineMs: number;
}

/** What a look works with. */
export interface SweepPorts {
  readonly folder: RetornoFolder;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  readonly processor: FileProcessor;
}

/** How one look is to be made. */
export interface LookOptions {
  /** Files that come in now belong to the recovery from this outage. */
  readonly outageId: string | null;
  /** Called between two files; true ends the look early. */
  readonly interrupted?: () => boolean | Promise<boolean>;
  /** Told of the names found, before anything is done with them. */
  readonly onListed?: (names: readonly string[]) => void;
  /** Told of each file as soon as it is in its place. */
  readonly onFile?: (outcome: FileOutcome) => void;
}

/** What a look found. */
export interface LookReport {
  /** Names of all `*.ret` in the folder at the time of the listing; null when there was no listing. */
  readonly names: readonly string[] | null;
  /** Of these, the ones that will be dealt with soon by themselves: not met yet, too young, or held with patience. */
  readonly ripening: ReadonlySet<string>;
  /** Of the others, the ones that were to be dealt with and could not be: failed, growing, or gone without our doing. */
  readonly unsettled: ReadonlySet<string>;
  /** Files that still lie in the folder. */
  readonly pending: number;
  /** ms until another look has something to do, or null. */
  readonly again: number | null;
  /** The folder, or work on a file in it, failed in a way that accuses the share. */
  readonly unreachable: Diagnosis | null;
}

interface Seen {
  readonly entry: FolderEntry;
  /** `mono` time since which the file is known to be unchanged. */
  readonly since: number;
  readonly failures: number;
  /** `mono` time before which it is left alone. */
  readonly notBefore: number;
  readonly held: boolean;
  readonly told: string | null;
}

type ReadResult = { readonly content: FileContent } | { readonly error: unknown };

/** Looks at one folder again and again, and remembers between two looks what it has seen. */
export class Sweep {
  readonly #ports: SweepPorts;
  readonly #settings: SweepSettings;
  readonly #patienceMs: number;
  #seen = new Map<string, Seen>();
  #leftAlone: ReadonlySet<string> | null = null;
  /**
   * Of the look under way: files that left the folder, of these the ones that we moved, files still growing, names not
   * met for want of time.
   */
  #gone = new Set<string>();
  #placed = new Set<string>();
  #growing = 0;
  #unmet = false;

  constructor(ports: SweepPorts, settings: SweepSettings) {
    this.#ports = ports;
    this.#settings = settings;
    this.#patienceMs = Math.max(LEAST_PATIENCE_MS, PATIENCE_FACTOR * settings.settleMs);
  }

  /** What is in the folder now is left as it is, until {@link Sweep.takeAll}. */
  async leaveExisting(): Promise<number> {
    const names = await this.#ports.folder.list(this.#settings.deadlineMs);
    this.#leftAlone = new Set(names);
    return names.length;
  }

  /** Nothing is left alone any more. */
  takeAll(): void {
    this.#leftAlone = null;
  }

  /** One look. Throws only what the ledger throws; trouble with the share is in the report. */
  async look(options: LookOptions): Promise<LookReport> {
    let names: string[] | null = null;
    let unreachable: Diagnosis | null = null;
    this.#gone = new Set();
    this.#placed = new Set();
    this.#growing = 0;
    this.#unmet = false;
    try {
      names = await this.#ports.folder.list(this.#settings.deadlineMs);
      if (this.#leftAlone !== null) names = this.#withoutLeftAlone(names, this.#leftAlone);
      options.onListed?.(names);
      this.#forget(names);
      await this.#settleOwed(options);
      await this.#meet(names);
      await this.#processRipe(options);
    } catch (error) {
      if (!(error instanceof FolderUnreachable)) throw error;
      unreachable = error.diagnosis;
    }
    this.#ports.ledger.files.writeMoves();
    return this.#report(names, unreachable);
  }

  /** A name that went away is free: the next file with that name is a new one. */
  #withoutLeftAlone(names: readonly string[], leftAlone: ReadonlySet<string>): string[] {
    this.#leftAlone = new Set(names.filter((name) => leftAlone.has(name)));
    return names.filter((name) => !leftAlone.has(name));
  }

  #forget(names: readonly string[]): void {
    if (this.#seen.size === 0) return;
    const present = new Set(names);
    for (const name of this.#seen.keys()) if (!present.has(name)) this.#seen.delete(name);
  }

  /** Finishes the moves that an earlier look, or an earlier run, still owes. */
  async #settleOwed(options: LookOptions): Promise<void> {
    for (const record of this.#ports.ledger.files.owed()) {
      if (await options.interrupted?.()) return;
      const seen = this.#seen.get(record.name);
      if (seen !== undefined && seen.notBefore > this.#ports.clock.now().mono) continue;
      await this.#settle(record, true, options);
    }
  }

  /** Learns size and time of the names that are new, as many as the budget allows. */
  async #meet(names: readonly string[]): Promise<void> {
    const start = this.#ports.clock.now().mono;
    const fresh = names.filter((name) => !this.#seen.has(name));
    for (let at = 0; at < fresh.length; at += STAT_BATCH) {
      const batch = fresh.slice(at, at + STAT_BATCH);
      const entries = await this.#ports.folder.stat(batch, this.#settings.deadlineMs);
      const { mono } = this.#ports.clock.now();
      for (const entry of entries) {
        this.#seen.set(entry.name, {
          entry,
          since: mono,
          failures: 0,
          notBefore: mono + this.#settings.settleMs,
          held: false,
          told: null,
        });
      }
      if (mono - start > STAT_BUDGET_MS) {
        this.#unmet = at + STAT_BATCH < fresh.length;
        return;
      }
    }
  }

  async #processRipe(options: LookOptions): Promise<void> {
    const { mono } = this.#ports.clock.now();
    const owed = new Set(this.#ports.ledger.files.owed().map((record) => record.name));
    const ripe = [...this.#seen.values()]
      .filter((seen) => seen.notBefore <= mono && !owed.has(seen.entry.name))
      .sort((a, b) => a.entry.name < b.entry.name ? -1 : 1);
    await runPipeline<Seen, ReadResult, FileRecord>(ripe, GROUP, {
      read: (seen) => this.#read(seen),
      decide: (seen, result) => this.#decide(seen, result, options),
      settle: (records) => this.#settleAll(records, options),
      interrupted: () => options.interrupted?.() ?? false,
      discard: (result) => {
        if ("content" in result) result.content.dispose();
      },
    });
  }

  /** Asks for all moves at once; the agency's own command runs for one file at a time. Throws the first failure, after all. */
  async #settleAll(records: readonly FileRecord[], options: LookOptions): Promise<void> {
    if (this.#ports.processor.integrates) {
      for (const record of records) await this.#settle(record, false, options);
      return;
    }
    const all = await Promise.allSettled(
      records.map((record) => this.#settle(record, false, options)),
    );
    for (const one of all) if (one.status === "rejected") throw one.reason;
  }

  /** Never rejects: the failure waits for its turn, in file order. */
  async #read(seen: Seen): Promise<ReadResult> {
    try {
      return { content: await this.#ports.folder.read(seen.entry, this.#settings.deadlineMs) };
    } catch (error) {
      return { error };
    }
  }

  /** The decided file, durable and now to be moved; null when there is none. */
  #decide(
    seen: Seen,
    result: ReadResult,
    options: LookOptions,
  ): FileRecord | null {
    if ("error" in result) {
      this.#excuse(seen.entry.name, result.error, "lido");
      return null;
    }
    const { clock, processor, log } = this.#ports;
    try {
      const decision = processor.decide(
        seen.entry,
        result.content,
        options.outageId,
        this.#patienceWith(seen),
      );
      if (decision.kind === "decided") return decision.record;
      if (!seen.held) say(log, incompleteLine(seen.entry.name, decision.refusal.message));
      const notBefore = clock.now().mono + Math.max(1000, this.#settings.settleMs);
      this.#seen.set(seen.entry.name, { ...seen, held: true, notBefore });
      return null;
    } finally {
      result.content.dispose();
    }
  }

  async #settle(record: FileRecord, resuming: boolean, options: LookOptions): Promise<void> {
    try {
      const outcome = await this.#ports.processor.settle(record, resuming);
      this.#seen.delete(record.name);
      this.#gone.add(record.name);
      this.#placed.add(record.name);
      if (outcome === "moved" || outcome === "already") options.onFile?.(outcomeOf(record));
    } catch (error) {
      this.#excuse(record.name, error, "movido");
    }
  }

  /** A copy that goes on writing after a pause looks finished for a while; one that is old has had its time. */
  #patienceWith(seen: Seen): Patience {
    const now = this.#ports.clock.now();
    const age = Math.max(now.mono - seen.since, now.wall - seen.entry.mtimeMs);
    if (age >= this.#patienceMs) return "none";
    const brief = Math.max(LEAST_BRIEF_MS, BRIEF_FACTOR * this.#settings.settleMs);
    return age >= brief ? "with-refusals" : "with-everything";
  }

  /** Puts one file aside after a failure; only a failure of the folder, or silence, ends the look. */
  #excuse(name: string, error: unknown, done: "lido" | "movido"): void {
    if (error instanceof FolderUnreachable) throw error;
    if (error instanceof IntegrationPending) return this.#awaitIntegration(name, error.waitMs);
    if (!(error instanceof FileUnavailable)) throw error;
    const { mono } = this.#ports.clock.now();
    const seen = this.#seen.get(name);
    if (error.trouble === "changed" || error.trouble === "vanished") {
      this.#seen.delete(name);
      if (error.trouble === "changed") this.#growing++;
      else this.#gone.add(name);
      return;
    }
    const failures = (seen?.failures ?? 0) + 1;
    const quiet = error.trouble === "busy" && failures < RETRY_MS.length;
    const line = unavailableLine(name, done, error.trouble, error.message);
    if (!quiet && line.text !== seen?.told) say(this.#ports.log, line);
    const pause = error.trouble === "busy"
      ? Math.max(1000, this.#settings.settleMs)
      : RETRY_MS[Math.min(failures, RETRY_MS.length) - 1] ?? 1000;
    this.#seen.set(name, {
      entry: seen?.entry ?? { name, size: -1, mtimeMs: -1 },
      since: seen?.since ?? mono,
      held: seen?.held ?? false,
      failures,
      notBefore: mono + pause,
      told: quiet ? seen?.told ?? null : line.text,
    });
    if (error.trouble === "timeout" && error.diagnosis !== null) {
      throw new FolderUnreachable(error.diagnosis);
    }
  }

  /** Not ripening: nothing waits for it, neither the end of a recovery nor another file. */
  #awaitIntegration(name: string, waitMs: number): void {
    const { mono } = this.#ports.clock.now();
    const seen = this.#seen.get(name) ??
      { entry: { name, size: -1, mtimeMs: -1 }, since: mono, held: false, told: null };
    this.#seen.set(name, { ...seen, failures: 1, notBefore: mono + waitMs });
  }

  #report(names: readonly string[] | null, unreachable: Diagnosis | null): LookReport {
    const { mono } = this.#ports.clock.now();
    const ripening = new Set<string>();
    let again: number | null = null;
    for (const seen of this.#seen.values()) {
      if (seen.failures === 0) ripening.add(seen.entry.name);
      const wait = Math.max(0, seen.notBefore - mono);
      if (again === null || wait < again) again = wait;
    }
    if (this.#unmet) {
      again = 0;
      for (const name of names ?? []) {
        if (!this.#seen.has(name) && !this.#gone.has(name)) ripening.add(name);
      }
    } else if (this.#growing > 0 && again === null) again = Math.max(1000, this.#settings.settleMs);
    const pending = names === null
      ? this.#seen.size
      : names.filter((name) => !this.#gone.has(name)).length;
    const unsettled = new Set(
      (names ?? []).filter((name) => !this.#placed.has(name) && !ripening.has(name)),
    );
    return { names, ripening, unsettled, pending, again, unreachable };
  }
}
