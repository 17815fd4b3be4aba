/** The state of the monitor, as others see it. */
import { Failure } from "../domain/failure.ts";
import type { Config } from "../config/config.ts";
import { isLedgerTrouble, type Ledger, LedgerDamaged } from "../ports/ledger/ledger.port.ts";
import type { ChannelRecords } from "../views/channels.ts";
import {
  type MissingCounts,
  type StatusDocument,
  statusDocument,
  type StatusFacts,
  type StatusRecords,
} from "../views/status.ts";
import { damageAdvice, serverDamageAdvice, unreadableText } from "../words/ledger_state.ts";
import { channelNames } from "./channel_names.ts";
import { monitorRuns } from "./data_folder.ts";
import { readMissing } from "./missing.ts";
import { maintenanceOf } from "./maintenance.ts";
import { readableLedger } from "./ledger.ts";
import { readableSpool } from "./spool.ts";
import { clock, localIso, postOf, startOfDay } from "./machine.ts";

/** What is known of a folder that this machine has no monitor for. */
export interface Elsewhere {
  /** Whether a monitor works there. */
  readonly running: boolean;
  /** Its machine, for people. */
  readonly post: string;
}
/** Whoever asks for the state waits so long, in ms, for a connection to the ledger's server. */
const SERVER_PATIENCE_MS = 600;

/** The spool knows nothing of what is expected. */
const NOTHING_MISSING: MissingCounts = { expected: null, gaps: 0 };

/**
 * The document for one configuration. Whatever is wrong with the ledger: whoever asks for the state gets one. `elsewhere`: the
 * folder is another machine's, whose monitor is shown; default: the monitor of this data folder.
 */
export async function readStatus(
  config: Config,
  version: string,
  elsewhere: Elsewhere | null = null,
): Promise<StatusDocument> {
  const now = clock.now().wall;
  let running = false;
  let denied: Failure | null = null;
  try {
    running = elsewhere === null ? await monitorRuns(config) : elsewhere.running;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    denied = error;
  }
  const facts = {
    folder: config.caminhos.pastaRetorno,
    version,
    intervalSeconds: config.servidor.intervaloVerificacao,
    running,
    post: elsewhere?.post ?? postOf(config),
    shared: config.livro.motor === "postgresql",
    now,
    maintenanceUntil: maintenanceOf(config)(now)?.end ?? null,
    iso: localIso,
  };
  // Whether it runs is not known either; the document says why.
  if (denied !== null) {
    return {
      ...statusDocument(null, { ...facts, trouble: { damaged: false, message: denied.message } }),
      diagnostico: { codigo: denied.code, mensagem: denied.message },
    };
  }
  if (facts.shared) return await sharedStatus(config, facts, elsewhere !== null);
  let ledger: Ledger | null = null;
  try {
    ledger = await readableLedger(config);
    if (ledger === null) return statusDocument(null, facts);
    return statusDocument(await readRecords(config, ledger, facts), facts);
  } catch (error) {
    const damaged = error instanceof LedgerDamaged;
    const message = damaged ? damageAdvice(error.reason) : unreadableText(textOf(error));
    return statusDocument(null, { ...facts, trouble: { damaged, message } });
  } finally {
    await ledger?.close().catch(() => {});
  }
}

/**
 * Of a ledger on a server: what this machine knows by itself, when its monitor says that the server is away, or nobody gets an
 * answer from it in time.
 */
async function sharedStatus(
  config: Config,
  facts: StatusFacts,
  elsewhere: boolean,
): Promise<StatusDocument> {
  const known = elsewhere ? null : await readKnown(config, facts);
  const away = facts.running ? known?.presence?.status.ledgerAway ?? null : null;
  if (away !== null) return statusDocument(known, { ...facts, away });
  let ledger: Ledger | null = null;
  try {
    ledger = await readableLedger(config, SERVER_PATIENCE_MS);
    if (ledger === null) return statusDocument(null, facts);
    const records = await readRecords(config, ledger, facts);
    return statusDocument(elsewhere ? { ...records, presence: records.active } : records, facts);
  } catch (error) {
    if (!isLedgerTrouble(error)) {
      const message = unreadableText(textOf(error));
      return statusDocument(known, { ...facts, trouble: { damaged: false, message } });
    }
    const reason = error instanceof LedgerDamaged
      ? serverDamageAdvice(error.reason)
      : textOf(error);
    return statusDocument(known, { ...facts, away: { since: facts.now, reason } });
  } finally {
    await ledger?.close().catch(() => {});
  }
}

/** What the spool has; null when there is none, or none that can be read. */
async function readKnown(config: Config, facts: StatusFacts): Promise<StatusRecords | null> {
  const spool = readableSpool(config);
  try {
    return spool && await readRecords(config, spool, facts, NOTHING_MISSING);
  } catch {
    return null;
  } finally {
    await spool?.close().catch(() => {});
  }
}

const textOf = (error: unknown) => error instanceof Error ? error.message : String(error);

/** Where things are and whether people are told: who reads the document never reads config.ini itself. */
export function statusPlaces(config: Config) {
  return {
    config: config.file,
    arquivoLog: config.logs.arquivoLog,
    pastaProcessados: config.caminhos.pastaProcessados,
    pastaErro: config.caminhos.pastaErro,
    pastaDados: config.caminhos.pastaDados,
    notificacoes: config.notificacoes.habilitado,
    senhaNoConfig: config.email.senha !== null,
    alertaPorEmail: config.servidor.alertarPorEmail && config.email.habilitado,
    painel: config.painel.habilitado ? `http://127.0.0.1:${config.painel.porta}/` : null,
  };
}

/** What the ledger knows of each of these channels. */
export async function readChannels(
  ledger: Ledger,
  channels: readonly string[],
): Promise<ChannelRecords[]> {
  const { outbox } = ledger;
  const refused = await outbox.refused();
  const records: ChannelRecords[] = [];
  for (const channel of channels) {
    const waiting = await outbox.waiting(channel);
    records.push({
      channel,
      waiting,
      refused: refused.filter((message) => message.channel === channel).length,
      head: waiting === 0 ? null : await outbox.head(channel),
    });
  }
  return records;
}

async function readRecords(
  config: Config,
  ledger: Ledger,
  { now, running }: Pick<StatusFacts, "now" | "running">,
  missing?: MissingCounts,
): Promise<StatusRecords> {
  const { files, outages, presence, rebuild } = ledger;
  const [mail, ...others] = await readChannels(
    ledger,
    ["email", ...channelNames(config).filter((name) => name !== "email")],
  );
  return {
    presence: await presence.read(),
    active: await presence.active(),
    owed: running ? 0 : await files.owedCount(),
    today: await files.tally(startOfDay(now)),
    outage: (await outages.latest(1))[0] ?? null,
    last: await files.last(),
    mail: mail!,
    channels: config.email.habilitado ? [mail!, ...others] : others,
    rebuild: await rebuild.pending(),
    missing: missing ?? await readMissing(config, ledger, now),
  };
}
