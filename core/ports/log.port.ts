/** The log that people read. */

/** Levels in rising order of gravity, as written in the log file. */
export type LogLevel = "DEBUG" | "INFO" | "WARNING" | "ERROR" | "CRITICAL";

/** Receives one-line messages in Portuguese. Must never throw: a full disk may not stop the monitor. */
export interface Log {
  /** Writes one record; line breaks inside `message` are folded so that a record stays one line. */
  write(level: LogLevel, message: string): void;
}
