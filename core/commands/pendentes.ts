/** `arquivos --pendentes`: what still lies in the folder, as the monitor saw it last. Never touches the folder. */
import { readableLedger } from "../compose/ledger.ts";
import { localHuman, localIso } from "../compose/machine.ts";
import type { Config } from "../config/config.ts";
import { oneLine } from "../domain/text.ts";
import { type PendingDocument, pendingList } from "../views/pending.ts";
import { EXIT } from "./exit.ts";
import type { CommandContext } from "./output.ts";
import { table } from "./table.ts";

const SITUATIONS: Readonly<Record<PendingDocument["situacao"], string>> = {
  "com-problema": "com problema",
  "registrado": "registrado, falta mover",
  "aguardando": "aguardando a vez",
};

/** Prints the names, those with a problem first. */
export async function pendentes(config: Config, context: CommandContext): Promise<number> {
  const ledger = await readableLedger(config);
  const presence = await ledger?.presence.active() ?? null;
  const owed = await ledger?.files.owed() ?? [];
  const list = pendingList(presence, owed, localIso);
  if (context.json) {
    context.document(list);
    return EXIT.done;
  }
  if (list.arquivos.length === 0) {
    context.say("Nenhum arquivo pendente.");
    return EXIT.done;
  }
  context.say(table(
    ["Situação", "Desde", "Tentativas", "Nome", "Motivo"],
    list.arquivos.map((file) => [
      SITUATIONS[file.situacao],
      file.desde === null ? "-" : localHuman(Date.parse(file.desde)),
      file.tentativas === 0 ? "-" : String(file.tentativas),
      oneLine(file.nome),
      oneLine(file.motivo ?? ""),
    ]),
  ));
  const more = list.pendentes - list.arquivos.length;
  if (more > 0) context.say(`... e mais ${more}`);
  return EXIT.done;
}
