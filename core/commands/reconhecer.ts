/** `reconhecer`: somebody knows of the outage. No reminder and no escalation any more; the recovery is still told. */
import { say } from "../app/tell/say.ts";
import { openLog } from "../compose/channels.ts";
import { readableLedger, writableLedger } from "../compose/ledger.ts";
import { account, clock, localHuman, localIso } from "../compose/machine.ts";
import { outageDocument } from "../views/outages.ts";
import { answeredLine, answeredText, noteOf } from "../words/answered.ts";
import { EXIT } from "./exit.ts";
import { type CommandContext, type CommonOptions, settings } from "./output.ts";

/** Exit code 0, also when there is no outage to be known: the answer says so. Works with and without a running monitor. */
export async function reconhecer(
  options: CommonOptions & { readonly nota?: string },
  context: CommandContext,
): Promise<number> {
  const config = await settings(options);
  // Asked for reading first: a ledger is not made only to say that there is nothing in it.
  const reader = await readableLedger(config);
  const open = await reader?.outages.current() ?? null;
  await reader?.close();
  const at = clock.now().wall;
  const answer = { at, by: account(), note: noteOf(options.nota) };
  const ledger = open === null ? null : await writableLedger(config);
  const outage = await ledger?.outages.acknowledge(answer) ?? null;
  const told = outage === null ? [] : await ledger?.outbox.ofOutages([outage.id]) ?? [];
  await ledger?.close();
  if (outage?.telling.acknowledged) {
    say(openLog(config), answeredLine(outage.telling.acknowledged, localHuman));
  }
  if (context.json) {
    context.document({
      reconhecida: outage !== null,
      queda: outage === null ? null : outageDocument(outage, told, at, localIso),
    });
  } else if (outage?.telling.acknowledged) {
    context.say(
      `🙋 Queda de ${localHuman(outage.startedAt)} reconhecida ${
        answeredText(outage.telling.acknowledged, localHuman)
      }.\nNão haverá lembrete nem escalada desta queda; a recuperação ainda será avisada.`,
    );
  } else context.say("Nenhuma queda em curso: não há o que reconhecer.");
  return EXIT.done;
}
