/** Two monitors on one folder, in words. */
import type { Holder } from "../domain/folder_mark.ts";
import { critical, info, type LogLine, warning } from "./log/line.ts";

/** `SRV1, processo 12, desde 28/11/2026 08:00:00 (UTC-03:00), pasta de dados D:\dados`. */
export function holderText(
  { machine, dataFolder, pid, since }: Holder,
  local: (ms: number) => string,
) {
  return `${machine}, processo ${pid}, desde ${local(since)}, pasta de dados ${dataFolder}`;
}

/** The folder is another monitor's. */
export function folderTakenText(folder: string, holder: string): string {
  return `a pasta ${folder} já é atendida por outro monitor: ${holder}. Dois livros de registro na mesma pasta contariam arquivos em dobro. Pare o outro lá (Stop-MonitorRetornos); se ele não existe mais, rode o comando "assumir" aqui e inicie de novo`;
}

/** This monitor ends, because of {@link folderTakenText}. */
export function folderTakenLine(text: string): LogLine {
  return critical(`🛑 Encerrado, e nada mais é processado aqui: ${text}`);
}

/** The folder is this monitor's from now on. */
export function folderAssumedText(folder: string, before: string | null): string {
  return before === null
    ? `A pasta ${folder} é deste monitor.`
    : `A pasta ${folder} agora é deste monitor; o outro se encerra assim que perceber (${before}).`;
}

/** The one that left the mark does not run any more. */
export function folderInheritedLine(holder: string): LogLine {
  return warning(
    `⚠️ A pasta era atendida por um monitor desta máquina que não roda mais (${holder}); agora é deste`,
  );
}

/** The mark cannot be read or written; without it two monitors would not know of each other. */
export function markTroubleLine(name: string, detail: string): LogLine {
  return warning(
    `⚠️ A marca ${name}, que impede dois monitores na mesma pasta, não pôde ser usada (o monitor segue sem ela): ${detail}`,
  );
}

/** It can be used again. */
export function markBackLine(name: string): LogLine {
  return info(`✅ A marca ${name} voltou a ser usada`);
}

/** What lies where the mark should be was not left by a monitor. */
export const NOT_A_MARK = "o que está no lugar dela não é uma marca de monitor; remova-o";
