/**
 * What the program promises of a channel, whatever it is: a message is composed once, as plain JSON, and delivered as it was
 * composed; an attempt never rejects and always ends; what the other side says of the message itself is final, everything else
 * is tried again; no secret and no foreign text gets where it does not belong. One channel is one call of {@link channelContract}.
 */
import assert from "node:assert/strict";
import type { Channel, Delivery } from "../../core/ports/channel.port.ts";
import type { MessageAnnouncement, OutageAnnouncement } from "../../core/words/announcement.ts";

/** A message as the other side has it. */
export interface Arrived {
  readonly title: string;
  readonly text: string;
  /** What tells that two deliveries are one message. */
  readonly id: string;
  /** Names of everything that a foreign text could have smuggled in: headers, fields. */
  readonly names: readonly string[];
}

/** What the other side can be made to do. */
export type Trouble =
  /** Does not answer at all. */
  | "silent"
  /** Closes the connection in the middle. */
  | "breaks"
  /** Is there, and cannot take it now. */
  | "busy"
  /** Refuses the message itself, for good. */
  | "refuses"
  /** Nothing listens. */
  | "gone";

/** A channel with a real other side. */
export interface ChannelSite extends AsyncDisposable {
  readonly channel: Channel;
  /** A channel with the same settings, as after a restart of the program. */
  again(): Channel;
  readonly arrived: () => readonly Arrived[];
  /** For the next attempt. */
  trouble(trouble: Trouble): void | Promise<void>;
  /** Secrets that the channel knows. */
  readonly secrets: readonly string[];
}

/** One channel, as the suite needs it. */
export interface ChannelEngine {
  readonly name: string;
  start(): Promise<ChannelSite>;
}

const AT = Date.UTC(2025, 9, 14, 12, 23, 15);
const OUTAGE: OutageAnnouncement = {
  kind: "outage",
  id: "q1",
  folder: "\\\\SERVIDOR1\\CobrancaPCJ\\Retorno",
  startedAt: AT - 3000,
  detectedAt: AT,
  intervalSeconds: 300,
  diagnosis: { code: "servidor", message: "O servidor caiu.", errorNumber: 53, transient: false },
  unstable: false,
};
const RECOVERY: MessageAnnouncement = {
  kind: "recovery",
  id: "q1",
  folder: OUTAGE.folder,
  startedAt: AT,
  endedAt: AT + 720_000,
  downMs: 720_000,
  processed: 3,
  refused: [{ name: "RUIM.ret", reason: "vazio" }],
  duplicates: 0,
  ignored: 0,
  stillPending: 0,
  unstable: false,
};
const EACH: readonly MessageAnnouncement[] = [
  OUTAGE,
  RECOVERY,
  {
    kind: "critical",
    id: "q1",
    folder: OUTAGE.folder,
    startedAt: AT,
    at: AT + 3_600_000,
    downMs: 3_600_000,
    intervalSeconds: 300,
    diagnosis: OUTAGE.diagnosis,
    day: "2025-10-14",
    checkedAt: AT,
    answered: null,
  },
  { kind: "test", id: "t1", folder: OUTAGE.folder, sentAt: AT, version: "1.0.0" },
  {
    kind: "ledger-rebuilt",
    id: "d1",
    kept: "C:\\dados\\ledger.db.danificado",
    reason: "teste",
    noticedAt: AT,
    folder: OUTAGE.folder,
    rebuilt: {
      finishedAt: AT,
      files: 1,
      duplicates: 0,
      movements: 2,
      titulos: 2,
      refused: [],
      unreadable: [],
      folderMissing: false,
    },
  },
  {
    kind: "files-in-trouble",
    id: "pendente-1",
    folder: OUTAGE.folder,
    limitMinutes: 30,
    at: AT,
    problems: [{ name: "A.ret", reason: "acesso negado", since: AT, attempts: 9, told: false }],
  },
  {
    kind: "ledger-unavailable",
    id: "livro-1",
    since: AT,
    at: AT + 60_000,
    lastedMs: 60_000,
    reason: "database or disk is full",
  },
  {
    kind: "ledger-available",
    id: "livro-1-volta",
    since: AT,
    at: AT + 90_000,
    lastedMs: 90_000,
    reason: "database or disk is full",
  },
];

