/** `lacunas`: numbers that are missing in the sequences of files. */
import { readGaps } from "../compose/expected.ts";
import { readableLedger } from "../compose/ledger.ts";
import { clock, localHuman } from "../compose/machine.ts";
import { oneLine } from "../domain/text.ts";
import { EXIT } from "./exit.ts";
import { type CommandContext, type CommonOptions, settings } from "./output.ts";
import { table } from "./table.ts";

/** Prints them. Exit code 0, whether there are any or none. */
export async function lacunas(options: CommonOptions, context: CommandContext): Promise<number> {
  const config = await settings(options);
  const ledger = await readableLedger(config);
  const found = ledger === null ? [] : await readGaps(ledger, clock.now().wall);
  if (context.json) context.document({ lacunas: found });
  else if (found.length === 0) context.say("Nenhuma lacuna na sequência dos arquivos.");
  else {
    context.say(table(
      ["Faltam", "Desde", "Avisada", "Conta", "Entre"],
      found.map((gap) => [
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
