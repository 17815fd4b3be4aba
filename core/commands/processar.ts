/** `processar`: deals with what is pending, now; with or without a running monitor. */
import type { Integrator } from "../app/files/integrate.ts";
import { showLeftOver } from "../app/files/left_over.ts";
import type { LookReport } from "../app/files/sweep.ts";
import { openAnnouncer, openChannels, openEventLog, openLog } from "../compose/channels.ts";
import { acquire, dataFiles, monitorRuns } from "../compose/data_folder.ts";
import { openFolder, openIntegrator, openRebuild, openSweep } from "../compose/files.ts";
import { soundLedger, writableLedger } from "../compose/ledger.ts";
import { clock, localIso } from "../compose/machine.ts";
import { openFolderClaim, takenText } from "../compose/folder_claim.ts";
import { type FolderTurn, takeFolder } from "../compose/folder_turn.ts";
import { refuseOpenPlaces } from "../compose/trust.ts";
import type { Config } from "../config/config.ts";
import type { Diagnosis } from "../domain/diagnosis.ts";
import type { FileProblem } from "../domain/file_fate.ts";
import { oneLine } from "../domain/text.ts";
import type { FolderMark } from "../ports/folder_mark.port.ts";
import { FolderUnreachable, type RetornoFolder } from "../ports/folder.port.ts";
import type { FileRecord } from "../ports/ledger/files.port.ts";
import { type Ledger, LedgerDamaged } from "../ports/ledger/ledger.port.ts";
import { isFenced } from "../ports/ledger/possession.port.ts";
import type { Log } from "../ports/log.port.ts";
import { processedElsewhereText } from "../words/possession.ts";
import { outcomeDocument } from "../views/files.ts";
import { problemDocument } from "../views/status.ts";
import { CommandFailure, EXIT, outOfReach } from "./exit.ts";
import { type CommandContext, type CommonOptions, settings } from "./output.ts";
import { ProgressEcho } from "./progress.ts";

/** The monitor lets go between two looks; one that is stuck on a dead share lets go by its deadline. */
const LOCK_PATIENCE_MS = 10 * 60_000;
/** The log's last lines are waited for so long, in ms. */
const LOG_PATIENCE_MS = 2000;

/** Exit code 0, 5 when a file was refused, 6 when the folder is out of reach. */
export async function processar(
  options: CommonOptions & { readonly simular?: boolean; readonly andamento?: boolean },
  context: CommandContext,
): Promise<number> {
  const config = await settings(options);
  await refuseOpenPlaces(config);
  if (options.simular) return await simulate(config, context);
  const ledger = await repairedLedger(config);
  const stream = context.json ? Deno.stderr : Deno.stdout;
  const echo = new ProgressEcho(stream, options.andamento ?? false);
  const { found, done, ending } = await processPending(config, context, ledger, echo);
  // The lock is free by now: a terminal that takes no more lines holds up nobody but this command.
  await echo.end();
  return conclude(context, found, done, ending);
}

