import assert from "node:assert/strict";
import { TeamsChannel } from "../../core/adapters/channels/teams/teams_channel.ts";
import { TelegramChannel } from "../../core/adapters/channels/telegram/telegram_channel.ts";
import { WebhookChannel } from "../../core/adapters/channels/webhook/webhook_channel.ts";
import type { Channel, Delivery } from "../../core/ports/channel.port.ts";
import { hmac } from "../support/hmac.ts";
import {
  type HttpFault,
  type HttpSite,
  type ReceivedRequest,
  startHttp,
} from "../support/http_site.ts";
import {
  type Arrived,
  channelContract,
  type ChannelEngine,
  type Trouble,
} from "./channel_contract.ts";

const SECRET = "s3gr3d0:com-tamanho_de-segredo";
const limits = { totalMs: 1000, answerBytes: 1000 };
const local = (ms: number) => new Date(ms).toISOString();
const secret = () => Promise.resolve(SECRET);

/** What a channel looks like from outside. */
interface WebSide {
  readonly name: string;
  readonly answer: readonly [status: number, body: string];
  readonly refusal: HttpFault;
  channel(url: string): Channel;
  arrived(request: ReceivedRequest): Arrived;
}

function names(value: unknown): string[] {
  if (value === null || typeof value !== "object") return [];
  if (Array.isArray(value)) return value.length === 0 ? [] : names(value[0]);
  return Object.entries(value).flatMap(([key, inner]) => [key, ...names(inner)]);
}

const texts = (value: unknown): string[] =>
  value === null || typeof value !== "object"
    ? []
    : Object.entries(value).flatMap(([key, inner]) =>
      key === "text" && typeof inner === "string" ? [inner] : texts(inner)
    );

