/** `assumir`: from now on the folder is this monitor's; another one that runs ends as soon as it notices. */
import { say } from "../app/tell/say.ts";
import { openLog } from "../compose/channels.ts";
import { openFolder } from "../compose/files.ts";
import { localHuman } from "../compose/machine.ts";
import { openFolderClaim, sharedLedger } from "../compose/folder_claim.ts";
import { refuseOpenPlaces } from "../compose/trust.ts";
import { oneLine } from "../domain/text.ts";
import { FileUnavailable, FolderUnreachable } from "../ports/folder.port.ts";
import { info } from "../words/log/line.ts";
import { folderAssumedText, holderText } from "../words/folder_mark.ts";
import { CommandFailure, EXIT, outOfReach } from "./exit.ts";
import { type CommandContext, type CommonOptions, settings } from "./output.ts";

/** Exit code 0; 1 when the mark cannot be written; 6 when the folder does not answer. */
export async function assumir(options: CommonOptions, context: CommandContext): Promise<number> {
  const config = await settings(options);
  await refuseOpenPlaces(config);
  const folder = openFolder(config, context.mainModule);
  const log = openLog(config);
  try {
    const before = await openFolderClaim(config, folder, log, await sharedLedger(config)).take();
    const holder = before === null ? null : holderText(before, localHuman);
    const text = folderAssumedText(config.caminhos.pastaRetorno, holder);
    say(log, info(`🙋 ${text}`));
    if (context.json) {
      context.document({
        antes: before === null ? null : {
          maquina: before.machine,
          pastaDados: before.dataFolder,
          processo: before.pid,
        },
      });
    } else context.say(oneLine(text));
    return EXIT.done;
  } catch (error) {
    if (error instanceof FolderUnreachable) throw outOfReach(error);
    if (!(error instanceof FileUnavailable)) throw error;
    throw new CommandFailure(EXIT.failure, "permissao", error.message);
  } finally {
    await folder.close();
    await log.flush(2000);
  }
}
