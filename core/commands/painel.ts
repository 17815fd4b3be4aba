/** `painel`: serves the page, with or without a running monitor, until it is stopped. */
import { PageSource } from "../compose/page.ts";
import { openSite, type Site } from "../compose/site.ts";
import { plainText } from "../domain/text.ts";
import { CommandFailure, EXIT } from "./exit.ts";
import { type CommandContext, type CommonOptions, settings } from "./output.ts";

/** Exit code 0 when told to stop, 1 when the port is taken. */
export async function painel(
  options: CommonOptions & { readonly porta?: number },
  context: CommandContext,
): Promise<number> {
  const config = await settings(options);
  const port = options.porta ?? config.painel.porta;
  const site = open(new PageSource(config, context.version), port, context);
  const url = `http://127.0.0.1:${site.port}/`;
  if (context.json) context.document({ url });
  context.say(`📊 Painel em ${url} (só desta máquina; Ctrl+C encerra)`);
  const signals: Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT", "SIGBREAK"]
    : ["SIGINT", "SIGTERM"];
  // Open pages keep their connection: it is not waited for.
  for (const signal of signals) Deno.addSignalListener(signal, () => Deno.exit(EXIT.done));
  await site.finished;
  return EXIT.done;
}

function open(source: PageSource, port: number, context: CommandContext): Site {
  try {
    return openSite(source, port, (error) => {
      const text = error instanceof Error ? error.message : String(error);
      context.say(`❌ Uma página não pôde ser feita: ${plainText(text)}`);
    });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(
      EXIT.failure,
      "porta",
      `a porta ${port} não pôde ser usada (${text}); o monitor já serve o painel? Outra porta: painel --porta N`,
    );
  }
}
