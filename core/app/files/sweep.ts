/** One look at the folder: which files are ripe, and what becomes of each of them. */
import type { Diagnosis } from "../../domain/diagnosis.ts";
import type { FileProblem } from "../../domain/file_fate.ts";
import { compareNames } from "../../domain/name_order.ts";
import {
  heldBack,
  isUnknown,
  met,
  outlook,
  patienceWith,
  ripe,
  type Seen,
} from "../../domain/ripening.ts";
import type { Clock } from "../../ports/clock.port.ts";
import {
  type FileContent,
  FileUnavailable,
  type FolderEntry,
  FolderUnreachable,
  NAMES_PER_CALL,
  type RetornoFolder,
} from "../../ports/folder.port.ts";
import type { FileRecord } from "../../ports/ledger/files.port.ts";
import type { Ledger } from "../../ports/ledger/ledger.port.ts";
import type { Log } from "../../ports/log.port.ts";
import { defectText, LOOKS_UNFINISHED, NAME_NOT_FOUND } from "../../words/folder.ts";
import { incompleteLine } from "../../words/log/files.ts";
import type { FileDecider, ReadyFile } from "./decide_file.ts";
import { DestinationCheck } from "./destinations.ts";
import { FileFailures, type Step } from "./file_failures.ts";
import { runPipeline } from "./pipeline.ts";
import type { FilePlacer } from "./place_file.ts";
import { say } from "../tell/say.ts";

/** A look may spend so long on the sizes and times of new names, in ms; the rest waits for the next look. */
const STAT_BUDGET_MS = 2000;
/** Files that share one durable transaction; twice as many are in memory. */
const GROUP_FILES = 32;
/** Bytes of one such group. A content of more than 2 MiB is in a local copy, and not in memory. */
const GROUP_BYTES = 4 * 1024 * 1024;
/** A listing that fails so often in a row is no passing failure, whatever a probe says: it reads only one entry. */
const LISTINGS = 3;

/** Settings of a look. */
export interface SweepSettings {
  /** `tempo_espera_arquivo`, in ms. */
  readonly settleMs: number;
  /** `prazo_sonda`, in ms. */
  readonly deadlineMs: number;
  /** Where files are moved to. */
  readonly destinations?: readonly string[];
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
  /** Only these names, of those that are there; the others are not looked at. */
  readonly only?: ReadonlySet<string>;
  /** Called between two files; true ends the look early. */
  readonly interrupted?: () => boolean | Promise<boolean>;
  /** Told of the names found, before anything is done with them. */
  readonly onListed?: (names: readonly string[]) => void;
  /** Told of each name whose file needs nothing more: in its place, or taken away. */
  readonly onPlaced?: (name: string) => void;
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
  /** Files that still lie in the folder; how many, and their names. */
  readonly pending: number;
  readonly left: readonly string[];
  /** ms until another look has something to do, or null. */
  readonly again: number | null;
  /** The folder, or work on a file in it, failed in a way that accuses the share. */
  readonly unreachable: Diagnosis | null;
  /** A probe has confirmed it. */
  readonly probed: boolean;
}

type ReadResult = { readonly content: FileContent } | { readonly error: unknown };

