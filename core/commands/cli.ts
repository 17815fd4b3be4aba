/** The command line: names, options, help and errors in Portuguese; each command is loaded when it is called. */
import { Command, CommanderError, Option } from "commander";
import { Failure } from "../domain/failure.ts";
import { LedgerDamaged } from "../ports/ledger/ledger.port.ts";
import { damageAdvice } from "../words/ledger_state.ts";
import { CommandFailure, EXIT } from "./exit.ts";
import { type CommandContext, type CommonOptions, processContext } from "./output.ts";

type Run<O> = (options: O & CommonOptions, context: CommandContext) => Promise<number>;

/** Runs one command line; returns the exit code. Never throws. */
export async function runCli(
  args: readonly string[],
  version: string,
  mainModule: string,
): Promise<number> {
  let exitCode: number = EXIT.done;
  const json = args.includes("--json");
  const program = new Command();

  const add = <O>(name: string, summary: string, load: () => Promise<Run<O>>): Command =>
    translate(program.command(name)).description(summary)
      .option(
        "--config <arquivo>",
        "arquivo de configuração (padrão: config.ini ao lado do programa, depois na pasta atual)",
      )
      .option(
        "--json",
        "escreve um único documento JSON na saída padrão; mensagens vão para a saída de erros",
      )
      .action(async (...given: unknown[]) => {
        // Commander hands the arguments over one by one, then the options, then the command.
        const options = given.at(-2) as O & CommonOptions;
        const words = given.slice(0, -2).filter((word) => word !== undefined);
        const named = words.length === 0 ? {} : { nome: words[0] };
        const run = await load();
        exitCode = await run(
          { ...named, ...options },
          processContext(version, mainModule, options.json ?? false),
        );
      });

  translate(program).name("MonitorRetornos")
    .description(
      "Vigia a pasta de retornos bancários, processa cada arquivo uma única vez e avisa quando o servidor cai e quando volta.",
    )
    .version(version, "--version", "mostra a versão")
    .helpCommand("help [comando]", "mostra a ajuda de um comando")
    .exitOverride();

  add(
    "monitorar",
    "roda até receber ordem de parar",
    async () => (await import("./monitorar.ts")).monitorar,
  );
  add(
    "estado",
    "o que o monitor está fazendo agora",
    async () => (await import("./estado.ts")).estado,
  );
  add(
    "processar",
    "processa agora o que está pendente",
    async () => (await import("./processar.ts")).processar,
  )
    .option("--simular", "só mostra o que seria processado");
  add("parar", "pede que o monitor pare, e espera", async () => (await import("./parar.ts")).parar)
    .addOption(new Option("--prazo <segundos>", "quanto esperar").default(30).argParser(seconds));
  add(
    "verificar",
    "confere configuração, pasta, email e disco",
    async () => (await import("./verificar.ts")).verificar,
  )
    .option("--enviar-email", "envia também um email de teste")
    .option("--reconhecer-emails", "dá por vistos os emails recusados em definitivo");
  add(
    "ensaio",
    "a história inteira numa pasta descartável, com servidor de email próprio",
    async () => (await import("./ensaio.ts")).ensaio,
  );
  add(
    "arquivos",
    "consulta os arquivos tratados",
    async () => (await import("./arquivos.ts")).arquivos,
  )
    .addOption(
      new Option("--situacao <situacao>", "só os desta situação").choices([
        "processado",
        "recusado",
        "duplicado",
        "ignorado",
      ]),
    )
    .argument("[nome]", "parte do nome")
    .option("--nome <parte>", "parte do nome")
    .option("--avisos", "lista os avisos de cada arquivo")
    .option("--desde <data>", "a partir deste dia (AAAA-MM-DD)")
    .option("--ate <data>", "até este dia, inclusive (AAAA-MM-DD)")
    .addOption(new Option("--limite <n>", "quantos, no máximo").default(50).argParser(count));
  add("quedas", "consulta as quedas do servidor", async () => (await import("./quedas.ts")).quedas)
    .addOption(new Option("--limite <n>", "quantas, no máximo").default(50).argParser(count));
  add(
    "reconhecer",
    "diz que a queda em curso já é conhecida: sem lembretes nem escalada até ela acabar",
    async () => (await import("./reconhecer.ts")).reconhecer,
  )
    .option("--nota <texto>", "o que se sabe dela, ou quem cuida");

  add(
    "titulos",
    "consulta os títulos e exporta",
    async () => (await import("./consultar_titulos.ts")).consultarTitulos,
  )
    .option("--numero <numero>", "nosso número, inteiro ou os últimos 10 dígitos")
    .option("--cliente <id>", "número do cliente, de 1 a 6 dígitos")
    .option("--sacado <parte>", "parte do nome do sacado")
    .option("--situacao <lista>", "uma ou mais situações, separadas por vírgula")
    .option("--desde <data>", "a partir deste dia (AAAA-MM-DD ou DD/MM/AAAA)")
    .option("--ate <data>", "até este dia, inclusive")
    .option("--por <data>", "qual data conta no período: vencimento, pagamento ou movimento")
    .option("--arquivo <nome>", "só os títulos deste arquivo")
    .option("--limite <n>", "quantos, no máximo (padrão: 100)")
    .option("--movimentos", "mostra também os movimentos")
    .option("--csv <arquivo>", "exporta todos os que servem para um CSV que o Excel abre")
    .option("--arquivo-json <arquivo>", "exporta todos os que servem para um arquivo JSON");
  add(
    "arquivo-teste",
    "grava um arquivo de retorno sintético, sem títulos (usado por Test-Recuperacao)",
    async () => (await import("./arquivo_teste.ts")).arquivoTeste,
  ).requiredOption("--pasta <pasta>", "onde gravar");

  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    return fail(error, processContext(version, mainModule, json));
  }
}

