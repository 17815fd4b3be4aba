/** What an HTTP answer means for a message: taken, try again, hold the queue, or give the message up. */
import type { Delivery } from "../../../ports/channel.port.ts";
import {
  addressCure,
  answeredText,
  failedText,
  redirectedText,
  type WebChannel,
} from "../../../words/web_trouble.ts";
import type { HttpAnswer } from "./post.ts";

/** What a channel knows of an answer that the status does not say. */
export interface AnswerReading {
  /** A refusal (400, 413, 422) that is about us and not about the message. */
  readonly ours?: boolean;
  /** ms that the body asks for, or null. */
  readonly afterMs?: number | null;
  /** What the body says, one clean line without secrets, or null. */
  readonly said?: string | null;
}

/** The answer refuses the message itself. */
const ABOUT_MESSAGE = new Set([400, 413, 415, 422]);
/** The other side is busy, whatever the message is. */
const PASSING = new Set([408, 425, 429]);

/** `host`: server and port, for the words; never the whole address. */
export function deliveryOf(
  channel: WebChannel,
  host: string,
  answer: HttpAnswer,
  reading: AnswerReading = {},
): Delivery {
  if (answer.kind === "failed") {
    const reason = failedText(channel, host, answer.why);
    return answer.why === "certificate"
      ? { kind: "held", reason, cure: addressCure(channel), login: false }
      : { kind: "retry", reason };
  }
  const { status } = answer;
  if (status >= 200 && status < 300) return { kind: "accepted" };
  if (status >= 300 && status < 400) {
    const reason = redirectedText(channel, host, status);
    return { kind: "held", reason, cure: addressCure(channel), login: false };
  }
  const reason = answeredText(channel, host, status, reading.said ?? null);
  if (status >= 500 || PASSING.has(status)) {
    const afterMs = Math.max(answer.retryAfterMs ?? 0, reading.afterMs ?? 0);
    return afterMs > 0 ? { kind: "retry", reason, afterMs } : { kind: "retry", reason };
  }
  if (ABOUT_MESSAGE.has(status) && !reading.ours) return { kind: "permanent", reason };
  return { kind: "held", reason, cure: addressCure(channel), login: false };
}

/** The outcome of a request that sends nothing: any answer but a failure of the server is a sign of life. */
export function checkOf(channel: WebChannel, host: string, answer: HttpAnswer): Delivery {
  if (answer.kind === "answered" && answer.status < 500) return { kind: "accepted" };
  return deliveryOf(channel, host, answer);
}
