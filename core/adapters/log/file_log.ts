/**
 * The log file: LogTape decides what is written, a sink of ours writes it, without making anybody wait: a log on a share that
 * froze may not freeze the program. (LogTape's rotating sink writes at once, keeps the file open, and would go on writing to a
 * file that somebody else has rotated or removed.)
 */
import {
  configureSync,
  getLogger,
  type LogLevel as TapeLevel,
  type LogRecord,
} from "@logtape/logtape";
import { oneLine } from "../../domain/text.ts";
import type { Clock } from "../../ports/clock.port.ts";
import type { Log, LogLevel } from "../../ports/log.port.ts";
import { linesLostText, logUnwritableText } from "../../words/log/program.ts";
import { localDateTime } from "../clock/local_time.ts";
import { LineQueue } from "./line_queue.ts";
import { RotatingFile } from "./rotating_file.ts";

/** Characters that may wait for a log that does not take them. */
const MOST_WAITING = 2 * 1024 * 1024;
/** At its end the program gives its last lines so long, in ms; a write that takes longer is stuck. */
const LAST_WORDS_MS = 200;

const CATEGORY = ["monitor"] as const;

/** Settings of the log. */
export interface FileLogOptions {
  readonly file: string;
  readonly level: LogLevel;
  /** Bytes; a record that would go beyond begins a new file. */
  readonly maxBytes: number;
  /** Older files kept, as `NOME.1` (newest) to `NOME.N`. */
  readonly keep: number;
  /** Also told of each line: the console, when a person is looking. */
  readonly echo?: (line: string) => void;
}

const TO_TAPE: Readonly<Record<LogLevel, TapeLevel>> = {
  DEBUG: "debug",
  INFO: "info",
  WARNING: "warning",
  ERROR: "error",
  CRITICAL: "fatal",
};
const FROM_TAPE: Readonly<Record<TapeLevel, LogLevel>> = {
  trace: "DEBUG",
  debug: "DEBUG",
  info: "INFO",
  warning: "WARNING",
  error: "ERROR",
  fatal: "CRITICAL",
};

/**
 * {@link Log} in a file. Lines are written in order, soon after, and before the program ends. That the file cannot be written
 * goes to standard error: the monitor never stops for its log, and never waits for it.
 */
export class FileLog implements Log {
  readonly #logger;
  readonly #clock: Clock;
  readonly #file: RotatingFile;
  readonly #queue: LineQueue;

  constructor(options: FileLogOptions, clock: Clock) {
    this.#clock = clock;
    this.#file = new RotatingFile(options);
    this.#queue = new LineQueue({
      write: (lines, written) => this.#file.append(lines, written),
      most: MOST_WAITING,
      lostLine: (count) => this.#lineOf("ERROR", linesLostText(count)),
      onFailure: (error) => {
        const why = error instanceof Error ? error.message : String(error);
        reportToStderr(logUnwritableText(options.file, why));
      },
    });
    globalThis.addEventListener("unload", () => this.writeNow());
    configureSync({
      reset: true,
      sinks: {
        file: (record) => {
          const line = formatRecord(record);
          this.#queue.push(line);
          try {
            options.echo?.(line);
          } catch { /* the console was closed: nobody is looking any more */ }
        },
      },
      loggers: [
        { category: [...CATEGORY], lowestLevel: TO_TAPE[options.level], sinks: ["file"] },
        { category: ["logtape", "meta"], lowestLevel: "fatal", sinks: [] },
      ],
    });
    this.#logger = getLogger(CATEGORY);
  }

  write(level: LogLevel, message: string): void {
    // A message is text, not a template: braces in a file name stay braces. With its category said, the library need not take
    // the record apart to say it, which is a third of the line's cost.
    const record: LogRecord = {
      category: CATEGORY,
      timestamp: this.#clock.now().wall,
      level: TO_TAPE[level],
      message: [message],
      rawMessage: message,
      properties: {},
    };
    this.#logger.emit(record);
  }

  /** Resolves when every line so far is in the file, or after `limitMs`; false: the file does not take them. */
  flush(limitMs?: number): Promise<boolean> {
    return this.#queue.flush(limitMs);
  }

  /** For how long (ms) the file has not taken what is being written; 0 when nothing is. */
  stuckFor(): number {
    const since = this.#queue.busySince();
    return since === null ? 0 : performance.now() - since;
  }

  /**
   * For the end of the program, when nothing can be awaited any more (it is called by itself when the program exits): every
   * line so far is written before this returns, unless the file does not take them. Never throws.
   */
  writeNow(): void {
    // What is under way may or may not arrive by itself.
    const stuck = this.stuckFor() > LAST_WORDS_MS || !this.#file.isPlain();
    const { writing, waiting } = this.#queue.takeUnwritten();
    if (stuck || writing.length + waiting.length === 0) return;
    try {
      if (writing.length > 0) {
        const pause = new Int32Array(new SharedArrayBuffer(4));
        for (
          let waited = 0;
          waited < LAST_WORDS_MS && !this.#file.endsWith(writing);
          waited += 10
        ) {
          Atomics.wait(pause, 0, 0, 10);
        }
        if (!this.#file.endsWith(writing)) this.#file.appendSync(writing);
      }
      this.#file.appendSync(waiting);
    } catch { /* it could not be written; there is nobody left to tell */ }
  }

  #lineOf(level: LogLevel, text: string): string {
    return lineText(this.#clock.now().wall, level, text);
  }
}

function formatRecord(record: LogRecord): string {
  return lineText(record.timestamp, FROM_TAPE[record.level], record.message.join(""));
}

/** `AAAA-MM-DD HH:MM:SS - NÍVEL - mensagem`, one line whatever the message holds. */
function lineText(wall: number, level: LogLevel, text: string): string {
  return `${localDateTime(wall)} - ${level} - ${oneLine(text)}`;
}

function reportToStderr(text: string): void {
  try {
    Deno.stderr.writeSync(new TextEncoder().encode(text + "\n"));
  } catch { /* nobody is listening */ }
}
