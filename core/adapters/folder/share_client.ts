/**
 * The folder, seen through a child process that can be killed. A call on a dead share may block for minutes
 * and cannot be cancelled; here only the child blocks, and the monitor goes on.
 */
import { join } from "node:path";
import type { Diagnosis } from "../../domain/diagnosis.ts";
import { diagnose, noAnswer } from "../../words/diagnosis/diagnose.ts";
import { fileErrorText } from "../../words/diagnosis/file_error.ts";
import {
  type FileContent,
  FileUnavailable,
  type FolderEntry,
  FolderUnreachable,
  type MoveOutcome,
  type MovePlan,
  NAMES_PER_CALL,
  type PlaceFinding,
  type RetornoFolder,
  type TakenPlace,
} from "../../ports/folder.port.ts";
import type { FolderMark, FoundMark, MarkStamp } from "../../ports/folder_mark.port.ts";
import {
  destinationText,
  HELPER_DIED,
  HELPER_OUT_OF_STEP,
  helperNotStartedText,
  localDiskText,
  noFolderText,
  noPlaceText,
  tooLargeText,
} from "../../words/folder.ts";
import { bytesContent, spooledContent } from "./file_content.ts";
import { NoReply, ShareChild, type ShareCommand } from "./share_child.ts";
import {
  isLook,
  OF_FILE,
  type ShareReply,
  type ShareRequest,
  type ShareValues,
} from "./share_protocol.ts";

/** Children that were killed and still have not died; with so many, no new one is started. */
const MOST_UNDEAD = 3;
/** A process that worked on files, and has only looked for so long (ms) since, makes room for a new one, which is small. */
const RETIRE_MS = 60_000;
const SYSTEM = Deno.build.os === "windows" ? "windows" : "posix";

/** Options of {@link ShareClient}. */
export interface ShareClientOptions {
  /** The watched folder. */
  readonly folder: string;
  /** Local directory for copies of large files; created when missing. */
  readonly workDirectory: string;
  readonly command: ShareCommand;
  /** `tamanho_maximo_arquivo_mb`, in bytes: larger files are not read. Default: no limit. */
  readonly maxBytes?: number;
  /** Default: one minute, in ms. */
  readonly retireMs?: number;
}

/** Nothing that the share did: too little memory, an antivirus, a Ctrl+C for the whole group of processes. */
const CHILD_DIED: Diagnosis = {
  code: "sem-resposta",
  message: HELPER_DIED,
  errorNumber: null,
  transient: true,
};

/** {@link RetornoFolder} through a child process. Requests are answered in the order in which they were made. */
export class ShareClient implements RetornoFolder, FolderMark {
  readonly #options: ShareClientOptions;
  readonly #retireMs: number;
  #child: ShareChild | null = null;
  /** When the process last worked on files (`performance.now()`); Infinity: it has only looked. */
  #worked = Infinity;
  #undead = 0;
  #spooled = 0;
  #swept = false;
  #listed: { readonly id: string; readonly names: readonly string[] } | null = null;

  constructor(options: ShareClientOptions) {
    this.#options = options;
    this.#retireMs = options.retireMs ?? RETIRE_MS;
  }

  async probe(deadlineMs: number): Promise<void> {
    await this.#ask("probe", { op: "probe", folder: this.#options.folder }, deadlineMs);
  }