const SIDES: readonly WebSide[] = [
  {
    name: "teams",
    answer: [202, ""],
    refusal: 400,
    channel: (url) =>
      new TeamsChannel({
        secret: () => Promise.resolve(`${url}/fluxo/${SECRET}?sig=${SECRET}`),
        formatLocal: local,
        limits,
      }),
    arrived: ({ body, headers }) => {
      const card = JSON.parse(body).attachments[0].content;
      assert.deepEqual([card.type, card.version], ["AdaptiveCard", "1.4"]);
      // Nothing in the card knows Markdown.
      assert.ok(!/"type":"(?!AdaptiveCard|RichTextBlock|TextRun)/.test(JSON.stringify(card)), body);
      assert.ok(body.length < 28_000);
      const [title, ...rest] = texts(card);
      return {
        title: title!,
        text: rest.join("\n"),
        id: headers["x-monitorretornos-id"]!,
        names: [...names(card), ...Object.keys(headers)],
      };
    },
  },
  {
    name: "telegram",
    answer: [200, '{"ok":true,"result":{}}'],
    refusal: { status: 400, body: '{"ok":false,"description":"Bad Request: message is too long"}' },
    channel: (url) =>
      new TelegramChannel({ secret, server: url, chat: "-100", formatLocal: local, limits }),
    arrived: ({ body, headers, path }) => {
      const message = JSON.parse(body);
      assert.equal(path, `/bot${SECRET}/sendMessage`);
      assert.deepEqual([message.chat_id, message.parse_mode], ["-100", undefined]);
      return {
        title: message.text.split("\n")[0],
        text: message.text,
        id: headers["x-monitorretornos-id"]!,
        names: [...names(message), ...Object.keys(headers)],
      };
    },
  },
  {
    name: "webhook",
    answer: [200, ""],
    refusal: 422,
    channel: (url) =>
      new WebhookChannel({
        secret,
        url: `${url}/avisos`,
        events: null,
        iso: local,
        formatLocal: local,
        limits,
      }),
    arrived: ({ body, headers }) => {
      assert.equal(headers["x-monitorretornos-assinatura"], `sha256=${hmac(SECRET, body)}`);
      const message = JSON.parse(body);
      assert.deepEqual(Object.keys(message), [
        "versao",
        "id",
        "evento",
        "em",
        "pasta",
        "titulo",
        "texto",
        "queda",
        "arquivo",
      ]);
      assert.equal(message.id, headers["x-monitorretornos-id"]);
      return {
        title: message.titulo,
        text: message.texto,
        id: message.id,
        names: [...names(message), ...Object.keys(headers)],
      };
    },
  },
];

function engine(side: WebSide): ChannelEngine {
  return {
    name: side.name,
    async start() {
      const site = await startHttp(...side.answer);
      let url = site.url;
      const faults: Readonly<Record<Exclude<Trouble, "gone">, HttpFault>> = {
        silent: "hang",
        breaks: "reset",
        busy: 503,
        refuses: side.refusal,
      };
      const open = (): Channel => ({
        ...side.channel(url),
        name: side.name,
        compose: (announcement, at) => side.channel(url).compose(announcement, at),
        deliver: (payload) => side.channel(url).deliver(payload),
        identity: () => side.channel(url).identity(),
        check: () => side.channel(url).check(),
      });
      return {
        channel: open(),
        again: open,
        arrived: () =>
          site.taken.filter(({ path }) => !path.endsWith("/getChat")).map(side.arrived),
        trouble: (trouble) => {
          // Nothing listens on the port that TCP keeps for its multiplexer.
          if (trouble === "gone") url = "http://127.0.0.1:1";
          else site.once(faults[trouble]);
        },
        secrets: [SECRET],
        [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
      };
    },
  };
}

for (const side of SIDES) channelContract(engine(side));

/** Answer -> what becomes of the message. */
const ANSWERS: readonly (readonly [HttpFault, Delivery["kind"], number?])[] = [
  [200, "accepted"],
  [202, "accepted"],
  [204, "accepted"],
  ["flood", "accepted"],
  [400, "permanent"],
  [413, "permanent"],
  [401, "held"],
  [403, "held"],
  [404, "held"],
  [410, "held"],
  [{ status: 302, headers: { Location: "http://127.0.0.1:1/" } }, "held"],
  [{ status: 307, headers: { Location: "/outro" } }, "held"],
  [408, "retry"],
  [{ status: 429, headers: { "Retry-After": "120" } }, "retry", 120_000],
  [{ status: 503, headers: { "Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT" } }, "retry"],
  [429, "retry"],
  [500, "retry"],
  ["hang", "retry"],
  ["reset", "retry"],
];

for (const side of SIDES) {
  Deno.test(`${side.name}: every answer, each taken, tried again, held or given up; no address and no secret in a reason`, async () => {
    await using site: HttpSite = await startHttp(...side.answer);
    const channel = side.channel(site.url);
    const { payload } = channel.compose(
      { kind: "test", id: "t1", folder: "P", sentAt: 0, version: "1" },
      0,
    )!;
    for (const [fault, kind, afterMs] of ANSWERS) {
      site.once(fault);
      const before = site.seen.length;
      const delivery = await channel.deliver(payload);
      assert.equal(delivery.kind, kind, JSON.stringify([fault, delivery]));
      assert.equal(
        site.seen.length,
        before + 1,
        `${JSON.stringify(fault)}: one request, no redirect`,
      );
      const said = JSON.stringify(delivery);
      assert.ok(!said.includes(SECRET) && !said.includes("/bot") && !said.includes("sig="), said);
      if (delivery.kind === "retry") assert.equal(delivery.afterMs, afterMs);
      if (delivery.kind === "held") assert.ok(delivery.cure.length > 20);
    }
    assert.ok(site.flooded() < 10_000_000, "ten megabytes were swallowed");
  });
}

Deno.test("telegram: what the body says counts; the token is not repeated", async () => {
  await using site = await startHttp(200, '{"ok":true}');
  const channel = SIDES[1]!.channel(site.url);
  const body = (description: string, parameters = {}) =>
    JSON.stringify({ ok: false, description, parameters });
  const cases: [HttpFault, Delivery["kind"], RegExp][] = [
    [{ status: 400, body: body("Bad Request: chat not found") }, "held", /chat not found/],
    [{ status: 403, body: body("Forbidden: bot was kicked") }, "held", /kicked/],
    [
      { status: 429, body: body("Too Many Requests", { retry_after: 7 }) },
      "retry",
      /"afterMs":7000/,
    ],
    [{ status: 404, body: body(`Not Found: ${SECRET}\r\nx`) }, "held", /\*\*\* x/],
  ];
  for (const [fault, kind, said] of cases) {
    site.once(fault);
    const delivery = await channel.deliver({ id: "x", text: "y" });
    assert.equal(delivery.kind, kind);
    assert.match(JSON.stringify(delivery), said);
    assert.ok(!JSON.stringify(delivery).includes(SECRET));
  }
});

Deno.test("teams: a flow that is switched off holds the queue, a card that is refused does not", async () => {
  await using site = await startHttp(202);
  const channel = SIDES[0]!.channel(site.url);
  site.once({ status: 400, body: '{"error":{"code":"WorkflowTriggerIsNotEnabled"}}' });
  assert.equal((await channel.deliver({ id: "x", card: {} })).kind, "held");
  site.once({ status: 400, body: '{"error":{"code":"TriggerInputSchemaMismatch"}}' });
  assert.equal((await channel.deliver({ id: "x", card: {} })).kind, "permanent");
});

Deno.test("a missing, unreadable or impossible secret holds the queue and asks nobody", async () => {
  await using site = await startHttp(200);
  for (
    const source of [
      () => Promise.resolve(null),
      () => Promise.resolve(""),
      () => Promise.reject(new Error(SECRET)),
    ]
  ) {
    const channels = [
      new TeamsChannel({ secret: source, formatLocal: local }),
      new TelegramChannel({ secret: source, server: site.url, chat: "1", formatLocal: local }),
      new WebhookChannel({
        secret: source,
        url: site.url,
        events: null,
        iso: local,
        formatLocal: local,
      }),
    ];
    for (const channel of channels) {
      const delivery = await channel.deliver({ id: "x", card: {}, text: "" });
      assert.equal(delivery.kind, "held");
      assert.ok(!JSON.stringify(delivery).includes(SECRET));
    }
  }
  for (const bad of ["http://exemplo.org.br/fluxo", "file:///etc/passwd", "fluxo"]) {
    const channel = new TeamsChannel({ secret: () => Promise.resolve(bad), formatLocal: local });
    assert.equal((await channel.deliver({ id: "x", card: {} })).kind, "held");
  }
  for (const bad of ["../../outro", "a/b", "a b"]) {
    const channel = new TelegramChannel({
      secret: () => Promise.resolve(bad),
      server: site.url,
      chat: "1",
      formatLocal: local,
    });
    assert.equal((await channel.deliver({ id: "x", text: "y" })).kind, "held");
  }
  assert.equal(site.seen.length, 0);
});

Deno.test("webhook: only the events that were asked for, and a test always", () => {
  const channel = new WebhookChannel({
    secret,
    url: "https://exemplo.invalid",
    events: ["recuperacao"],
    iso: local,
    formatLocal: local,
  });
  const outage = {
    kind: "outage",
    id: "q1",
    folder: "P",
    startedAt: 1000,
    detectedAt: 4000,
    intervalSeconds: 300,
    diagnosis: { code: "rede", message: "x", errorNumber: 1, transient: false },
    unstable: false,
  } as const;
  assert.equal(channel.compose(outage, 4000), null);
  assert.notEqual(
    channel.compose({ kind: "test", id: "t", folder: "P", sentAt: 0, version: "1" }, 0),
    null,
  );
  const { payload } = channel.compose({
    ...outage,
    kind: "recovery",
    endedAt: 725_400,
    downMs: 724_400,
    processed: 3,
    refused: [],
    duplicates: 0,
    ignored: 0,
    stillPending: 0,
  }, 726_000)!;
  const { id, evento, em, queda } = payload as Record<string, unknown>;
  assert.deepEqual([id, evento, em, queda], ["recuperacao.q1", "recuperacao", local(726_000), {
    id: "q1",
    inicio: local(1000),
    fim: local(725_400),
    duracaoSegundos: 724,
    arquivosProcessados: 3,
    teste: false,
  }]);
});

Deno.test("what is long is cut before the channel would refuse it", () => {
  const refused = Array.from({ length: 500 }, (_, n) => ({
    name: `ARQUIVO_${n}_${"x".repeat(200)}.ret`,
    reason: "{{DATE(2025-10-14,SHORT)}} [link](http://x) ".repeat(20),
  }));
  const recovery = {
    kind: "recovery",
    id: "q1",
    folder: "P",
    startedAt: 0,
    endedAt: 1,
    downMs: 1,
    processed: 0,
    refused,
    duplicates: 0,
    ignored: 0,
    stillPending: 0,
    unstable: false,
  } as const;
  const [teams, telegram] = SIDES.map((side) =>
    JSON.stringify(side.channel("http://127.0.0.1:1").compose(recovery, 0)!.payload)
  );
  assert.ok(new TextEncoder().encode(teams).length < 24_000);
  assert.ok(!teams!.includes("{{"));
  assert.ok(JSON.parse(telegram!).text.length <= 4096);
  for (const text of [teams, telegram]) assert.match(text!, /A mensagem foi cortada aqui/);
});
