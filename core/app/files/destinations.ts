/** The destinations, looked at before anything is moved there: at each start, and after each return of the folder. */
import type { Clock } from "../../ports/clock.port.ts";
import type { RetornoFolder } from "../../ports/folder.port.ts";
import type { Log } from "../../ports/log.port.ts";
import { ownFolderText } from "../../words/folder.ts";
import { linkedPlaceLine, ownFolderLine } from "../../words/log/files.ts";
import { say } from "../tell/say.ts";
import type { ProblemBook } from "./problem_book.ts";

/** What it works with. */
export interface DestinationPorts {
  readonly folder: RetornoFolder;
  readonly clock: Clock;
  readonly log: Log;
}

/** One that is the watched folder itself stops the processing until it is not; a link to elsewhere is told, and followed. */
export class DestinationCheck {
  readonly #ports: DestinationPorts;
  readonly #directories: readonly string[];
  readonly #deadlineMs: number;
  readonly #told = new Set<string>();
  #due = true;

  constructor(ports: DestinationPorts, directories: readonly string[], deadlineMs: number) {
    this.#ports = ports;
    this.#directories = [...new Set(directories)];
    this.#deadlineMs = deadlineMs;
  }

  /** The folder was away: what is there now need not be what was there before. */
  again(): void {
    this.#due = true;
  }

  /** True when files may be moved. Throws `FolderUnreachable`. What stands in the way is in the book, by its path. */
  async allow(book: ProblemBook): Promise<boolean> {
    const { folder, clock, log } = this.#ports;
    if (!this.#due || folder.places === undefined) return true;
    const findings = await folder.places(this.#directories, this.#deadlineMs);
    for (const directory of this.#directories) {
      if (!findings.some((one) => one.own && one.directory === directory)) book.clear(directory);
    }
    for (const { directory, real, own, linked } of findings) {
      if (own) book.note(directory, ownFolderText(directory, real), false, clock.now());
      if (!own && !linked) continue;
      const line = own ? ownFolderLine(directory, real) : linkedPlaceLine(directory, real);
      if (!this.#told.has(line.text)) say(log, line);
      this.#told.add(line.text);
    }
    this.#due = findings.some(({ own }) => own);
    return !this.#due;
  }

  /** The paths that the book may know by. */
  get directories(): readonly string[] {
    return this.#directories;
  }
}
