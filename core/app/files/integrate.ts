/**
 * Between the decision about a file and its move: the agency's own command. Commands run beside the folder's
 * lane, one at a time, so that a slow or hanging one holds up neither the health checks nor the other files.
 */
import { fileRetryDelay } from "../../domain/backoff.ts";
import type { Clock } from "../../ports/clock.port.ts";
import { type Integration, IntegrationPending } from "../../ports/integration.port.ts";
import type { FileRecord } from "../../ports/ledger/files.port.ts";
import type { Ledger } from "../../ports/ledger/ledger.port.ts";
import { PossessionLost } from "../../ports/ledger/possession.port.ts";
import type { Lock } from "../../ports/lock.port.ts";
import type { Log } from "../../ports/log.port.ts";
import {
  integratedLine,
  integrationBrokenLine,
  integrationFailedLine,
} from "../../words/log/files.ts";
import type { LogLine } from "../../words/log/line.ts";
import { say } from "../tell/say.ts";

/** A quick command is waited for, in ms: then its file is moved at once, in the order of the files. */
const INLINE_MS = 1500;
/** While a command runs, its file is asked for again after this, in ms. */
const RUNNING_MS = 2000;
/** Another process is handing a file over, or the ledger cannot be written: again after this, in ms. */
const AGAIN_MS = 1000;

/** What it works with. */
export interface IntegratorPorts {
  readonly integration: Integration;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  /** Held while a command runs: the monitor and `processar` never hand over at the same time. */
  readonly lock: Lock;
  /** Rejects when nothing may be begun from here now. */
  readonly assure: () => Promise<void>;
}

interface Job {
  readonly file: FileRecord;
  failures: number;
  /** `mono` time before which it is left alone. */
  notBefore: number;
  /** The command has succeeded, and only the record of it is still to be written. */
  succeeded: boolean;
  told: string | null;
  /** Why the latest attempt failed. */
  failure: string | null;
}

/** Hands processed files over, each until it succeeds. */
export class Integrator {
  readonly #ports: IntegratorPorts;
  readonly #jobs = new Map<number, Job>();
  readonly #stop = new AbortController();
  #working: Promise<void> | null = null;

  constructor(ports: IntegratorPorts) {
    this.#ports = ports;
  }

  /** Returns when the file may be moved; throws {@link IntegrationPending} until then, and what the ledger throws. */
  async clear(file: FileRecord): Promise<void> {
    if (file.situation !== "processado") return;
    const { clock } = this.#ports;
    if (await this.#isDone(file)) return;
    const idle = this.#working === null;
    let job = this.#jobs.get(file.id);
    const fresh = job === undefined;
    job ??= {
      file,
      failures: 0,
      notBefore: -Infinity,
      succeeded: false,
      told: null,
      failure: null,
    };
    this.#jobs.set(file.id, job);
    this.#start();
    if (fresh && idle && this.#working !== null) {
      const done = new AbortController();
      await Promise.race([this.#working, clock.sleep(INLINE_MS, done.signal)]);
      done.abort();
      if (await this.#isDone(file)) return;
    }
    const wait = job.notBefore - clock.now().mono;
    throw new IntegrationPending(wait > 0 ? wait : RUNNING_MS, job.failure);
  }

  /** Waits for the command under way and those that wait for it; true when there was one. */
  async drain(): Promise<boolean> {
    if (this.#working === null) return false;
    await this.#working;
    return true;
  }

  /** Files that an attempt was made for, in vain. */
  failing(): number {
    return [...this.#jobs.values()].filter((job) => job.failures > 0).length;
  }

  /** Cuts off a command under way; it is run again, with the same id, at the next start. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#working;
  }

  async #isDone(file: FileRecord): Promise<boolean> {
    if ((await this.#ports.ledger.files.integration(file.id)).doneAt === null) return false;
    this.#jobs.delete(file.id);
    return true;
  }

  #start(): void {
    if (this.#working !== null || this.#due() === undefined) return;
    this.#working = this.#work().finally(() => this.#working = null);
  }

  /** The first that is due, in the order of the files. */
  #due(): Job | undefined {
    const { mono } = this.#ports.clock.now();
    return [...this.#jobs.values()].find((job) => job.notBefore <= mono);
  }

  async #work(): Promise<void> {
    for (let job = this.#due(); job !== undefined; job = this.#due()) {
      if (this.#stop.signal.aborted) return;
      try {
        await this.#attempt(job);
      } catch (error) {
        if (error instanceof PossessionLost) return;
        job.notBefore = this.#ports.clock.now().mono + AGAIN_MS;
        const text = error instanceof Error ? error.message : String(error);
        job.failure = text;
        this.#tell(job, integrationBrokenLine(job.file.name, text));
      }
    }
  }

  async #attempt(job: Job): Promise<void> {
    const { integration, ledger, clock, log, lock, assure } = this.#ports;
    const { id } = job.file;
    const release = await lock.tryAcquire();
    if (release === null) {
      job.notBefore = clock.now().mono + AGAIN_MS;
      return;
    }
    try {
      // Another process may have been faster, between the last look and the lock.
      if (!job.succeeded && (await ledger.files.integration(id)).doneAt === null) {
        await assure();
        const outcome = await integration.hand(job.file, this.#stop.signal);
        if (outcome.kind === "stopped") return;
        if (outcome.kind === "failed") return await this.#failed(job, outcome.reason);
        job.succeeded = true;
        say(log, integratedLine(job.file.name));
      }
      await ledger.files.integrated(id, clock.now().wall);
      this.#jobs.delete(id);
    } finally {
      release();
    }
  }

  async #failed(job: Job, reason: string): Promise<void> {
    const { ledger, clock } = this.#ports;
    job.failures++;
    job.failure = reason;
    job.notBefore = clock.now().mono + fileRetryDelay(job.failures);
    this.#tell(job, integrationFailedLine(job.file.name, reason));
    await ledger.files.integrationFailed(job.file.id, reason);
  }

  /** Says what is new, and not again what was said before. */
  #tell(job: Job, line: LogLine): void {
    if (line.text === job.told) return;
    job.told = line.text;
    say(this.#ports.log, line);
  }
}
