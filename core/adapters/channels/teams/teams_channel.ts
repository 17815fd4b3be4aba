/** Messages to a Teams channel or chat, through the URL of a Workflows flow ("when a Teams webhook request is received"). */
import { eventId } from "../../../domain/event_id.ts";
import { oneLine } from "../../../domain/text.ts";
import type { ComposedMessage, Delivery } from "../../../ports/channel.port.ts";
import {
  type FormatLocal,
  MESSAGE_KINDS,
  type MessageAnnouncement,
  subjectOf,
} from "../../../words/announcement.ts";
import { type CardElement, renderCard } from "../../../words/card.ts";
import { documentFor } from "../../../words/for_announcement.ts";
import { usableAddress } from "../http/address.ts";
import { checkOf, deliveryOf } from "../http/delivery.ts";
import { request } from "../http/post.ts";
import { WebChannel, type WebSettings } from "../web_channel.ts";

/** Settings of {@link TeamsChannel}; its secret is the whole URL. */
export interface TeamsSettings extends WebSettings {
  readonly formatLocal: FormatLocal;
}

/** What waits in the queue. */
export interface TeamsPayload {
  readonly id: string;
  readonly card: CardElement;
}

/** A 400 that is about the flow, not about the card. Source: error codes of Azure Logic Apps. */
const FLOW_TROUBLE =
  /"code"\s*:\s*"(?:WorkflowTriggerIsNotEnabled|WorkflowNotFound|TriggerNotEnabled|DirectApiAuthorizationRequired|InvalidSignature|MissingApiVersionParameter)"/;

/** Adaptive Cards; the answer is 202, and what Teams does afterwards is not told. */
export class TeamsChannel extends WebChannel {
  override readonly name = "teams";
  readonly #formatLocal: FormatLocal;

  constructor(settings: TeamsSettings) {
    super(settings);
    this.#formatLocal = settings.formatLocal;
  }

  override compose(announcement: MessageAnnouncement): ComposedMessage {
    const document = documentFor(announcement, this.#formatLocal);
    const id = eventId(MESSAGE_KINDS[announcement.kind], subjectOf(announcement));
    const payload: TeamsPayload = { id, card: renderCard(document) };
    return { title: oneLine(document.title), payload };
  }

  protected override facts(): readonly string[] {
    return [];
  }

  protected override async send(secret: string, payload: unknown): Promise<Delivery> {
    const url = usableAddress(secret);
    if (url === null) return this.missing();
    const { id, card } = payload as TeamsPayload;
    const answer = await request({
      url: url.href,
      method: "POST",
      headers: { "Content-Type": "application/json", "X-MonitorRetornos-Id": id },
      body: JSON.stringify({
        type: "message",
        attachments: [{
          contentType: "application/vnd.microsoft.card.adaptive",
          contentUrl: null,
          content: card,
        }],
      }),
    }, this.settings.limits);
    const ours = answer.kind === "answered" && FLOW_TROUBLE.test(answer.body);
    return deliveryOf(this.name, url.host, answer, { ours });
  }

  protected override async tryWay(secret: string): Promise<Delivery> {
    const url = usableAddress(secret);
    if (url === null) return this.missing();
    // To the server only: a request to the flow itself might start it.
    const answer = await request({ url: url.origin, method: "HEAD" }, this.settings.limits);
    return checkOf(this.name, url.host, answer);
  }
}
