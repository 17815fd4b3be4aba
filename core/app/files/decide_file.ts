/** One file is read, then judged, applied and recorded: the judgement and all that follows from it in one transaction. */
import type { Patience } from "../../domain/ripening.ts";
import {
  type Movement,
  type ReadContext,
  type ReadingRetorno,
  RetornoRefused,
  type RetornoSummary,
} from "../../formats/retorno.ts";
import type { Clock } from "../../ports/clock.port.ts";
import type { FileContent, FolderEntry } from "../../ports/folder.port.ts";
import type { FileRecord } from "../../ports/ledger/files.port.ts";
import type { Ledger } from "../../ports/ledger/ledger.port.ts";
import { openEndText } from "../../words/refusals.ts";
import { type Destinations, type FileFacts, isTwin, judge, type Reading } from "./judge.ts";

/** Files up to this size (bytes) are read once and their movements kept; larger ones are read twice: applying costs far more. */
const KEEP_LIMIT = 2 * 1024 * 1024;
/** Kept movements handed to the ledger at a time; of a larger file, those between two pauses of the reader. */
const BATCH = 1000;
/** Pauses of the reader until the other lanes get their turn: some ms of work. */
const PAUSES_OF_TURN = 32;
/** A file of so many bytes at most is read in less time than a ledger on a server takes to say whether it knows it. */
const SMALL = 256 * 1024;

/** A file as it was read; `kept`: its movements, null where they are to be read again. */
interface Read {
  readonly reading: Reading;
  readonly kept: readonly Movement[] | null;
}

/** Nothing of it is needed. */
const UNREAD: Read = { reading: { kind: "unread" }, kept: [] };

/** What deciding needs to know of the configuration. */
export interface DeciderSettings extends Destinations {
  readonly excluirIed: boolean;
  /** Accounts or convênios that are ours; absent or empty: any. */
  readonly contas?: readonly string[];
}

/** What it works with. */
export interface DeciderPorts {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly readingRetorno: ReadingRetorno;
  /** Today's date in local time for a moment in ms since the Unix epoch. */
  readonly localDate: (ms: number) => string;
}

/** A content that was read, and is ready to be decided about. */
export interface ReadyFile {
  readonly reading: Reading;
  /** Null: too many to be kept; they are read again. */
  readonly kept: readonly Movement[] | null;
  readonly facts: FileFacts;
}

/** `held`: looks like a copy that is not finished, and deserves patience before it is refused. */
export type Preparation =
  | { readonly kind: "held"; readonly refusal: RetornoRefused }
  | { readonly kind: "ready"; readonly ready: ReadyFile };

/** Decides about single files. */
export class FileDecider {
  readonly #ports: DeciderPorts;
  readonly #settings: DeciderSettings;

  constructor(ports: DeciderPorts, settings: DeciderSettings) {
    this.#ports = ports;
    this.#settings = settings;
  }

