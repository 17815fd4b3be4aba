/** The key of a Google service account, and what is signed with it. Source: Google, "Using OAuth 2.0 for Server to Server Applications". */

/** The key, ready to sign. */
export interface ServiceKey {
  readonly issuer: string;
  readonly key: CryptoKey;
}

const ALGORITHM = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } as const;
/** The longest life that Google accepts, in seconds. */
const ASSERTION_SECONDS = 3600;

/** From the JSON file that Google hands out; null when it is none. */
export async function readKey(json: string): Promise<ServiceKey | null> {
  try {
    const { client_email: issuer, private_key: pem } = JSON.parse(json) as Record<string, unknown>;
    if (typeof issuer !== "string" || typeof pem !== "string") return null;
    const body = pem.replace(/-----[^-]+-----/g, "").replace(/\s+/g, "");
    const bytes = Uint8Array.from(atob(body), (char) => char.charCodeAt(0));
    const key = await crypto.subtle.importKey("pkcs8", bytes, ALGORITHM, false, ["sign"]);
    return { issuer, key };
  } catch {
    return null;
  }
}

/** A signed JWT (RS256) in which the account asks to act for `user`; `now` in seconds since the Unix epoch. */
export async function assertion(
  { issuer, key }: ServiceKey,
  { url, scope, user }: { readonly url: string; readonly scope: string; readonly user: string },
  now: number,
): Promise<string> {
  const claims = {
    iss: issuer,
    sub: user,
    scope,
    aud: url,
    iat: now,
    exp: now + ASSERTION_SECONDS,
  };
  const head = base64url(utf8(JSON.stringify({ alg: "RS256", typ: "JWT" })));
  const signed = `${head}.${base64url(utf8(JSON.stringify(claims)))}`;
  const signature = await crypto.subtle.sign(ALGORITHM.name, key, utf8(signed));
  return `${signed}.${base64url(new Uint8Array(signature))}`;
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(/=+$/, "").replaceAll("+", "-")
    .replaceAll("/", "_");
}
