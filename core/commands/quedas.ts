/** `quedas`: the outages of the server. */
import { localHuman, localIso } from "../compose/machine.ts";
import { answeredText } from "../words/answered.ts";
import { humanDuration } from "../words/duration.ts";
import { TEST_WORD } from "../words/test_mark.ts";
import { outageDocument, outageDuration, outageIsTest } from "../views/outages.ts";
import { EXIT } from "./exit.ts";
import { askedLedger, type FolderOptions } from "./folder_choice.ts";
import type { CommandContext } from "./output.ts";
import { table } from "./table.ts";

/** Prints the outages, newest first. */
export async function quedas(
  options: FolderOptions & { readonly limite: number; readonly semTestes?: boolean },
  context: CommandContext,
): Promise<number> {
  const { ledger, folders } = await askedLedger(options);
  const now = Date.now();
  const found = await ledger?.outages.latest(
    options.limite + 1,
    options.semTestes ? { realAt: now } : {},
  ) ?? [];
  const outages = found.slice(0, options.limite);
  const cut = found.length > outages.length;
  if (context.json) {
    const told = await ledger?.outbox.ofOutages(outages.map((o) => o.id)) ?? [];
    const list = outages.map((o) => outageDocument(o, told, now, localIso));
    context.document({ quedas: list, cortado: cut });
  } else if (outages.length === 0) context.say("Nenhuma queda registrada.");
  else {
    context.say(table(
      [
        ...folders === null ? [] : ["Pasta"],
        "Início",
        "Fim",
        "Duração",
        "Arquivos",
        "Diagnóstico",
        "Reconhecida",
      ],
      outages.map((o) => [
        ...folders === null ? [] : [o.folder],
        localHuman(o.startedAt),
        o.endedAt === null ? "em curso" : localHuman(o.endedAt),
        humanDuration(outageDuration(o, now)),
        String(o.processed),
        `${o.diagnosis.code}${o.unstable ? " (instável)" : ""}${
          o.telling.toldMs === null ? " (em manutenção, sem aviso)" : ""
        }${outageIsTest(o, now) ? ` (${TEST_WORD})` : ""}`,
        o.telling.acknowledged === null ? "" : answeredText(o.telling.acknowledged, localHuman),
      ]),
    ));
    if (cut) context.say(`mostrando as ${outages.length} mais novas; há outras, veja --limite`);
  }
  return EXIT.done;
}
