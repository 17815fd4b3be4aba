/** The lane that watches the folder: health checks, looks for files, and the recovery after an outage. */
import type { Diagnosis } from "../../domain/diagnosis.ts";
import type { Instant } from "../../domain/instant.ts";
import type { FileProblem } from "../../domain/file_fate.ts";
import type { Holder } from "../../domain/folder_mark.ts";
import { decideQuietly, type QuietTrouble } from "../../domain/quiet_watch.ts";
import {
  currentOutage,
  decide,
  mayLook,
  nextProbe,
  type Observation,
  restore,
  type WatchSettings,
  type WatchState,
} from "../../domain/watch.ts";
import type { Wait } from "../../domain/wait.ts";
import type { Clock } from "../../ports/clock.port.ts";
import { FolderUnreachable, type RetornoFolder } from "../../ports/folder.port.ts";
import type { FileRecord } from "../../ports/ledger/files.port.ts";
import type { Ledger } from "../../ports/ledger/ledger.port.ts";
import { PossessionLost } from "../../ports/ledger/possession.port.ts";
import { NAMES_IN_STATUS } from "../../ports/ledger/presence.port.ts";
import type { Lock } from "../../ports/lock.port.ts";
import type { Log } from "../../ports/log.port.ts";
import { foundLine, leftAloneLine, searchLine } from "../../words/log/files.ts";
import { isOfLedger } from "../files/file_failures.ts";
import type { LookReport, Sweep } from "../files/sweep.ts";
import type { LedgerRebuild } from "../rebuild_ledger.ts";
import type { Announcer } from "../tell/announce.ts";
import type { Duties, DutyFacts } from "../tell/duties/duties.ts";
import { say } from "../tell/say.ts";
import { LedgerAbsence } from "./ledger_absence.ts";
import { LedgerTrouble } from "./ledger_trouble.ts";
import type { FolderClaim } from "./folder_claim.ts";
import { carryOutQuietly } from "./quiet_effects.ts";
import { tellStillDown } from "./still_down.ts";
import { takeProcessingLock } from "./processing_lock.ts";
import { ProblemTeller } from "./problem_teller.ts";
import { recordEffects } from "./record_effects.ts";
import { TurnFailures } from "./turn_failures.ts";

/** Another process is processing: ask again after this, in ms. */
const LOCK_RETRY_MS = 500;
/** A share that has just come back still fails now and then: so long a recovery waits for files in trouble, in ms... */
const SHAKY_MS = 15_000;
/** ...and looks at them this often. */
const SHAKY_LOOK_MS = 1000;

/** Outages of so long a time, in ms, count for the limit of flapping. */
const DAY_MS = 24 * 3600_000;

/** Settings of the lane. */
export interface FolderWatchSettings extends WatchSettings {
  readonly folder: string;
  /** `intervalo_varredura`, in ms. */
  readonly lookEveryMs: number;
  /** `habilitado`: without it there are no outages, only files. */
  readonly alerts: boolean;
  /** `processar_existentes_ao_iniciar`. */
  readonly takeExisting: boolean;
  /** `avisar_pendente_minutos`, in ms. */
  readonly problemLimitMs: number;
}

/** What the lane works with. */
export interface FolderWatchPorts {
  readonly folder: RetornoFolder;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  readonly lock: Lock;
  readonly sweep: Sweep;
  readonly announcer: Announcer;
  /** Of a ledger that took the place of a damaged one; no file is looked for before it is complete. */
  readonly rebuild?: LedgerRebuild | null;
  /** What is told besides outages and recoveries; default: nothing. */
  readonly duties?: Duties | null;
  /** Keeps a second monitor away from the folder, and this one if it is the second; default: nobody asks. */
  readonly claim?: FolderClaim | null;
  /** The folder is another monitor's: nothing may be processed any more. */
  readonly onTaken?: (holder: Holder) => void;
  readonly newId: () => string;
  /** Told of each file as soon as it is in its place. */
  readonly onFile: (file: FileRecord) => void;
  /** Called whenever {@link FolderWatch.snapshot} may have changed. `queued`: there may be messages to deliver. */
  readonly onChange: (queued: boolean) => void;
}

/** What can be told of the lane at any moment. */
export interface WatchSnapshot {
  readonly watch: WatchState;
  readonly pending: number;
  /** Names that lay in the folder at the last look. */
  readonly waiting: readonly string[];
  /** Of these, the ones that cannot be dealt with, oldest first. */
  readonly problems: readonly FileProblem[];
  /** Why the ledger cannot be read or written, or null. */
  readonly ledgerTrouble: string | null;
  /** With alerts off: why the folder does not answer, or null while it does. */
  readonly quietTrouble: QuietTrouble;
  /** `mono` time of the next health check, or null with alerts off. */
  readonly nextProbeAt: number | null;
}

