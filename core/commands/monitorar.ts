/** `monitorar`: runs until it is told to stop. */
import { OutboxDelivery } from "../app/deliver_outbox.ts";
import type { Integrator } from "../app/integrate.ts";
import { FolderWatch } from "../app/folder_watch.ts";
import { laneLimits, LaneWatch } from "../app/lane_watch.ts";
import { type MailDelivery, Monitor } from "../app/monitor.ts";
import { say } from "../app/say.ts";
import { systemEventLog } from "../adapters/notify/event_log.ts";
import { dropPermissions } from "../adapters/runtime/permissions.ts";
import { startWatchdog, type Watchdog } from "../adapters/watchdog/watchdog.ts";
import type { SqliteLedger } from "../adapters/ledger/sqlite_ledger.ts";
import type { Config } from "../config/config.ts";
import type { EventLog } from "../ports/event_log.port.ts";
import type { Log } from "../ports/log.port.ts";
import {
  configWarningLine,
  damagedAtWorkLine,
  defectLine,
  startedLines,
} from "../words/log/program.ts";
import { refusedEvent, startedEvent, stoppedEvent } from "../words/system_event.ts";
import { damageAdvice } from "../adapters/ledger/damage.ts";
import {
  clock,
  openAnnouncer,
  openFolder,
  openIntegrator,
  openLog,
  openNotifier,
  openSweep,
} from "./compose.ts";
import {
  type CommandContext,
  CommandFailure,
  type CommonOptions,
  dataFiles,
  EXIT,
  inDataFolder,
  settings,
} from "./context.ts";
import { openRebuild, soundLedger, suspectLedger } from "./sound_ledger.ts";

/** A status query holds the lock for an instant; a real monitor holds it for good. */
const LOCK_PATIENCE_MS = 2000;

/** A main thread that is silent for so long, in ms, is stuck; the largest file takes less. */
const SILENCE_LIMIT_MS = 5 * 60_000;
/** Exit code when a lane of the monitor no longer turns; the keeper starts the program again. */
const EXIT_STALLED = 70;
/** Exit code when the ledger turns out to be damaged in the middle of work; the next start repairs it. */
const EXIT_DAMAGED = 71;

/** Exit code 0 when told to stop, 3 when another monitor runs. */
export async function monitorar(options: CommonOptions, context: CommandContext): Promise<number> {
  const config = await settings(options);
  await inDataFolder(config, () => holdInstanceLock(config));
  const ledger = await soundLedger(config, true);
  const log = openLog(config, (line) => context.say(line));
  say(log, ...config.avisos.map(configWarningLine));
  const stop = new AbortController();
  listenForSignals(() => stop.abort());
  leaveAWordBeforeDying(log);
  say(
    log,
    ...startedLines(
      context.version,
      Deno.pid,
      config.caminhos.pastaRetorno,
      config.servidor.intervaloVerificacao,
      config.processamento.intervaloVarredura,
    ),
  );
  const events = systemEventLog();
  ledger.onDamage((reason) => {
    // Going on would only fail again; the next start sets the ledger aside and rebuilds it.
    suspectLedger(config, reason);
    say(log, damagedAtWorkLine(damageAdvice(reason)));
    events.write("livro", damageAdvice(reason));
    Deno.exit(EXIT_DAMAGED);
  });
  const watchdog = startWatchdog({ limitMs: SILENCE_LIMIT_MS, logFile: config.logs.arquivoLog });
  const began = startedEvent(context.version, config.caminhos.pastaRetorno);
  events.write(began.event, began.text);
  const integrator = await openIntegrator(config, ledger, log);
  dropPermissions([config.file, config.caminhos.pastaDados, config.logs.arquivoLog]);
  await build(config, context, { ledger, log, events, watchdog, integrator }).run(stop.signal);
  await integrator?.close();
  watchdog.stop();
  const ended = stoppedEvent();
  events.write(ended.event, ended.text);
  if (context.json) context.document({ encerrado: true });
  return EXIT.done;
}

interface Parts {
  readonly ledger: SqliteLedger;
  readonly log: Log;
  readonly events: EventLog;
  readonly watchdog: Watchdog;
  readonly integrator: Integrator | null;
}