/** What was there when it began, dealt with while the lock was held. */
async function processPending(
  config: Config,
  context: CommandContext,
  ledger: Ledger,
  echo: ProgressEcho,
): Promise<{ found: number; done: readonly FileRecord[]; ending: Ending }> {
  const release = await acquire(dataFiles(config).processingLock, LOCK_PATIENCE_MS);
  if (release === null) throw busy(config);
  const log = openLog(config, (line) => echo.push(line));
  const folder = openFolder(config, context.mainModule);
  let turn: FolderTurn | null = null;
  let integrator: Integrator | null = null;
  try {
    turn = await folderTurn(config, ledger);
    await refuseTakenFolder(config, ledger, folder, log);
    integrator = await openIntegrator(config, ledger, log, turn.assure);
    const unreachable = await rebuild(config, context, { ledger, folder, log });
    if (unreachable !== null) return { found: 0, done: [], ending: NOT_LOOKED(unreachable) };
    const sweep = openSweep(config, ledger, folder, log, integrator, turn.assure);
    const done: FileRecord[] = [];
    // What was there when it began, and nothing of what comes meanwhile: a stream of new files has no end.
    let found: Set<string> | null = null;
    let left = new Set<string>();
    let report: LookReport;
    let handed: boolean;
    let ripening: boolean;
    do {
      report = await sweep.look({
        outageId: (await ledger.outages.current())?.id ?? null,
        ...(found === null ? {} : { only: left }),
        onListed: (names) => {
          if (found !== null) return;
          found = new Set(names);
          left = new Set(names);
          echo.begin(found.size);
        },
        // The next file of that name is a new one.
        onPlaced: (name) => left.delete(name),
        onFile: (file) => {
          done.push(file);
          echo.step(file.movements);
        },
      });
      if (report.unreachable !== null) break;
      handed = await integrator?.drain() ?? false;
      ripening = stillRipening(report, sweep.problems());
      if (handed || ripening) await clock.sleep(Math.max(10, report.again ?? 10));
    } while (ripening || report.again === 0 || handed);
    // A monitor that runs looks for itself.
    if (report.names !== null && !await monitorRuns(config)) {
      const { pending, left: names } = report;
      const rest = { pending, names, problems: sweep.problems() };
      await showLeftOver(ledger.presence, config.caminhos.pastaRetorno, rest);
    }
    return {
      found: (found as Set<string> | null)?.size ?? 0,
      done,
      ending: {
        ...report,
        problems: sweep.problems(),
        notIntegrated: integrator?.failing() ?? 0,
      },
    };
  } finally {
    await integrator?.close();
    await folder.close();
    await turn?.release();
    await log.flush(LOG_PATIENCE_MS);
    release();
  }
}

/** The folder, unless the monitor of another machine works for it. */
async function folderTurn(config: Config, ledger: Ledger): Promise<FolderTurn> {
  const turn = await takeFolder(config, ledger);
  if (!("activeOn" in turn)) return turn;
  const text = processedElsewhereText(config.caminhos.pastaRetorno, turn.activeOn);
  throw new CommandFailure(EXIT.alreadyRunning, "ativo_em_outra_maquina", text);
}

/** Another monitor has the folder, with another ledger. A folder that does not answer is told by the look. */
async function refuseTakenFolder(
  config: Config,
  ledger: Ledger,
  folder: FolderMark,
  log: Log,
): Promise<void> {
  const shared = isFenced(ledger) ? await ledger.identity() : null;
  const holder = await openFolderClaim(config, folder, log, shared).peek().catch((error) => {
    if (error instanceof FolderUnreachable) return null;
    throw error;
  });
  if (holder === null) return;
  throw new CommandFailure(EXIT.alreadyRunning, "pasta_em_uso", takenText(config, holder));
}

/** What has been growing, or expected to go on, for a minute is left for another day. */
function stillRipening(report: LookReport, problems: readonly FileProblem[]): boolean {
  const known = new Set(problems.map(({ name }) => name));
  return !report.ripening.isSubsetOf(known);
}

/** What the end depends on. */
interface Ending extends Pick<LookReport, "pending" | "unreachable"> {
  readonly problems: readonly FileProblem[];
  /** Files that the agency's own command did not take. */
  readonly notIntegrated: number;
}

const NOT_LOOKED = (unreachable: Diagnosis): Ending => ({
  pending: 0,
  unreachable,
  problems: [],
  notIntegrated: 0,
});

/** A damaged ledger is replaced here too, unless a monitor runs: its next start does it. */
async function repairedLedger(config: Config): Promise<Ledger> {
  try {
    return await writableLedger(config);
  } catch (error) {
    if (!(error instanceof LedgerDamaged)) throw error;
    const release = await dataFiles(config).monitorLock.tryAcquire();
    if (release === null) throw error;
    try {
      return await soundLedger(config, { thorough: false });
    } finally {
      release();
    }
  }
}

