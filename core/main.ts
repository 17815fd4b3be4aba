/** Entry of the program. The folder process shares it, and loads nothing of the rest. */
import { serveShare, SHARE_ARGUMENT } from "./compose/share.ts";
import { DISPLAY_ARGUMENT } from "./compose/display_argument.ts";

/** Stamped by the build; one place for the version of everything. */
import manifest from "../deno.json" with { type: "json" };

if (import.meta.main) {
  if (Deno.args[0] === SHARE_ARGUMENT) {
    await serveShare();
  } else if (Deno.args[0] === DISPLAY_ARGUMENT) {
    const { serveDisplay } = await import("./compose/display_process.ts");
    await serveDisplay(Deno.args[1] ?? "", manifest.version);
  } else {
    const { runCli } = await import("./commands/cli.ts");
    Deno.exit(await runCli(Deno.args, manifest.version, import.meta.url));
  }
}
