/** What a failure on one file comes to: the file waits for its next turn, and everything else goes on. */
import { afterOthers, awaiting, restless, type Seen, setAside } from "../../domain/ripening.ts";
import type { Clock } from "../../ports/clock.port.ts";
import { FileUnavailable, FolderUnreachable, type RetornoFolder } from "../../ports/folder.port.ts";
import { IntegrationPending } from "../../ports/integration.port.ts";
import { isLedgerTrouble, type Ledger } from "../../ports/ledger/ledger.port.ts";
import { PossessionLost } from "../../ports/ledger/possession.port.ts";
import type { Log } from "../../ports/log.port.ts";
import { CHANGES_ALL_THE_TIME, NAME_NOT_FOUND } from "../../words/folder.ts";
import { obstacleText, unavailableLine } from "../../words/log/files.ts";
import { say } from "../tell/say.ts";
import { ProblemBook } from "./problem_book.ts";

/** What was to be done with the file. */
export type Step = "visto" | "lido" | "registrado" | "movido";

/** What became of the file. */
export type Excuse =
  /** Its turn comes again, later each time. */
  | "aside"
  /** Its turn did not come at all. */
  | "unasked"
  /** It is being written. */
  | "changed"
  | "vanished";

/** What it works with. */
export interface FailurePorts {
  readonly folder: RetornoFolder;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
}

/** Judges failures. The memory of the files is the sweep's own. */
export class FileFailures {
  readonly book = new ProblemBook();
  readonly #ports: FailurePorts;
  readonly #settings: { readonly settleMs: number; readonly deadlineMs: number };
  readonly #seen: Map<string, Seen>;

  constructor(
    ports: FailurePorts,
    settings: { readonly settleMs: number; readonly deadlineMs: number },
    seen: Map<string, Seen>,
  ) {
    this.#ports = ports;
    this.#settings = settings;
    this.#seen = seen;
  }

  /**
   * Puts one file aside, whatever the error. Only what is proven to lie elsewhere is thrown on: {@link FolderUnreachable}, when
   * the folder itself does not answer, and what the ledger throws when it cannot work.
   */
  async excuse(name: string, error: unknown, step: Step): Promise<Excuse> {
    if (error instanceof FolderUnreachable) throw error;
    const now = this.#ports.clock.now();
    if (error instanceof IntegrationPending) {
      this.#seen.set(name, awaiting(this.#seen.get(name), name, now.mono, error.waitMs));
      if (error.failure !== null) this.book.note(name, error.failure, false, now);
      return "aside";
    }
    if (error instanceof FileUnavailable) return await this.#excuseFile(name, error, step);
    const detail = error instanceof Error ? error.message : String(error);
    if (await isOfLedger(this.#ports.ledger, error)) {
      // The next turn begins with the others: should only this one not fit on the disk, they are not kept waiting.
      const seen = this.#seen.get(name);
      if (seen !== undefined) this.#seen.set(name, afterOthers(seen));
      throw error;
    }
    this.#tellAside(name, "other", "other", detail, step);
    return "aside";
  }

  async #excuseFile(name: string, error: FileUnavailable, step: Step): Promise<Excuse> {
    const { trouble, message } = error;
    const now = this.#ports.clock.now();
    switch (trouble) {
      case "unasked":
        return "unasked";
      case "vanished":
        // Should the next listing have it all the same, it cannot be dealt with, and is not asked for all the time.
        this.book.note(name, NAME_NOT_FOUND, true, now);
        this.#postpone(name, { kind: "busy", complaint: NAME_NOT_FOUND });
        return "vanished";
      case "changed": {
        const seen = this.#seen.get(name);
        this.book.note(name, CHANGES_ALL_THE_TIME, true, now);
        if (seen === undefined) return "changed";
        const age = this.book.age(name, now);
        this.#seen.set(name, restless(seen, now.mono, age));
        return "changed";
      }
      case "timeout":
        await this.#confirmFolder();
        this.#tellAside(name, "silent", trouble, message, step);
        return "aside";
      default:
        this.#tellAside(name, trouble === "busy" ? "busy" : "other", trouble, message, step);
        return "aside";
    }
  }

  /** One file that does not answer says nothing of the folder, until the folder does not answer either. */
  async #confirmFolder(): Promise<void> {
    try {
      await this.#ports.folder.probe(this.#settings.deadlineMs);
    } catch (error) {
      if (!(error instanceof FolderUnreachable)) throw error;
      throw new FolderUnreachable(error.diagnosis, true);
    }
  }

  #tellAside(
    name: string,
    kind: "busy" | "silent" | "other",
    trouble: FileUnavailable["trouble"],
    message: string,
    step: Step,
  ): void {
    const line = unavailableLine(name, step, trouble, message);
    this.book.note(name, obstacleText(trouble, message), kind === "busy", this.#ports.clock.now());
    if (this.#postpone(name, { kind, complaint: line.text })) say(this.#ports.log, line);
  }

  /** True when its complaint is news. */
  #postpone(
    name: string,
    failure: { readonly kind: "busy" | "silent" | "other"; readonly complaint: string },
  ): boolean {
    const now = this.#ports.clock.now();
    const ageMs = this.book.age(name, now);
    const { settleMs } = this.#settings;
    const aside = setAside(this.#seen.get(name), name, { ...failure, ageMs }, now.mono, settleMs);
    this.#seen.set(name, aside.seen);
    return aside.tell;
  }
}

/** Whether the ledger is to blame, or refuses because the folder is another one's. An engine may not know its own trouble by name: then a question that any sound one answers decides. */
export async function isOfLedger(ledger: Ledger, error: unknown): Promise<boolean> {
  if (isLedgerTrouble(error) || error instanceof PossessionLost) return true;
  if (error instanceof FileUnavailable) return false;
  try {
    await ledger.files.last();
    return false;
  } catch {
    return true;
  }
}
