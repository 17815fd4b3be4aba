/** Two monitors with two ledgers on one folder would apply its files twice: the mark that keeps the second one away. */
import {
  cameLater,
  type Holder,
  isSameMonitor,
  isSuccessor,
  markText,
  readMark,
} from "../../domain/folder_mark.ts";
import type { Clock } from "../../ports/clock.port.ts";
import { FileUnavailable, FolderUnreachable } from "../../ports/folder.port.ts";
import type { FolderMark, MarkStamp } from "../../ports/folder_mark.port.ts";
import type { Log } from "../../ports/log.port.ts";
import {
  folderInheritedLine,
  holderText,
  markBackLine,
  markTroubleLine,
  NOT_A_MARK,
} from "../../words/folder_mark.ts";
import { say } from "../tell/say.ts";

/** A mark that did not answer is left alone for so long, in ms. */
const REST_MS = 60_000;
/** A mark that comes and goes while it is looked at is looked at so many times. */
const LOOKS = 3;

/** What it works with. */
export interface FolderClaimPorts {
  readonly mark: FolderMark;
  readonly log: Log;
  readonly clock: Clock;
  /** Whether that monitor, of this machine, runs; null: nobody can say. */
  readonly runs: (holder: Holder) => Promise<boolean | null>;
  readonly local: (ms: number) => string;
  readonly iso: (ms: number) => string;
}

/** Who asks, and where. */
export interface FolderClaimSettings {
  readonly me: Holder;
  /** Name of the mark, for people. */
  readonly name: string;
  readonly deadlineMs: number;
}

/** The folder, held by this monitor. */
export class FolderClaim {
  readonly #ports: FolderClaimPorts;
  readonly #settings: FolderClaimSettings;
  readonly #text: string;
  #stamp: MarkStamp | null = null;
  /** `mono` time until which nobody asks for it. */
  #restUntil = -Infinity;
  /** A look that is under way: who asks meanwhile gets its answer. */
  #holding: Promise<Holder | null> | null = null;
  /** What is wrong with the mark, told once. */
  #trouble: string | null = null;

  constructor(ports: FolderClaimPorts, settings: FolderClaimSettings) {
    this.#ports = ports;
    this.#settings = settings;
    this.#text = markText(settings.me, ports.iso);
  }

  /**
   * Null: the folder is ours, or nobody can say whose it is, which is told once. Otherwise the monitor that has it. Rejects with
   * `FolderUnreachable`.
   */
  hold(): Promise<Holder | null> {
    return this.#holding ??= this.#hold().finally(() => this.#holding = null);
  }

  async #hold(): Promise<Holder | null> {
    try {
      return await this.#look();
    } catch (error) {
      if (!(error instanceof FileUnavailable)) throw error;
      if (error.trouble === "timeout" && error.diagnosis !== null) {
        // Silence is evidence of an outage, as that of a listing is; should it be the mark's alone, the files do not wait for it.
        this.#restUntil = this.#ports.clock.now().mono + REST_MS;
        throw new FolderUnreachable(error.diagnosis);
      }
      this.#failed(error.message);
      return null;
    }
  }

  /** The monitor that has it, if it is not this one and may be running. Writes nothing. Rejects as {@link FolderClaim.hold}. */
  async peek(): Promise<Holder | null> {
    const { mark, runs } = this.#ports;
    try {
      const found = await mark.readMark(null, this.#settings.deadlineMs);
      const holder = found === null || found === "same" ? null : readMark(found.text ?? "");
      if (holder === null || isSameMonitor(holder, this.#settings.me)) return null;
      return await runs(holder) === false ? null : holder;
    } catch (error) {
      if (!(error instanceof FileUnavailable)) throw error;
      return null;
    }
  }

  /**
   * Whether another one of those that share the ledger has left its mark where ours was, or one with a later number: then the folder is
   * its own, as far as can be known without the ledger. Writes nothing. Rejects as {@link FolderClaim.hold}.
   */
  async isAnothers(): Promise<boolean> {
    const { mark } = this.#ports;
    const { deadlineMs, me } = this.#settings;
    try {
      const found = await mark.readMark(this.#stamp, deadlineMs);
      const holder = found === null || found === "same" ? null : readMark(found.text ?? "");
      if (holder === null) return false;
      // One that lay there before may be of another one that is gone.
      return this.#stamp === null ? cameLater(holder, me) : isSuccessor(holder, me);
    } catch (error) {
      if (!(error instanceof FileUnavailable)) throw error;
      return false;
    }
  }

  /** Takes the folder, whoever has it. Rejects with `FolderUnreachable` or `FileUnavailable`. */
  async take(): Promise<Holder | null> {
    const { mark } = this.#ports;
    const { deadlineMs, me } = this.#settings;
    const found = await mark.readMark(null, deadlineMs);
    const before = found === null || found === "same" ? null : readMark(found.text ?? "");
    await mark.writeMark(this.#text, true, deadlineMs);
    return before === null || isSameMonitor(before, me) ? null : before;
  }

  /** Lets go. What cannot be removed stays: it names this monitor, which finds it again. */
  async release(deadlineMs: number): Promise<void> {
    await this.#ports.mark.removeMark(this.#text, deadlineMs);
  }

  async #look(): Promise<Holder | null> {
    const { mark, runs, log, local, clock } = this.#ports;
    if (clock.now().mono < this.#restUntil) return null;
    const { me, deadlineMs } = this.#settings;
    for (let n = 0; n < LOOKS; n++) {
      const found = await mark.readMark(this.#stamp, deadlineMs);
      if (found === "same") return null;
      if (found === null) {
        if (await this.#write(false)) return null;
        continue;
      }
      const holder = readMark(found.text ?? "");
      if (holder === null) {
        this.#failed(NOT_A_MARK);
        return null;
      }
      if (!isSameMonitor(holder, me)) {
        if (this.#stamp !== null || await runs(holder) !== false) return holder;
        say(log, folderInheritedLine(holderText(holder, local)));
      }
      if (found.text === this.#text) {
        this.#holds(found.stamp);
        return null;
      }
      if (await this.#write(true)) return null;
    }
    return null;
  }

  async #write(replace: boolean): Promise<boolean> {
    const { deadlineMs } = this.#settings;
    const written = await this.#ports.mark.writeMark(this.#text, replace, deadlineMs);
    if (written === "taken") return false;
    this.#holds(written);
    return true;
  }

  #holds(stamp: MarkStamp): void {
    this.#stamp = stamp;
    if (this.#trouble === null) return;
    this.#trouble = null;
    say(this.#ports.log, markBackLine(this.#settings.name));
  }

  #failed(detail: string): void {
    if (this.#trouble === null) {
      say(this.#ports.log, markTroubleLine(this.#settings.name, detail));
    }
    this.#trouble = detail;
  }
}
