/** The ways to people. */
import { dirname } from "node:path";
import { MailChannel } from "../adapters/channels/mail/mail_channel.ts";
import type { TokenSource } from "../adapters/channels/mail/oauth/token_source.ts";
import { LineQueue } from "../adapters/log/line_queue.ts";
import { FileLog } from "../adapters/log/file_log.ts";
import { systemEventLog } from "../adapters/notify/event_log.ts";
import { SilentNotifier, SpoolNotifier } from "../adapters/notify/spool_notifier.ts";
import { Announcer } from "../app/tell/announce.ts";
import { OutboxDelivery, type Teller } from "../app/tell/deliver.ts";
import { DeliveryLane } from "../app/tell/delivery_lane.ts";
import { QuietDelivery } from "../app/tell/quiet_delivery.ts";
import { plainText } from "../domain/text.ts";
import {
  linesLostText,
  logNotPlainText,
  logSilentText,
  logUnwritableText,
} from "../words/log/program.ts";
import type { Config } from "../config/config.ts";
import type { Channel } from "../ports/channel.port.ts";
import type { EventLog } from "../ports/event_log.port.ts";
import type { Ledger } from "../ports/ledger/ledger.port.ts";
import type { Log } from "../ports/log.port.ts";
import { type ChannelName, channelNames } from "./channel_names.ts";
import { clock, localHuman, localIso } from "./machine.ts";
import { type Maintenance, maintenanceOf } from "./maintenance.ts";

/** The lane of each channel, by the channel's name, as people know it. */
const LANE_NAMES: Readonly<Record<string, string>> = { email: "correio" };

/** Characters that may wait for a terminal. */
const MOST_ECHOED = 4 * 1024 * 1024;

/** The log, with what a program needs besides writing. */
export type ProgramLog = FileLog;

/** The log file; `echo` is also told of every line. */
export function openLog(config: Config, echo?: (line: string) => void): ProgramLog {
  return new FileLog({
    file: config.logs.arquivoLog,
    level: config.logs.nivelLog,
    maxBytes: config.logs.tamanhoMaximoMb * 1024 * 1024,
    keep: config.logs.arquivosMantidos,
    ...(echo === undefined ? {} : { echo }),
  }, clock);
}

/** A log on a share may not answer; it is asked for so long, in ms. */
const LOG_DEADLINE_MS = 2000;

/**
 * What is wrong with the log's place, in words; null when lines can be written there, or nobody can tell in time. Creates the
 * folder, and the file.
 */
export async function logTrouble(config: Config): Promise<string | null> {
  const file = config.logs.arquivoLog;
  const ask = async (): Promise<string | null> => {
    try {
      const info = await Deno.stat(file).catch((error) => {
        if (error instanceof Deno.errors.NotFound) return null;
        throw error;
      });
      if (info !== null && !info.isFile) return logNotPlainText(file);
      await Deno.mkdir(dirname(file), { recursive: true });
      await Deno.writeTextFile(file, "", { append: true });
      return null;
    } catch (error) {
      return logUnwritableText(file, error instanceof Error ? error.message : String(error));
    }
  };
  const late = clock.sleep(LOG_DEADLINE_MS).then(() => logSilentText(file, LOG_DEADLINE_MS / 1000));
  return await Promise.race([ask(), late]);
}

/** Lines for whoever is looking on. */
export type Echo = LineQueue;

/**
 * Prints lines on a stream of this process without waiting for it: a pipe that nobody reads holds nobody up. `foot`: what wipes
 * the last line of a terminal before new ones come, and what then stands there.
 */
export function openEcho(
  stream: typeof Deno.stdout | typeof Deno.stderr,
  foot?: () => { readonly before: string; readonly after: string },
): Echo {
  const encoder = new TextEncoder();
  return new LineQueue({
    write: async (lines) => {
      const { before, after } = foot?.() ?? { before: "", after: "" };
      const text = lines.map((line) => plainText(line) + "\n").join("");
      const bytes = encoder.encode(before + text + after);
      for (let at = 0; at < bytes.length;) at += await stream.write(bytes.subarray(at));
    },
    most: MOST_ECHOED,
    lostLine: linesLostText,
    onFailure: () => {}, // the console was closed: nobody is looking any more
  });
}

