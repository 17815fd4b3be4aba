/** The token in use: fetched once for its lifetime, kept in memory and nowhere else. */
import { requestToken, type TokenAnswer, type TokenSettings } from "./token_request.ts";

/** A token that can be shown to the mail server. */
export interface HeldToken {
  readonly kind: "held";
  readonly token: string;
  /** ms that it is good for, from when it was granted. */
  readonly lifetimeMs: number;
  /** It may be replaced before its time when the server refuses it; one that replaced another may not. */
  readonly replaceable: boolean;
}

/** A token, or why there is none. */
export type TokenResult = HeldToken | Extract<TokenAnswer, { kind: "failed" }>;

/** So much of the lifetime is not used, in ms: a tenth, five minutes at most. */
const earlyMs = (lifetimeMs: number) => Math.min(5 * 60_000, lifetimeMs / 10);

/** One token at a time; whoever asks while it is being fetched waits for the same one. */
export class TokenSource {
  #current: HeldToken & { readonly until: number; readonly secret: string } | null = null;
  #pending: Promise<TokenResult> | null = null;

  /** `mono`: a clock in ms that nobody sets. */
  constructor(
    readonly settings: TokenSettings,
    readonly mono: () => number = () => performance.now(),
  ) {}

  /** The token. Never rejects. */
  token(): Promise<TokenResult> {
    return this.#pending ??= this.#get(null).finally(() => this.#pending = null);
  }

  /** The server refused `refused`: another one, once; the refused one again when that was done before. Never rejects. */
  renew(refused: HeldToken): Promise<TokenResult> {
    return this.#pending ??= this.#get(refused.token).finally(() => this.#pending = null);
  }

  async #get(refused: string | null): Promise<TokenResult> {
    const secret = await this.settings.secret().catch(() => null);
    const current = this.#current;
    // With another secret we are somebody else.
    const known = current !== null && current.secret === secret && this.mono() < current.until
      ? current
      : null;
    if (known !== null && (known.token !== refused || !known.replaceable)) return known;
    const asked = this.mono();
    const answer = await requestToken(this.settings, secret);
    if (answer.kind === "failed") return answer;
    const { token, lifetimeMs } = answer;
    this.#current = {
      kind: "held",
      token,
      lifetimeMs,
      replaceable: refused === null,
      until: asked + lifetimeMs - earlyMs(lifetimeMs),
      secret: secret ?? "",
    };
    return this.#current;
  }
}
