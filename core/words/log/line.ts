/** One record of the log, before it is written. */
import type { LogLevel } from "../../domain/log_level.ts";

/** Level and text; what becomes of line breaks in the text is the log's business. */
export interface LogLine {
  readonly level: LogLevel;
  readonly text: string;
}

/** Above and below what must not be overlooked. */
export const RULE = "=".repeat(60);

/** For whoever looks for a defect. */
export const debug = (text: string): LogLine => ({ level: "DEBUG", text });
/** The course of things. */
export const info = (text: string): LogLine => ({ level: "INFO", text });
/** Something to know of. */
export const warning = (text: string): LogLine => ({ level: "WARNING", text });
/** Something to look after. */
export const error = (text: string): LogLine => ({ level: "ERROR", text });
/** Something to look after now. */
export const critical = (text: string): LogLine => ({ level: "CRITICAL", text });