function build(config: Config, context: CommandContext, parts: Parts): Monitor {
  const { ledger, log, events, watchdog, integrator } = parts;
  const folder = openFolder(config, context.mainModule);
  const alerts = config.servidor.habilitado;
  const intervalMs = config.servidor.intervaloVerificacao * 1000;
  const probeDeadlineMs = config.servidor.prazoSonda * 1000;
  const announcer = openAnnouncer(config, ledger, log, openNotifier(config, log), events);
  const rebuild = openRebuild(config, context.mainModule, { ledger, folder, log, announcer });
  rebuild?.announce();
  const watch = new FolderWatch({
    folder,
    ledger,
    clock,
    log,
    lock: dataFiles(config).processingLock,
    sweep: openSweep(config, ledger, folder, log, integrator),
    announcer,
    rebuild,
    newId: () => crypto.randomUUID(),
    onFile: (file) => {
      if (file.situation !== "recusado") return;
      const entry = refusedEvent(file.name, file.reason);
      events.write(entry.event, entry.text);
    },
    onChange: () => monitor.changed(),
  }, {
    folder: config.caminhos.pastaRetorno,
    intervalMs,
    probeDeadlineMs,
    lookEveryMs: config.processamento.intervaloVarredura * 1000,
    alerts,
    takeExisting: config.processamento.processarExistentesAoIniciar,
  });
  const monitor: Monitor = new Monitor({
    clock,
    ledger,
    log,
    folder,
    watch,
    delivery: deliveryFor(config, ledger, log),
    lanes: new LaneWatch(laneLimits(intervalMs, probeDeadlineMs)),
    beat: watchdog.beat,
    giveUp: () => Deno.exit(EXIT_STALLED),
  }, {
    instance: crypto.randomUUID(),
    pid: Deno.pid,
    version: context.version,
    folder: config.caminhos.pastaRetorno,
    intervalSeconds: config.servidor.intervaloVerificacao,
    alerts,
  });
  return monitor;
}

/** Mail code is loaded when there is mail to send, and not before. */
function deliveryFor(config: Config, ledger: SqliteLedger, log: Log): MailDelivery | null {
  if (!config.email.habilitado) return null;
  let delivery: OutboxDelivery | null = null;
  return {
    hurry: () => delivery?.hurry(),
    deliverNext: async () => {
      if (delivery === null) {
        if (ledger.outbox.waiting() === 0) return null;
        const { mailerFromConfig } = await import("../adapters/mail/smtp_mailer.ts");
        const { passwordSource } = await import("./password.ts");
        const mailer = mailerFromConfig(config.email, passwordSource(config));
        delivery = new OutboxDelivery(ledger.outbox, mailer, clock, log);
      }
      return (await delivery.deliverNext()).next;
    },
  };
}

async function holdInstanceLock(config: Config): Promise<void> {
  const lock = dataFiles(config).monitorLock;
  for (const end = clock.now().mono + LOCK_PATIENCE_MS;;) {
    // Held until the process ends, however it ends.
    if (await lock.tryAcquire() !== null) return;
    if (clock.now().mono > end) {
      throw new CommandFailure(
        EXIT.alreadyRunning,
        "ja_esta_rodando",
        `já existe um monitor rodando com a pasta de dados ${config.caminhos.pastaDados}; veja com "estado", pare com "parar"`,
      );
    }
    await clock.sleep(100);
  }
}

/** A defect ends the program, and its keeper starts it again; the log must say what it was. */
function leaveAWordBeforeDying(log: Log): void {
  const tell = (error: unknown) => {
    const text = error instanceof Error ? error.stack ?? error.message : String(error);
    say(log, defectLine(text));
  };
  globalThis.addEventListener("error", (event) => tell(event.error));
  globalThis.addEventListener("unhandledrejection", (event) => tell(event.reason));
}

function listenForSignals(stop: () => void): void {
  const signals: Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT", "SIGBREAK", "SIGTERM", "SIGHUP"]
    : ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) {
    try {
      Deno.addSignalListener(signal, stop);
    } catch { /* this system does not have it */ }
  }
}
