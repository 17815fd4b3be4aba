/** `arquivos --motivo`: why files were refused, with the line and the columns marked under its text. */
import { openFolder } from "../compose/files.ts";
import { localHuman } from "../compose/machine.ts";
import type { Config } from "../config/config.ts";
import { plainText } from "../domain/text.ts";
import { FileUnavailable, FolderUnreachable, type RetornoFolder } from "../ports/folder.port.ts";
import type { FileRecord } from "../ports/ledger/files.port.ts";
import { lineOf, markedLine, placeOf } from "../views/refused_line.ts";
import { MOTIVO } from "../words/refused_line.ts";

/** Longer files are not read for one line, in bytes. */
const MOST_BYTES = 64 * 1024 * 1024;

/** One block for each file. What cannot be read any more is said of that file. */
export async function describeRefusals(
  files: readonly FileRecord[],
  config: Config,
  mainModule: string,
): Promise<string> {
  const deadlineMs = config.servidor.prazoSonda * 1000;
  const folder = openFolder(config, mainModule, config.caminhos.pastaErro);
  try {
    const blocks: string[] = [];
    for (const file of files) {
      const lines = [`${plainText(file.name)}: ${file.situation} em ${localHuman(file.at)}`];
      if (file.situation === "recusado") {
        lines.push(`  ${file.reasonCode ?? ""}: ${plainText(file.reason ?? "")}`);
        lines.push(...await shownLine(file, folder, deadlineMs, config.caminhos.pastaErro));
      } else lines.push(`  ${MOTIVO.notRefused}`);
      blocks.push(lines.join("\n"));
    }
    return blocks.join("\n\n");
  } finally {
    await folder.close();
  }
}

async function shownLine(
  file: FileRecord,
  folder: RetornoFolder,
  deadlineMs: number,
  directory: string,
): Promise<string[]> {
  const place = placeOf(file.reason ?? "");
  if (place === null) return [];
  if (file.directory !== directory) {
    return [`  ${MOTIVO.elsewhere(file.directory)}`];
  }
  try {
    const [entry] = await folder.stat([file.target], deadlineMs);
    if (entry === undefined || entry.failed !== undefined || entry.size > MOST_BYTES) {
      return [`  ${MOTIVO.gone}`];
    }
    const content = await folder.read(entry, deadlineMs);
    try {
      if (content.sha256 !== file.sha256) return [`  ${MOTIVO.changed}`];
      const bytes = lineOf(content.chunks(), place.line);
      return bytes === null ? [] : markedLine(bytes, place);
    } finally {
      content.dispose();
    }
  } catch (error) {
    if (!(error instanceof FileUnavailable) && !(error instanceof FolderUnreachable)) throw error;
    return [`  ${MOTIVO.unreadable(error.message)}`];
  }
}
