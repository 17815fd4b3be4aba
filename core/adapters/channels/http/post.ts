/** One HTTP request to a channel: a connection of its own, no redirect, an answer of limited size, within a limited time. */

/** What came back. */
export type HttpAnswer =
  | {
    readonly kind: "answered";
    readonly status: number;
    /** ms that the other side asks to be left alone, or null. */
    readonly retryAfterMs: number | null;
    /** The beginning of the body; may hold secrets of ours and anything else. */
    readonly body: string;
  }
  | { readonly kind: "failed"; readonly why: HttpFailure };

/** Why there was no answer. */
export type HttpFailure = "timeout" | "dns" | "refused" | "certificate" | "dropped";

/** Limits of one request. */
export interface HttpLimits {
  /** The whole request, with its answer, in ms. */
  readonly totalMs: number;
  /** Bytes of the answer that are read; the rest is not. */
  readonly answerBytes: number;
}

/** Limits used unless others are given. */
export const DEFAULT_HTTP_LIMITS: HttpLimits = { totalMs: 15_000, answerBytes: 16 * 1024 };

/** One request. */
export interface HttpRequest {
  readonly url: string;
  readonly method: "POST" | "HEAD" | "GET";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Never rejects; ends by `limits.totalMs`. Nothing of the error is passed on: it may name the address, which may be a secret. */
export async function request(
  { url, method, headers, body }: HttpRequest,
  limits: HttpLimits = DEFAULT_HTTP_LIMITS,
): Promise<HttpAnswer> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), limits.totalMs);
  let client: Deno.HttpClient | undefined;
  try {
    // One that is kept open may be closed by the other side while a message is on its way.
    client = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
    const response = await fetch(url, {
      client,
      method,
      redirect: "manual",
      signal: stop.signal,
      headers: { "User-Agent": "MonitorRetornos", ...headers },
      ...(body === undefined ? {} : { body: once(body) }),
    });
    return {
      kind: "answered",
      status: response.status,
      retryAfterMs: retryAfter(response.headers.get("Retry-After"), Date.now()),
      body: await beginning(response, limits.answerBytes),
    };
  } catch (error) {
    return { kind: "failed", why: stop.signal.aborted ? "timeout" : failureOf(error) };
  } finally {
    clearTimeout(timer);
    client?.close();
  }
}

/** ms of a `Retry-After` header (seconds or a date, RFC 9110) at `now`; null when there is none that can be read. */
export function retryAfter(header: string | null, now: number): number | null {
  const text = header?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = text === "" ? NaN : Date.parse(text);
  return Number.isFinite(date) ? Math.max(0, date - now) : null;
}

/**
 * As a Blob: a text or bytes Deno sends a second time, by itself, when the connection breaks; a stream it sends in chunks, without
 * the length that simple receivers read.
 */
function once(body: string): Blob {
  return new Blob([body]);
}

/** A body that breaks off after the status says no less than one that is whole. */
async function beginning(response: Response, most: number): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    while (size < most) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value.subarray(0, most - size));
      size += value.length;
    }
  } catch { /* what was read is what there is */ }
  await reader.cancel().catch(() => {});
  return new TextDecoder().decode(await new Blob(chunks as BlobPart[]).arrayBuffer());
}

/** For the words only. Source: the messages of Deno's `fetch` (hyper, rustls). */
function failureOf(error: unknown): HttpFailure {
  const texts: string[] = [];
  for (let at: unknown = error; at instanceof Error && texts.length < 5; at = at.cause) {
    texts.push(at.message);
  }
  const said = (pattern: RegExp) => texts.some((text) => pattern.test(text));
  if (said(/dns error|lookup address|ENOTFOUND/i)) return "dns";
  if (said(/certificate|UnknownIssuer|NotValidForName/i)) return "certificate";
  if (said(/refused|unreachable/i)) return "refused";
  return "dropped";
}
