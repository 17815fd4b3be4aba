/** A real HTTP server on loopback that answers as it is told, and keeps what it was sent. For tests only. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout } from "node:timers/promises";

/** One request with a body, as it arrived. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Wall clock, ms. */
  readonly at: number;
}

/** What the server does with a request. */
export type HttpFault =
  | number
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | "hang"
  | "reset"
  /** Taken, and the connection breaks before the answer: the sender never learns of it. */
  | "lost"
  /** Nothing for so many ms, and then this; null: well. */
  | { readonly delayMs: number; readonly then: HttpFault | null }
  /** Decided when the request is there; null: well. */
  | ((request: ReceivedRequest) => HttpFault | null)
  /** Taken at once, but the answer comes only after so many ms. */
  | { readonly takenFor: number }
  /** 200, and ten million bytes. */
  | "flood";

/** The running server. */
export interface HttpSite extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** Requests that were answered with success, in order. */
  readonly taken: readonly ReceivedRequest[];
  /** Every request with a body. */
  readonly seen: readonly ReceivedRequest[];
  /** Bytes of the last flood that left. */
  readonly flooded: () => number;
  /** From now on; null: well. */
  behave(fault: HttpFault | null): void;
  /** For the next request only. */
  once(fault: HttpFault): void;
}

/** Starts the server. `answer` is the body of a success. */
export async function startHttp(status = 200, answer = ""): Promise<HttpSite> {
  const taken: ReceivedRequest[] = [];
  const seen: ReceivedRequest[] = [];
  const next: HttpFault[] = [];
  let lasting: HttpFault | null = null;
  let flooded = 0;
  let headBroken = false;
  const sockets = new Set<Socket>();
  const over = new AbortController();
  const pause = (ms: number) => setTimeout(ms, undefined, { signal: over.signal });

  const reply = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk as Uint8Array);
    const received: ReceivedRequest = {
      method: request.method ?? "",
      path: request.url ?? "",
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      ),
      body: await new Blob(chunks as BlobPart[]).text(),
      at: Date.now(),
    };
    if (received.body !== "") seen.push(received);
    let fault = next.shift() ?? lasting;
    for (;;) {
      if (typeof fault === "function") fault = fault(received);
      else if (typeof fault === "object" && fault !== null && "delayMs" in fault) {
        await pause(fault.delayMs);
        fault = fault.then;
      } else break;
    }
    if (typeof fault === "object" && fault !== null && "takenFor" in fault) {
      const { takenFor } = fault;
      if (received.body !== "") taken.push(received);
      await pause(takenFor);
      response.writeHead(status, { "Content-Type": "application/json" });
      return void response.end(answer);
    }
    if (fault === "hang") return;
    // Deno sends a HEAD a second time, by itself, when the connection breaks.
    if (fault === "reset" && received.method === "HEAD" && (headBroken = !headBroken)) {
      next.unshift(fault);
    }
    if (fault === "lost" && received.body !== "") taken.push(received);
    if (fault === "reset" || fault === "lost") return void request.socket.resetAndDestroy();
    if (fault === "flood") {
      taken.push(received);
      response.writeHead(200);
      const block = new Uint8Array(100_000).fill(120);
      for (let i = 0; i < 100 && !response.destroyed; i++) {
        flooded += block.length;
        if (!response.write(block)) {
          await pause(5);
        }
      }
      return void response.end();
    }
    if (fault !== null) {
      const { status, headers, body } = typeof fault === "number" ? { status: fault } : {
        headers: {},
        body: "",
        ...fault,
      };
      response.writeHead(status, headers ?? {});
      return void response.end(body ?? "");
    }
    if (received.body !== "") taken.push(received);
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(answer);
  };
  const server = createServer((request, response) => void reply(request, response).catch(() => {}));
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    taken,
    seen,
    flooded: () => flooded,
    behave: (fault) => void (lasting = fault),
    once: (fault) => void next.push(fault),
    async [Symbol.asyncDispose]() {
      over.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
