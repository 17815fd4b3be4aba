/** The lane that watches the folder: health checks, looks for files, and the recovery after an outage. */
import type { Diagnosis } from "../domain/diagnosis.ts";
import { downtime } from "../domain/outage.ts";
import {
  currentOutage,
  decide,
  mayLook,
  nextProbe,
  type Observation,
  restore,
  type WatchSettings,
  type WatchState,
} from "../domain/watch.ts";
import type { Clock } from "../ports/clock.port.ts";
import { FolderUnreachable, type RetornoFolder } from "../ports/folder.port.ts";
import type { Ledger } from "../ports/ledger.port.ts";
import type { Lock } from "../ports/lock.port.ts";
import type { Log } from "../ports/log.port.ts";
import { foundLine, leftAloneLine, searchLine } from "../words/log/files.ts";
import { silentReturnLine, silentTroubleLine, stillDownLine } from "../words/log/outage.ts";
import { turnFailedLine } from "../words/log/program.ts";
import type { Announcer } from "./announce.ts";
import type { FileOutcome } from "./process_file.ts";
import type { LedgerRebuild } from "./rebuild_ledger.ts";
import { recordEffects } from "./record_effects.ts";
import { say } from "./say.ts";
import type { LookReport, Sweep } from "./sweep.ts";

/** Another process is processing: ask again after this, in ms. */
const LOCK_RETRY_MS = 500;
/** A share that has just come back still fails now and then: so long a recovery waits for files in trouble, in ms... */
const SHAKY_MS = 15_000;
/** ...and looks at them this often. */
const SHAKY_LOOK_MS = 1000;
/** Pauses after a failure of the ledger, in ms; the last one repeats. */
const LEDGER_RETRY_MS = [1000, 5000, 15_000, 30_000] as const;

/** Settings of the lane. */
export interface FolderWatchSettings extends WatchSettings {
  readonly folder: string;
  /** `intervalo_varredura`, in ms. */
  readonly lookEveryMs: number;
  /** `habilitado`: without it there are no outages, only files. */
  readonly alerts: boolean;
  /** `processar_existentes_ao_iniciar`. */
  readonly takeExisting: boolean;
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
  readonly newId: () => string;
  /** Told of each file as soon as it is in its place. */
  readonly onFile: (outcome: FileOutcome) => void;
  /** Called whenever {@link FolderWatch.snapshot} may have changed. */
  readonly onChange: () => void;
}

/** What can be told of the lane at any moment. */
export interface WatchSnapshot {
  readonly watch: WatchState;
  readonly pending: number;
  /** With alerts off: why the folder does not answer, or null while it does. */
  readonly silentTrouble: Diagnosis | null;
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
  #silentTrouble: Diagnosis | null = null;
  /** The next look says what it searches and finds: at the start and after an outage. */
  #tellSearch = true;
  #leaveExisting: boolean;
  /** During a recovery: what had gathered, once it has been listed. */
  #gathered: ReadonlySet<string> | null = null;
  /** `mono` time of the folder's latest return. */
  #backSince = -Infinity;
  #ledgerFailures = 0;
  #stopping = false;
  #rebuild: LedgerRebuild | null;

  constructor(ports: FolderWatchPorts, settings: FolderWatchSettings) {
    this.#ports = ports;
    this.#settings = settings;
    this.#rebuild = ports.rebuild ?? null;
    const now = ports.clock.now();
    const { outages } = ports.ledger;
    // With alerts off an outage left open by an earlier run is not told any more; it is closed at the first answer.
    this.#state = restore(outages.current(), outages.startedSince(now.wall - 24 * 3600_000), now);
    this.#leaveExisting = !settings.takeExisting && currentOutage(this.#state) === null;
  }

  /** The present situation. */
  snapshot(): WatchSnapshot {
    return {
      watch: this.#state,
      pending: this.#pending,
      silentTrouble: this.#silentTrouble,
      nextProbeAt: this.#settings.alerts ? nextProbe(this.#state, this.#settings).at : null,
    };
  }

