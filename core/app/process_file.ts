/**
 * One file: decided, applied and recorded in one transaction, then moved. The move is owed from the moment
 * of the commit, so that a kill between the two leaves a file that is never applied again and always moved.
 */
import { isIed, targetName } from "../domain/file_names.ts";
import { oneLine } from "../domain/text.ts";
import {
  type Movement,
  type ReadContext,
  type ReadRetorno,
  RetornoRefused,
  type RetornoSummary,
} from "../formats/retorno.ts";
import type { Integrator } from "./integrate.ts";
import type { Clock, Instant } from "../ports/clock.port.ts";
import type { FileContent, FolderEntry, MoveOutcome, RetornoFolder } from "../ports/folder.port.ts";
import type { FileRecord, Ledger, NewFile, Situation } from "../ports/ledger.port.ts";
import type { Log } from "../ports/log.port.ts";
import { fileLine, lostLine, renamedLine } from "../words/log/files.ts";
import { reasonText } from "../words/reason_file.ts";
import { say } from "./say.ts";

/** Files up to this size (bytes) are read once and their movements kept; larger ones are read twice. */
const KEEP_LIMIT = 8 * 1024 * 1024;
/** Movements handed to the ledger at a time when a large file is read again. */
const BATCH = 5000;

/** What processing needs to know of the configuration. */
export interface ProcessingSettings {
  readonly pastaProcessados: string;
  readonly pastaErro: string;
  readonly pastaIgnorados: string;
  readonly excluirIed: boolean;
  /** Silence of the share after which an operation is given up, in ms. */
  readonly deadlineMs: number;
}

/** Everything it works with. */
export interface ProcessorPorts {
  readonly folder: RetornoFolder;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  readonly readRetorno: ReadRetorno;
  /** The agency's own command comes before the move; null or absent: there is none. */
  readonly integrator?: Pick<Integrator, "clear"> | null;
  /** Today's date in local time for a moment in ms since the Unix epoch. */
  readonly localDate: (ms: number) => string;
}

/** A decided file, as commands report it. */
export interface FileOutcome {
  readonly name: string;
  readonly situation: Situation;
  readonly format: string | null;
  readonly titulos: number;
  readonly reason: string | null;
}

/** What to hold back of a file that may not be finished: refusals, and good files with an open end as well. */
export type Patience = "none" | "with-refusals" | "with-everything";

/** `held`: looks like a copy that is not finished, and deserves patience before it is refused. */
export type Decision =
  | { readonly kind: "held"; readonly refusal: RetornoRefused }
  | { readonly kind: "decided"; readonly record: FileRecord };

/** Why a file that could be accepted is not, for a while: what is missing may be on its way. */
const OPEN_END = new RetornoRefused(
  "estrutura",
  "a última linha está curta e sem quebra de linha",
  {},
  true,
);

interface Verdict {
  readonly situation: Situation;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly duplicateOf: number | null;
  readonly summary: RetornoSummary | null;
  /** Movements of a small file, ready to apply; null when the file must be read again. */
  readonly movements: readonly Movement[] | null;
}

/** Decides, applies, records and moves files, one by one. */
export class FileProcessor {
  readonly #ports: ProcessorPorts;
  readonly #settings: ProcessingSettings;

  constructor(ports: ProcessorPorts, settings: ProcessingSettings) {
    this.#ports = ports;
    this.#settings = settings;
  }