/** The event log of the system, where it has one. */
export function openEventLog(): EventLog {
  return systemEventLog();
}

/** The channels that are switched on, each with a queue of its own. Those that are not are not even loaded. */
export async function openChannels(config: Config): Promise<readonly Channel[]> {
  return await Promise.all(channelNames(config).map((name) => openChannel(config, name)));
}

/** One channel, whether or not it is switched on. */
export async function openChannel(config: Config, name: ChannelName): Promise<Channel> {
  if (name === "email") return mailChannel(config);
  const { channelSecret } = await import("./password.ts");
  const secret = channelSecret(config, name);
  const formatLocal = localHuman;
  switch (name) {
    case "teams": {
      const { TeamsChannel } = await import("../adapters/channels/teams/teams_channel.ts");
      return new TeamsChannel({ secret, formatLocal });
    }
    case "telegram": {
      const { TelegramChannel } = await import("../adapters/channels/telegram/telegram_channel.ts");
      const { conversa: chat, servidor: server } = config.telegram;
      return new TelegramChannel({ secret, server, chat, formatLocal });
    }
    case "webhook": {
      const { WebhookChannel } = await import("../adapters/channels/webhook/webhook_channel.ts");
      const { url, eventos: events } = config.webhook;
      return new WebhookChannel({ secret, url, events, iso: localIso, formatLocal });
    }
  }
}

/** What the OAuth 2.0 token of [EMAIL] comes from; null: nothing of the kind is configured. */
export async function openTokens(config: Config): Promise<TokenSource | null> {
  const { email } = config;
  if (email.autenticacao !== "oauth2") return null;
  const { TokenSource } = await import("../adapters/channels/mail/oauth/token_source.ts");
  const { oauthSecret } = await import("./password.ts");
  const { provedor: provider, urlToken: url, cliente: client, escopo: scope } = email.oauth2;
  const user = email.usuario ?? email.remetente;
  const secret = oauthSecret(config);
  return new TokenSource({ provider, url, client, scope, user, secret });
}

/** The channel for mails, whether or not mails are to be sent. `tokens`: those that it shall use, to be shared. */
export function mailChannel(config: Config, tokens?: TokenSource | null): Channel {
  const { remetente: from, destinatarios: to, escalarPara: escalateTo } = config.email;
  const outages = config.servidor.alertarPorEmail;
  const settings = { from, to, escalateTo, outages, formatLocal: localHuman };
  return new MailChannel(settings, async () => {
    const { mailerFromConfig } = await import("../adapters/channels/mail/smtp_mailer.ts");
    const { passwordSource } = await import("./password.ts");
    const source = tokens === undefined ? await openTokens(config) : tokens;
    return mailerFromConfig(config.email, passwordSource(config), source);
  });
}

/** Whoever tells people. */
export function openAnnouncer(
  config: Config,
  channels: readonly Channel[],
  log: Log,
  events: EventLog,
): Announcer {
  const notifier = config.notificacoes.habilitado
    ? new SpoolNotifier(config.caminhos.pastaDados, log)
    : new SilentNotifier();
  const maintenance = maintenanceOf(config);
  const quiet = (now: number) => maintenance(now) !== null;
  return new Announcer({ channels, log, notifier, events, quiet }, localHuman);
}

/** One lane for each channel; all of them rest while the maintenance lasts. */
export function openDeliveries(
  channels: readonly Channel[],
  ledger: Ledger,
  log: Log,
  announcer: Announcer,
  maintenance: Maintenance,
  assure: () => Promise<void> = () => Promise.resolve(),
): DeliveryLane[] {
  const teller: Teller = (announcement, now) => announcer.tell(announcement, now);
  return channels.map((channel) => {
    const delivery = new OutboxDelivery(ledger.outbox, channel, clock, log, teller, assure);
    return new DeliveryLane(
      LANE_NAMES[channel.name] ?? channel.name,
      new QuietDelivery(delivery, maintenance, clock),
      { clock, log },
      // The mail's lane is watched like the folder's: without it nobody would be told.
      channel.name !== "email",
    );
  });
}
