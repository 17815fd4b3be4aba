/** The helper of the monitor that shows it to others: serves the page, writes report and metrics. */
import { writeWhole } from "../adapters/site/whole_file.ts";
import { say } from "../app/tell/say.ts";
import type { Log } from "../ports/log.port.ts";
import {
  notWrittenLine,
  pageFailedLine,
  pageServedLine,
  portTakenLine,
  writtenAgainLine,
} from "../words/log/display.ts";
import { openLog } from "./channels.ts";
import { readConfig } from "./data_folder.ts";
import { lastDaysNow } from "./history.ts";
import { clock } from "./machine.ts";
import { PageSource } from "./page.ts";
import { openSite, type Site, USUAL_DAYS } from "./site.ts";

/** A sign of life is given so often, in ms. */
const SIGN_MS = 5000;
/** A port that is taken is asked for again after this, in ms. */
const PORT_RETRY_MS = 30_000;
/** The metrics are written so often, in ms. */
const METRICS_MS = 15_000;
/** A failing page is told so often at most, in ms. */
const TELL_MS = 10 * 60_000;
/** The last lines of the log are waited for so long, in ms. */
const LAST_LINES_MS = 2000;

/** Runs until standard input ends: the monitor is gone. Each part works without the others. */
export async function serveDisplay(configFile: string, version: string): Promise<void> {
  const config = await readConfig(configFile);
  const log = openLog(config);
  const source = new PageSource(config, version);
  const stop = new AbortController();
  signs(stop.signal);
  const { painel, relatorio, metricas } = config;
  const parts: Promise<void>[] = [];
  if (painel.habilitado) parts.push(page(source, painel.porta, log, stop.signal));
  if (relatorio.arquivo !== null) {
    const make = () => source.report(lastDaysNow(USUAL_DAYS));
    const everyMs = relatorio.aCadaMinutos * 60_000;
    parts.push(file("relatorio", relatorio.arquivo, make, everyMs, log, stop.signal));
  }
  if (metricas.arquivo !== null) {
    parts.push(
      file("metricas", metricas.arquivo, () => source.metrics(), METRICS_MS, log, stop.signal),
    );
  }
  for await (const _ of Deno.stdin.readable) { /* nothing is asked: only its end says something */ }
  stop.abort();
  await Promise.all(parts);
  await log.flush(LAST_LINES_MS);
  Deno.exit(0);
}

/** Says again and again that this process is alive; a parent that takes no more of it is gone. */
async function signs(stop: AbortSignal): Promise<void> {
  const dot = new Uint8Array([46]);
  while (!stop.aborted) {
    await Deno.stdout.write(dot).catch(() => {});
    await clock.sleep(SIGN_MS, stop);
  }
}

async function page(source: PageSource, port: number, log: Log, stop: AbortSignal): Promise<void> {
  let told = false;
  let failureTold = -Infinity;
  const onFailure = (error: unknown) => {
    const { mono } = clock.now();
    if (mono - failureTold < TELL_MS) return;
    failureTold = mono;
    say(log, pageFailedLine(textOf(error)));
  };
  while (!stop.aborted) {
    let site: Site;
    try {
      site = openSite(source, port, onFailure);
    } catch {
      if (!told) say(log, portTakenLine(port));
      told = true;
      await clock.sleep(PORT_RETRY_MS, stop);
      continue;
    }
    say(log, pageServedLine(`http://127.0.0.1:${site.port}/`));
    await new Promise<void>((resolve) =>
      stop.addEventListener("abort", () => resolve(), { once: true })
    );
    return;
  }
}

async function file(
  what: "relatorio" | "metricas",
  path: string,
  make: () => Promise<string>,
  everyMs: number,
  log: Log,
  stop: AbortSignal,
): Promise<void> {
  let failing = false;
  while (!stop.aborted) {
    try {
      await writeWhole(path, await make());
      if (failing) say(log, writtenAgainLine(what, path));
      failing = false;
    } catch (error) {
      if (!failing) say(log, notWrittenLine(what, path, textOf(error)));
      failing = true;
    }
    await clock.sleep(everyMs, stop);
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
