/** `esperados`: the files that are expected today; `--sugerir`: rules that the past carries. */
import { readExpected, readSuggestions } from "../compose/expected.ts";
import { isOwn } from "../compose/folders.ts";
import { readableLedger } from "../compose/ledger.ts";
import { clock, localCalendar, localHuman } from "../compose/machine.ts";
import type { Config } from "../config/config.ts";
import type { Suggestion } from "../domain/expected/suggest.ts";
import { oneLine } from "../domain/text.ts";
import { evidenceText, ruleText } from "../words/suggestion.ts";
import { dayText } from "../words/expected.ts";
import { foreignRulesText } from "../words/ledger_folders.ts";
import { CommandFailure, EXIT } from "./exit.ts";
import { chosenConfig, chosenConfigs, type FolderOptions } from "./folder_choice.ts";
import { type CommandContext, settings } from "./output.ts";
import { table } from "./table.ts";

const WORDS = {
  chegou: "✅ chegou",
  aguardando: "⏳ aguardando",
  faltando: "📭 faltando",
} as const;

/** Prints today's list, or the rules. Exit code 0. */
export async function esperados(
  options: FolderOptions & { readonly sugerir?: boolean },
  context: CommandContext,
): Promise<number> {
  if (options.sugerir) return await suggest(options, context);
  const config = await settings(options);
  const chosen = await chosenConfig(options);
  if (options.todas || !isOwn(config, chosen)) {
    const whose = options.todas ? "outras pastas" : chosen.caminhos.pastaRetorno;
    throw new CommandFailure(EXIT.usage, "outra_pasta", foreignRulesText(whose));
  }
  return await list(config, context);
}

async function list(config: Config, context: CommandContext): Promise<number> {
  const now = clock.now().wall;
  const ledger = await readableLedger(config);
  const found = ledger === null ? [] : await readExpected(config, ledger, now);
  if (context.json) {
    const dia = localCalendar.of(now).date;
    context.document({ dia, regras: config.esperados.length, esperados: found });
    return EXIT.done;
  }
  if (config.esperados.length === 0) {
    context.say(
      "Nenhuma regra: escreva uma seção [ESPERADO nome] no config.ini; esperados --sugerir propõe as que a história sustenta.",
    );
  } else if (found.length === 0) context.say("Nenhum arquivo é esperado hoje.");
  else {
    context.say(table(
      ["Situação", "Dia", "Até", "Nome", "Arquivo", "O que se espera"],
      found.map((one) => [
        WORDS[one.situacao],
        dayText(one.dia),
        one.ate,
        oneLine(one.nome),
        one.arquivo === null
          ? "-"
          : `${oneLine(one.arquivo)} (${localHuman(Date.parse(one.em ?? ""))})`,
        one.criterio,
      ]),
    ));
  }
  return EXIT.done;
}

async function suggest(options: FolderOptions, context: CommandContext): Promise<number> {
  const found: (Suggestion & { readonly pasta?: string })[] = [];
  for (const config of await chosenConfigs(options)) {
    const pasta = options.todas ? { pasta: config.caminhos.pastaRetorno } : {};
    const ledger = await readableLedger(config);
    if (ledger === null) continue;
    for (const one of await readSuggestions(ledger, clock.now().wall)) {
      found.push({ ...one, ...pasta });
    }
    await ledger.close();
  }
  const names = new Set<string>();
  if (context.json) {
    context.document({
      sugestoes: found.map((one) => ({
        ...one.pasta === undefined ? {} : { pasta: one.pasta },
        regra: one.rule === null ? null : ruleText(one, names),
        evidencia: evidenceText(one),
        de: one.evidence.from,
        ate: one.evidence.to,
        dias: one.evidence.days,
        diasComArquivo: one.evidence.came,
        diasNaHora: one.evidence.inTime,
      })),
    });
  } else if (found.length === 0) context.say("O livro de registro ainda não tem arquivos.");
  else context.say(found.map((one) => blockText(one, names)).join("\n\n"));
  return EXIT.done;
}

/** Ready to paste: the evidence is a comment. */
function blockText(
  one: Suggestion & { readonly pasta?: string },
  names: Set<string>,
): string {
  const folder = one.pasta === undefined ? "" : `# ${oneLine(one.pasta)}\n`;
  const evidence = `${folder}# ${evidenceText(one)}`;
  return one.rule === null ? evidence : `${evidence}\n${ruleText(one, names)}`;
}
