/**
 * A process of its own that sweeps one site by the real path (configuration, folder process, readers, ledger, log) and
 * prints one JSON document. Arguments: the site's config.ini.
 */
import { openFolder, openLog, openSweep } from "../../core/commands/compose.ts";
import { settings, writableLedger } from "../../core/commands/context.ts";
import { peakMemory, type SweepResult } from "./measure.ts";

if (import.meta.main) {
  const config = await settings({ config: Deno.args[0]! });
  const ledger = await writableLedger(config);
  const log = openLog(config);
  const folder = openFolder(config, import.meta.resolve("../../core/main.ts"));
  const sweep = openSweep(config, ledger, folder, log);
  // The monitor's folder process is there before any file: its health checks started it.
  await folder.probe(20_000);
  const rssBefore = Deno.memoryUsage().rss;
  const begun = performance.now();
  const situations: Record<string, number> = {};
  const report = await sweep.look({
    outageId: null,
    onFile: (file) => situations[file.situation] = (situations[file.situation] ?? 0) + 1,
  });
  const ms = performance.now() - begun;
  await folder.close();
  const tally = ledger.files.tally(0);
  const result: SweepResult = {
    ms,
    processed: situations.processado ?? 0,
    tally: tally.processado,
    owed: ledger.files.owed().length,
    pending: report.pending,
    rssBefore,
    rss: Deno.memoryUsage().rss,
    peak: peakMemory("self"),
  };
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(result) + "\n"));
  Deno.exit(0);
}
