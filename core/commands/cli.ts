/** The command line: what was typed becomes one command and its options, or an error in Portuguese. */
import { Failure } from "../domain/failure.ts";
import { plainText } from "../domain/text.ts";
import { type CommandEntry, COMMANDS, COMMON_OPTIONS, type OptionEntry } from "./catalogue.ts";
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
    const { cli } = await import("gunshi/bone");
    let exitCode: number = EXIT.done;
    await cli([...args], { name: "MonitorRetornos", run: () => refuse("falta o comando") }, {
      name: "MonitorRetornos",
      strict: true,
      subCommands: Object.fromEntries(COMMANDS.map((entry) => [entry.name, {
        name: entry.name,
        args: schemaOf(entry),
        toKebab: true,
        run: async (typed: Typed) => {
          const options = optionsOf(entry, typed);
          exitCode = await (await entry.load())(options, context);
        },
      }])),
    });
    return exitCode;
  } catch (error) {
    return await fail(error, context);
  }
}

/** What the library hands to a command: of its context, what is used here. */
interface Typed {
  readonly values: Readonly<Record<string, unknown>>;
  /** Which options were typed at all. */
  readonly explicit: Readonly<Record<string, boolean>>;
  /** Every word that is no option, the command's name among them. */
  readonly positionals: readonly string[];
  /** What stood after `--`. */
  readonly rest: readonly string[];
  readonly validationError?: AggregateError | undefined;
}

/** The options in the library's terms. Values stay as they were typed; {@link optionsOf} reads them. */
function schemaOf(entry: CommandEntry) {
  return Object.fromEntries(
    [...COMMON_OPTIONS, ...entry.options].map((option) => [
      camelCase(option.name),
      { type: option.value === undefined ? "boolean" as const : "string" as const },
    ]),
  );
}

function optionsOf(entry: CommandEntry, typed: Typed): Record<string, unknown> {
  const words = [...typed.positionals.slice(1), ...typed.rest];
  const { argument } = entry;
  if (!argument?.many && words.length > (argument === undefined ? 0 : 1)) {
    refuse("argumentos demais");
  }
  const options: Record<string, unknown> = {};
  if (argument?.many) options[argument.name] = words;
  else if (argument !== undefined && words.length > 0) options[argument.name] = words[0];
  for (const option of [...COMMON_OPTIONS, ...entry.options]) {
    const key = camelCase(option.name);
    const value = typed.values[key];
    if (value !== undefined) options[key] = accepted(option, value);
    else if (typed.explicit[key]) refuse(`falta o valor da opção --${option.name}`);
    else if (option.required) refuse(`falta a opção --${option.name}`);
    else if (option.standard !== undefined) options[key] = option.standard;
  }
  // Whatever else the library found wrong must not pass.
  if (typed.validationError !== undefined) throw typed.validationError;
  return options;
}

function accepted(option: OptionEntry, value: unknown): unknown {
  if (option.choices !== undefined && !option.choices.includes(String(value))) {
    refuse(
      `valor não aceito em --${option.name}: ${value} (aceito: ${option.choices.join(", ")})`,
    );
  }
  return option.parse === undefined ? value : option.parse(String(value));
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

/** Wrong usage: says so, and where the right one stands. */
function refuse(message: string): never {
  throw new CommandFailure(
    EXIT.usage,
    "uso",
    `${message}; veja "MonitorRetornos --help"`,
  );
}

async function fail(error: unknown, context: CommandContext): Promise<number> {
  if (error instanceof CommandFailure) {
    return report(context, error.exitCode, error.code, error.message);
  }
  if (error instanceof Failure) return report(context, EXIT.failure, error.code, error.message);
  if (error instanceof AggregateError) {
    return report(context, EXIT.usage, "uso", usageMessage(error));
  }
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

/** What the library refused, said in Portuguese. */
function usageMessage(error: AggregateError): string {
  const first = error.errors[0] as { code?: string; values?: Record<string, unknown> } | undefined;
  const help = 'veja "MonitorRetornos --help"';
  switch (first?.code) {
    case "err:cmd:not-found":
      return `comando desconhecido: ${first.values?.commandName}; ${help}`;
    case "err:arg:unknown-option":
      return `opção desconhecida: ${first.values?.rawName}; ${help}`;
    default:
      return `${error.message}; ${help}`;
  }
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function print(text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
}
