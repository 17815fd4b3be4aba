/**
 * A decided file is brought to its place. The move is owed from the moment of the decision's commit, so that a kill
 * between the two leaves a file that is never applied again and always moved.
 */
import { targetName } from "../../domain/file_names.ts";
import type { Clock } from "../../ports/clock.port.ts";
import { FileUnavailable, type MoveOutcome, type RetornoFolder } from "../../ports/folder.port.ts";
import type { FileRecord } from "../../ports/ledger/files.port.ts";
import type { Ledger } from "../../ports/ledger/ledger.port.ts";
import type { Log } from "../../ports/log.port.ts";
import { NO_NAME_FREE } from "../../words/folder.ts";
import { fileLine, lostLine, renamedLine, warningsLine } from "../../words/log/files.ts";
import { reasonText } from "../../words/reason_file.ts";
import { say } from "../tell/say.ts";
import type { Integrator } from "./integrate.ts";

/** A decision older than this, in ms, is compared with the file's content before the move. */
const FRESH_MS = 2000;

/** Names tried in a row, each found free and then taken, before the file waits for its next turn. */
const MOST_NAMES = 20;

/** What it works with. */
export interface PlacerPorts {
  readonly folder: RetornoFolder;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  /** The agency's own command comes before the move; null: there is none. */
  readonly integrator: Pick<Integrator, "clear"> | null;
  /** Rejects when nothing may be moved from here now. */
  readonly assure: () => Promise<void>;
}

/** Moves decided files. */
export class FilePlacer {
  readonly #ports: PlacerPorts;
  readonly #deadlineMs: number;

  /** `deadlineMs`: silence of the share after which an operation is given up. */
  constructor(ports: PlacerPorts, deadlineMs: number) {
    this.#ports = ports;
    this.#deadlineMs = deadlineMs;
  }

  /** Whether the agency's own command comes before each move. */
  get integrates(): boolean {
    return this.#ports.integrator !== null;
  }

  /**
   * Brings a decided file to its place, as often as it takes to find a free name. Rejects with `FileUnavailable`,
   * `FolderUnreachable`, `IntegrationPending` or `PossessionLost`; the move stays owed then.
   */
  async settle(record: FileRecord, resuming: boolean): Promise<MoveOutcome> {
    const { ledger, clock, log } = this.#ports;
    await this.#ports.integrator?.clear(record);
    let target = record.target;
    const tried = [target];
    // Where another file of ours lies, what is found is that file, not a half-made move of this one.
    let resume = resuming && !await ledger.files.occupied(record.directory, target, record.id);
    const numbering = new Numbering(record);
    for (;;) {
      let outcome = await this.#move(record, target, resume);
      resume = false;
      if (outcome === "taken") {
        if (tried.length >= MOST_NAMES) throw new FileUnavailable("other", NO_NAME_FREE);
        target = await numbering.after(target, this.#ports.folder, this.#deadlineMs);
        await ledger.files.retarget(record.id, target);
        tried.push(target);
        continue;
      }
      if (outcome === "vanished" && resuming) {
        // Perhaps not by another hand: a killed monitor's helper may have finished the move just now.
        const place = await this.#findMoved(record, tried);
        if (place !== null) {
          outcome = "already";
          if (place !== target) await ledger.files.retarget(record.id, place);
          target = place;
        }
      }
      await ledger.files.moved(record.id, clock.now().wall);
      if (outcome === "moved" || outcome === "already") this.#tell(record, target);
      else say(log, lostLine(record.situation, record.name, outcome));
      return outcome;
    }
  }

  async #move(record: FileRecord, target: string, resuming: boolean): Promise<MoveOutcome> {
    await this.#ports.assure();
    const reason = record.situation === "recusado"
      ? reasonText(record.name, record.reasonCode ?? "", record.reason ?? "", record.sha256)
      : null;
    const { name, directory, sha256, size, mtimeMs, at } = record;
    // What was read a moment ago is told by size and time; with time in between, only by the content.
    const verify = resuming || this.integrates ||
      Math.abs(this.#ports.clock.now().wall - at) > FRESH_MS;
    return await this.#ports.folder.move(
      { name, directory, target, reason, sha256, size, mtimeMs, resuming, verify },
      this.#deadlineMs,
    );
  }

  async #findMoved(record: FileRecord, targets: readonly string[]): Promise<string | null> {
    for (const target of targets) {
      if (await this.#move(record, target, true) === "already") return target;
    }
    return null;
  }

  #tell(record: FileRecord, target: string): void {
    const { log } = this.#ports;
    const { name, situation, reason, warnings } = record;
    say(log, fileLine(situation, name, reason));
    if (target !== name) say(log, renamedLine(name, target));
    const [first] = warnings;
    if (first !== undefined) say(log, warningsLine(name, warnings.length, first.message));
  }
}

/** The names `NOME (2)`, `NOME (3)`... of one file, one after the other, or by a search where many are taken. */
class Numbering {
  readonly #record: FileRecord;
  #number = 0;

  constructor(record: FileRecord) {
    this.#record = record;
  }

  /** A name to try instead of `taken`; the first two are simply the next ones. */
  async after(
    taken: string,
    folder: Pick<RetornoFolder, "freeNumber">,
    deadlineMs: number,
  ): Promise<string> {
    const { name, directory } = this.#record;
    const withReason = this.#record.situation === "recusado";
    if (this.#number === 0) this.#number = numberOf(this.#record, taken, withReason);
    const from = this.#number++;
    if (from > 2 && folder.freeNumber !== undefined) {
      this.#number = await folder.freeNumber({ directory, name, withReason, from }, deadlineMs);
    }
    return targetName(name, this.#number, withReason);
  }
}

/** The number that a name carries: what is between the last brackets, when it fits. */
function numberOf(record: FileRecord, target: string, withReason: boolean): number {
  const n = Number(/ \((\d{1,15})\)[^()]*$/.exec(target)?.[1] ?? 1);
  return targetName(record.name, n, withReason) === target ? n : 1;
}
