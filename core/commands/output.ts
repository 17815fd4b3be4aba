/** What every command is given: its options, where it prints, who it is. */
import type { Config } from "../config/config.ts";
import { plainJson, plainText } from "../domain/text.ts";
import { CommandFailure, EXIT } from "./exit.ts";

/** Options that every command takes. */
export interface CommonOptions {
  readonly config?: string;
  readonly json?: boolean;
}

/** Where a command prints, and who it is. */
export interface CommandContext {
  readonly version: string;
  /** `file:` URL of the program's main module, to start helper processes. */
  readonly mainModule: string;
  readonly json: boolean;
  /** Prints for people: standard output, or standard error when the output is JSON. */
  say(text: string): void;
  /** Prints the one JSON document. */
  document(value: unknown): void;
}

/** Context that prints on this process's own streams: nothing that a terminal would obey, wherever a text comes from. */
export function processContext(version: string, mainModule: string, json: boolean): CommandContext {
  const encoder = new TextEncoder();
  const write = (stream: typeof Deno.stdout, text: string) => {
    const bytes = encoder.encode(text);
    for (let at = 0; at < bytes.length;) at += stream.writeSync(bytes.subarray(at));
  };
  return {
    version,
    mainModule,
    json,
    say: (text) => write(json ? Deno.stderr : Deno.stdout, plainText(text) + "\n"),
    document: (value) => write(Deno.stdout, plainJson(value, 2) + "\n"),
  };
}

/** Finds and reads config.ini. Throws {@link CommandFailure} with exit code 2. */
export async function settings(options: CommonOptions): Promise<Config> {
  // Not for `--version` and `--help`.
  const { ConfigError, readConfig } = await import("../compose/data_folder.ts");
  try {
    return await readConfig(options.config ?? null);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const forbidden = error.cause instanceof Deno.errors.PermissionDenied;
    throw new CommandFailure(
      EXIT.usage,
      forbidden ? "permissao" : "configuracao",
      error.message,
    );
  }
}
