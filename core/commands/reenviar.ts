/** `reenviar`: puts refused files back into the folder. */
import { chooseRefused, resend, type ResendOutcome } from "../app/files/resend.ts";
import { openFolder } from "../compose/files.ts";
import { writableLedger } from "../compose/ledger.ts";
import { clock, localHuman, localIso } from "../compose/machine.ts";
import { refuseOpenPlaces } from "../compose/trust.ts";
import { oneLine } from "../domain/text.ts";
import { FolderUnreachable } from "../ports/folder.port.ts";
import { resendText, unknownNameText } from "../words/resend.ts";
import { CommandFailure, EXIT, outOfReach } from "./exit.ts";
import { type CommandContext, type CommonOptions, settings } from "./output.ts";

/** Exit code 0, 1 when one of them could not be put back or found, 2 when nothing fits, 6 when a folder is out of reach. */
export async function reenviar(
  options: CommonOptions & {
    readonly nomes: readonly string[];
    readonly motivo?: string;
    readonly todos?: boolean;
    readonly simular?: boolean;
  },
  context: CommandContext,
): Promise<number> {
  const config = await settings(options);
  const { nomes: names, motivo, todos } = options;
  if (names.length === 0 && motivo === undefined && !todos) {
    throw new CommandFailure(
      EXIT.usage,
      "uso",
      "diga quais: nomes, --motivo CODIGO ou --todos (arquivos --situacao recusado lista todos)",
    );
  }
  await refuseOpenPlaces(config);
  const ledger = await writableLedger(config);
  const choice = { names, reasonCode: motivo ?? null, all: todos ?? false };
  const chosen = await chooseRefused(ledger.files, choice);
  if (chosen.files.length === 0) {
    throw new CommandFailure(
      EXIT.usage,
      "nenhum",
      "nenhum arquivo recusado serve (arquivos --situacao recusado lista os que há)",
    );
  }
  const refused = openFolder(config, context.mainModule, config.caminhos.pastaErro);
  const folder = openFolder(config, context.mainModule);
  try {
    const outcomes = await resend(chosen.files, { refused, folder, files: ledger.files, clock }, {
      directory: config.caminhos.pastaRetorno,
      deadlineMs: config.servidor.prazoSonda * 1000,
      simulate: options.simular ?? false,
    });
    return report(outcomes, chosen.unknown, context);
  } catch (error) {
    if (!(error instanceof FolderUnreachable)) throw error;
    throw outOfReach(error);
  } finally {
    await refused.close();
    await folder.close();
    await ledger.close();
  }
}

const SITUATIONS = {
  back: "reenviado",
  simulated: "simulado",
  taken: "nome-ocupado",
  gone: "sumiu",
  failed: "falhou",
} as const;

function report(
  outcomes: readonly ResendOutcome[],
  unknown: readonly string[],
  context: CommandContext,
): number {
  const good = outcomes.filter(({ result }) => result === "back" || result === "simulated");
  if (context.json) {
    context.document({
      encontrados: outcomes.length,
      reenviados: outcomes.filter(({ result }) => result === "back").length,
      arquivos: [...outcomes.map(outcomeDocument), ...unknown.map(unknownDocument)],
    });
  } else {
    for (const outcome of outcomes) context.say(oneLine(resendText(outcome, localHuman)));
    for (const name of unknown) context.say(oneLine(unknownNameText(name)));
  }
  return good.length === outcomes.length && unknown.length === 0 ? EXIT.done : EXIT.failure;
}

function outcomeDocument({ file, result, error, changed }: ResendOutcome) {
  return {
    nome: file.name,
    nomeEmErro: file.target,
    situacao: SITUATIONS[result],
    erro: error,
    mudou: changed,
    recusadoEm: localIso(file.at),
    codigoMotivo: file.reasonCode,
    motivo: file.reason,
  };
}

/** The same fields, of a name that no refused file has. */
function unknownDocument(nome: string) {
  return {
    nome,
    nomeEmErro: null,
    situacao: "nao-encontrado",
    erro: null,
    mudou: null,
    recusadoEm: null,
    codigoMotivo: null,
    motivo: null,
  };
}
