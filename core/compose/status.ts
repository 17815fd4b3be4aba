/** The state of the monitor, as others see it. */
import { Failure } from "../domain/failure.ts";
import type { Config } from "../config/config.ts";
import { type Ledger, LedgerDamaged } from "../ports/ledger/ledger.port.ts";
import type { ChannelRecords } from "../views/channels.ts";
import { type StatusDocument, statusDocument, type StatusRecords } from "../views/status.ts";
import { damageAdvice, unreadableText } from "../words/ledger_state.ts";
import { channelNames } from "./channel_names.ts";
import { monitorRuns } from "./data_folder.ts";
import { readMissing } from "./missing.ts";
import { maintenanceOf } from "./maintenance.ts";
import { readableLedger } from "./ledger.ts";
import { clock, localIso, postOf, startOfDay } from "./machine.ts";

/** What is known of a folder that this machine has no monitor for. */
export interface Elsewhere {
  /** Whether a monitor works there. */
  readonly running: boolean;
  /** Its machine, for people. */
  readonly post: string;
}

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
  let ledger: Ledger | null = null;
  try {
    ledger = await readableLedger(config);
    if (ledger === null) return statusDocument(null, facts);
    const records = await readRecords(config, ledger, now);
    const shown = elsewhere === null ? records : { ...records, presence: records.active };
    return statusDocument(shown, facts);
  } catch (error) {
    const damaged = error instanceof LedgerDamaged;
    const message = damaged
      ? damageAdvice(error.reason)
      : unreadableText(error instanceof Error ? error.message : String(error));
    return statusDocument(null, { ...facts, trouble: { damaged, message } });
  } finally {
    await ledger?.close().catch(() => {});
  }
}

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

async function readRecords(config: Config, ledger: Ledger, now: number): Promise<StatusRecords> {
  const { files, outages, presence, rebuild } = ledger;
  const [mail, ...others] = await readChannels(
    ledger,
    ["email", ...channelNames(config).filter((name) => name !== "email")],
  );
  return {
    presence: await presence.read(),
    active: await presence.active(),
    today: await files.tally(startOfDay(now)),
    outage: (await outages.latest(1))[0] ?? null,
    last: await files.last(),
    mail: mail!,
    channels: config.email.habilitado ? [mail!, ...others] : others,
    rebuild: await rebuild.pending(),
    missing: await readMissing(config, ledger, now),
  };
}
