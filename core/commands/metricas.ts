/** `metricas`: state and counts as Prometheus reads them. */
import { PageSource } from "../compose/page.ts";
import { writeWhole } from "../compose/whole_file.ts";
import { EXIT } from "./exit.ts";
import { chosenConfig, type FolderOptions } from "./folder_choice.ts";
import { notWritten } from "./not_written.ts";
import { type CommandContext, settings } from "./output.ts";

/** Prints the metrics, or writes them to a file, whole or not at all. Exit code 0, 1 when they cannot be written. */
export async function metricas(
  options: FolderOptions & { readonly saida?: string },
  context: CommandContext,
): Promise<number> {
  const config = await settings(options);
  const folder = await chosenConfig(options);
  const text = await new PageSource(config, context.version, folder).metrics();
  if (options.saida === undefined) {
    if (context.json) context.document({ texto: text });
    else context.say(text.trimEnd());
    return EXIT.done;
  }
  try {
    await writeWhole(options.saida, text);
  } catch (error) {
    throw notWritten(options.saida, error);
  }
  if (context.json) context.document({ arquivo: options.saida });
  else context.say(`📈 Métricas gravadas em ${options.saida}`);
  return EXIT.done;
}
