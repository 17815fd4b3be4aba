/** What the channels over HTTP have in common: a secret asked for at every attempt, and a mark of who we are. */
import type { Channel, ComposedMessage, Delivery } from "../../ports/channel.port.ts";
import type { MessageAnnouncement } from "../../words/announcement.ts";
import {
  addressCure,
  secretMissingText,
  secretUnreadableText,
  webBrokenText,
  type WebChannel as Name,
} from "../../words/web_trouble.ts";
import type { HttpLimits } from "./http/post.ts";
import { markOf } from "./mark.ts";

/** Settings of every channel over HTTP. */
export interface WebSettings {
  /** The secret, asked for at every attempt so that a new one counts at once. May reject. */
  readonly secret: () => Promise<string | null>;
  readonly limits?: HttpLimits;
}

/** Asking for a secret takes no longer, ms. */
const SECRET_MS = 10_000;

/** A channel over HTTP. */
export abstract class WebChannel implements Channel {
  abstract readonly name: Name;

  constructor(readonly settings: WebSettings) {}

  abstract compose(announcement: MessageAnnouncement, at: number): ComposedMessage | null;
  /** Settings besides the secret that say who we are. */
  protected abstract facts(): readonly (string | null)[];
  /** One attempt; may throw, and then nothing of the error is shown. */
  protected abstract send(secret: string, payload: unknown): Promise<Delivery>;
  /** Tries the way. */
  protected abstract tryWay(secret: string): Promise<Delivery>;

  deliver(payload: unknown): Promise<Delivery> {
    return this.#withSecret((secret) => this.send(secret, payload));
  }

  check(): Promise<Delivery> {
    return this.#withSecret((secret) => this.tryWay(secret));
  }

  async identity(): Promise<string> {
    return await markOf([this.name, ...this.facts(), await this.#secret() ?? null]);
  }

  /** The secret is missing, or can be none. */
  protected missing(): Delivery {
    return this.#held(secretMissingText(this.name));
  }

  async #withSecret(work: (secret: string) => Promise<Delivery>): Promise<Delivery> {
    const secret = await this.#secret();
    if (secret === undefined) return this.#held(secretUnreadableText(this.name));
    if (secret === null || secret === "") return this.missing();
    try {
      return await work(secret);
    } catch {
      return { kind: "retry", reason: webBrokenText(this.name) };
    }
  }

  /** Undefined: it cannot be read. */
  async #secret(): Promise<string | null | undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), SECRET_MS);
    });
    try {
      return await Promise.race([this.settings.secret(), late]);
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  #held(reason: string): Delivery {
    return { kind: "held", reason, cure: addressCure(this.name), login: false };
  }
}
