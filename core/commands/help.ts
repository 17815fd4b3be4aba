/** The help, in Portuguese, written from the catalogue. */
import { type CommandEntry, COMMANDS, COMMON_OPTIONS, type OptionEntry } from "./catalogue.ts";

const PROGRAM = "MonitorRetornos";
/** Columns; longer descriptions go on under themselves. */
const WIDTH = 80;
const HELP_OPTION: OptionEntry = { name: "help", text: "mostra esta ajuda" };

type Line = readonly [term: string, text: string];

/** What the program does, and its commands. */
export function programHelp(): string {
  return [
    `Uso: ${PROGRAM} [opções] [comando]`,
    "Vigia a pasta de retornos bancários, processa cada arquivo uma única vez e avisa quando o servidor cai e quando volta.",
    section("Opções", [["--version", "mostra a versão"], optionLine(HELP_OPTION)]),
    section("Comandos", [
      ...COMMANDS.map((entry): Line => [signature(entry), entry.summary]),
      ["help [comando]", "mostra a ajuda de um comando"],
    ]),
  ].join("\n\n") + "\n";
}

/** What one command does, and its options. */
export function commandHelp(entry: CommandEntry): string {
  return [
    `Uso: ${PROGRAM} ${signature(entry)}`,
    entry.summary,
    ...(entry.argument === undefined
      ? []
      : [section("Argumentos", [[entry.argument.name, entry.argument.text]])]),
    section("Opções", [...COMMON_OPTIONS, ...entry.options, HELP_OPTION].map(optionLine)),
  ].join("\n\n") + "\n";
}

function signature(entry: CommandEntry): string {
  const argument = entry.argument === undefined
    ? ""
    : ` [${entry.argument.name}${entry.argument.many ? "..." : ""}]`;
  return `${entry.name} [opções]${argument}`;
}

function optionLine(option: OptionEntry): Line {
  const short = option === HELP_OPTION ? "-h, " : "";
  const value = option.value === undefined ? "" : ` <${option.value}>`;
  const extra = [
    ...(option.choices === undefined ? [] : [`um de: ${option.choices.join(", ")}`]),
    ...(option.standard === undefined ? [] : [`padrão: ${option.standard}`]),
    ...(option.required ? ["obrigatória"] : []),
  ];
  const text = option.text + (extra.length > 0 ? ` (${extra.join("; ")})` : "");
  return [`${short}--${option.name}${value}`, text];
}

function section(title: string, lines: readonly Line[]): string {
  const left = Math.max(...lines.map(([term]) => term.length)) + 4;
  return [
    `${title}:`,
    ...lines.map(([term, text]) =>
      `  ${term}`.padEnd(left) +
      wrap(text, Math.max(30, WIDTH - left)).join(`\n${" ".repeat(left)}`)
    ),
  ].join("\n");
}

function wrap(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1)!;
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
