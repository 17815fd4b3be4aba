/** Asks a token server for one token. */
import { clip } from "../../../../domain/text.ts";
import type { Delivery } from "../../../../ports/channel.port.ts";
import {
  NO_TOKEN,
  OAUTH_KEY_UNUSABLE,
  OAUTH_SECRET_MISSING,
  refusedCure,
  secretCure,
  statusDetail,
  TOKEN_FAILURES,
  TOKEN_SERVER_CURE,
  type TokenProvider,
  tokenRefusedText,
  tokenUnreachedText,
} from "../../../../words/oauth.ts";
import { type HttpLimits, request } from "../../http/post.ts";
import { redactorFor } from "../../redact.ts";
import { assertion, readKey, type ServiceKey } from "./google_key.ts";

/** Where and for whom a token is asked. */
export interface TokenSettings {
  readonly provider: TokenProvider;
  /** The token server. */
  readonly url: string;
  readonly client: string;
  readonly scope: string;
  /** The mailbox. */
  readonly user: string;
  /** Client secret; for Google the JSON of the service account's key. May reject. */
  readonly secret: () => Promise<string | null>;
  readonly limits?: HttpLimits;
}

/** A token, or why there is none. */
export type TokenAnswer =
  | { readonly kind: "granted"; readonly token: string; readonly lifetimeMs: number }
  | { readonly kind: "failed"; readonly delivery: Delivery };

/** What a server says that names no lifetime: an hour, as all of them grant. Source: RFC 6749, section 5.1. */
const USUAL_LIFETIME = 3600;
/** Answers of a token server are longer than those of a webhook. */
const LIMITS: HttpLimits = { totalMs: 20_000, answerBytes: 64 * 1024 };
const SHOWN = 200;

/** Server and port, for the words. */
export function tokenHost(settings: TokenSettings): string {
  return URL.parse(settings.url)?.host ?? "?";
}

/** Never rejects; ends within the limits. `secret` as {@link TokenSettings.secret} gave it. */
export async function requestToken(
  settings: TokenSettings,
  secret: string | null,
): Promise<TokenAnswer> {
  if (secret === null || secret === "") {
    return held(OAUTH_SECRET_MISSING, secretCure(settings.provider), false);
  }
  const { provider, url, client, scope, user } = settings;
  let form: Record<string, string>;
  if (provider === "google") {
    const key = await readKey(secret);
    if (key === null) return held(OAUTH_KEY_UNUSABLE, secretCure(provider), false);
    form = await googleForm(key, { url, scope, user });
  } else {
    form = { grant_type: "client_credentials", client_id: client, client_secret: secret, scope };
  }
  const answer = await request({
    url,
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
    body: new URLSearchParams(form).toString(),
  }, settings.limits ?? LIMITS);
  const host = tokenHost(settings);
  const unreached = (detail: string) =>
    held(tokenUnreachedText(host, detail), TOKEN_SERVER_CURE, false);
  if (answer.kind === "failed") return unreached(TOKEN_FAILURES[answer.why]);
  const { status, body } = answer;
  const fields = jsonObject(body);
  if (status >= 200 && status < 300) {
    const { access_token: token, expires_in: seconds } = fields;
    if (typeof token !== "string" || token === "") return unreached(NO_TOKEN);
    const lifetime = Number(seconds) > 0 ? Number(seconds) : USUAL_LIFETIME;
    return { kind: "granted", token, lifetimeMs: lifetime * 1000 };
  }
  if (status < 400 || status >= 500 || status === 408 || status === 429) {
    return unreached(statusDetail(status));
  }
  const error = typeof fields.error === "string" ? fields.error : statusDetail(status);
  const told = typeof fields.error_description === "string" ? `: ${fields.error_description}` : "";
  const redact = redactorFor(client, secret);
  const said = redact(clip(redact(error + told), SHOWN));
  return held(tokenRefusedText(host, said), refusedCure(provider, error), true);
}

async function googleForm(
  key: ServiceKey,
  claims: { readonly url: string; readonly scope: string; readonly user: string },
): Promise<Record<string, string>> {
  return {
    grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
    assertion: await assertion(key, claims, Math.floor(Date.now() / 1000)),
  };
}

function jsonObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return value !== null && typeof value === "object" ? value as Record<string, unknown> : {};
  } catch {
    return {};
  }
}

function held(reason: string, cure: string, login: boolean): TokenAnswer {
  return { kind: "failed", delivery: { kind: "held", reason, cure, login } };
}