  /**
   * Reads one content. `patience` says what is held back because an unfinished copy would look the same. Rejects with what
   * the ledger says.
   */
  async prepare(
    entry: FolderEntry,
    content: FileContent,
    outageId: string | null,
    patience: Patience,
  ): Promise<Preparation> {
    const now = this.#ports.clock.now().wall;
    const facts = { entry, content, now, outageId, destinations: this.#settings };
    const { reading, kept } = isTwin(entry.name, this.#settings.excluirIed)
      ? { reading: { kind: "twin" } as const, kept: null }
      : await this.#read(content, now);
    const refusal = unfinished(reading, patience);
    return refusal === null
      ? { kind: "ready", ready: { reading, kept, facts } }
      : { kind: "held", refusal };
  }

  /**
   * Decides about a content that is ready, and makes the decision durable; several that are asked for together share what
   * that costs. Rejects with what the ledger says; then nothing of this file was applied.
   */
  decide({ reading, kept, facts }: ReadyFile): Promise<FileRecord> {
    return this.#record(reading, kept, facts);
  }

  /**
   * Takes up a file that lay in `directory` when the ledger was lost: applied and recorded as already moved, in
   * one transaction. A content that is refused now is recorded all the same, so that it still counts as known.
   */
  async adopt(entry: FolderEntry, content: FileContent, directory: string): Promise<FileRecord> {
    const now = this.#ports.clock.now().wall;
    // When it was really processed is not known; its own time is the best guess, and keeps it out of today's counts.
    const place = { at: Math.min(entry.mtimeMs, now), directory };
    const facts = { entry, content, now, outageId: null, destinations: this.#settings, place };
    const { reading, kept } = await this.#read(content, now);
    return await this.#record(reading, kept, facts);
  }

  /** The ledger's own rules may refuse what reads well; then nothing of it stays, and the refusal is recorded. */
  async #record(
    reading: Reading,
    kept: readonly Movement[] | null,
    facts: FileFacts,
  ): Promise<FileRecord> {
    const { files } = this.#ports.ledger;
    const { content } = facts;
    try {
      return await files.decide({
        sha256: content.sha256,
        summary: reading.kind === "good" ? reading.summary : null,
        judge: (previous) => judge(reading, previous, facts),
        batches: () => kept === null ? this.#again(content, facts.now) : inBatches(kept),
      });
    } catch (error) {
      if (!(error instanceof RetornoRefused) || reading.kind === "refused") throw error;
      return await this.#record({ kind: "refused", refusal: error }, [], facts);
    }
  }

  /**
   * Reads the file, unless its content was applied before; the movements of a large one are not kept. Of a small one that reads
   * well nobody is asked first: the verdict asks once more in any case.
   */
  async #read(content: FileContent, now: number): Promise<Read> {
    const large = content.size > SMALL;
    if (large && await this.#wasApplied(content)) return UNREAD;
    const keep = content.size <= KEEP_LIMIT;
    const movements: Movement[] = [];
    try {
      const summary = await this.#readToEnd(
        content,
        now,
        keep ? (movement) => movements.push(movement) : () => {},
      );
      if (!large && summary.openEnd && await this.#wasApplied(content)) return UNREAD;
      return { reading: { kind: "good", summary }, kept: keep ? movements : null };
    } catch (error) {
      if (!(error instanceof RetornoRefused)) throw error;
      if (!large && await this.#wasApplied(content)) return UNREAD;
      return { reading: { kind: "refused", refusal: error }, kept: [] };
    }
  }

  async #wasApplied({ sha256 }: FileContent): Promise<boolean> {
    return await this.#ports.ledger.files.findApplied(sha256) !== null;
  }

  /** In steps: between two of them the other lanes of the program get their turn. */
  async #readToEnd(
    content: FileContent,
    now: number,
    onMovement: (movement: Movement) => void,
  ): Promise<RetornoSummary> {
    const reading = this.#ports.readingRetorno(content.chunks(), this.#context(now), onMovement);
    for (let pauses = 1;; pauses++) {
      const step = reading.next();
      if (step.done) return step.value;
      if (pauses % PAUSES_OF_TURN === 0) {
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
    }
  }

  /** The movements of a large file, read again. */
  *#again(content: FileContent, now: number): Generator<readonly Movement[]> {
    let movements: Movement[] = [];
    const reading = this.#ports.readingRetorno(
      content.chunks(),
      this.#context(now),
      (movement) => movements.push(movement),
    );
    for (let over = false; !over;) {
      over = reading.next().done ?? false;
      if (movements.length > 0) yield movements;
      movements = [];
    }
  }

  #context(now: number): ReadContext {
    const { contas = [] } = this.#settings;
    const today = this.#ports.localDate(now);
    return contas.length === 0 ? { today } : { today, contas };
  }
}

function* inBatches(movements: readonly Movement[]): Generator<readonly Movement[]> {
  if (movements.length > 0 && movements.length <= BATCH) yield movements;
  else {
    for (let at = 0; at < movements.length; at += BATCH) yield movements.slice(at, at + BATCH);
  }
}

/** What is missing may be on its way: the refusal that the file would get as it is, or null when it is not held back. */
function unfinished(reading: Reading, patience: Patience): RetornoRefused | null {
  if (reading.kind === "refused") {
    return patience !== "none" && reading.refusal.maybeIncomplete ? reading.refusal : null;
  }
  if (reading.kind !== "good" || patience !== "with-everything" || !reading.summary.openEnd) {
    return null;
  }
  return new RetornoRefused("estrutura", openEndText(), {}, true);
}
