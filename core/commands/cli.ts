/** The command line: one command is run, and whatever happens becomes an exit code and a sentence in Portuguese. */
import { Failure } from "../domain/failure.ts";
import { plainText } from "../domain/text.ts";
import { COMMANDS } from "./catalogue.ts";
import { readCommandLine, refuse } from "./command_line.ts";
import { CommandFailure, EXIT } from "./exit.ts";
import { type CommandContext, processContext } from "./output.ts";

/** Runs one command line; returns the exit code. Never throws. */
export async function runCli(
  args: readonly string[],
  version: string,
  mainModule: string,
): Promise<number> {
  const context = processContext(version, mainModule, args.includes("--json"));
  try {
    if (args[0] === "--version") {
      print(version + "\n");
      return EXIT.done;
    }
    if (args[0] === "help" || args.includes("--help") || args.includes("-h")) {
      return await showHelp(args);
    }
    const { entry, options } = readCommandLine(args);
    return await (await entry.load())(options, context);
  } catch (error) {
    return await fail(error, context);
  }
}

async function showHelp(args: readonly string[]): Promise<number> {
  const { commandHelp, programHelp } = await import("./help.ts");
  const name = args.find((word) => word !== "help" && !word.startsWith("-"));
  if (name === undefined) {
    print(programHelp());
    return EXIT.done;
  }
  const entry = COMMANDS.find((one) => one.name === name);
  if (entry === undefined) refuse(`comando desconhecido: ${name}`);
  print(commandHelp(entry));
  return EXIT.done;
}

async function fail(error: unknown, context: CommandContext): Promise<number> {
  if (error instanceof CommandFailure) {
    return report(context, error.exitCode, error.code, error.message);
  }
  if (error instanceof Failure) return report(context, EXIT.failure, error.code, error.message);
  const { LedgerDamaged, LedgerUnavailable } = await import("../ports/ledger/ledger.port.ts");
  if (error instanceof LedgerUnavailable) {
    return report(context, EXIT.failure, "livro_indisponivel", error.message);
  }
  if (error instanceof LedgerDamaged) {
    const { adviceOn } = await import("../words/ledger_state.ts");
    return report(context, EXIT.failure, "livro_danificado", adviceOn(error));
  }
  const text = error instanceof Error ? error.message : String(error);
  return report(context, EXIT.failure, "falha", `falha inesperada: ${text}`);
}

function report(context: CommandContext, exitCode: number, code: string, message: string): number {
  // Errors are for people: never on standard output, which belongs to the result.
  Deno.stderr.writeSync(new TextEncoder().encode(`❌ ${plainText(message)}\n`));
  if (context.json) context.document({ erro: { codigo: code, mensagem: message } });
  return exitCode;
}

function print(text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
}
