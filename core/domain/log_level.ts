/** Levels in rising order of gravity, as written in the log file. */
export type LogLevel = "DEBUG" | "INFO" | "WARNING" | "ERROR" | "CRITICAL";
