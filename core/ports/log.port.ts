/** The log that people read. */

import type { LogLevel } from "../domain/log_level.ts";

export type { LogLevel };

/** Receives one-line messages in Portuguese. Must never throw: a full disk may not stop the monitor. */
export interface Log {
  /** Writes one record; line breaks inside `message` are folded so that a record stays one line. */
  write(level: LogLevel, message: string): void;
}
