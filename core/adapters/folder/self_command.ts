/** How the program starts itself again as a helper process. */
import { fileURLToPath } from "node:url";
import { SHARE_ARGUMENT } from "./share_argument.ts";
import type { ShareCommand } from "./share_child.ts";

/**
 * How the program runs from source. Only what is needed is loaded: without the first Deno goes through every module that a
 * command might ask for. And V8 is told to keep its nursery small (MB): it would take 50 MB for garbage that a few hold as well.
 * A limit of the heap (MB) that is just below two gigabytes makes it collect when the heap has doubled, not when it has quadrupled.
 * Nothing begins its life among what is old: V8 would decide so for objects that live as long as a batch of títulos, and each
 * would keep what it refers to until a full collection.
 * What is compiled is told so by `.ci/compilar.ts`.
 */
export const SOURCE_FLAGS = [
  "--unstable-lazy-dynamic-imports",
  "--v8-flags=--max-semi-space-size=2,--max-old-space-size=2000,--no-allocation-site-pretenuring",
] as const;

/** How to start this program again with other arguments; `mainModule` as in {@link shareCommand}. */
export function selfCommand(mainModule: string): ShareCommand {
  const program = Deno.execPath();
  if (Deno.build.standalone) return { program, args: [] };
  return {
    program,
    args: ["run", "--allow-all", ...SOURCE_FLAGS, "--quiet", fileURLToPath(mainModule)],
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
  const flags = ["run", "--allow-all", "--no-config", "--no-lock", ...SOURCE_FLAGS, "--quiet"];
  return { program, args: [...flags, fileURLToPath(mainModule), SHARE_ARGUMENT] };
}
