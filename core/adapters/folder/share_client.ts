/**
 * The folder, seen through a child process that can be killed. A call on a dead share may block for minutes
 * and cannot be cancelled; here only the child blocks, and the monitor goes on.
 */
import { join } from "node:path";
import type { Diagnosis } from "../../domain/diagnosis.ts";
import { childEnvironment } from "../runtime/child_environment.ts";
import { diagnose, noAnswer } from "../../words/diagnosis/diagnose.ts";
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
import {
  HELPER_DIED,
  HELPER_OUT_OF_STEP,
  helperNotStartedText,
  tooLargeText,
} from "../../words/folder.ts";
import { bytesContent, spooledContent } from "./file_content.ts";
import {
  FrameDecoder,
  type ShareReply,
  type ShareRequest,
  type ShareValues,
} from "./share_protocol.ts";

/** Children that were killed and still have not died; with so many, no new one is started. */
const MOST_UNDEAD = 3;
/** How to start the folder process: a program and its arguments. */
export interface ShareCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/** Options of {@link ShareClient}. */
export interface ShareClientOptions {
  /** The watched folder. */
  readonly folder: string;
  /** Local directory for copies of large files; created when missing. */
  readonly workDirectory: string;
  readonly command: ShareCommand;
  /** `tamanho_maximo_arquivo_mb`, in bytes: larger files are not read. Default: no limit. */
  readonly maxBytes?: number;
}

interface Pending {
  readonly request: ShareRequest;
  readonly deadlineMs: number;
  readonly resolve: (frame: { reply: ShareReply; bytes: Uint8Array }) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Why there was no reply: none in time, the child ended by itself, it ended on an earlier request, or nobody waits any more.
 */
type Silence = "late" | "died" | "unasked" | "closed";

/** The child is gone without a reply. */
class NoReply extends Error {
  constructor(readonly why: Silence) {
    super(why);
  }
}

/** Nothing that the share did: too little memory, an antivirus, a Ctrl+C for the whole group of processes. */
const CHILD_DIED: Diagnosis = {
  code: "sem-resposta",
  message: HELPER_DIED,
  errorNumber: null,
  transient: true,
};

/** {@link RetornoFolder} through a child process. Requests are answered in the order in which they were made. */
export class ShareClient implements RetornoFolder {
  readonly #options: ShareClientOptions;
  #child: ShareChild | null = null;
  #undead = 0;
  #spooled = 0;
  #swept = false;

  constructor(options: ShareClientOptions) {
    this.#options = options;
  }

  async probe(deadlineMs: number): Promise<void> {
    await this.#ask("probe", { op: "probe", folder: this.#options.folder }, deadlineMs);
  }

