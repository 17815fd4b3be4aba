/** `parar`: asks a running monitor to stop, and waits until it is gone. */
import { dataFiles } from "../compose/data_folder.ts";
import { onServer, writableLedger } from "../compose/ledger.ts";
import { writableSpool } from "../compose/spool.ts";
import { decimalText } from "../words/decimal.ts";
import { CommandFailure, EXIT } from "./exit.ts";
import { type CommandContext, type CommonOptions, settings } from "./output.ts";

const POLL_MS = 100;

/** Exit code 0 once the monitor ended, 4 when none runs, 1 when it did not end in time. */
export async function parar(
  options: CommonOptions & { readonly prazo: number },
  context: CommandContext,
): Promise<number> {
  const config = await settings(options);
  const lock = dataFiles(config).monitorLock;
  const before = Date.now();
  if (!await lock.isHeld()) {
    if (context.json) context.document({ parado: true, estavaRodando: false, duracaoSegundos: 0 });
    else context.say("Nenhum monitor está rodando.");
    return EXIT.notRunning;
  }
  // Word for the monitor is left on its own disk, wherever its ledger is.
  const ledger = await (onServer(config) ? writableSpool(config) : writableLedger(config));
  // Asked again and again: a monitor that was just starting wipes older requests from there.
  for (const end = before + options.prazo * 1000; Date.now() < end;) {
    await ledger.presence.requestStop(Date.now());
    for (let n = 0; n < 10; n++) {
      if (!await lock.isHeld()) {
        const duracaoSegundos = (Date.now() - before) / 1000;
        if (context.json) context.document({ parado: true, estavaRodando: true, duracaoSegundos });
        else context.say(`🛑 Monitor parado em ${decimalText(duracaoSegundos, 1)} s.`);
        return EXIT.done;
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
  throw new CommandFailure(
    EXIT.failure,
    "nao_parou",
    `o monitor não parou em ${options.prazo} s; tente de novo, ou encerre o processo pelo Gerenciador de Tarefas (nada se perde)`,
  );
}