  async list(deadlineMs: number): Promise<readonly string[]> {
    const last = this.#listed;
    const known = last?.id ?? null;
    const request = { op: "list", folder: this.#options.folder, known } as const;
    const { id, names } = (await this.#ask("list", request, deadlineMs)).value;
    if (names !== null) {
      this.#listed = { id, names };
      return names;
    }
    if (id !== known) throw new Error(HELPER_OUT_OF_STEP);
    return last!.names;
  }

  async stat(names: readonly string[], deadlineMs: number): Promise<FolderEntry[]> {
    const entries: FolderEntry[] = [];
    for (let at = 0; at < names.length; at += NAMES_PER_CALL) {
      const batch = names.slice(at, at + NAMES_PER_CALL);
      const request = { op: "stat", folder: this.#options.folder, names: batch } as const;
      try {
        entries.push(...(await this.#ask("stat", request, deadlineMs)).value.map(inWords));
      } catch (error) {
        if (!isSilence(error)) throw error;
        entries.push(...await this.#statEach(batch, deadlineMs));
      }
    }
    return entries;
  }

  /** One name of a batch may be what does not answer, or what ends the helper: the folder has the last word, then each name. */
  async #statEach(names: readonly string[], deadlineMs: number): Promise<FolderEntry[]> {
    const { folder } = this.#options;
    const entries: FolderEntry[] = [];
    await this.#confirm(deadlineMs);
    for (const name of names) {
      try {
        const request = { op: "stat", folder, names: [name] } as const;
        entries.push(...(await this.#ask("stat", request, deadlineMs)).value.map(inWords));
      } catch (error) {
        if (!isSilence(error)) throw error;
        await this.#confirm(deadlineMs);
        const failed = { trouble: "timeout", message: error.message } as const;
        entries.push({ name, size: -1, mtimeMs: 0, failed });
      }
    }
    return entries;
  }

  /** Throws when the folder itself does not answer. */
  async #confirm(deadlineMs: number): Promise<void> {
    try {
      await this.probe(deadlineMs);
    } catch (error) {
      throw error instanceof FolderUnreachable
        ? new FolderUnreachable(error.diagnosis, true)
        : error;
    }
  }

  async read(entry: FolderEntry, deadlineMs: number): Promise<FileContent> {
    const { maxBytes = Infinity } = this.#options;
    if (entry.size > maxBytes) {
      throw new FileUnavailable("too-large", tooLargeText(entry.size, maxBytes));
    }
    if (!this.#swept) this.#sweepWork();
    const name = `${Deno.pid}-${this.#spooled++}.copia`;
    const spool = join(this.#options.workDirectory, name);
    const request = { op: "read", folder: this.#options.folder, entry, spool } as const;
    try {
      const { value, bytes } = await this.#ask("read", request, deadlineMs);
      if (!value.spooled) return bytesContent(value, bytes);
      // What a process took for a large copy it would keep, and the copy is worked on for long: the next one is small again.
      if (this.#child?.idle) await this.close();
      return spooledContent(value, spool);
    } catch (error) {
      await Deno.remove(spool).catch(() => {});
      throw error;
    }
  }

  /** Whoever reads holds the processing lock, so copies found here belong to a process that was killed. */
  #sweepWork(): void {
    this.#swept = true;
    const { workDirectory } = this.#options;
    try {
      for (const entry of Deno.readDirSync(workDirectory)) {
        if (entry.name.endsWith(".copia")) Deno.removeSync(join(workDirectory, entry.name));
      }
    } catch { /* not there yet, or still held open: the next start tries again */ }
  }

  async move(plan: MovePlan, deadlineMs: number): Promise<MoveOutcome> {
    const request = { op: "move", folder: this.#options.folder, plan } as const;
    return (await this.#ask("move", request, deadlineMs)).value;
  }

  async freeNumber(place: TakenPlace, deadlineMs: number): Promise<number> {
    const request = { op: "free", folder: this.#options.folder, place } as const;
    return (await this.#ask("free", request, deadlineMs)).value;
  }

  async places(directories: readonly string[], deadlineMs: number): Promise<PlaceFinding[]> {
    const request = { op: "places", folder: this.#options.folder, directories } as const;
    return [...(await this.#ask("places", request, deadlineMs)).value];
  }

  /**
   * Tries out what processing needs: create, rename, move to the destinations or make them, remove. What the first destination
   * that refuses has against it, for people; null: none refuses. Throws {@link FolderUnreachable} when the folder itself does.
   */
  async trial(destinations: readonly string[], deadlineMs: number): Promise<string | null> {
    const request = { op: "trial", folder: this.#options.folder, destinations } as const;
    const refusal = (await this.#ask("trial", request, deadlineMs)).value;
    if (refusal === null) return null;
    const { directory, at, noFolder, errorNumber } = refusal;
    if (at === null) return noPlaceText(directory);
    if (noFolder) return noFolderText(directory, at);
    return destinationText(directory, at, diagnose(SYSTEM, errorNumber).message);
  }

  async readMark(
    known: MarkStamp | null,
    deadlineMs: number,
  ): Promise<FoundMark | "same" | null> {
    const request = { op: "mark", folder: this.#options.folder, act: "read", known } as const;
    return (await this.#ask("mark", request, deadlineMs)).value as FoundMark | "same" | null;
  }

  async writeMark(
    text: string,
    replace: boolean,
    deadlineMs: number,
  ): Promise<MarkStamp | "taken"> {
    const { folder } = this.#options;
    const request = { op: "mark", folder, act: "write", text, replace } as const;
    return (await this.#ask("mark", request, deadlineMs)).value as MarkStamp | "taken";
  }

  async removeMark(text: string, deadlineMs: number): Promise<void> {
    const request = { op: "mark", folder: this.#options.folder, act: "remove", text } as const;
    await this.#ask("mark", request, deadlineMs);
  }

  close(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    child?.kill(new NoReply("closed"));
    return Promise.resolve();
  }

  async #ask<Op extends ShareRequest["op"]>(
    op: Op,
    request: Extract<ShareRequest, { op: Op }>,
    deadlineMs: number,
    again = false,
  ): Promise<{ value: ShareValues[Op]; bytes: Uint8Array }> {
    let frame;
    try {
      const child = this.#living();
      if (!isLook(request)) this.#worked = performance.now();
      frame = await child.ask(request, deadlineMs);
    } catch (error) {
      if (!(error instanceof NoReply)) throw error;
      const ofFile = OF_FILE.has(op);
      if (error.why === "unasked") {
        if (ofFile) throw new FileUnavailable("unasked", HELPER_DIED);
        throw new FolderUnreachable(noAnswer(deadlineMs / 1000));
      }
      if (error.why === "died") {
        // Half a move may have been made: the file is tried again later, as one that resumes.
        if (ofFile) throw new FileUnavailable("other", CHILD_DIED.message);
        if (!again) return await this.#ask(op, request, deadlineMs, true);
        throw new FolderUnreachable(CHILD_DIED);
      }
      const diagnosis = noAnswer(deadlineMs / 1000);
      if (ofFile) throw new FileUnavailable("timeout", diagnosis.message, diagnosis);
      throw new FolderUnreachable(diagnosis);
    }
    if (frame.reply.kind === "done") {
      return { value: frame.reply.value as ShareValues[Op], bytes: frame.bytes };
    }
    throw toError(frame.reply);
  }

  #living(): ShareChild {
    if (this.#child?.idle && performance.now() - this.#worked > this.#retireMs) this.close();
    if (this.#child?.alive) return this.#child;
    if (this.#undead >= MOST_UNDEAD) {
      throw new NoReply("late");
    }
    const child = startChild(this.#options.command);
    this.#child = child;
    this.#worked = Infinity;
    this.#undead++;
    child.died.finally(() => this.#undead--);
    return child;
  }
}

function startChild(command: ShareCommand): ShareChild {
  try {
    return new ShareChild(command);
  } catch (error) {
    // Too little memory, too many processes, the program's own file being replaced: nothing can be said of the folder.
    const detail = error instanceof Error ? error.message : String(error);
    throw new FolderUnreachable({ ...CHILD_DIED, message: helperNotStartedText(detail) });
  }
}

/** No reply, as opposed to a reply that says why. */
function isSilence(error: unknown): error is FolderUnreachable {
  return error instanceof FolderUnreachable && error.diagnosis.code === "sem-resposta";
}

function toError(reply: ShareReply): Error {
  if (reply.kind !== "failed") return new Error(HELPER_OUT_OF_STEP);
  const diagnosis: Diagnosis = diagnose(SYSTEM, reply.errorNumber);
  switch (reply.scope) {
    case "folder":
      return new FolderUnreachable(diagnosis);
    case "file": {
      const text = fileErrorText(SYSTEM, reply.message);
      const message = reply.trouble === "local-disk" ? localDiskText(text) : text;
      return new FileUnavailable(reply.trouble, message, diagnosis);
    }
  }
}

/** The process of the folder has the system's words; here they become ours. */
function inWords(entry: FolderEntry): FolderEntry {
  const { failed } = entry;
  if (failed === undefined) return entry;
  return { ...entry, failed: { ...failed, message: fileErrorText(SYSTEM, failed.message) } };
}
