/** Signed messages to any program that takes HTTP. */
import { eventId } from "../../../domain/event_id.ts";
import type { ComposedMessage, Delivery } from "../../../ports/channel.port.ts";
import {
  type FormatLocal,
  MESSAGE_KINDS,
  type MessageAnnouncement,
  subjectOf,
} from "../../../words/announcement.ts";
import { type WebhookBody, webhookBody, webhookEvent } from "../../../words/webhook.ts";
import type { WebhookEvent } from "../../../words/webhook_events.ts";
import { usableAddress } from "../http/address.ts";
import { checkOf, deliveryOf } from "../http/delivery.ts";
import { request } from "../http/post.ts";
import { WebChannel, type WebSettings } from "../web_channel.ts";

/** Settings of {@link WebhookChannel}; its secret is the key of the signature. */
export interface WebhookSettings extends WebSettings {
  readonly url: string;
  /** The events that are sent; null: all. */
  readonly events: readonly WebhookEvent[] | null;
  readonly iso: FormatLocal;
  readonly formatLocal: FormatLocal;
}

/** JSON, signed: `X-MonitorRetornos-Assinatura: sha256=` and the HMAC of the body in hexadecimal. */
export class WebhookChannel extends WebChannel {
  override readonly name = "webhook";
  readonly #own: WebhookSettings;

  constructor(settings: WebhookSettings) {
    super(settings);
    this.#own = settings;
  }

  override compose(announcement: MessageAnnouncement, at: number): ComposedMessage | null {
    const { events, iso, formatLocal } = this.#own;
    const event = webhookEvent(announcement);
    // Somebody who tries the channel out wants to see that it works.
    if (events !== null && event !== "teste" && !events.includes(event)) return null;
    const id = eventId(MESSAGE_KINDS[announcement.kind], subjectOf(announcement));
    const payload = webhookBody(announcement, id, at, iso, formatLocal);
    return { title: payload.titulo, payload };
  }

  protected override facts(): readonly string[] {
    return [this.#own.url];
  }

  protected override async send(secret: string, payload: unknown): Promise<Delivery> {
    const url = usableAddress(this.#own.url, true);
    if (url === null) return this.missing();
    const body = JSON.stringify(payload);
    const answer = await request({
      url: url.href,
      method: "POST",
      headers: {
        "Content-Type": "application/json; charset=utf-8",
        "X-MonitorRetornos-Id": (payload as WebhookBody).id,
        "X-MonitorRetornos-Assinatura": `sha256=${await signature(secret, body)}`,
      },
      body,
    }, this.settings.limits);
    return deliveryOf(this.name, url.host, answer);
  }

  protected override async tryWay(_secret: string): Promise<Delivery> {
    const url = usableAddress(this.#own.url, true);
    if (url === null) return this.missing();
    const answer = await request({ url: url.origin, method: "HEAD" }, this.settings.limits);
    return checkOf(this.name, url.host, answer);
  }
}

/** HMAC-SHA-256 of the UTF-8 body, hexadecimal. */
async function signature(secret: string, body: string): Promise<string> {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes(secret), algorithm, false, ["sign"]);
  const digest = new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes(body)));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
