/** `esperados`: the files that are expected today; `--sugerir`: rules that the past carries. */
import { readExpected, readSuggestions } from "../compose/expected.ts";
import { readableLedger } from "../compose/ledger.ts";
import { clock, localCalendar, localHuman } from "../compose/machine.ts";
import type { Config } from "../config/config.ts";
import type { Suggestion } from "../domain/expected/suggest.ts";
import { oneLine } from "../domain/text.ts";
import { evidenceText, ruleText } from "../words/suggestion.ts";
import { dayText } from "../words/expected.ts";
import { EXIT } from "./exit.ts";
import { type CommandContext, type CommonOptions, settings } from "./output.ts";
import { table } from "./table.ts";

const WORDS = {
  chegou: "✅ chegou",
  aguardando: "⏳ aguardando",
  faltando: "📭 faltando",
} as const;

/** Prints today's list, or the rules. Exit code 0. */
export async function esperados(
  options: CommonOptions & { readonly sugerir?: boolean },
  context: CommandContext,
): Promise<number> {
  const config = await settings(options);
  return options.sugerir ? await suggest(config, context) : await list(config, context);
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

async function suggest(config: Config, context: CommandContext): Promise<number> {
  const ledger = await readableLedger(config);
  const found = ledger === null ? [] : await readSuggestions(ledger, clock.now().wall);
  const names = new Set<string>();
  if (context.json) {
    context.document({
      sugestoes: found.map((one) => ({
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
function blockText(one: Suggestion, names: Set<string>): string {
  const evidence = `# ${evidenceText(one)}`;
  return one.rule === null ? evidence : `${evidence}\n${ruleText(one, names)}`;
}
