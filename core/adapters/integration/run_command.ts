/** Runs a command line of the user's through the system's shell, with a file as its standard input. */
import { childEnvironment } from "../runtime/child_environment.ts";
import { type Job, jobOf } from "./windows_job.ts";

const windows = Deno.build.os === "windows";
/** Bytes kept of what it prints: the end says why it failed. */
const TAIL = 4096;
/** A program left running in the background may keep the pipes open; they are left after this, in ms. */
const DRAIN_MS = 500;

/** One run. */
export interface CommandRun {
  /** As the user wrote it; nothing is ever put into it. */
  readonly command: string;
  readonly cwd: string;
  /** File whose content is its standard input. */
  readonly input: string;
  /** Added to the environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly limitMs: number;
  readonly stop: AbortSignal;
}

/** How it ended, and the end of what it printed (standard output and error, as text). */
export interface CommandEnd {
  readonly kind: "exit" | "timeout" | "stopped";
  /** Of the shell; 128 + n after signal n. */
  readonly code: number;
  readonly output: string;
}

/** Resolves when the command has ended or was killed with everything it started. Throws when the shell cannot start. */
export async function runCommand(run: CommandRun): Promise<CommandEnd> {
  const child = new Deno.Command(windows ? Deno.env.get("ComSpec") ?? "cmd.exe" : "/bin/sh", {
    // `/s` with one pair of quotes around: cmd takes the rest literally, whatever quotes it has of its own.
    args: windows ? ["/d", "/s", "/c", `"${run.command}"`] : ["-c", run.command],
    windowsRawArguments: windows,
    // A group of its own can be killed whole; on Windows the tree is.
    detached: !windows,
    cwd: run.cwd,
    clearEnv: true,
    env: { ...childEnvironment(), ...run.env },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const job = windows ? jobOf(child.pid) : null;
  let kind: CommandEnd["kind"] = "exit";
  const end = (why: "timeout" | "stopped") => {
    kind = why;
    killTree(child, job);
  };
  const timer = setTimeout(() => end("timeout"), run.limitMs);
  const onStop = () => end("stopped");
  run.stop.addEventListener("abort", onStop, { once: true });
  if (run.stop.aborted) onStop();
  const tails = [new Tail(child.stdout), new Tail(child.stderr)];
  const fed = feed(run.input, child.stdin);
  try {
    const status = await child.status;
    await fed;
    const texts = await Promise.all(tails.map((tail) => tail.end()));
    return { kind, code: status.code, output: texts.filter((text) => text !== "").join(" | ") };
  } finally {
    clearTimeout(timer);
    job?.release();
    run.stop.removeEventListener("abort", onStop);
  }
}

/** A command need not read its input: a broken pipe is no failure. */
async function feed(path: string, stdin: WritableStream<Uint8Array>): Promise<void> {
  try {
    const file = await Deno.open(path, { read: true });
    await file.readable.pipeTo(stdin);
  } catch { /* it ended, or closed its input, before the last byte */ }
}

/** By the group where there are groups, by the job on Windows; and the shell in any case. */
function killTree(child: Deno.ChildProcess, job: Job | null): void {
  try {
    if (job !== null) job.kill();
    else if (!windows) Deno.kill(-child.pid, "SIGKILL");
  } catch { /* then at least the shell */ }
  try {
    child.kill("SIGKILL");
  } catch { /* it is gone already */ }
}

/** Reads a stream to its end and keeps the last bytes. */
class Tail {
  #bytes = new Uint8Array();
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #done: Promise<void>;

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
    this.#done = this.#read();
  }

  /** The text, once the stream has ended or has been given time enough to. */
  async end(): Promise<string> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => timer = setTimeout(resolve, DRAIN_MS));
    await Promise.race([this.#done, late]);
    clearTimeout(timer);
    await this.#reader.cancel().catch(() => {});
    return decode(this.#bytes);
  }

  async #read(): Promise<void> {
    try {
      for (;;) {
        const { done, value } = await this.#reader.read();
        if (done) return;
        const all = new Uint8Array(this.#bytes.length + value.length);
        all.set(this.#bytes);
        all.set(value, this.#bytes.length);
        this.#bytes = all.slice(-TAIL);
      }
    } catch { /* the pipe broke: what came is what there is */ }
  }
}

/** UTF-8, or else the code page that most programs of Brazilian Windows write. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).trim();
  } catch {
    return new TextDecoder("windows-1252").decode(bytes).trim();
  }
}
