/** Messages to a Telegram conversation, through the Bot API. */
import { isBotToken } from "../../../domain/bot_token.ts";
import { eventId } from "../../../domain/event_id.ts";
import { clip, oneLine } from "../../../domain/text.ts";
import type { ComposedMessage, Delivery } from "../../../ports/channel.port.ts";
import {
  type FormatLocal,
  MESSAGE_KINDS,
  type MessageAnnouncement,
  subjectOf,
} from "../../../words/announcement.ts";
import { renderChat } from "../../../words/chat.ts";
import { documentFor } from "../../../words/for_announcement.ts";
import { usableAddress } from "../http/address.ts";
import { type AnswerReading, deliveryOf } from "../http/delivery.ts";
import { type HttpAnswer, request } from "../http/post.ts";
import { redactorFor } from "../redact.ts";
import { WebChannel, type WebSettings } from "../web_channel.ts";

/** Settings of {@link TelegramChannel}; its secret is the bot's token. */
export interface TelegramSettings extends WebSettings {
  /** `https://api.telegram.org`, or a server of one's own. */
  readonly server: string;
  /** A number, or `@name`. */
  readonly chat: string;
  readonly formatLocal: FormatLocal;
}

/** What waits in the queue. */
export interface TelegramPayload {
  readonly id: string;
  readonly text: string;
}

/** A 400 that is about the conversation, not about the text. Source: descriptions of the Bot API. */
const CHAT_TROUBLE = /chat not found|chat_id|peer_id|user not found|group chat was upgraded/i;
const SHOWN = 160;

/** Plain messages, without `parse_mode`: nothing in them is markup. */
export class TelegramChannel extends WebChannel {
  override readonly name = "telegram";
  readonly #own: TelegramSettings;

  constructor(settings: TelegramSettings) {
    super(settings);
    this.#own = settings;
  }

  override compose(announcement: MessageAnnouncement): ComposedMessage {
    const document = documentFor(announcement, this.#own.formatLocal);
    const id = eventId(MESSAGE_KINDS[announcement.kind], subjectOf(announcement));
    const payload: TelegramPayload = { id, text: renderChat(document) };
    return { title: oneLine(document.title), payload };
  }

  protected override facts(): readonly string[] {
    return [this.#own.server, this.#own.chat];
  }

  protected override send(secret: string, payload: unknown): Promise<Delivery> {
    const { id, text } = payload as TelegramPayload;
    return this.#call(secret, "sendMessage", {
      chat_id: this.#own.chat,
      text,
      link_preview_options: { is_disabled: true },
    }, id);
  }

  protected override tryWay(secret: string): Promise<Delivery> {
    return this.#call(secret, "getChat", { chat_id: this.#own.chat });
  }

  async #call(
    secret: string,
    method: string,
    fields: Readonly<Record<string, unknown>>,
    id?: string,
  ): Promise<Delivery> {
    const token = secret.trim();
    const server = usableAddress(this.#own.server);
    if (server === null || !isBotToken(token)) return this.missing();
    const answer = await request({
      url: `${server.href.replace(/\/+$/, "")}/bot${token}/${method}`,
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...(id === undefined ? {} : { "X-MonitorRetornos-Id": id }),
      },
      body: JSON.stringify(fields),
    }, this.settings.limits);
    return deliveryOf(this.name, server.host, answer, reading(answer, token));
  }
}

/** The Bot API says in its body why it refuses, and how long it wants to be left alone. */
function reading(answer: HttpAnswer, token: string): AnswerReading {
  if (answer.kind !== "answered") return {};
  try {
    const { description, parameters } = JSON.parse(answer.body) as Record<string, unknown>;
    const seconds = (parameters as { retry_after?: unknown } | undefined)?.retry_after;
    const redact = redactorFor("", token);
    const said = typeof description === "string" ? redact(clip(redact(description), SHOWN)) : null;
    return {
      said,
      ours: said !== null && CHAT_TROUBLE.test(said),
      afterMs: typeof seconds === "number" && seconds > 0 ? seconds * 1000 : null,
    };
  } catch {
    return {};
  }
}
