/**
 * The log file: LogTape decides what is written, a sink of ours writes it. Each record is one append of its
 * own, so that it costs the same at any size, several processes may write, and a folder that was taken away
 * comes back by itself. (LogTape's rotating sink keeps the file open, and would go on writing to a file that
 * somebody else has rotated or removed.)
 */
import { dirname } from "node:path";
import {
  configureSync,
  getLogger,
  type LogLevel as TapeLevel,
  type LogRecord,
} from "@logtape/logtape";
import { oneLine } from "../../domain/text.ts";
import type { Clock } from "../../ports/clock.port.ts";
import type { Log, LogLevel } from "../../ports/log.port.ts";
import { logUnwritableText } from "../../words/log/program.ts";
import { localDateTime } from "../clock/local_time.ts";

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

/** {@link Log} in a file. What cannot be written goes to standard error: the monitor never stops for its log. */
export class FileLog implements Log {
  readonly #logger;
  readonly #clock: Clock;

  constructor(options: FileLogOptions, clock: Clock) {
    this.#clock = clock;
    const sink = new RotatingSink(options);
    configureSync({
      reset: true,
      sinks: { file: (record) => sink.write(formatRecord(record)) },
      loggers: [
        { category: "monitor", lowestLevel: TO_TAPE[options.level], sinks: ["file"] },
        { category: ["logtape", "meta"], lowestLevel: "fatal", sinks: [] },
      ],
    });
    this.#logger = getLogger("monitor");
  }

  write(level: LogLevel, message: string): void {
    // A message is text, not a template: braces in a file name stay braces.
    this.#logger.emit({
      timestamp: this.#clock.now().wall,
      level: TO_TAPE[level],
      message: [message],
      rawMessage: message,
      properties: {},
    });
  }
}

/** `AAAA-MM-DD HH:MM:SS - NÍVEL - mensagem`, one line whatever the message holds. */
function formatRecord(record: LogRecord): string {
  const text = oneLine(record.message.join(""));
  return `${localDateTime(record.timestamp)} - ${FROM_TAPE[record.level]} - ${text}`;
}

class RotatingSink {
  readonly #options: FileLogOptions;
  readonly #encoder = new TextEncoder();
  #silenced = false;

  constructor(options: FileLogOptions) {
    this.#options = options;
  }

  write(line: string): void {
    const bytes = this.#encoder.encode(line + "\n");
    try {
      this.#append(bytes);
      this.#silenced = false;
    } catch (error) {
      if (!this.#silenced) {
        this.#silenced = true;
        const why = error instanceof Error ? error.message : String(error);
        reportToStderr(logUnwritableText(this.#options.file, why));
      }
    }
    try {
      this.#options.echo?.(line);
    } catch { /* the console was closed: nobody is looking any more */ }
  }

  #append(bytes: Uint8Array): void {
    const { file, maxBytes } = this.#options;
    const size = sizeOf(file);
    if (size > 0 && size + bytes.length > maxBytes) this.#rotate();
    try {
      Deno.writeFileSync(file, bytes, { append: true });
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      Deno.mkdirSync(dirname(file), { recursive: true });
      Deno.writeFileSync(file, bytes, { append: true });
    }
  }

  /** A rotation that fails (a file held open by a viewer) leaves the log growing rather than lose a line. */
  #rotate(): void {
    const { file, keep } = this.#options;
    try {
      for (let n = keep; n >= 1; n--) {
        const from = n === 1 ? file : `${file}.${n - 1}`;
        renameIfThere(from, `${file}.${n}`);
      }
      if (keep === 0) Deno.truncateSync(file, 0);
    } catch { /* go on appending */ }
  }
}

function renameIfThere(from: string, to: string): void {
  try {
    Deno.renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Bytes; 0 when there is no such file, or it cannot be told. */
function sizeOf(path: string): number {
  try {
    return Deno.statSync(path).size;
  } catch {
    return 0;
  }
}

function reportToStderr(text: string): void {
  try {
    Deno.stderr.writeSync(new TextEncoder().encode(text + "\n"));
  } catch { /* nobody is listening */ }
}