/** Declares the tests of one channel. */
export function channelContract(engine: ChannelEngine): void {
  const test = (name: string, work: (site: ChannelSite) => Promise<void>) =>
    Deno.test(`${engine.name}: ${name}`, async () => {
      await using site = await engine.start();
      await work(site);
    });

  test("every announcement is composed to plain JSON, the same each time, and arrives as composed", async (site) => {
    for (const announcement of EACH) {
      const composed = site.channel.compose(announcement, AT)!;
      assert.deepEqual(site.again().compose(announcement, AT), composed);
      const stored = JSON.parse(JSON.stringify(composed.payload));
      assert.deepEqual(stored, composed.payload);
      assert.ok(composed.title.length > 0 && !/[\r\n]/.test(composed.title));
      assert.deepEqual(await site.channel.deliver(stored), { kind: "accepted" });
      const { title, text } = site.arrived().at(-1)!;
      assert.equal(title, composed.title);
      // What no mail carries does not call itself one.
      assert.ok(engine.name === "email" || !/\b(es[st]e|um) e-?mail\b/i.test(text), text);
    }
    assert.equal(site.arrived().length, EACH.length);
    const [outage, recovery] = site.arrived();
    assert.ok(outage!.text.includes(OUTAGE.folder) && outage!.text.includes("O servidor caiu."));
    assert.ok(recovery!.text.includes("RUIM.ret"));
  });

  test("delivered twice, before and after a restart, it is known for one message", async (site) => {
    const { payload } = site.channel.compose(OUTAGE, AT)!;
    await site.channel.deliver(payload);
    await site.again().deliver(JSON.parse(JSON.stringify(payload)));
    const other = site.channel.compose(RECOVERY, AT)!;
    await site.channel.deliver(other.payload);
    const [first, second, third] = site.arrived().map((message) => message.id);
    assert.equal(first, second);
    assert.notEqual(first, third);
  });

  for (
    const [trouble, kind] of [
      ["silent", "retry"],
      ["breaks", "retry"],
      ["busy", "retry"],
      ["gone", "retry"],
      ["refuses", "permanent"],
    ] as const
  ) {
    test(`the other side ${trouble}: ${kind}, with a reason, and nothing arrived`, async (site) => {
      const { payload } = site.channel.compose(OUTAGE, AT)!;
      await site.trouble(trouble);
      const delivery = await site.channel.deliver(payload);
      assert.equal(delivery.kind, kind);
      checkReason(delivery, site);
      assert.deepEqual(site.arrived(), []);
    });
  }

  test("after a trouble that passes, the next attempt arrives", async (site) => {
    const { payload } = site.channel.compose(OUTAGE, AT)!;
    for (const trouble of ["breaks", "busy"] as const) {
      await site.trouble(trouble);
      assert.equal((await site.channel.deliver(payload)).kind, "retry");
    }
    assert.deepEqual(await site.channel.deliver(payload), { kind: "accepted" });
    assert.equal(site.arrived().length, 1);
  });

  test("a check sends nothing", async (site) => {
    assert.deepEqual(await site.channel.check(), { kind: "accepted" });
    await site.trouble("breaks");
    const failed = await site.channel.check();
    assert.notEqual(failed.kind, "accepted");
    checkReason(failed, site);
    assert.deepEqual(site.arrived(), []);
  });

  test("the mark of who we are is short, and stays the same over a restart", async (site) => {
    const mark = await site.channel.identity();
    assert.match(mark, /^[0-9a-f]{4}$/);
    assert.equal(await site.again().identity(), mark);
  });

  test("what a file name or an error says stays text", async (site) => {
    const usual = site.channel.compose(OUTAGE, AT)!;
    await site.channel.deliver(usual.payload);
    const hostile = 'x\r\nBcc: alguem@exemplo.org.br\r\n\r\n<script>alert(1)</script>","k":"v';
    const composed = site.channel.compose({
      ...OUTAGE,
      folder: hostile,
      diagnosis: { ...OUTAGE.diagnosis, message: hostile },
    }, AT)!;
    assert.deepEqual(await site.channel.deliver(composed.payload), { kind: "accepted" });
    const [before, after] = site.arrived();
    assert.deepEqual(after!.names, before!.names);
    assert.equal(after!.title, before!.title);
  });

  test("no secret is in what is stored", (site) => {
    for (const announcement of EACH) {
      const stored = JSON.stringify(site.channel.compose(announcement, AT));
      for (const secret of site.secrets) assert.ok(!stored.includes(secret));
    }
    return Promise.resolve();
  });
}

function checkReason(delivery: Delivery, site: ChannelSite): void {
  assert.ok(delivery.kind !== "accepted");
  assert.ok(delivery.reason.length > 10 && !/[\r\n]/.test(delivery.reason), delivery.reason);
  for (const secret of site.secrets) assert.ok(!delivery.reason.includes(secret));
}
