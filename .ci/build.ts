/** What the build scripts share: running programs, talking to people, the facts of the project. */
import { fileURLToPath } from "node:url";
import manifest from "../deno.json" with { type: "json" };

/** Root of the source tree. */
export const ROOT: string = fileURLToPath(new URL("..", import.meta.url));

/** The version of everything: deno.json. */
export const VERSION: string = manifest.version;

/** A build that cannot go on: the message says what to do. */
export class BuildError extends Error {
  override name = "BuildError";
}

/** One line for whoever runs the script. */
export function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(line + "\n"));
}

/** Runs a script's main function; a {@link BuildError} becomes its message and exit code 1. */
export async function script(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    Deno.stderr.writeSync(new TextEncoder().encode(`\nERRO: ${error.message}\n`));
    Deno.exit(1);
  }
}

/** Result of {@link run}. */
export interface Ran {
  readonly code: number;
  /** Standard output and standard error, decoded, one after the other. */
  readonly text: string;
}

/** Runs a program to its end. A program that does not exist is a {@link BuildError}. */
export async function run(program: string, args: readonly string[]): Promise<Ran> {
  try {
    const output = await new Deno.Command(program, {
      args: [...args],
      cwd: ROOT,
      env: { NO_COLOR: "1" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).output();
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { code: output.code, text: decode(output.stdout) + decode(output.stderr) };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new BuildError(`o programa ${program} não foi encontrado`);
  }
}
