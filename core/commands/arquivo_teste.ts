/** `arquivo-teste`: a marked, synthetic retorno for the recovery test. It holds no título, so it changes none. */
import { join } from "node:path";
import { localDate } from "../compose/machine.ts";
import { TEST_FILE_PREFIX } from "../domain/file_names.ts";
import { syntheticCbr724 } from "../ensaio/synthetic_cbr724.ts";
import { EXIT } from "./exit.ts";
import { type CommandContext, type CommonOptions } from "./output.ts";

/** Agência and conta of nobody: the ledger can tell it from every real file. */
const NOBODY = { agencia: "0000", conta: "000000000", convenio: "0000000" } as const;

/** Writes `TESTE_RECUPERACAO_<moment>.ret` into the folder, under a temporary name first. */
export async function arquivoTeste(
  options: CommonOptions & { readonly pasta: string },
  context: CommandContext,
): Promise<number> {
  const now = new Date();
  const stamp = now.toISOString().replace(/\D/g, "").slice(0, 17);
  const path = join(options.pasta, `${TEST_FILE_PREFIX}${stamp}.ret`);
  const bytes = syntheticCbr724({
    titulos: 0,
    nsa: Number(stamp.slice(-9)),
    date: localDate(now.getTime()),
    ...NOBODY,
  });
  await Deno.writeFile(`${path}.tmp`, bytes, { createNew: true });
  await Deno.rename(`${path}.tmp`, path);
  if (context.json) context.document({ arquivo: path });
  else context.say(path);
  return EXIT.done;
}
