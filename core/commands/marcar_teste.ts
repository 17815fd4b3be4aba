/** `marcar-teste`: says that a recovery test begins or is over, so that the outage it makes is told and listed as one. */
import { say } from "../app/tell/say.ts";
import { openLog } from "../compose/channels.ts";
import { writableLedger } from "../compose/ledger.ts";
import { account, clock, localIso } from "../compose/machine.ts";
import { RECOVERY_TEST, type RecoveryTest } from "../domain/told/test_outage.ts";
import { testBegunLine, testEndedLine } from "../words/test_mark.ts";
import { CommandFailure, EXIT } from "./exit.ts";
import { type CommandContext, type CommonOptions, settings } from "./output.ts";

/** Exactly one of the two, or it is a {@link CommandFailure}. The limit counts from now, by the clock. */
export async function marcarTeste(
  options: CommonOptions & { readonly prazo?: number; readonly fim?: boolean },
  context: CommandContext,
): Promise<number> {
  const { prazo, fim } = options;
  if ((prazo === undefined) === !fim) {
    throw new CommandFailure(EXIT.usage, "uso", "marcar-teste: aceito --prazo SEGUNDOS ou --fim");
  }
  const config = await settings(options);
  const since = clock.now().wall;
  const test: RecoveryTest | null = prazo === undefined
    ? null
    : { since, until: since + prazo * 1000, by: account() };
  const ledger = await writableLedger(config);
  await ledger.telling.save(RECOVERY_TEST, test, []);
  await ledger.close();
  const line = test === null ? testEndedLine() : testBegunLine(test.by, test.until - test.since);
  say(openLog(config), line);
  if (context.json) context.document({ ate: test === null ? null : localIso(test.until) });
  else context.say(line.text);
  return EXIT.done;
}
