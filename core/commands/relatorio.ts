/** `relatorio`: the page as one file that needs nothing else. */
import { writeWhole } from "../compose/whole_file.ts";
import { lastDaysNow } from "../compose/history.ts";
import { PageSource } from "../compose/page.ts";
import { USUAL_DAYS } from "../compose/site.ts";
import { monthOf, type Period } from "../domain/period.ts";
import { CommandFailure, EXIT } from "./exit.ts";
import { chosenConfig, type FolderOptions } from "./folder_choice.ts";
import { notWritten } from "./not_written.ts";
import { type CommandContext, settings } from "./output.ts";

/** Writes the report, whole or not at all. Exit code 0, 2 for a period that is none, 1 when it cannot be written. */
export async function relatorio(
  options: FolderOptions & {
    readonly saida: string;
    readonly dias?: number;
    readonly mes?: string;
  },
  context: CommandContext,
): Promise<number> {
  const config = await settings(options);
  const folder = await chosenConfig(options);
  const period = periodOf(options);
  const text = await new PageSource(config, context.version, folder).report(period);
  try {
    await writeWhole(options.saida, text);
  } catch (error) {
    throw notWritten(options.saida, error);
  }
  if (context.json) {
    context.document({
      arquivo: options.saida,
      de: period.from,
      ate: period.to,
      bytes: new TextEncoder().encode(text).length,
    });
  } else context.say(`📄 Relatório de ${period.from} a ${period.to} gravado em ${options.saida}`);
  return EXIT.done;
}

function periodOf({ dias, mes }: { readonly dias?: number; readonly mes?: string }): Period {
  if (mes === undefined) return lastDaysNow(dias ?? USUAL_DAYS);
  if (dias !== undefined) {
    throw new CommandFailure(EXIT.usage, "uso", "--dias e --mes não valem juntos: escolha um");
  }
  const period = monthOf(mes);
  if (period !== null) return period;
  throw new CommandFailure(EXIT.usage, "uso", `--mes "${mes}": aceito um mês como 2025-10`);
}
