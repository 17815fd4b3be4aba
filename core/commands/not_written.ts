/** The failure of a command whose output file cannot be written. */
import { fileErrorReason } from "../words/diagnosis/file_error.ts";
import { notWrittenText } from "../words/trouble.ts";
import { CommandFailure, EXIT } from "./exit.ts";

/** `error` is the system's; exit code 1. */
export function notWritten(path: string, error: unknown): CommandFailure {
  const message = error instanceof Error ? error.message : String(error);
  const system = Deno.build.os === "windows" ? "windows" : "posix";
  return new CommandFailure(
    EXIT.failure,
    "saida",
    notWrittenText(path, fileErrorReason(system, message)),
  );
}