/** Looks at one folder again and again, and remembers between two looks what it has seen. */
export class Sweep {
  readonly #ports: SweepPorts;
  readonly #settings: SweepSettings;
  readonly #seen = new Map<string, Seen>();
  readonly #failures: FileFailures;
  readonly #destinations: DestinationCheck;
  #leftAlone: ReadonlySet<string> | null = null;
  /** The latest listing with files that are left alone, and its other names: the same list gives the same. */
  #told: { readonly names: readonly string[]; readonly others: readonly string[] } = {
    names: [],
    others: [],
  };
  /**
   * Of the look under way: files that left the folder, of these the ones that we moved, names not met for want of time.
   */
  #gone = new Set<string>();
  #placed = new Set<string>();
  #unmet = false;
  /** Names that were listed and then not found. */
  #missing = new Set<string>();
  #failedListings = 0;
  /** The folder's path, once a look has failed. */
  #defective: string | null = null;

  constructor(ports: SweepPorts, settings: SweepSettings) {
    this.#ports = ports;
    this.#settings = settings;
    this.#failures = new FileFailures(ports, settings, this.#seen);
    const { destinations = [], deadlineMs } = settings;
    this.#destinations = new DestinationCheck(ports, destinations, deadlineMs);
  }

  /** Names that cannot be dealt with at the moment, oldest first. */
  problems(): readonly FileProblem[] {
    return this.#failures.book.list(this.#ports.clock.now());
  }

  /** Of these, the ones that have lasted for `limitMs` and nobody was told of. */
  overdue(limitMs: number): readonly FileProblem[] {
    return this.#failures.book.overdue(limitMs, this.#ports.clock.now());
  }

  /** A look ended with an error that is nobody's: shown and told under the folder's path, until a look goes well. */
  defect(folder: string, text: string): void {
    this.#defective = folder;
    this.#failures.book.note(folder, defectText(text), false, this.#ports.clock.now());
  }

  /** People were told of these. */
  told(problems: readonly FileProblem[]): void {
    this.#failures.book.told(problems);
  }

  /** Takes up what an earlier run knew of. */
  restore(problems: readonly FileProblem[]): void {
    this.#failures.book.restore(problems, this.#ports.clock.now());
  }

  /** What is in the folder now is left as it is, until {@link Sweep.takeAll}. */
  async leaveExisting(): Promise<number> {
    const names = await this.#ports.folder.list(this.#settings.deadlineMs);
    this.#leftAlone = new Set(names);
    this.#told = { names: [], others: [] };
    return names.length;
  }

  /** The folder is back: nothing is left alone any more, and nothing is taken for granted. */
  takeAll(): void {
    this.#leftAlone = null;
    this.#destinations.again();
  }

  /** One look. Throws only what a ledger throws that cannot work; trouble with the share is in the report. */
  async look(options: LookOptions): Promise<LookReport> {
    let names: readonly string[] | null = null;
    let unreachable: FolderUnreachable | null = null;
    this.#gone = new Set();
    this.#placed = new Set();
    this.#unmet = false;
    try {
      names = await this.#list();
      const { only } = options;
      if (only !== undefined) names = names.filter((name) => only.has(name));
      if (this.#leftAlone !== null) names = this.#withoutLeftAlone(names, this.#leftAlone);
      options.onListed?.(names);
      this.#forget(names);
      if (await this.#destinations.allow(this.#failures.book)) {
        await this.#settleOwed(options);
        await this.#meet(names);
        await this.#processRipe(options);
      }
    } catch (error) {
      if (!(error instanceof FolderUnreachable)) throw error;
      unreachable = error;
    }
    await this.#ports.ledger.files.writeMoves();
    if (this.#defective !== null) this.#failures.book.clear(this.#defective);
    this.#defective = null;
    return this.#report(names, unreachable);
  }

  async #list(): Promise<readonly string[]> {
    try {
      const names = await this.#ports.folder.list(this.#settings.deadlineMs);
      this.#failedListings = 0;
      return names;
    } catch (error) {
      if (!(error instanceof FolderUnreachable)) throw error;
      const lasting = ++this.#failedListings >= LISTINGS;
      throw lasting ? new FolderUnreachable(error.diagnosis, true) : error;
    }
  }

  /** A name that went away is free: the next file with that name is a new one. */
  #withoutLeftAlone(
    names: readonly string[],
    leftAlone: ReadonlySet<string>,
  ): readonly string[] {
    if (names !== this.#told.names) {
      this.#leftAlone = new Set(names.filter((name) => leftAlone.has(name)));
      this.#told = { names, others: names.filter((name) => !leftAlone.has(name)) };
    }
    return this.#told.others;
  }

  #forget(names: readonly string[]): void {
    const present = new Set([...names, ...this.#destinations.directories]);
    if (this.#defective !== null) present.add(this.#defective);
    for (const name of this.#seen.keys()) if (!present.has(name)) this.#seen.delete(name);
    this.#missing = this.#missing.intersection(present);
    this.#failures.book.keep(present);
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
    const fresh = names.filter((name) => isUnknown(this.#seen.get(name), start)).sort(compareNames);
    for (let at = 0; at < fresh.length; at += NAMES_PER_CALL) {
      const batch = fresh.slice(at, at + NAMES_PER_CALL);
      const entries = await this.#ports.folder.stat(batch, this.#settings.deadlineMs);
      const { mono } = this.#ports.clock.now();
      for (const entry of entries) {
        const before = this.#seen.get(entry.name);
        const { failed } = entry;
        if (failed === undefined) {
          this.#seen.set(entry.name, met(entry, mono, this.#settings.settleMs, before));
        } else {await this.#excuse(
            entry.name,
            new FileUnavailable(failed.trouble, failed.message),
            "visto",
          );}
      }
      await this.#noteMissing(batch, entries);
      if (mono - start > STAT_BUDGET_MS) {
        this.#unmet = at + NAMES_PER_CALL < fresh.length;
        return;
      }
    }
  }

  /** A name may vanish after the listing; one that is listed again and still not found cannot be dealt with by it. */
  async #noteMissing(asked: readonly string[], found: readonly FolderEntry[]): Promise<void> {
    if (asked.length === found.length) return;
    const there = new Set(found.map(({ name }) => name));
    for (const name of asked) {
      if (there.has(name)) this.#missing.delete(name);
      else if (!this.#missing.has(name)) this.#missing.add(name);
      else await this.#excuse(name, new FileUnavailable("other", NAME_NOT_FOUND), "visto");
    }
  }

  async #processRipe(options: LookOptions): Promise<void> {
    const { mono } = this.#ports.clock.now();
    const grown = ripe(this.#seen.values(), mono);
    if (grown.length === 0) return;
    const owed = new Set((await this.#ports.ledger.files.owed()).map((record) => record.name));
    const due = grown.filter((seen) => !owed.has(seen.entry.name));
    const group = {
      items: GROUP_FILES,
      weight: GROUP_BYTES,
      weigh: (seen: Seen) => seen.entry.size,
    };
    await runPipeline<Seen, ReadResult, ReadyFile, FileRecord>(due, group, {
      read: (seen) => this.#read(seen),
      prepare: (seen, result) => this.#prepare(seen, result, options),
      decide: (ready) => this.#decideAll(ready),
      settle: (records) => this.#settleAll(records, options),
      interrupted: () => options.interrupted?.() ?? false,
      discard: (result) => {
        if ("content" in result) result.content.dispose();
      },
      abandon: ({ facts }) => facts.content.dispose(),
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

  /** The file, ready to be decided about; null when it is not. */
  async #prepare(
    seen: Seen,
    result: ReadResult,
    options: LookOptions,
  ): Promise<ReadyFile | null> {
    const { name } = seen.entry;
    if ("error" in result) {
      await this.#excuse(name, result.error, "lido");
      return null;
    }
    const { clock, decider, log } = this.#ports;
    const { settleMs } = this.#settings;
    let ready: ReadyFile | null = null;
    try {
      const patience = patienceWith(seen, clock.now(), settleMs);
      const made = await decider.prepare(seen.entry, result.content, options.outageId, patience);
      if (made.kind === "ready") return ready = made.ready;
      if (!seen.held) say(log, incompleteLine(name, made.refusal.message));
      this.#seen.set(name, heldBack(seen, clock.now().mono, settleMs));
      this.#failures.book.note(name, LOOKS_UNFINISHED, true, clock.now());
    } catch (error) {
      await this.#excuse(name, error, "registrado");
    } finally {
      if (ready === null) result.content.dispose();
    }
    return null;
  }

  /** The decided files of a group, durable and now to be moved. One that fails is put aside, and the others go on. */
  async #decideAll(ready: readonly ReadyFile[]): Promise<FileRecord[]> {
    const { decider } = this.#ports;
    const outcomes = await Promise.allSettled(ready.map((file) => decider.decide(file)));
    const decided: FileRecord[] = [];
    for (const { facts } of ready) facts.content.dispose();
    let failure: { readonly error: unknown } | null = null;
    for (const [at, outcome] of outcomes.entries()) {
      if (outcome.status === "fulfilled") decided.push(outcome.value);
      else {
        try {
          await this.#excuse(ready[at]!.facts.entry.name, outcome.reason, "registrado");
        } catch (error) {
          failure ??= { error };
        }
      }
    }
    // What is decided stays owed, and is moved by the next look.
    if (failure !== null) throw failure.error;
    return decided;
  }

  async #settle(record: FileRecord, resuming: boolean, options: LookOptions): Promise<void> {
    try {
      const outcome = await this.#ports.placer.settle(record, resuming);
      this.#seen.delete(record.name);
      this.#gone.add(record.name);
      this.#placed.add(record.name);
      this.#failures.book.clear(record.name);
      options.onPlaced?.(record.name);
      if (outcome === "moved" || outcome === "already") options.onFile?.(record);
    } catch (error) {
      await this.#excuse(record.name, error, "movido");
    }
  }

  /** Puts one file aside after a failure; throws only what is proven to lie elsewhere. */
  async #excuse(name: string, error: unknown, step: Step): Promise<void> {
    if (await this.#failures.excuse(name, error, step) === "vanished") this.#gone.add(name);
  }

  #report(names: readonly string[] | null, failure: FolderUnreachable | null): LookReport {
    const { mono } = this.#ports.clock.now();
    const { ripening, again: due } = outlook(this.#seen.values(), mono);
    let again = due;
    if (this.#unmet) {
      again = 0;
      for (const name of names ?? []) {
        if (!this.#seen.has(name) && !this.#gone.has(name)) ripening.add(name);
      }
    }
    const left = (names ?? [...this.#seen.keys()]).filter((name) => !this.#gone.has(name));
    const unsettled = new Set(
      (names ?? []).filter((name) => !this.#placed.has(name) && !ripening.has(name)),
    );
    const unreachable = failure?.diagnosis ?? null;
    const probed = failure?.probed ?? false;
    return {
      names,
      ripening,
      unsettled,
      pending: left.length,
      left,
      again,
      unreachable,
      probed,
    };
  }
}
