/** Entry of the program. The folder process shares it, and loads nothing of the rest. */
import { serveShare, SHARE_ARGUMENT } from "./compose/share.ts";

/** Stamped by the build; one place for the version of everything. */
import manifest from "../deno.json" with { type: "json" };

if (import.meta.main) {
  if (Deno.args[0] === SHARE_ARGUMENT) {
    await serveShare();
  } else {
    const { runCli } = await import("./commands/cli.ts");
    Deno.exit(await runCli(Deno.args, manifest.version, import.meta.url));
  }
}
