/** The sign of life against real servers that answer everything that servers answer; nothing of the URL gets out. */
import assert from "node:assert/strict";
import { HttpHeartbeat } from "../../../../core/adapters/heartbeat/http_heartbeat.ts";

const SECRET = "segredo-17";
const NEVER = new AbortController().signal;

/** A server whose every request is answered by `answer`; raw, so that it can misbehave. */
async function serving(
  answer: (connection: Deno.TcpConn) => Promise<void>,
  work: (url: string, requests: string[]) => Promise<void>,
): Promise<void> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const requests: string[] = [];
  const open: Deno.TcpConn[] = [];
  const accepting = (async () => {
    for await (const connection of listener) {
      open.push(connection);
      (async () => {
        const buffer = new Uint8Array(4096);
        const n = await connection.read(buffer) ?? 0;
        requests.push(new TextDecoder().decode(buffer.subarray(0, n)));
        await answer(connection);
      })().catch(() => {});
    }
  })().catch(() => {});
  try {
    await work(`http://127.0.0.1:${listener.addr.port}/ping/${SECRET}?rid=1`, requests);
  } finally {
    listener.close();
    await accepting;
    for (const connection of open) {
      try {
        connection.close();
      } catch { /* the other side was faster */ }
    }
  }
}

const say = (status: string, headers = "", body = "") => async (connection: Deno.TcpConn) => {
  const text = `HTTP/1.1 ${status}\r\n${headers}connection: close\r\n\r\n${body}`;
  await connection.write(new TextEncoder().encode(text));
  connection.closeWrite();
};

Deno.test("the address as it stands when all is well, with /fail when not; its query stays", async () => {
  await serving(say("200 OK", "content-length: 2\r\n", "OK"), async (url, requests) => {
    const heartbeat = new HttpHeartbeat(url);
    assert.deepEqual(await heartbeat.ping(true, NEVER), { kind: "taken" });
    assert.deepEqual(await heartbeat.ping(false, NEVER), { kind: "taken" });
    assert.deepEqual(requests.map((request) => request.split("\r\n")[0]), [
      `GET /ping/${SECRET}?rid=1 HTTP/1.1`,
      `GET /ping/${SECRET}/fail?rid=1 HTTP/1.1`,
    ]);
    // A slash at the end makes no second one.
    await new HttpHeartbeat(url.replace("?rid=1", "/")).ping(false, NEVER);
    assert.match(requests[2]!, new RegExp(`^GET /ping/${SECRET}/fail HTTP`));
  });
});

const ANSWERS: readonly (readonly [string, string, string | null])[] = [
  ["204 No Content", "", null],
  ["202 Accepted", "content-length: 0\r\n", null],
  [
    "301 Moved Permanently",
    `location: /outro/${SECRET}\r\ncontent-length: 0\r\n`,
    "redirecionamento (HTTP 301)",
  ],
  ["404 Not Found", "content-length: 0\r\n", "não existe (mais) (HTTP 404)"],
  ["410 Gone", "content-length: 0\r\n", "não existe (mais) (HTTP 410)"],
  ["429 Too Many Requests", "retry-after: 3600\r\ncontent-length: 0\r\n", "HTTP 429"],
  ["500 Internal Server Error", "content-length: 0\r\n", "HTTP 500"],
];

for (const [status, headers, reason] of ANSWERS) {
  Deno.test(`an answer of ${status} is ${reason === null ? "taken" : "a failure that is named"}`, async () => {
    await serving(say(status, headers), async (url, requests) => {
      const outcome = await new HttpHeartbeat(url).ping(true, NEVER);
      if (reason === null) assert.deepEqual(outcome, { kind: "taken" });
      else {
        assert.ok(
          outcome.kind === "failed" && outcome.reason.includes(reason),
          JSON.stringify(outcome),
        );
        assert.ok(!outcome.reason.includes(SECRET));
      }
      // A redirect is not followed: the address would go to somebody else.
      assert.equal(requests.length, 1);
    });
  });
}

Deno.test("a server that never answers, or in drops, is cut off in time", async () => {
  const drops = async (connection: Deno.TcpConn) => {
    for (const char of "HTTP/1.1 200 OK\r\nx-y: ".padEnd(2000, "z")) {
      await connection.write(new TextEncoder().encode(char));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const hangs = () => new Promise<void>(() => {});
  for (const answer of [hangs, drops]) {
    await serving(answer, async (url) => {
      const begin = performance.now();
      const outcome = await new HttpHeartbeat(url, 300).ping(true, NEVER);
      assert.deepEqual(outcome, { kind: "failed", reason: "sem resposta em 0.3 s" });
      assert.ok(performance.now() - begin < 4000);
    });
  }
});

Deno.test("a reset, a closed port and an unknown name are failures in words of our own", async () => {
  const resets = (connection: Deno.TcpConn) => Promise.resolve(connection.close());
  await serving(resets, async (url) => {
    const outcome = await new HttpHeartbeat(url).ping(true, NEVER);
    assert.equal(outcome.kind, "failed");
    assert.ok(
      !JSON.stringify(outcome).includes(SECRET) && !JSON.stringify(outcome).includes("127.0"),
    );
  });
  let closed = "";
  await serving(resets, (url) => Promise.resolve(void (closed = url)));
  assert.deepEqual(await new HttpHeartbeat(closed).ping(true, NEVER), {
    kind: "failed",
    reason: "a conexão foi recusada",
  });
  // The name in the URL is not mistaken for the failure.
  assert.deepEqual(await new HttpHeartbeat(`${closed}&a=dns-reset-tls`).ping(true, NEVER), {
    kind: "failed",
    reason: "a conexão foi recusada",
  });
  assert.deepEqual(await new HttpHeartbeat(`http://nome.invalid/${SECRET}`).ping(true, NEVER), {
    kind: "failed",
    reason: "o nome do servidor não foi encontrado",
  });
});

Deno.test("an answer of ten megabytes is not read", async () => {
  let written = 0;
  await serving(async (connection) => {
    await connection.write(
      new TextEncoder().encode("HTTP/1.1 200 OK\r\ncontent-length: 10485760\r\n\r\n"),
    );
    const block = new Uint8Array(64 * 1024);
    for (let n = 0; n < 160; n++) written += await connection.write(block);
  }, async (url) => {
    assert.deepEqual(await new HttpHeartbeat(url).ping(true, NEVER), { kind: "taken" });
    await new Promise((resolve) => setTimeout(resolve, 100));
    // What the buffers between the two sides hold, and no more.
    assert.ok(written < 9 * 1024 * 1024, `${written}`);
  });
});

Deno.test("the end of the program cuts a sign off at once", async () => {
  await serving(() => new Promise<void>(() => {}), async (url) => {
    const stop = new AbortController();
    const begin = performance.now();
    const ping = new HttpHeartbeat(url).ping(true, stop.signal);
    setTimeout(() => stop.abort(), 50);
    assert.equal((await ping).kind, "failed");
    assert.ok(performance.now() - begin < 4000);
  });
});
