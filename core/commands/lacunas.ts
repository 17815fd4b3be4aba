/** `lacunas`: numbers that are missing in the sequences of files. */
import { readGaps } from "../compose/expected.ts";
import { readableLedger } from "../compose/ledger.ts";
import { clock, localHuman } from "../compose/machine.ts";
import { oneLine } from "../domain/text.ts";
import type { GapDocument } from "../views/expected.ts";
import { EXIT } from "./exit.ts";
import { chosenConfigs, type FolderOptions } from "./folder_choice.ts";
import type { CommandContext } from "./output.ts";
import { table } from "./table.ts";

/** Prints them. Exit code 0, whether there are any or none. */
export async function lacunas(options: FolderOptions, context: CommandContext): Promise<number> {
  // The sequences of each folder are its own: what came to one is missing in no other.
  const found: (GapDocument & { readonly pasta?: string })[] = [];
  for (const config of await chosenConfigs(options)) {
    const pasta = options.todas ? { pasta: config.caminhos.pastaRetorno } : {};
    const ledger = await readableLedger(config);
    if (ledger === null) continue;
    for (const gap of await readGaps(ledger, clock.now().wall)) found.push({ ...gap, ...pasta });
    await ledger.close();
  }
  if (context.json) context.document({ lacunas: found });
  else if (found.length === 0) context.say("Nenhuma lacuna na sequência dos arquivos.");
  else {
    context.say(table(
      [...options.todas ? ["Pasta"] : [], "Faltam", "Desde", "Avisada", "Conta", "Entre"],
      found.map((gap) => [
        ...gap.pasta === undefined ? [] : [gap.pasta],
        gap.faltam,
        localHuman(Date.parse(gap.desde)),
        gap.avisada ? "sim" : gap.anterior ? "não: é de antes" : "ainda não",
        gap.conta,
        `${oneLine(gap.antes)} e ${oneLine(gap.depois)}${
          gap.confirmadaPeloEstoque ? " (o estoque do banco confirma)" : ""
        }`,
      ]),
    ));
  }
  return EXIT.done;
}
