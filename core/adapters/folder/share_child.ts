/** The folder process and the requests that it still owes an answer. */
import { childEnvironment } from "../runtime/child_environment.ts";
import { FrameDecoder, type ShareReply, type ShareRequest } from "./share_protocol.ts";

/** How to start the folder process: a program and its arguments. */
export interface ShareCommand {
  readonly program: string;
  readonly args: readonly string[];
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
export type Silence = "late" | "died" | "unasked" | "closed";

/** The child is gone without a reply. */
export class NoReply extends Error {
  constructor(readonly why: Silence) {
    super(why);
  }
}

/** One process and the requests it still owes an answer. */
export class ShareChild {
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

  /** Alive, and owes no answer. */
  get idle(): boolean {
    return this.alive && this.#queue.length === 0;
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
