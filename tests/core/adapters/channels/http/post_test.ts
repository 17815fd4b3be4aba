/** A request as it is on the wire: its length is said, each attempt has a connection of its own, and none is repeated. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import {
  type HttpAnswer,
  type HttpRequest,
  request,
} from "../../../../../core/adapters/channels/http/post.ts";

const LIMITS = { totalMs: 5000, answerBytes: 100 };
const BODY = JSON.stringify({ titulo: "🚨 SERVIDOR INACESSÍVEL", texto: "x".repeat(200_000) });
const ENDED: HttpAnswer = { kind: "answered", status: 200, retryAfterMs: null, body: "ok" };
const DROPPED: HttpAnswer = { kind: "failed", why: "dropped" };

/** What came over one connection: the lines of its first request's head, the bytes of everything after it. */
interface Arrived {
  readonly head: readonly string[];
  readonly bytes: Uint8Array;
}

/**
 * A receiver that reads what Content-Length says and nothing else, and then says `answer`; null: closes without a word. It would
 * keep the connection, and sees another request on it.
 */
class Receiver implements AsyncDisposable {
  readonly arrived: Arrived[] = [];
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #work: Promise<void>[] = [];
  readonly #accepting: Promise<void>;

  constructor(readonly answer: string | null) {
    this.#accepting = (async () => {
      for await (const connection of this.#listener) this.#work.push(this.#serve(connection));
    })().catch(() => {});
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#listener.addr as Deno.NetAddr).port}/avisos`;
  }

  async #serve(connection: Deno.TcpConn): Promise<void> {
    const buffer = new Uint8Array(64 * 1024);
    let all = "";
    let answered = false;
    const end = () => all.indexOf("\r\n\r\n") + 4;
    const length = () => Number(/^content-length: (\d+)$/im.exec(all.slice(0, end()))?.[1] ?? 0);
    try {
      for (let n; (n = await connection.read(buffer)) !== null;) {
        all += Buffer.from(buffer.subarray(0, n)).toString("latin1");
        if (answered || end() < 4 || all.length < end() + length()) continue;
        if (this.answer === null) break;
        answered = true;
        await connection.write(new TextEncoder().encode(this.answer));
      }
    } catch { /* the other side was faster */ }
    connection.close();
    const [head, bytes] = [all.slice(0, end() - 4), Buffer.from(all.slice(end()), "latin1")];
    this.arrived.push({ head: head.split("\r\n"), bytes });
  }

  /** Waits until every connection has ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await this.#accepting;
    await Promise.all(this.#work);
  }
}

const say = (status: string) => `HTTP/1.1 ${status}\r\nContent-Length: 2\r\n\r\nok`;

const CASES: readonly (readonly [string, string | null, HttpAnswer])[] = [
  ["that keeps the connection", say("200 OK"), ENDED],
  ["that closes without an answer", null, DROPPED],
  ["that points elsewhere", say("307 Temporary Redirect\r\nLocation: /outro"), {
    ...ENDED,
    status: 307,
  }],
];
for (const [name, answer, outcome] of CASES) {
  Deno.test(`post: to a receiver ${name}: the body's length is said, one connection per attempt, none repeated`, async () => {
    const receiver = new Receiver(answer);
    {
      await using _ = receiver;
      const one: HttpRequest = {
        url: receiver.url,
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: BODY,
      };
      for (let n = 0; n < 3; n++) assert.deepEqual(await request(one, LIMITS), outcome);
    }
    assert.equal(receiver.arrived.length, 3);
    const sent = new TextEncoder().encode(BODY);
    for (const { head, bytes } of receiver.arrived) {
      const names = head.map((line) => line.toLowerCase());
      assert.ok(names.includes(`content-length: ${sent.length}`), head.join("\n"));
      assert.ok(!names.some((line) => line.startsWith("transfer-encoding")), head.join("\n"));
      assert.ok(Buffer.compare(bytes, sent) === 0, "the body arrived as it was signed");
    }
  });
}

Deno.test("post: a request without a body says no length, and its connection is not kept either", async () => {
  const receiver = new Receiver("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
  {
    await using _ = receiver;
    for (let n = 0; n < 2; n++) {
      const answer = await request({ url: receiver.url, method: "HEAD" }, LIMITS);
      assert.deepEqual(answer, { ...ENDED, body: "" });
    }
  }
  assert.deepEqual(
    receiver.arrived.map(({ head }) => head[0]),
    Array(2).fill("HEAD /avisos HTTP/1.1"),
  );
});