/** Watches until told to stop. One call on the folder at a time; every one of them ends by its deadline. */
export class FolderWatch {
  readonly #ports: FolderWatchPorts;
  readonly #settings: FolderWatchSettings;
  #state: WatchState;
  #nextLook = -Infinity;
  #pending = 0;
  /** Nothing of the latest whole look was left for the next one, but for the problems. */
  #settled = false;
  #waiting: readonly string[] = [];
  readonly #problems: ProblemTeller;
  readonly #ledgerTrouble: LedgerTrouble;
  #quietTrouble: QuietTrouble = null;
  #lockWait: Wait | null = null;
  /** The next look says what it searches and finds: at the start and after an outage. */
  #tellSearch = true;
  #leaveExisting: boolean;
  /** During a recovery: what had gathered, once it has been listed. */
  #gathered: ReadonlySet<string> | null = null;
  /** `mono` time of the folder's latest return. */
  #backSince = -Infinity;
  readonly #absence: LedgerAbsence;
  readonly #failures: TurnFailures;
  #stopping = false;
  #rebuild: LedgerRebuild | null;

  private constructor(ports: FolderWatchPorts, settings: FolderWatchSettings, state: WatchState) {
    this.#ports = ports;
    this.#settings = settings;
    this.#rebuild = ports.rebuild ?? null;
    this.#state = state;
    this.#problems = new ProblemTeller(ports, settings);
    this.#ledgerTrouble = new LedgerTrouble(ports);
    this.#absence = new LedgerAbsence(ports, settings);
    this.#failures = new TurnFailures(ports);
    this.#leaveExisting = !settings.takeExisting && currentOutage(state) === null;
  }

  /** Takes up where an earlier run left off. Rejects with what the ledger says. */
  static async open(ports: FolderWatchPorts, settings: FolderWatchSettings): Promise<FolderWatch> {
    const { outages } = ports.ledger;
    const now = ports.clock.now();
    const current = await outages.current();
    const started = await outages.startedSince(now.wall - DAY_MS);
    const before = (await ports.ledger.presence.active())?.status;
    if (before?.folder === settings.folder) ports.sweep.restore(before.problems ?? []);
    return new FolderWatch(ports, settings, restore(current, started, now));
  }

  /** The lock that is waited for, with the time (`mono`) since when; null when it is not. */
  wait(): Wait | null {
    return this.#lockWait;
  }

  /** The present situation. */
  snapshot(): WatchSnapshot {
    return {
      watch: this.#state,
      pending: this.#pending,
      waiting: this.#waiting,
      problems: this.#ports.sweep.problems(),
      ledgerTrouble: this.#ledgerTrouble.reason,
      quietTrouble: this.#quietTrouble,
      nextProbeAt: this.#settings.alerts ? nextProbe(this.#state, this.#settings).at : null,
    };
  }

  /** Runs the lane. Rejects on a defect of the program, or with `PossessionLost`. `step` is called once per turn: a sign of life. */
  async run(stop: AbortSignal, step: () => void): Promise<void> {
    stop.addEventListener("abort", () => this.#stopping = true, { once: true });
    while (!stop.aborted) {
      step();
      try {
        const wait = await this.#turn(stop);
        this.#failures.passed();
        if (wait > 0) await this.#ports.clock.sleep(wait, stop);
      } catch (error) {
        await this.#pauseAfter(error, stop);
      }
    }
  }

  /** One thing that is due, or the time until the next one, in ms. */
  async #turn(stop: AbortSignal): Promise<number> {
    await this.#ledgerTrouble.attend(mayLook(this.#state), !this.#inMaintenance());
    const now = this.#ports.clock.now();
    await this.#ports.duties?.attend(now, () => this.#dutyFacts(now));
    const probe = nextProbe(this.#state, this.#settings);
    if (this.#settings.alerts && probe.at <= now.mono) {
      await this.#check(probe.deadlineMs);
      return 0;
    }
    const looking = !this.#settings.alerts || mayLook(this.#state);
    if (looking && this.#nextLook <= now.mono) {
      await this.#look(stop);
      return 0;
    }
    const due = Math.min(
      this.#settings.alerts ? probe.at : Infinity,
      looking ? this.#nextLook : Infinity,
      this.#ports.duties?.dueAt ?? Infinity,
    );
    return Math.max(1, due - now.mono);
  }

  #dutyFacts(now: Instant): DutyFacts {
    const { onChange, sweep } = this.#ports;
    const { watch, lastProbe } = this.#state;
    // After a start the outage on record is one only once a check has said so.
    const sure = this.#settings.alerts && lastProbe !== null;
    return {
      now,
      outage: sure && watch.kind === "down" ? watch.outage : null,
      settled: this.#settled && watch.kind === "up" && this.#quietTrouble === null,
      pending: this.#pending,
      problems: sweep.problems(),
      told: () => onChange(true),
    };
  }

