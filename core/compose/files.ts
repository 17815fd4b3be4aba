/** Everything that turns files into títulos. */
import { dirname } from "node:path";
import { shareCommand } from "../adapters/folder/self_command.ts";
import { ShareClient } from "../adapters/folder/share_client.ts";
import { FileDecider } from "../app/files/decide_file.ts";
import type { Integrator } from "../app/files/integrate.ts";
import { FilePlacer } from "../app/files/place_file.ts";
import { Sweep } from "../app/files/sweep.ts";
import { LedgerRebuild } from "../app/rebuild_ledger.ts";
import type { Announcer } from "../app/tell/announce.ts";
import type { Config } from "../config/config.ts";
import { readingRetorno } from "../formats/read_retorno.ts";
import type { RetornoFolder } from "../ports/folder.port.ts";
import type { Ledger } from "../ports/ledger/ledger.port.ts";
import type { Log } from "../ports/log.port.ts";
import { integrationDocument } from "../views/integration.ts";
import { dataFiles } from "./data_folder.ts";
import { clock, localDate } from "./machine.ts";

/** Nobody else can hold the folder. */
const ALWAYS = () => Promise.resolve();

/** The watched folder (or `folder`) behind a process of its own. */
export function openFolder(
  config: Config,
  mainModule: string,
  folder = config.caminhos.pastaRetorno,
): ShareClient {
  return new ShareClient({
    folder,
    workDirectory: dataFiles(config).work,
    command: shareCommand(mainModule),
    maxBytes: config.processamento.tamanhoMaximoArquivoMb * 1024 * 1024,
  });
}

/** Looks at the folder. */
export function openSweep(
  config: Config,
  ledger: Ledger,
  folder: RetornoFolder,
  log: Log,
  integrator: Integrator | null = null,
  assure: () => Promise<void> = ALWAYS,
): Sweep {
  const deadlineMs = config.servidor.prazoSonda * 1000;
  const decider = openDecider(config, ledger);
  const placer = new FilePlacer({ folder, ledger, clock, log, integrator, assure }, deadlineMs);
  return new Sweep({ folder, ledger, clock, log, decider, placer }, {
    settleMs: config.processamento.tempoEsperaArquivo * 1000,
    deadlineMs,
    destinations: [
      config.caminhos.pastaProcessados,
      config.caminhos.pastaErro,
      config.caminhos.pastaIgnorados,
    ],
  });
}

/** The agency's own command; null, and nothing of it loaded, when there is none. */
export async function openIntegrator(
  config: Config,
  ledger: Ledger,
  log: Log,
  assure: () => Promise<void> = ALWAYS,
): Promise<Integrator | null> {
  const { comando, prazo } = config.integracao;
  if (comando === null) return null;
  const { CommandIntegration } = await import("../adapters/integration/command_integration.ts");
  const { Integrator } = await import("../app/files/integrate.ts");
  const files = dataFiles(config);
  const integration = new CommandIntegration({
    command: comando,
    limitMs: prazo * 1000,
    cwd: dirname(config.file),
    workDirectory: files.work,
    document: (file) => integrationDocument(file, ledger.titulos.movementsOfFile(file.id)),
  });
  return new Integrator({ integration, ledger, clock, log, lock: files.integrationLock, assure });
}

/** The rebuild that the ledger still needs, or null. */
export async function openRebuild(
  config: Config,
  mainModule: string,
  parts: {
    readonly ledger: Ledger;
    readonly folder: RetornoFolder;
    readonly log: Log;
    readonly announcer: Announcer;
  },
): Promise<LedgerRebuild | null> {
  const { ledger, folder, log, announcer } = parts;
  // Nobody can say, and no file is touched; a server's ledger takes the place of no other one.
  if ((ledger.spool?.away() ?? null) !== null) return null;
  if (await ledger.rebuild.pending() === null) return null;
  const { pastaProcessados } = config.caminhos;
  const processed = openFolder(config, mainModule, pastaProcessados);
  const decider = openDecider(config, ledger);
  return new LedgerRebuild(
    { processed, watched: folder, ledger, clock, log, announcer, decider },
    { directory: pastaProcessados, deadlineMs: config.servidor.prazoSonda * 1000 },
  );
}

function openDecider(config: Config, ledger: Ledger): FileDecider {
  return new FileDecider({ ledger, clock, readingRetorno, localDate }, {
    ...config.caminhos,
    excluirIed: config.processamento.excluirIed,
    contas: config.processamento.contas,
  });
}
