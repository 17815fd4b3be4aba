/** How the program starts itself again as a helper process. */
import { fileURLToPath } from "node:url";
import { SHARE_ARGUMENT } from "./share_argument.ts";
import type { ShareCommand } from "./share_child.ts";

/** From source only what is needed is loaded: without it Deno goes through every module that a command might ask for. */
export const LAZY_IMPORTS = "--unstable-lazy-dynamic-imports";

/** How to start this program again with other arguments; `mainModule` as in {@link shareCommand}. */
export function selfCommand(mainModule: string): ShareCommand {
  const program = Deno.execPath();
  if (Deno.build.standalone) return { program, args: [] };
  return {
    program,
    args: ["run", "--allow-all", LAZY_IMPORTS, "--quiet", fileURLToPath(mainModule)],
  };
}

/**
 * The command for the folder process of the program whose main module is `mainModule` (a `file:` URL).
 * The compiled program starts itself; from source, the same Deno runs the same file.
 */
export function shareCommand(mainModule: string): ShareCommand {
  const program = Deno.execPath();
  if (Deno.build.standalone) return { program, args: [SHARE_ARGUMENT] };
  // UNC paths need every permission on Windows. The process imports nothing that a configuration could change.
  const flags = ["run", "--allow-all", "--no-config", "--no-lock", LAZY_IMPORTS, "--quiet"];
  return { program, args: [...flags, fileURLToPath(mainModule), SHARE_ARGUMENT] };
}