  async #check(deadlineMs: number): Promise<void> {
    try {
      await this.#ports.folder.probe(deadlineMs);
      await this.#observe({ kind: "good", source: "probe" });
    } catch (error) {
      if (!(error instanceof FolderUnreachable)) throw error;
      await this.#observe({ kind: "bad", source: "probe", diagnosis: error.diagnosis });
      const { log, clock } = this.#ports;
      tellStillDown(log, this.#state.watch, clock.now(), this.#settings.intervalMs);
    }
  }

  async #look(stop: AbortSignal): Promise<void> {
    const { clock, lock, log, sweep } = this.#ports;
    const listed = await this.#absence.look(this.#backSince);
    if (listed !== null) return await this.#conclude(listed);
    const release = await takeProcessingLock(lock);
    if (release === null) {
      const { mono } = clock.now();
      this.#nextLook = mono + LOCK_RETRY_MS;
      const by = await lock.holder?.() ?? null;
      this.#lockWait = { kind: "processamento", since: this.#lockWait?.since ?? mono, by };
      return;
    }
    this.#lockWait = null;
    try {
      if (!await this.#mayProcess(stop)) return;
      const tell = this.#tellSearch;
      if (tell) say(log, searchLine(this.#settings.folder));
      const report = await sweep.look({
        outageId: this.#state.watch.kind === "recovering" ? this.#state.watch.outage.id : null,
        onFile: (file) => {
          // It may be one that was expected, or that was missing.
          this.#ports.duties?.hurry();
          this.#absence.bring(file);
          this.#ports.onFile(file);
        },
        interrupted: () => stop.aborted || this.#checkIsDue(),
        onListed: (names) => {
          if (tell) say(log, foundLine(names.length));
          this.#tellSearch = false;
        },
      });
      await this.#conclude(report);
      if (report.names !== null) await this.#ledgerTrouble.worked();
    } finally {
      release();
    }
  }

  /** False: not now. A folder that does not answer is what it is to a look. */
  async #mayProcess(stop: AbortSignal): Promise<boolean> {
    try {
      if (!await this.#claimed()) return false;
      if (this.#rebuild !== null && !await this.#goOnRebuilding(this.#rebuild, stop)) return false;
      if (this.#leaveExisting) await this.#setExistingAside();
      return true;
    } catch (error) {
      if (!(error instanceof FolderUnreachable)) throw error;
      await this.#silentToALook(error.diagnosis, error.probed);
      return false;
    }
  }

  /** True while the folder is ours. */
  async #claimed(): Promise<boolean> {
    const { clock, claim, onTaken } = this.#ports;
    const holder = await claim?.hold() ?? null;
    if (holder === null) return true;
    this.#nextLook = clock.now().mono + this.#settings.lookEveryMs;
    onTaken?.(holder);
    return false;
  }

  /** True once the ledger is complete. */
  async #goOnRebuilding(rebuild: LedgerRebuild, stop: AbortSignal): Promise<boolean> {
    const wait = await rebuild.run(() => stop.aborted || this.#checkIsDue());
    if (wait === null) this.#rebuild = null;
    else this.#nextLook = this.#ports.clock.now().mono + wait;
    return wait === null;
  }

  async #setExistingAside(): Promise<void> {
    const count = await this.#ports.sweep.leaveExisting();
    this.#leaveExisting = false;
    say(this.#ports.log, leftAloneLine(count));
    this.#tellSearch = false;
  }

  async #silentToALook(diagnosis: Diagnosis, probed: boolean): Promise<void> {
    this.#nextLook = this.#ports.clock.now().mono + this.#settings.lookEveryMs;
    await this.#observe({ kind: "bad", source: probed ? "probe" : "look", diagnosis });
  }

  async #conclude(report: LookReport): Promise<void> {
    const again = Math.min(this.#settings.lookEveryMs, report.again ?? Infinity);
    this.#nextLook = this.#ports.clock.now().mono + again;
    if (report.names !== null) {
      this.#pending = report.pending;
      const known = new Set(this.#ports.sweep.problems().map(({ name }) => name));
      this.#settled = report.again !== 0 && report.ripening.isSubsetOf(known);
      this.#waiting = report.left.slice(0, NAMES_IN_STATUS);
    }
    if (report.unreachable !== null) {
      await this.#silentToALook(report.unreachable, report.probed);
      return;
    }
    await this.#observe({ kind: "good", source: "look" });
    // During an outage and its recovery there is one story to tell; in a maintenance window there is none.
    const telling = currentOutage(this.#state) === null && !this.#inMaintenance();
    if (telling && await this.#problems.tell()) this.#ports.onChange(true);
    if (this.#state.watch.kind !== "recovering" || report.names === null) return;
    this.#gathered ??= new Set(report.names);
    if (!this.#gathered.isDisjointFrom(report.ripening)) return;
    const { mono } = this.#ports.clock.now();
    if (mono - this.#backSince < SHAKY_MS && !this.#gathered.isDisjointFrom(report.unsettled)) {
      this.#nextLook = Math.min(this.#nextLook, mono + SHAKY_LOOK_MS);
      return;
    }
    await this.#observe({ kind: "drained" });
  }

  /** One step of the decision core. When its effects cannot be stored, the step did not happen. */
  async #observe(observation: Observation): Promise<void> {
    const now = this.#ports.clock.now();
    // A call that ends because everything ends says nothing of the folder.
    if (observation.kind === "bad" && this.#stopping) return;
    if (!this.#settings.alerts) return await this.#observeQuietly(observation, now);
    const step = decide(this.#state, observation, now, this.#settings, this.#ports.newId);
    const told = await recordEffects(this.#ports, step.effects, {
      folder: this.#settings.folder,
      intervalSeconds: this.#settings.intervalMs / 1000,
      now: now.wall,
      stillPending: this.#pending,
      problems: this.#ports.sweep.problems(),
      known: this.#absence.brought(),
      ...(this.#ports.duties ? { maintenance: (at) => this.#ports.duties!.maintenance(at) } : {}),
    });
    if (step.effects.length > 0 || this.#state.lastProbe === null) this.#ports.duties?.hurry();
    this.#state = step.state;
    for (const announcement of told) this.#ports.announcer.tell(announcement, now.wall);
    for (const effect of step.effects) {
      if (effect.kind !== "folder-back") continue;
      this.#gathered = null;
      this.#absence.begin();
      this.#backSince = now.mono;
      this.#tellSearch = true;
      this.#leaveExisting = false;
      this.#ports.sweep.takeAll();
      this.#nextLook = now.mono;
    }
    this.#ports.onChange(step.effects.length > 0);
    // What the core asked for is on disk: the ledger works again, unless that disk is the spool's.
    if (step.effects.length > 0 && !this.#ports.ledger.spool) await this.#ledgerTrouble.worked();
  }

  async #observeQuietly(observation: Observation, now: Instant): Promise<void> {
    const step = decideQuietly(this.#state, this.#quietTrouble, observation, now);
    await carryOutQuietly(this.#ports, step.effects, now.wall);
    this.#state = step.state;
    this.#quietTrouble = step.trouble;
    if (observation.kind !== "drained") this.#ports.onChange(false);
  }

  #inMaintenance(): boolean {
    const { duties, clock } = this.#ports;
    return (duties?.maintenance(clock.now().wall) ?? null) !== null;
  }

  #checkIsDue(): boolean {
    return this.#settings.alerts &&
      nextProbe(this.#state, this.#settings).at <= this.#ports.clock.now().mono;
  }

  async #pauseAfter(error: unknown, stop: AbortSignal): Promise<void> {
    if (error instanceof PossessionLost) throw error;
    const { clock, ledger, sweep } = this.#ports;
    const text = error instanceof Error ? error.message : String(error);
    const pause = this.#failures.failed(text);
    if (await isOfLedger(ledger, error)) {
      await this.#ledgerTrouble.failed(text, !this.#inMaintenance());
    } else {
      // Nothing of a file and nothing of the ledger: a defect, which people must hear of as well.
      sweep.defect(this.#settings.folder, text);
      if (!this.#inMaintenance()) await this.#problems.tell().catch(() => false);
      this.#ports.onChange(true);
    }
    await clock.sleep(pause, stop);
  }
}
