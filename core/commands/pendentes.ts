/** `arquivos --pendentes`: what still lies in the folder, as the monitor saw it last. Never touches the folder. */
import { readableLedger } from "../compose/ledger.ts";
import { localHuman, localIso } from "../compose/machine.ts";
import { oneLine } from "../domain/text.ts";
import { type PendingDocument, type PendingList, pendingList } from "../views/pending.ts";
import { EXIT } from "./exit.ts";
import { chosenConfigs, type FolderOptions } from "./folder_choice.ts";
import type { CommandContext } from "./output.ts";
import { table } from "./table.ts";

const SITUATIONS: Readonly<Record<PendingDocument["situacao"], string>> = {
  "com-problema": "com problema",
  "registrado": "registrado, falta mover",
  "aguardando": "aguardando a vez",
};

/** Prints the names, those with a problem first. */
export async function pendentes(options: FolderOptions, context: CommandContext): Promise<number> {
  const lists: (PendingList & { readonly pasta?: string })[] = [];
  for (const config of await chosenConfigs(options)) {
    const pasta = options.todas ? { pasta: config.caminhos.pastaRetorno } : {};
    const ledger = await readableLedger(config);
    const presence = await ledger?.presence.active() ?? null;
    const owed = await ledger?.files.owed() ?? [];
    lists.push({ ...pendingList(presence, owed, localIso), ...pasta });
    await ledger?.close();
  }
  const list = options.todas ? together(lists) : lists[0]!;
  if (context.json) {
    context.document(list);
    return EXIT.done;
  }
  if (list.arquivos.length === 0) {
    context.say("Nenhum arquivo pendente.");
    return EXIT.done;
  }
  context.say(table(
    [...options.todas ? ["Pasta"] : [], "Situação", "Desde", "Tentativas", "Nome", "Motivo"],
    list.arquivos.map((file) => [
      ...folderOf(file),
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

/** Of all folders, each name with its own. */
function together(lists: readonly (PendingList & { readonly pasta?: string })[]): PendingList {
  const sum = (of: (one: PendingList) => number) => lists.reduce((all, one) => all + of(one), 0);
  return {
    pendentes: sum((one) => one.pendentes),
    comProblema: sum((one) => one.comProblema),
    em: lists.map(({ em }) => em).filter((em) => em !== null).sort()[0] ?? null,
    arquivos: lists.flatMap(({ pasta, arquivos }) =>
      arquivos.map((file) => ({ ...file, ...pasta === undefined ? {} : { pasta } }))
    ),
  };
}

function folderOf(file: PendingDocument & { readonly pasta?: string }): string[] {
  return file.pasta === undefined ? [] : [file.pasta];
}
