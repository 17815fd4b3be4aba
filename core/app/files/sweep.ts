/** One look at the folder: which files are ripe, and what becomes of each of them. */
import type { Diagnosis } from "../../domain/diagnosis.ts";
import {
  awaiting,
  heldBack,
  met,
  outlook,
  patienceWith,
  ripe,
  type Seen,
  setAside,
  soon,
} from "../../domain/ripening.ts";
import type { Clock } from "../../ports/clock.port.ts";
import {
  type FileContent,
  FileUnavailable,
  FolderUnreachable,
  NAMES_PER_CALL,
  type RetornoFolder,
} from "../../ports/folder.port.ts";
import { IntegrationPending } from "../../ports/integration.port.ts";
import type { FileRecord } from "../../ports/ledger/files.port.ts";
import type { Ledger } from "../../ports/ledger/ledger.port.ts";
import type { Log } from "../../ports/log.port.ts";
import { incompleteLine, unavailableLine } from "../../words/log/files.ts";
import { runPipeline } from "./pipeline.ts";
import type { FileDecider } from "./decide_file.ts";
import type { FilePlacer } from "./place_file.ts";
import { say } from "../tell/say.ts";

/** A look may spend so long on the sizes and times of new names, in ms; the rest waits for the next look. */
const STAT_BUDGET_MS = 2000;
/** Files of one message to the folder process; twice as many are in memory, of which each may hold 2 MiB. */
const GROUP = 4;

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
  readonly decider: FileDecider;
  readonly placer: FilePlacer;
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
  readonly onFile?: (file: FileRecord) => void;
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

type ReadResult = { readonly content: FileContent } | { readonly error: unknown };

/** Looks at one folder again and again, and remembers between two looks what it has seen. */
export class Sweep {
  readonly #ports: SweepPorts;
  readonly #settings: SweepSettings;
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
    await this.#ports.ledger.files.writeMoves();
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
    for (const record of await this.#ports.ledger.files.owed()) {
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
    for (let at = 0; at < fresh.length; at += NAMES_PER_CALL) {
      const batch = fresh.slice(at, at + NAMES_PER_CALL);
      const entries = await this.#ports.folder.stat(batch, this.#settings.deadlineMs);
      const { mono } = this.#ports.clock.now();
      for (const entry of entries) {
        this.#seen.set(entry.name, met(entry, mono, this.#settings.settleMs));
      }
      if (mono - start > STAT_BUDGET_MS) {
        this.#unmet = at + NAMES_PER_CALL < fresh.length;
        return;
      }
    }
  }

  async #processRipe(options: LookOptions): Promise<void> {
    const { mono } = this.#ports.clock.now();
    const owed = new Set((await this.#ports.ledger.files.owed()).map((record) => record.name));
    const due = ripe(this.#seen.values(), mono).filter((seen) => !owed.has(seen.entry.name));
    await runPipeline<Seen, ReadResult, FileRecord>(due, GROUP, {
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
    if (this.#ports.placer.integrates) {
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
  async #decide(
    seen: Seen,
    result: ReadResult,
    options: LookOptions,
  ): Promise<FileRecord | null> {
    if ("error" in result) {
      this.#excuse(seen.entry.name, result.error, "lido");
      return null;
    }
    const { clock, decider, log } = this.#ports;
    const { settleMs } = this.#settings;
    try {
      const decision = await decider.decide(
        seen.entry,
        result.content,
        options.outageId,
        patienceWith(seen, clock.now(), settleMs),
      );
      if (decision.kind === "decided") return decision.record;
      if (!seen.held) say(log, incompleteLine(seen.entry.name, decision.refusal.message));
      this.#seen.set(seen.entry.name, heldBack(seen, clock.now().mono, settleMs));
      return null;
    } finally {
      result.content.dispose();
    }
  }

  async #settle(record: FileRecord, resuming: boolean, options: LookOptions): Promise<void> {
    try {
      const outcome = await this.#ports.placer.settle(record, resuming);
      this.#seen.delete(record.name);
      this.#gone.add(record.name);
      this.#placed.add(record.name);
      if (outcome === "moved" || outcome === "already") options.onFile?.(record);
    } catch (error) {
      this.#excuse(record.name, error, "movido");
    }
  }

  /** Puts one file aside after a failure; only a failure of the folder, or silence, ends the look. */
  #excuse(name: string, error: unknown, done: "lido" | "movido"): void {
    if (error instanceof FolderUnreachable) throw error;
    const { mono } = this.#ports.clock.now();
    const seen = this.#seen.get(name);
    if (error instanceof IntegrationPending) {
      this.#seen.set(name, awaiting(seen, name, mono, error.waitMs));
      return;
    }
    if (!(error instanceof FileUnavailable)) throw error;
    if (error.trouble === "changed" || error.trouble === "vanished") {
      this.#seen.delete(name);
      if (error.trouble === "changed") this.#growing++;
      else this.#gone.add(name);
      return;
    }
    const line = unavailableLine(name, done, error.trouble, error.message);
    const failure = { busy: error.trouble === "busy", complaint: line.text };
    const aside = setAside(seen, name, failure, mono, this.#settings.settleMs);
    if (aside.tell) say(this.#ports.log, line);
    this.#seen.set(name, aside.seen);
    if (error.trouble === "timeout" && error.diagnosis !== null) {
      throw new FolderUnreachable(error.diagnosis);
    }
  }

  #report(names: readonly string[] | null, unreachable: Diagnosis | null): LookReport {
    const { mono } = this.#ports.clock.now();
    const { ripening, again: due } = outlook(this.#seen.values(), mono);
    let again = due;
    if (this.#unmet) {
      again = 0;
      for (const name of names ?? []) {
        if (!this.#seen.has(name) && !this.#gone.has(name)) ripening.add(name);
      }
    } else if (this.#growing > 0 && again === null) again = soon(this.#settings.settleMs);
    const pending = names === null
      ? this.#seen.size
      : names.filter((name) => !this.#gone.has(name)).length;
    const unsettled = new Set(
      (names ?? []).filter((name) => !this.#placed.has(name) && !ripening.has(name)),
    );
    return { names, ripening, unsettled, pending, again, unreachable };
  }
}