/** Nothing new is processed before the ledger knows what was; returns why it cannot be completed now, or null. */
async function rebuild(
  config: Config,
  context: CommandContext,
  parts: { ledger: Ledger; folder: RetornoFolder; log: Log },
): Promise<Diagnosis | null> {
  const announcer = openAnnouncer(config, await openChannels(config), parts.log, openEventLog());
  const work = await openRebuild(config, context.mainModule, { ...parts, announcer });
  if (work === null) return null;
  await work.announce();
  try {
    for (;;) {
      const wait = await work.run(() => false);
      if (wait === null) return null;
      await clock.sleep(wait);
    }
  } catch (error) {
    if (!(error instanceof FolderUnreachable)) throw error;
    return error.diagnosis;
  } finally {
    await work.close();
  }
}

function conclude(
  context: CommandContext,
  found: number,
  done: readonly FileRecord[],
  report: Ending,
): number {
  const { problems, notIntegrated } = report;
  const count = (situation: string) => done.filter((f) => f.situation === situation).length;
  const document = {
    encontrados: found,
    processados: count("processado"),
    recusados: count("recusado"),
    duplicados: count("duplicado"),
    ignorados: count("ignorado"),
    pendentes: report.pending,
    comProblema: problems.map((problem) => problemDocument(problem, localIso)),
    integracoesPendentes: notIntegrated,
    arquivos: done.map(outcomeDocument),
    erro: report.unreachable === null
      ? null
      : { codigo: report.unreachable.code, mensagem: report.unreachable.message },
  };
  if (context.json) context.document(document);
  else {
    context.say(
      `Encontrados: ${document.encontrados}; processados: ${document.processados}; recusados: ${document.recusados}; duplicados: ${document.duplicados}; ignorados: ${document.ignorados}`,
    );
    for (const file of done.filter((f) => f.warnings.length > 0)) {
      context.say(
        `⚠️ ${oneLine(file.name)}: ${file.warnings.length} aviso(s); veja: arquivos "${
          oneLine(file.name)
        }" --avisos`,
      );
    }
    if (report.pending > 0 && report.unreachable === null) {
      context.say(`Ficam para depois (em uso, em gravação ou com problema): ${report.pending}`);
      for (const { name, reason } of problems) {
        context.say(`⚠️ ${oneLine(name)}: ${oneLine(reason)}`);
      }
    }
  }
  if (report.unreachable !== null) {
    if (!context.json) context.say(`❌ Pasta fora de alcance: ${report.unreachable.message}`);
    return EXIT.unreachable;
  }
  if (notIntegrated > 0) {
    if (!context.json) context.say(`❌ Integração pendente: ${notIntegrated} (veja "arquivos")`);
    return EXIT.failure;
  }
  return document.recusados > 0 ? EXIT.someRefused : EXIT.done;
}

/** Lists what a real run would look at; nothing is read, applied or moved. */
async function simulate(config: Config, context: CommandContext): Promise<number> {
  const folder = openFolder(config, context.mainModule);
  try {
    const names = await folder.list(config.servidor.prazoSonda * 1000);
    if (context.json) {
      context.document({
        encontrados: names.length,
        processados: 0,
        recusados: 0,
        duplicados: 0,
        ignorados: 0,
        simulado: true,
        arquivos: names.map((nome) => ({ nome })),
      });
    } else {context.say(
        names.length === 0 ? "Nenhum arquivo .ret pendente." : names.map(oneLine).join("\n"),
      );}
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof FolderUnreachable)) throw error;
    throw outOfReach(error);
  } finally {
    await folder.close();
  }
}

function busy(config: Config): CommandFailure {
  return new CommandFailure(
    EXIT.failure,
    "ocupado",
    `outro processo está processando há mais de ${
      LOCK_PATIENCE_MS / 60_000
    } min (pasta de dados ${config.caminhos.pastaDados})`,
  );
}