/** Commander's own words in Portuguese. */
function translate(command: Command): Command {
  const titles: Readonly<Record<string, string>> = {
    "Usage:": "Uso:",
    "Options:": "Opções:",
    "Commands:": "Comandos:",
    "Arguments:": "Argumentos:",
  };
  return command.helpOption("-h, --help", "mostra esta ajuda").exitOverride()
    .configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      styleUsage: (usage) =>
        usage.replace("[options]", "[opções]").replace("[command]", "[comando]"),
      optionDescription: (option) => {
        const extra = [];
        if (option.argChoices !== undefined) extra.push(`um de: ${option.argChoices.join(", ")}`);
        if (option.defaultValue !== undefined) extra.push(`padrão: ${String(option.defaultValue)}`);
        return option.description + (extra.length > 0 ? ` (${extra.join("; ")})` : "");
      },
    })
    .configureOutput({ outputError: () => {} });
}

function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 3600) {
    throw new CommandFailure(
      EXIT.usage,
      "uso",
      `--prazo "${text}": aceito um número inteiro de segundos, de 1 a 3600`,
    );
  }
  return value;
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 1_000_000) {
    throw new CommandFailure(
      EXIT.usage,
      "uso",
      `--limite "${text}": aceito um número inteiro, de 1 a 1000000`,
    );
  }
  return value;
}

function fail(error: unknown, context: CommandContext): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.done;
    return report(context, EXIT.usage, "uso", usageMessage(error));
  }
  if (error instanceof CommandFailure) {
    return report(context, error.exitCode, error.code, error.message);
  }
  if (error instanceof Failure) return report(context, EXIT.failure, error.code, error.message);
  if (error instanceof LedgerDamaged) {
    return report(context, EXIT.failure, "livro_danificado", damageAdvice(error.reason));
  }
  const text = error instanceof Error ? error.message : String(error);
  return report(context, EXIT.failure, "falha", `falha inesperada: ${text}`);
}

function report(context: CommandContext, exitCode: number, code: string, message: string): number {
  // Errors are for people: never on standard output, which belongs to the result.
  Deno.stderr.writeSync(new TextEncoder().encode(`❌ ${message}\n`));
  if (context.json) context.document({ erro: { codigo: code, mensagem: message } });
  return exitCode;
}

/** The quoted part of Commander's message is what the user typed; the rest is said in Portuguese. */
function usageMessage(error: CommanderError): string {
  const quoted = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1]);
  const typed = quoted.at(0) ?? "";
  const help = 'veja "MonitorRetornos --help"';
  switch (error.code) {
    case "commander.unknownCommand":
      return `comando desconhecido: ${typed}; ${help}`;
    case "commander.unknownOption":
      return `opção desconhecida: ${typed}; ${help}`;
    case "commander.optionMissingArgument":
      return `falta o valor da opção ${typed}`;
    case "commander.invalidArgument":
      return `valor não aceito em ${typed}: ${quoted.at(1) ?? ""}; ${help}`;
    case "commander.excessArguments":
      return `argumentos demais; ${help}`;
    case "commander.help":
      return `falta o comando; ${help}`;
    default:
      return `${error.message}; ${help}`;
  }
}
