/** Share clients for tests: the program's own folder process, and the one with faults. */
import { fileURLToPath } from "node:url";
import { shareCommand } from "../../core/adapters/folder/self_command.ts";
import type { ShareCommand } from "../../core/adapters/folder/share_child.ts";
import { ShareClient } from "../../core/adapters/folder/share_client.ts";

/** The program's main module. */
export const MAIN = new URL("../../core/main.ts", import.meta.url).href;

/** A client of the program's own folder process, started as the program starts it. */
export function shareClient(folder: string, workDirectory: string): ShareClient {
  return new ShareClient({ folder, workDirectory, command: shareCommand(MAIN) });
}

/** The folder process with the faults of a JSON file (see `faulty_share.ts`); none while there is no file. */
export function faultyCommand(faultsFile: string): ShareCommand {
  const script = fileURLToPath(new URL("./faulty_share.ts", import.meta.url));
  const flags = ["run", "--allow-all", "--no-config", "--no-lock", "--quiet"];
  return { program: Deno.execPath(), args: [...flags, script, faultsFile] };
}
