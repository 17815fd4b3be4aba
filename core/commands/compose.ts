/** The composition root: the one place where ports and adapters meet. */
import { dirname } from "node:path";
import { localDate, localHuman } from "../adapters/clock/local_time.ts";
import { SystemClock } from "../adapters/clock/system_clock.ts";
import { shareCommand } from "../adapters/folder/self_command.ts";
import { ShareClient } from "../adapters/folder/share_client.ts";
import type { SqliteLedger } from "../adapters/ledger/sqlite_ledger.ts";
import { FileLog } from "../adapters/log/file_log.ts";
import { SilentNotifier, SpoolNotifier } from "../adapters/notify/spool_notifier.ts";
import { Announcer } from "../app/announce.ts";
import type { Integrator } from "../app/integrate.ts";
import { FileProcessor } from "../app/process_file.ts";
import { Sweep } from "../app/sweep.ts";
import type { Config } from "../config/config.ts";
import { readRetorno } from "../formats/read_retorno.ts";
import type { EventLog } from "../ports/event_log.port.ts";
import type { Log } from "../ports/log.port.ts";
import type { Notifier } from "../ports/notifier.port.ts";
import { dataFiles } from "./context.ts";

/** Time of this machine. */
export const clock = new SystemClock();

/** The log file; `echo` is also told of every line. */
export function openLog(config: Config, echo?: (line: string) => void): FileLog {
  return new FileLog({
    file: config.logs.arquivoLog,
    level: config.logs.nivelLog,
    maxBytes: config.logs.tamanhoMaximoMb * 1024 * 1024,
    keep: config.logs.arquivosMantidos,
    ...(echo === undefined ? {} : { echo }),
  }, clock);
}

/** The watched folder behind its own process. */
export function openFolder(config: Config, mainModule: string): ShareClient {
  return new ShareClient({
    folder: config.caminhos.pastaRetorno,
    workDirectory: dataFiles(config).work,
    command: shareCommand(mainModule),
  });
}

/** Everything that turns files into títulos. */
export function openSweep(
  config: Config,
  ledger: SqliteLedger,
  folder: ShareClient,
  log: Log,
  integrator: Integrator | null = null,
): Sweep {
  const processor = openProcessor(config, ledger, folder, log, integrator);
  return new Sweep({ folder, ledger, clock, log, processor }, {
    settleMs: config.processamento.tempoEsperaArquivo * 1000,
    deadlineMs: config.servidor.prazoSonda * 1000,
  });
}

/** Decides, applies and moves single files. */
export function openProcessor(
  config: Config,
  ledger: SqliteLedger,
  folder: ShareClient,
  log: Log,
  integrator: Integrator | null = null,
): FileProcessor {
  return new FileProcessor({ folder, ledger, clock, log, readRetorno, localDate, integrator }, {
    ...config.caminhos,
    excluirIed: config.processamento.excluirIed,
    deadlineMs: config.servidor.prazoSonda * 1000,
  });
}

/** The agency's own command; null, and nothing of it loaded, when there is none. */
export async function openIntegrator(
  config: Config,
  ledger: SqliteLedger,
  log: Log,
): Promise<Integrator | null> {
  const { comando, prazo } = config.integracao;
  if (comando === null) return null;
  const { CommandIntegration } = await import("../adapters/integration/command_integration.ts");
  const { Integrator } = await import("../app/integrate.ts");
  const files = dataFiles(config);
  const integration = new CommandIntegration({
    command: comando,
    limitMs: prazo * 1000,
    cwd: dirname(config.file),
    workDirectory: files.work,
    document: (fileId) => ledger.integrationDocument(fileId),
  });
  return new Integrator({ integration, ledger, clock, log, lock: files.integrationLock });
}

/** Notifications for the screens, or none. */
export function openNotifier(config: Config, log: Log): Notifier {
  return config.notificacoes.habilitado
    ? new SpoolNotifier(config.caminhos.pastaDados, log)
    : new SilentNotifier();
}

/** Whoever tells people. */
export function openAnnouncer(
  config: Config,
  ledger: SqliteLedger,
  log: Log,
  notifier: Notifier,
  events: EventLog,
): Announcer {
  return new Announcer({ ledger, log, notifier, events }, {
    mail: config.email.habilitado
      ? { from: config.email.remetente, to: config.email.destinatarios }
      : null,
    outagesByMail: config.servidor.alertarPorEmail,
    formatLocal: localHuman,
  });
}
