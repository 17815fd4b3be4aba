/** `livro versao`: whether this program can work on the ledger that is there; an installation asks before it changes anything. */
import { ledgerVersion } from "../compose/ledger.ts";
import type { Config } from "../config/config.ts";
import { LEDGER_VERSION_TEXTS } from "../words/ledger_state.ts";
import { EXIT } from "./exit.ts";
import type { CommandContext } from "./output.ts";

/** Exit code 0; 1 for a ledger of a later version. Changes nothing. */
export async function versaoLivro(config: Config, context: CommandContext): Promise<number> {
  const { engine, state, schema } = await ledgerVersion(config);
  if (context.json) context.document({ motor: engine, situacao: state, esquema: schema });
  else context.say(LEDGER_VERSION_TEXTS[state]);
  return state === "novo" ? EXIT.failure : EXIT.done;
}
