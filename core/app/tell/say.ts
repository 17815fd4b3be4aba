/** Lines of words/log on their way into the log. */
import type { LogLine } from "../../words/log/line.ts";
import type { Log } from "../../ports/log.port.ts";

/** Writes them, in order. Never throws, as the log does not. */
export function say(log: Log, ...lines: readonly LogLine[]): void {
  for (const { level, text } of lines) log.write(level, text);
}