  /** Whether the agency's own command comes before each move. */
  get integrates(): boolean {
    return (this.#ports.integrator ?? null) !== null;
  }

  /**
   * Decides about one content and makes the decision durable. `patience` says what is held back
   * because an unfinished copy would look the same. Throws what the ledger throws; then nothing was applied.
   */
  decide(
    entry: FolderEntry,
    content: FileContent,
    outageId: string | null,
    patience: Patience,
  ): Decision {
    const now = this.#ports.clock.now();
    const { ledger } = this.#ports;
    let verdict: Verdict;
    try {
      verdict = this.#judge(entry, content, now);
    } catch (error) {
      if (!(error instanceof RetornoRefused)) throw error;
      if (patience !== "none" && error.maybeIncomplete) return { kind: "held", refusal: error };
      verdict = refused(error);
    }
    if (patience === "with-everything" && verdict.summary?.openEnd) {
      return { kind: "held", refusal: OPEN_END };
    }
    try {
      return {
        kind: "decided",
        record: ledger.transaction(() => this.#record(entry, content, verdict, now, outageId)),
      };
    } catch (error) {
      // The ledger itself may refuse (a value that contradicts what was applied): nothing of it stays.
      if (!(error instanceof RetornoRefused)) throw error;
      const late = refused(error);
      return {
        kind: "decided",
        record: ledger.transaction(() => this.#record(entry, content, late, now, outageId)),
      };
    }
  }

  /**
   * Takes up a file that lay in `directory` when the ledger was lost: applied and recorded as already moved, in
   * one transaction. A content that is refused now is recorded all the same, so that it still counts as known.
   */
  adopt(entry: FolderEntry, content: FileContent, directory: string): FileRecord {
    const now = this.#ports.clock.now();
    const { ledger } = this.#ports;
    // When it was really processed is not known; its own time is the best guess, and keeps it out of today's counts.
    const at = Math.min(entry.mtimeMs, now.wall);
    const record = (verdict: Verdict) =>
      ledger.transaction(() => this.#record(entry, content, verdict, now, null, { at, directory }));
    try {
      return record(this.#judge(entry, content, now, false));
    } catch (error) {
      if (!(error instanceof RetornoRefused)) throw error;
      return record({ ...refused(error), situation: "processado" });
    }
  }

  /**
   * Brings a decided file to its place, as often as it takes to find a free name. Throws
   * `FileUnavailable`, `FolderUnreachable` or `IntegrationPending`; the move stays owed then.
   */
  async settle(record: FileRecord, resuming: boolean): Promise<MoveOutcome> {
    const { ledger, clock, log } = this.#ports;
    await this.#ports.integrator?.clear(record);
    let target = record.target;
    const tried = [target];
    // Where another file of ours lies, what is found is that file, not a half-made move of this one.
    let resume = resuming && !ledger.files.occupied(record.directory, target, record.id);
    for (;;) {
      let outcome = await this.#move(record, target, resume);
      resume = false;
      if (outcome === "taken") {
        target = this.#nextTarget(record, target);
        ledger.files.retarget(record.id, target);
        tried.push(target);
        continue;
      }
      if (outcome === "vanished" && resuming) {
        // Perhaps not by another hand: a killed monitor's helper may have finished the move just now.
        const place = await this.#findMoved(record, tried);
        if (place !== null) {
          outcome = "already";
          if (place !== target) ledger.files.retarget(record.id, place);
          target = place;
        }
      }
      ledger.files.moved(record.id, clock.now().wall);
      if (outcome === "moved" || outcome === "already") this.#tell(record, target);
      else say(log, lostLine(record.situation, record.name, outcome));
      return outcome;
    }
  }

  #move(record: FileRecord, target: string, resuming: boolean): Promise<MoveOutcome> {
    const reason = record.situation === "recusado"
      ? reasonText(record.name, record.reasonCode ?? "", record.reason ?? "", record.sha256)
      : null;
    const { name, directory, sha256, size, mtimeMs } = record;
    return this.#ports.folder.move(
      { name, directory, target, reason, sha256, size, mtimeMs, resuming },
      this.#settings.deadlineMs,
    );
  }

  async #findMoved(record: FileRecord, targets: readonly string[]): Promise<string | null> {
    for (const target of targets) {
      if (await this.#move(record, target, true) === "already") return target;
    }
    return null;
  }

  #judge(
    entry: FolderEntry,
    content: FileContent,
    now: Instant,
    excluirIed = this.#settings.excluirIed,
  ): Verdict {
    const nothing = {
      reasonCode: null,
      reason: null,
      duplicateOf: null,
      summary: null,
      movements: [],
    };
    if (excluirIed && isIed(entry.name)) {
      return { ...nothing, situation: "ignorado" };
    }
    const first = this.#ports.ledger.files.findApplied(content.sha256);
    if (first !== null) {
      return { ...nothing, situation: "duplicado", duplicateOf: first.id, reason: first.name };
    }
    const keep = content.size <= KEEP_LIMIT;
    const movements: Movement[] = [];
    const summary = this.#ports.readRetorno(
      content.chunks(),
      this.#context(now),
      keep ? (movement) => movements.push(movement) : () => {},
    );
    const warnings = this.#ports.ledger.titulos.checkAntecedents(summary, {
      sha256: content.sha256,
      name: entry.name,
    });
    return {
      ...nothing,
      situation: "processado",
      summary: { ...summary, warnings: [...summary.warnings, ...warnings] },
      movements: keep ? movements : null,
    };
  }

  #record(
    entry: FolderEntry,
    content: FileContent,
    verdict: Verdict,
    now: Instant,
    outageId: string | null,
    place?: { readonly at: number; readonly directory: string },
  ): FileRecord {
    const { files, titulos } = this.#ports.ledger;
    const { summary, movements, ...decision } = verdict;
    const file: NewFile = {
      ...decision,
      summary,
      name: entry.name,
      sha256: content.sha256,
      size: content.size,
      mtimeMs: content.mtimeMs,
      at: place?.at ?? now.wall,
      directory: place?.directory ?? this.#directoryFor(verdict.situation),
      target: place === undefined
        ? targetName(entry.name, 1, verdict.situation === "recusado")
        : entry.name,
      outageId,
      ...(place === undefined ? {} : { placedAt: place.at }),
    };
    const id = files.record(file);
    let applied = 0;
    if (summary !== null) {
      const warnings = [...summary.warnings];
      const apply = (batch: readonly Movement[]) => {
        const result = titulos.apply(id, summary, batch);
        applied += result.applied;
        warnings.push(...result.warnings);
      };
      if (movements !== null) apply(movements);
      else this.#applyInBatches(content, now, apply);
      files.counted(id, summary.movements, applied, warnings);
    }
    const { summary: _, ...rest } = file;
    return {
      ...rest,
      id,
      movedAt: place?.at ?? null,
      format: summary?.format ?? null,
      banco: summary?.banco ?? null,
      conta: summary?.conta ?? null,
      nsa: summary?.nsa ?? null,
      fileDate: summary?.data ?? null,
      movements: summary?.movements ?? 0,
      applied,
      integration: { attempts: 0, lastError: null, doneAt: null },
    };
  }

  #applyInBatches(
    content: FileContent,
    now: Instant,
    apply: (batch: readonly Movement[]) => void,
  ): void {
    let batch: Movement[] = [];
    this.#ports.readRetorno(content.chunks(), this.#context(now), (movement) => {
      batch.push(movement);
      if (batch.length < BATCH) return;
      apply(batch);
      batch = [];
    });
    apply(batch);
  }

  #context(now: Instant): ReadContext {
    return { today: this.#ports.localDate(now.wall) };
  }

  #directoryFor(situation: Situation): string {
    if (situation === "recusado") return this.#settings.pastaErro;
    if (situation === "ignorado") return this.#settings.pastaIgnorados;
    return this.#settings.pastaProcessados;
  }

  #nextTarget(record: FileRecord, taken: string): string {
    const withReason = record.situation === "recusado";
    for (let n = 1;; n++) {
      if (targetName(record.name, n, withReason) === taken) {
        return targetName(record.name, n + 1, withReason);
      }
    }
  }

  #tell(record: FileRecord, target: string): void {
    const { log } = this.#ports;
    say(log, fileLine(record.situation, record.name, record.reason));
    if (target !== record.name) say(log, renamedLine(record.name, target));
  }
}

/** What commands report of a decided file. */
export function outcomeOf(record: FileRecord): FileOutcome {
  return {
    name: record.name,
    situation: record.situation,
    format: record.format,
    titulos: record.movements,
    reason: record.reason,
  };
}

function refused(refusal: RetornoRefused): Verdict {
  return {
    situation: "recusado",
    reasonCode: refusal.code,
    reason: oneLine(refusal.message),
    duplicateOf: null,
    summary: null,
    movements: [],
  };
}