  /** Runs the lane. Rejects only on a defect of the program. `step` is called once per turn: a sign of life. */
  async run(stop: AbortSignal, step: () => void): Promise<void> {
    stop.addEventListener("abort", () => this.#stopping = true, { once: true });
    while (!stop.aborted) {
      step();
      try {
        const wait = await this.#turn(stop);
        this.#ledgerFailures = 0;
        if (wait > 0) await this.#ports.clock.sleep(wait, stop);
      } catch (error) {
        await this.#pauseAfter(error, stop);
      }
    }
  }

  /** One thing that is due, or the time until the next one, in ms. */
  async #turn(stop: AbortSignal): Promise<number> {
    const now = this.#ports.clock.now();
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
    );
    return Math.max(1, due - now.mono);
  }

  async #check(deadlineMs: number): Promise<void> {
    try {
      await this.#ports.folder.probe(deadlineMs);
      this.#observe({ kind: "good", source: "probe" });
    } catch (error) {
      if (!(error instanceof FolderUnreachable)) throw error;
      this.#observe({ kind: "bad", source: "probe", diagnosis: error.diagnosis });
      this.#tellStillDown();
    }
  }

  async #look(stop: AbortSignal): Promise<void> {
    const { clock, lock, log, sweep } = this.#ports;
    const release = await lock.tryAcquire();
    if (release === null) {
      this.#nextLook = clock.now().mono + LOCK_RETRY_MS;
      return;
    }
    try {
      if (this.#rebuild !== null && !await this.#goOnRebuilding(this.#rebuild, stop)) return;
      if (this.#leaveExisting && !await this.#setExistingAside()) return;
      const tell = this.#tellSearch;
      if (tell) say(log, searchLine(this.#settings.folder));
      const report = await sweep.look({
        outageId: this.#state.watch.kind === "recovering" ? this.#state.watch.outage.id : null,
        onFile: this.#ports.onFile,
        interrupted: () => stop.aborted || this.#checkIsDue(),
        onListed: (names) => {
          if (tell) say(log, foundLine(names.length));
          this.#tellSearch = false;
        },
      });
      this.#conclude(report);
    } finally {
      release();
    }
  }

  /** True once the ledger is complete. A folder that does not answer is what it is to a look. */
  async #goOnRebuilding(rebuild: LedgerRebuild, stop: AbortSignal): Promise<boolean> {
    const { clock } = this.#ports;
    try {
      const wait = await rebuild.run(() => stop.aborted || this.#checkIsDue());
      if (wait === null) this.#rebuild = null;
      else this.#nextLook = clock.now().mono + wait;
      return wait === null;
    } catch (error) {
      if (!(error instanceof FolderUnreachable)) throw error;
      this.#nextLook = clock.now().mono + this.#settings.lookEveryMs;
      this.#observe({ kind: "bad", source: "look", diagnosis: error.diagnosis });
      return false;
    }
  }

  /** True once the existing files are known; false when the folder did not answer. */
  async #setExistingAside(): Promise<boolean> {
    try {
      const count = await this.#ports.sweep.leaveExisting();
      this.#leaveExisting = false;
      say(this.#ports.log, leftAloneLine(count));
      this.#tellSearch = false;
      return true;
    } catch (error) {
      if (!(error instanceof FolderUnreachable)) throw error;
      this.#nextLook = this.#ports.clock.now().mono + this.#settings.lookEveryMs;
      this.#observe({ kind: "bad", source: "look", diagnosis: error.diagnosis });
      return false;
    }
  }

  #conclude(report: LookReport): void {
    const again = Math.min(this.#settings.lookEveryMs, report.again ?? Infinity);
    this.#nextLook = this.#ports.clock.now().mono + again;
    if (report.names !== null) this.#pending = report.pending;
    if (report.unreachable !== null) {
      this.#nextLook = this.#ports.clock.now().mono + this.#settings.lookEveryMs;
      this.#observe({ kind: "bad", source: "look", diagnosis: report.unreachable });
      return;
    }
    this.#observe({ kind: "good", source: "look" });
    if (this.#state.watch.kind !== "recovering" || report.names === null) return;
    this.#gathered ??= new Set(report.names);
    if (!this.#gathered.isDisjointFrom(report.ripening)) return;
    const { mono } = this.#ports.clock.now();
    if (mono - this.#backSince < SHAKY_MS && !this.#gathered.isDisjointFrom(report.unsettled)) {
      this.#nextLook = Math.min(this.#nextLook, mono + SHAKY_LOOK_MS);
      return;
    }
    this.#observe({ kind: "drained" });
  }

  /** One step of the decision core. When its effects cannot be stored, the step did not happen. */
  #observe(observation: Observation): void {
    const now = this.#ports.clock.now();
    // A call that ends because everything ends says nothing of the folder.
    if (observation.kind === "bad" && this.#stopping) return;
    if (!this.#settings.alerts) return this.#observeSilently(observation);
    const step = decide(this.#state, observation, now, this.#settings, this.#ports.newId);
    const told = recordEffects(this.#ports, step.effects, {
      folder: this.#settings.folder,
      intervalSeconds: this.#settings.intervalMs / 1000,
      now: now.wall,
      stillPending: this.#pending,
    });
    this.#state = step.state;
    for (const announcement of told) this.#ports.announcer.tell(announcement, now.wall);
    for (const effect of step.effects) {
      if (effect.kind !== "folder-back") continue;
      this.#gathered = null;
      this.#backSince = now.mono;
      this.#tellSearch = true;
      this.#leaveExisting = false;
      this.#ports.sweep.takeAll();
      this.#nextLook = now.mono;
    }
    this.#ports.onChange();
  }

  #observeSilently(observation: Observation): void {
    const { log, ledger, clock, onChange } = this.#ports;
    if (observation.kind === "drained") return;
    const now = clock.now();
    this.#state = { ...this.#state, lastProbe: now };
    if (observation.kind === "bad" && this.#silentTrouble === null) {
      say(log, silentTroubleLine(observation.diagnosis));
    }
    if (observation.kind === "good") {
      if (this.#silentTrouble !== null) say(log, silentReturnLine());
      const orphan = currentOutage(this.#state);
      if (orphan !== null) {
        ledger.outages.close({
          ...orphan,
          endedAt: orphan.endedAt ?? now.wall,
          downMs: downtime(orphan, now),
        }, now.wall);
      }
      this.#state = { ...this.#state, watch: { kind: "up", lastGood: now } };
    }
    this.#silentTrouble = observation.kind === "bad" ? observation.diagnosis : null;
    onChange();
  }

  #checkIsDue(): boolean {
    return this.#settings.alerts &&
      nextProbe(this.#state, this.#settings).at <= this.#ports.clock.now().mono;
  }

  #tellStillDown(): void {
    const watch = this.#state.watch;
    const now = this.#ports.clock.now();
    const { intervalMs } = this.#settings;
    if (watch.kind !== "down" || downtime(watch.outage, now) < intervalMs) return;
    say(this.#ports.log, stillDownLine(downtime(watch.outage, now), intervalMs / 1000));
  }

  async #pauseAfter(error: unknown, stop: AbortSignal): Promise<void> {
    const pause = LEDGER_RETRY_MS[Math.min(this.#ledgerFailures, LEDGER_RETRY_MS.length - 1)] ??
      1000;
    if (this.#ledgerFailures++ < LEDGER_RETRY_MS.length) {
      const text = error instanceof Error ? error.message : String(error);
      say(this.#ports.log, turnFailedLine(text, pause / 1000));
    }
    await this.#ports.clock.sleep(pause, stop);
  }
}
