/**
 * A process of its own that sweeps one site by the real path (configuration, folder process, readers, ledger, log) and
 * prints one JSON document. Arguments: the site's config.ini; `--espera`: says when it is ready, and waits for a line.
 */
import { openLog } from "../../core/compose/channels.ts";
import { readConfig } from "../../core/compose/data_folder.ts";
import { openFolder, openSweep } from "../../core/compose/files.ts";
import { writableLedger } from "../../core/compose/ledger.ts";
import { peakMemory, type SweepResult } from "./measure.ts";

if (import.meta.main) {
  const config = await readConfig(Deno.args[0]!);
  const ledger = await writableLedger(config);
  const log = openLog(config);
  const folder = openFolder(config, import.meta.resolve("../../core/main.ts"));
  const sweep = openSweep(config, ledger, folder, log);
  // The monitor's folder process is there before any file: its health checks started it.
  await folder.probe(20_000);
  if (Deno.args[1] === "--espera") {
    Deno.stdout.writeSync(new TextEncoder().encode("pronto\n"));
    Deno.stdin.readSync(new Uint8Array(64));
  }
  const rssBefore = Deno.memoryUsage().rss;
  const begun = performance.now();
  const situations: Record<string, number> = {};
  const report = await sweep.look({
    outageId: null,
    onFile: (file) => situations[file.situation] = (situations[file.situation] ?? 0) + 1,
  });
  const ms = performance.now() - begun;
  await folder.close();
  const tally = await ledger.files.tally(0);
  const result: SweepResult = {
    ms,
    processed: situations.processado ?? 0,
    tally: tally.processado,
    owed: (await ledger.files.owed()).length,
    pending: report.pending,
    rssBefore,
    rss: Deno.memoryUsage().rss,
    peak: peakMemory("self"),
  };
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(result) + "\n"));
  Deno.exit(0);
}
