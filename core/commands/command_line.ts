/** What was typed, read by the catalogue: one command and its options, or what is wrong with them. */
import { type CommandEntry, COMMANDS, COMMON_OPTIONS, type OptionEntry } from "./catalogue.ts";
import { CommandFailure, EXIT } from "./exit.ts";

/** A command and what it is to be given. */
export interface CommandLine {
  readonly entry: CommandEntry;
  /** By name in camel case. */
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * Reads a command line. An option is `--name value` or `--name=value`; the last of a name counts, and a value that begins with
 * a dash needs the `=`. Before the command stand only those without a space in them. What follows `--` is no option.
 *
 * @throws {CommandFailure} Wrong usage, with {@link EXIT.usage}.
 */
export function readCommandLine(args: readonly string[]): CommandLine {
  const at = args.findIndex(isWord);
  const name = args[at] ?? "";
  if (name === "") {
    const odd = args.find((word) => word.startsWith("-") && !isCommon(word));
    refuse(odd === undefined ? "falta o comando" : `opção desconhecida: ${odd}`);
  }
  const entry = COMMANDS.find((one) => one.name === name) ??
    refuse(`comando desconhecido: ${name}`);
  const known = [...COMMON_OPTIONS, ...entry.options];
  const { words, typed } = read(args.filter((_, index) => index !== at), known);
  return { entry, options: optionsOf(entry, known, words, typed) };
}

/** Wrong usage: says so, and where the right one stands. */
export function refuse(message: string): never {
  throw new CommandFailure(EXIT.usage, "uso", `${message}; veja "MonitorRetornos --help"`);
}

/** Not an option; a lone dash is none. */
function isWord(text: string): boolean {
  return text === "-" || !text.startsWith("-");
}

function isCommon(word: string): boolean {
  return COMMON_OPTIONS.some(({ name }) => word === `--${name}` || word.startsWith(`--${name}=`));
}

/** The words that are no options, and what each option was given: null for nothing, true for a switch. */
function read(args: readonly string[], known: readonly OptionEntry[]) {
  const end = args.indexOf("--");
  const before = end === -1 ? args : args.slice(0, end);
  const words: string[] = [];
  const typed = new Map<OptionEntry, string | true | null>();
  for (let at = 0; at < before.length; at++) {
    const text = before[at]!;
    if (isWord(text)) {
      words.push(text);
      continue;
    }
    const [, name, value] = /^--([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
    const option = known.find((one) => one.name === name) ??
      refuse(`opção desconhecida: ${name === undefined ? text : `--${name}`}`);
    if (option.value === undefined) typed.set(option, true);
    else if (value !== undefined) typed.set(option, value || null);
    else if (isWord(before[at + 1] ?? "--")) typed.set(option, before[++at] || null);
    else typed.set(option, null);
  }
  return { words: [...words, ...(end === -1 ? [] : args.slice(end + 1))], typed };
}

function optionsOf(
  { argument }: CommandEntry,
  known: readonly OptionEntry[],
  words: readonly string[],
  typed: ReadonlyMap<OptionEntry, string | true | null>,
): Record<string, unknown> {
  if (!argument?.many && words.length > (argument === undefined ? 0 : 1)) {
    refuse("argumentos demais");
  }
  const options: Record<string, unknown> = {};
  if (argument?.many) options[argument.name] = words;
  else if (argument !== undefined && words.length > 0) options[argument.name] = words[0];
  for (const option of known) {
    const value = typed.get(option);
    if (value === null) refuse(`falta o valor da opção --${option.name}`);
    if (value !== undefined) options[camelCase(option.name)] = accepted(option, value);
    else if (option.required) refuse(`falta a opção --${option.name}`);
    else if (option.standard !== undefined) options[camelCase(option.name)] = option.standard;
  }
  return options;
}

function accepted(option: OptionEntry, value: string | true): unknown {
  if (option.choices !== undefined && !option.choices.includes(String(value))) {
    refuse(
      `valor não aceito em --${option.name}: ${value} (aceito: ${option.choices.join(", ")})`,
    );
  }
  return option.parse === undefined ? value : option.parse(String(value));
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