  async list(deadlineMs: number): Promise<string[]> {
    const request = { op: "list", folder: this.#options.folder } as const;
    return [...(await this.#ask("list", request, deadlineMs)).value];
  }

  async stat(names: readonly string[], deadlineMs: number): Promise<FolderEntry[]> {
    const entries: FolderEntry[] = [];
    for (let at = 0; at < names.length; at += NAMES_PER_CALL) {
      const batch = names.slice(at, at + NAMES_PER_CALL);
      const request = { op: "stat", folder: this.#options.folder, names: batch } as const;
      try {
        entries.push(...(await this.#ask("stat", request, deadlineMs)).value);
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
        entries.push(...(await this.#ask("stat", request, deadlineMs)).value);
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
      return value.spooled ? spooledContent(value, spool) : bytesContent(value, bytes);
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
   * Tries out what processing needs: create, rename, move to the destinations, remove.
   * Throws {@link FolderUnreachable} with the reason of the first refusal.
   */
  async trial(destinations: readonly string[], deadlineMs: number): Promise<void> {
    const request = { op: "trial", folder: this.#options.folder, destinations } as const;
    await this.#ask("trial", request, deadlineMs);
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
      frame = await this.#living().ask(request, deadlineMs);
    } catch (error) {
      if (!(error instanceof NoReply)) throw error;
      const ofFile = op === "read" || op === "move" || op === "free";
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
    if (this.#child?.alive) return this.#child;
    if (this.#undead >= MOST_UNDEAD) {
      throw new NoReply("late");
    }
    const child = startChild(this.#options.command);
    this.#child = child;
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
  const diagnosis: Diagnosis = diagnose(
    Deno.build.os === "windows" ? "windows" : "posix",
    reply.errorNumber,
  );
  switch (reply.scope) {
    case "folder":
      return new FolderUnreachable(diagnosis);
    case "file":
      return new FileUnavailable(reply.trouble, reply.message, diagnosis);
  }
}

/** One process and the requests it still owes an answer. */
class ShareChild {
  readonly died: Promise<unknown>;
  alive = true;
  readonly #process: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #queue: Pending[] = [];
  readonly #encoder = new TextEncoder();
  #unsent = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Time by which the oldest request must show a sign of life (`performance.now()`, ms); Infinity when nothing is asked. */
  #due = Infinity;
  /** When the timer fires; Infinity when there is none. */
  #timerAt = Infinity;

  constructor(command: ShareCommand) {
    this.#process = new Deno.Command(command.program, {
      args: [...command.args],
      clearEnv: true,
      env: childEnvironment(),
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    // The program may end while the child is stuck; it must not be waited for.
    this.#process.unref();
    this.#writer = this.#process.stdin.getWriter();
    this.#writer.closed.catch(() => {});
    this.died = this.#process.status.catch(() => {});
    this.#listen();
  }

  ask(
    request: ShareRequest,
    deadlineMs: number,
  ): Promise<{ reply: ShareReply; bytes: Uint8Array }> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ request, deadlineMs, resolve, reject });
      if (this.#queue.length === 1) this.#arm();
      if (this.#unsent === "") queueMicrotask(() => this.#send());
      this.#unsent += JSON.stringify(request) + "\n";
    });
  }

  /** What was asked in one go is written in one go: the child has work while this process commits. */
  #send(): void {
    const bytes = this.#encoder.encode(this.#unsent);
    this.#unsent = "";
    this.#writer.write(bytes).catch(() => {});
  }

  kill(reason: Error): void {
    if (!this.alive) return;
    this.alive = false;
    clearTimeout(this.#timer);
    try {
      this.#process.kill("SIGKILL");
    } catch { /* already dead */ }
    // The child works on the oldest request; the others had not begun.
    const [oldest, ...others] = this.#queue.splice(0);
    oldest?.reject(reason);
    const closed = reason instanceof NoReply && reason.why === "closed";
    for (const pending of others) pending.reject(closed ? reason : new NoReply("unasked"));
  }

  /**
   * The clock runs for the oldest request only: the others have not begun. The timer of an earlier request stays and looks
   * again when it fires, because a new one for each answer would cost more than the answer.
   */
  #arm(): void {
    const oldest = this.#queue[0];
    this.#due = oldest === undefined ? Infinity : performance.now() + oldest.deadlineMs;
    if (oldest !== undefined && this.#due < this.#timerAt) this.#setTimer(oldest.deadlineMs);
  }

  #setTimer(ms: number): void {
    clearTimeout(this.#timer);
    this.#timerAt = performance.now() + ms;
    this.#timer = setTimeout(() => {
      this.#timerAt = Infinity;
      const left = this.#due - performance.now();
      if (left <= 0) this.kill(new NoReply("late"));
      else if (left < Infinity) this.#setTimer(left);
    }, ms);
  }

  async #listen(): Promise<void> {
    const decoder = new FrameDecoder();
    try {
      for await (const chunk of this.#process.stdout) {
        for (const frame of decoder.push(chunk)) {
          if (frame.reply.kind !== "progress") this.#queue.shift()?.resolve(frame);
          this.#arm();
        }
      }
    } catch { /* the pipe broke: same as its end */ }
    this.kill(new NoReply("died"));
  }
}
