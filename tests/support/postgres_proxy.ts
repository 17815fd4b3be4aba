/**
 * Stands between a client and PostgreSQL, in clear, and sees every message of the client: counts them, and cuts the connection
 * before or after one of them, or holds back all that comes after it.
 */

/** A message of the client: its letter (`Q` query, `P` parse, `B` bind, `S` sync...), and its text as far as there is one. */
export interface ClientMessage {
  readonly type: string;
  readonly text: string;
}

/** `cut-before`: the server never sees it; `cut-after`: the client never hears of it; `hole`: the way is silent from here on. */
export type Verdict = "pass" | "cut-before" | "cut-after" | "hole";

/** See the module's comment. */
export class PostgresProxy implements AsyncDisposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #open = new Set<Deno.TcpConn>();
  readonly #lanes = new Set<Promise<void>>();
  readonly #accepting: Promise<void>;
  /** Connections that were asked for. */
  connections = 0;
  /** Times that the client sent something after it had heard something. */
  roundTrips = 0;
  #heard = true;
  /** Nobody is let in. */
  closed = false;
  /** Whoever is let in hears nothing. */
  silent = false;
  /** So long, in ms, is each message of the client on its way. */
  delayMs = 0;
  judge: (message: ClientMessage) => Verdict = () => "pass";

  /** `target`: port of the server; another one takes those that come from then on. */
  constructor(public target: number) {
    this.#accepting = this.#accept();
  }

  get port(): number {
    return this.#listener.addr.port;
  }

  /** Ends every connection as it is now. */
  cut(): void {
    for (const conn of this.#open) end(conn);
    this.#open.clear();
  }

  async #accept(): Promise<void> {
    for await (const client of this.#listener) {
      this.connections++;
      if (this.closed) end(client);
      else if (this.silent) this.#open.add(client);
      else this.#track(this.#serve(client));
    }
  }

  #track(lane: Promise<void>): void {
    this.#lanes.add(lane);
    lane.finally(() => this.#lanes.delete(lane));
  }

  async #serve(client: Deno.TcpConn): Promise<void> {
    let server: Deno.TcpConn;
    try {
      server = await Deno.connect({ hostname: "127.0.0.1", port: this.target });
    } catch {
      return end(client);
    }
    // Small messages at once: else each of them waits for 40 ms.
    client.setNoDelay(true);
    server.setNoDelay(true);
    this.#open.add(client).add(server);
    const way = { silent: false };
    const back = this.#pump(server, client, way);
    await this.#forth(client, server, way);
    await back;
    this.#open.delete(client);
    this.#open.delete(server);
  }

  async #pump(from: Deno.TcpConn, to: Deno.TcpConn, way: { silent: boolean }): Promise<void> {
    const buffer = new Uint8Array(65_536);
    try {
      for (let n = await from.read(buffer); n !== null; n = await from.read(buffer)) {
        this.#heard = true;
        if (!way.silent) await write(to, buffer.subarray(0, n));
      }
    } catch { /* either side is gone */ }
    if (!way.silent) end(to);
  }

  async #forth(
    client: Deno.TcpConn,
    server: Deno.TcpConn,
    way: { silent: boolean },
  ): Promise<void> {
    let pending = new Uint8Array(0);
    let started = false;
    const buffer = new Uint8Array(65_536);
    try {
      for (let n = await client.read(buffer); n !== null; n = await client.read(buffer)) {
        if (way.silent) continue;
        pending = joined(pending, buffer.subarray(0, n));
        for (;;) {
          const head = started ? 1 : 0;
          if (pending.length < head + 4) break;
          const size = head + new DataView(pending.buffer, pending.byteOffset).getUint32(head);
          if (pending.length < size) break;
          const frame = pending.slice(0, size);
          pending = pending.slice(size);
          const verdict = started ? this.#see(frame) : "pass";
          started = true;
          if (verdict === "cut-before") return this.#part(client, server);
          if (verdict === "hole") way.silent = true;
          if (verdict === "cut-after") way.silent = true;
          if (this.delayMs > 0) await new Promise((done) => setTimeout(done, this.delayMs));
          if (verdict !== "hole") await write(server, frame);
          if (verdict === "cut-after") {
            // The server has it, and its answer goes nowhere.
            await new Promise((resolve) => setTimeout(resolve, 30));
            return this.#part(client, server);
          }
        }
      }
    } catch { /* either side is gone */ }
    end(server);
  }

  #see(frame: Uint8Array): Verdict {
    const type = String.fromCharCode(frame[0]!);
    if (this.#heard) this.roundTrips++;
    this.#heard = false;
    const text = "QP".includes(type) ? new TextDecoder().decode(frame.subarray(5)) : "";
    return this.judge({ type, text });
  }

  #part(client: Deno.TcpConn, server: Deno.TcpConn): void {
    end(client);
    end(server);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await this.#accepting.catch(() => {});
    this.cut();
    await Promise.all(this.#lanes);
  }
}

function end(conn: Deno.TcpConn): void {
  try {
    conn.close();
  } catch { /* it is closed */ }
}

async function write(conn: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await conn.write(bytes.subarray(at));
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
