/** {@link Channel} by mail. What really sends is loaded when there is something to send, and not before. */
import { messageIdFor } from "../../../domain/message_id.ts";
import type { Channel, ComposedMessage, Delivery } from "../../../ports/channel.port.ts";
import {
  type FormatLocal,
  MESSAGE_KINDS,
  type MessageAnnouncement,
  outageIdOf,
  subjectOf,
} from "../../../words/announcement.ts";
import { mailFor } from "../../../words/mail.ts";
import type { Mailer, MailMessage } from "./message.ts";

/** What every mail has in common. */
export interface MailChannelSettings {
  readonly from: string;
  readonly to: readonly string[];
  /** `escalar_para`: the second recipients, for what nobody has answered. */
  readonly escalateTo?: readonly string[];
  /** `alertar_por_email`: what is said of outages goes by mail too. */
  readonly outages: boolean;
  readonly formatLocal: FormatLocal;
}

/** Mails with a text and an HTML part; its payload is a {@link MailMessage}. */
export class MailChannel implements Channel {
  readonly name = "email";
  readonly #settings: MailChannelSettings;
  readonly #load: () => Promise<Mailer>;
  #mailer: Promise<Mailer> | null = null;

  constructor(settings: MailChannelSettings, load: () => Promise<Mailer>) {
    this.#settings = settings;
    this.#load = load;
  }

  compose(announcement: MessageAnnouncement, at: number): ComposedMessage | null {
    const { from, outages, formatLocal } = this.#settings;
    if (outageIdOf(announcement) !== null && !outages) return null;
    const to = announcement.kind === "escalation"
      ? this.#settings.escalateTo ?? []
      : this.#settings.to;
    if (to.length === 0) return null;
    const content = mailFor(announcement, formatLocal);
    const messageId = messageIdFor(MESSAGE_KINDS[announcement.kind], subjectOf(announcement), from);
    const payload: MailMessage = { messageId, date: at, from, to, ...content };
    return { title: content.subject, payload };
  }

  async deliver(payload: unknown, assure?: () => Promise<void>): Promise<Delivery> {
    return await (await this.#ready()).send(payload as MailMessage, assure);
  }

  async identity(): Promise<string> {
    return await (await this.#ready()).identity();
  }

  async check(): Promise<Delivery> {
    return await (await this.#ready()).check();
  }

  #ready(): Promise<Mailer> {
    return this.#mailer ??= this.#load();
  }
}
