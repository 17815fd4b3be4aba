/** A site for this machine alone: 127.0.0.1, read only, by its own name, nothing from elsewhere. */

/** One answer. */
export interface SiteAnswer {
  readonly status: number;
  /** Media type, with its character set. */
  readonly type: string;
  readonly body: string;
  /** Names the content: who has it is not sent it again. */
  readonly etag?: string;
}

/** What stands behind a path; null: there is nothing there. What it throws becomes a 500 that says nothing. */
export type SiteHandler = (path: string, query: URLSearchParams) => Promise<SiteAnswer | null>;

/** Texts for whoever asks in a wrong way, and what is told of a handler that failed. */
export interface SiteWords {
  readonly foreignHost: string;
  readonly readOnly: string;
  readonly notFound: string;
  readonly broken: string;
}

/** A site that is served. */
export interface Site {
  readonly port: number;
  /** Resolves when it is closed. */
  readonly finished: Promise<void>;
  close(): Promise<void>;
}

/**
 * A page of another site may neither read ours, nor show it in a frame, nor be told where it is; and nothing that ours holds can
 * become script or style, or load anything, whatever it says.
 */
const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cache-control": "no-store",
};

const TEXT = "text/plain; charset=utf-8";

/**
 * Serves on 127.0.0.1. `port` 0: any free one. `onFailure` is told of what a handler threw.
 *
 * @throws {Deno.errors.AddrInUse} Somebody else has the port; `PermissionDenied` where Windows keeps it for itself.
 */
export function serveSite(
  port: number,
  handler: SiteHandler,
  words: SiteWords,
  onFailure: (error: unknown) => void,
): Site {
  const server: Deno.HttpServer<Deno.NetAddr> = Deno.serve(
    { hostname: "127.0.0.1", port, onListen: () => {} },
    async (request): Promise<Response> => {
      try {
        return await answer(request, server.addr.port, handler, words);
      } catch (error) {
        onFailure(error);
        return reply({ status: 500, type: TEXT, body: words.broken });
      }
    },
  );
  return {
    port: server.addr.port,
    finished: server.finished,
    close: () => server.shutdown(),
  };
}

async function answer(
  request: Request,
  port: number,
  handler: SiteHandler,
  words: SiteWords,
): Promise<Response> {
  // A name that somebody made point to this machine is how a page of theirs would read ours.
  if (!isOurs(request.headers.get("host"), port)) {
    return reply({ status: 403, type: TEXT, body: words.foreignHost });
  }
  // The server itself keeps the body of an answer to HEAD.
  if (request.method !== "GET" && request.method !== "HEAD") {
    const refused = reply({ status: 405, type: TEXT, body: words.readOnly });
    refused.headers.set("allow", "GET, HEAD");
    return refused;
  }
  const { pathname, searchParams } = new URL(request.url);
  const found = await handler(pathname, searchParams);
  if (found === null) return reply({ status: 404, type: TEXT, body: words.notFound });
  if (found.etag !== undefined && request.headers.get("if-none-match") === found.etag) {
    const same = new Response(null, { status: 304, headers: HEADERS });
    same.headers.set("etag", found.etag);
    return same;
  }
  return reply(found);
}

function isOurs(host: string | null, port: number): boolean {
  const names = ["127.0.0.1", "localhost"];
  return names.some((name) => host === `${name}:${port}` || (port === 80 && host === name));
}

function reply({ status, type, body, etag }: SiteAnswer): Response {
  const response = new Response(body, { status, headers: { ...HEADERS, "content-type": type } });
  if (etag !== undefined) response.headers.set("etag", etag);
  return response;
}
