/** The folder's outages while the ledger's server is away, whatever keeps it away: real folder, real folder process, two real ledgers. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { MailMessage } from "../../../../core/adapters/channels/mail/message.ts";
import { openLedger } from "../../../../core/adapters/ledger/sqlite/database.ts";
import { SqliteLedger } from "../../../../core/adapters/ledger/sqlite/sqlite_ledger.ts";
import { SpooledLedger } from "../../../../core/app/spool/spooled_ledger.ts";
import {
  type Ledger,
  LedgerDamaged,
  LedgerUnavailable,
} from "../../../../core/ports/ledger/ledger.port.ts";
import { type Gate, gated } from "../../../support/gated_ledger.ts";
import { ManualClock } from "../../../support/manual_clock.ts";
import { Lab, retorno } from "../../../support/lab.ts";
import { WELL } from "../../../support/status.ts";

const away = () => new LedgerUnavailable("o servidor não responde");
const WRITES =
  /\.(record|tell|enqueue|accepted|absorb|remember|save|start|publish|decide|writeMoves)$/;

/** What a server that is in trouble does with a call. */
const KINDS: Readonly<Record<string, Gate>> = {
  "down": () => {
    throw away();
  },
  "its answers are lost": (_, moment) => {
    if (moment === "after") throw away();
  },
  "read only": (call) => {
    if (WRITES.test(call)) throw away();
  },
  "damaged": () => {
    throw new LedgerDamaged("postgresql://servidor/livro", "invalid page in block 7");
  },
};

/** A lab whose ledger is on a server, with a spool beside it. */
class World implements AsyncDisposable {
  readonly #place = Deno.makeTempDirSync({ prefix: "reserva-" });
  readonly #spools: SqliteLedger[] = [];
  lab!: Lab;
  server!: Ledger;
  ledger!: SpooledLedger;
  trouble: Gate | null = null;
  /** Number of the possession: each start of the monitor gets the next one. */
  #generation = 0;
  /** Kinds and texts of the mails that went out. */
  readonly sent: [string, string][] = [];

  static async open(): Promise<World> {
    const world = new World();
    world.lab = await Lab.open({ wrapLedger: (real) => world.#life(real) });
    return world;
  }

  /** What a start of the monitor makes anew. */
  async #life(real: Ledger): Promise<Ledger> {
    const spool = new SqliteLedger(openLedger(join(this.#place, "livro-local.db")));
    this.#spools.push(spool);
    this.server = real;
    this.ledger = await SpooledLedger.open({
      server: gated(real, (call, moment) => this.trouble?.(call, moment)),
      spool,
      clock: this.lab?.clock ?? new ManualClock(),
    }, "Retorno");
    this.#generation++;
    if (this.trouble === null) await this.#look();
    return this.ledger;
  }

  /** The lane of the possession: the folder is this monitor's. */
  async #look(): Promise<void> {
    await this.ledger.spool.holds(this.#generation);
    await this.ledger.spool.meet();
  }

  /** The lane that shows the monitor: it notices that the server is away, and that it is back. */
  async sign(away: boolean): Promise<void> {
    if (!away) await this.#look();
    const presence = { instance: "i", pid: 1, version: "1", startedAt: 1, status: WELL };
    await this.ledger.presence.start(presence);
    for (let n = 0; (this.ledger.spool.away() !== null) !== away; n++) {
      assert.ok(n < 1000, `away: ${!away}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** The lane of the mail. */
  async deliver(): Promise<void> {
    const { outbox } = this.ledger;
    for (let head = await outbox.head("email"); head !== null;) {
      this.sent.push([head.kind, (head.payload as MailMessage).text]);
      await outbox.accepted(head.id, this.lab.clock.now().wall);
      head = await outbox.head("email");
    }
  }

  is(kind: string): boolean {
    return this.lab.now.watch.snapshot().watch.watch.kind === kind;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.trouble = null;
    await this.lab[Symbol.asyncDispose]();
    for (const spool of this.#spools) await spool.close();
    await Deno.remove(this.#place, { recursive: true });
  }
}

/** Each stage with the monitor at work; between two of them it may be started again. */
async function stages(
  world: World,
  restarting: boolean,
  ...work: readonly (() => Promise<void>)[]
): Promise<void> {
  if (!restarting) {
    return await world.lab.watching(async () => {
      for (const one of work) await one();
    });
  }
  for (const one of work) {
    await world.lab.watching(one);
    await world.lab.start();
  }
}

/** What the ledger on the server has of the only outage, and of what was told. */
async function settled(world: World): Promise<void> {
  const outages = await world.server.outages.latest(9);
  assert.equal(outages.length, 1);
  assert.ok(outages[0]!.endedAt !== null && outages[0]!.closedAt !== null);
  const told = await world.server.outbox.ofOutages([outages[0]!.id]);
  assert.deepEqual(told.map(({ kind, acceptedAt }) => [kind, acceptedAt !== null]), [
    ["queda", true],
    ["recuperacao", true],
  ]);
  assert.equal(await world.server.outbox.waiting(), 0);
}

const kinds = (world: World) => world.sent.map(([kind]) => kind);
const titles = (world: World) => world.lab.notifications.map(({ title }) => title);

for (const [kind, gate] of Object.entries(KINDS)) {
  for (const restarting of kind === "down" ? [false, true] : [false]) {
    const again = restarting ? ", started again at every stage" : "";
    Deno.test(`the ledger's server is away (${kind}${again}): an outage within is told, once, and merged; files wait`, async () => {
      await using world = await World.open();
      const { lab } = world;
      lab.put("A.ret", retorno(1));
      await stages(
        world,
        restarting,
        () => lab.clock.until(() => world.is("up") && lab.names().length === 0),
        async () => {
          world.trouble = gate;
          await world.sign(true);
          lab.put("B.ret", retorno(2));
          await lab.clock.advance(90_000);
          assert.deepEqual(lab.names(), ["B.ret"]);
          assert.equal(lab.now.watch.snapshot().pending, 1);
        },
        async () => {
          lab.away();
          await lab.clock.until(() => world.is("down"));
          await lab.clock.advance(600_000);
          await world.deliver();
          assert.deepEqual(kinds(world), ["livro", "queda"]);
        },
        async () => {
          lab.back();
          await lab.clock.until(() => world.is("up"));
          await world.deliver();
          assert.deepEqual(lab.names(), ["B.ret"]);
        },
        async () => {
          world.trouble = null;
          await world.sign(false);
          await lab.clock.until(() => lab.names().length === 0);
          await world.deliver();
        },
      );
      assert.deepEqual(kinds(world), ["livro", "queda", "recuperacao", "livro"]);
      assert.match(world.sent[0]![1], /Confira se o PostgreSQL/);
      assert.match(world.sent[2]![1], /esperam na pasta/);
      assert.deepEqual(titles(world), [
        "Livro de Registro Indisponível",
        "Servidor Inacessível",
        "Servidor Recuperado",
        "Livro de Registro Disponível",
      ]);
      const said = lab.log.take();
      for (const text of ["não pode ser lido ou gravado", "voltou a ser gravado"]) {
        assert.equal(said.filter((line) => line.includes(text)).length, 1, text);
      }
      assert.ok(said.some((line) => line.includes("esperam o livro de registro")));
      assert.deepEqual(lab.names(lab.processed), ["A.ret", "B.ret"]);
      await settled(world);
    });
  }
}

for (const restarting of [false, true]) {
  const again = restarting ? " (started again at every stage)" : "";
  Deno.test(`an outage from before the server went away ends without it, its mail still waiting${again}`, async () => {
    await using world = await World.open();
    const { lab } = world;
    await stages(
      world,
      restarting,
      async () => {
        await lab.clock.until(() => world.is("up"));
        lab.away();
        await lab.clock.until(() => world.is("down"));
      },
      async () => {
        world.trouble = KINDS.down!;
        await world.sign(true);
        await lab.clock.advance(30_000);
        lab.back();
        await lab.clock.until(() => world.is("up"));
        await world.deliver();
        assert.deepEqual(kinds(world).filter((kind) => kind !== "livro"), ["queda", "recuperacao"]);
      },
      async () => {
        world.trouble = null;
        await world.sign(false);
        await lab.clock.advance(20_000);
        await world.deliver();
      },
    );
    assert.deepEqual(kinds(world).filter((kind) => kind !== "livro"), ["queda", "recuperacao"]);
    await settled(world);
  });

  Deno.test(`an outage from the server's absence ends after it, with its files${again}`, async () => {
    await using world = await World.open();
    const { lab } = world;
    await stages(
      world,
      restarting,
      () => lab.clock.until(() => world.is("up")),
      async () => {
        world.trouble = KINDS.down!;
        await world.sign(true);
        lab.away();
        await lab.clock.until(() => world.is("down"));
        await world.deliver();
      },
      async () => {
        world.trouble = null;
        await world.sign(false);
        await lab.clock.advance(30_000);
      },
      async () => {
        lab.back();
        lab.put("A.ret", retorno(1));
        await lab.clock.until(() => world.is("up"));
        await world.deliver();
      },
    );
    assert.deepEqual(kinds(world).filter((kind) => kind !== "livro"), ["queda", "recuperacao"]);
    assert.match(world.sent.at(-1)![1], /Arquivos processados: 1/);
    await settled(world);
  });
}

Deno.test("the server goes away in the middle of a recovery: it is waited for, and what was brought in is counted", async () => {
  await using world = await World.open();
  const { lab } = world;
  await lab.watching(async () => {
    await lab.clock.until(() => world.is("up"));
    lab.away();
    await lab.clock.until(() => world.is("down"));
    lab.back();
    lab.put("A.ret", retorno(1));
    lab.put("B.ret", retorno(2));
    let decided = 0;
    world.trouble = (call) => {
      if (call === "files.decide" && decided++ === 0) return;
      if (decided > 0) throw away();
    };
    await lab.clock.until(() => decided > 1);
    await world.sign(true);
    await lab.clock.advance(20_000);
    assert.ok(world.is("recovering"));
    await lab.clock.until(() => world.is("up"));
    await world.deliver();
    assert.deepEqual(kinds(world), ["queda", "livro", "recuperacao"]);
    world.trouble = null;
    await world.sign(false);
    await lab.clock.until(() => lab.names().length === 0);
    await world.deliver();
  });
  assert.deepEqual(kinds(world), ["queda", "livro", "recuperacao", "livro"]);
  await settled(world);
});

Deno.test("who was not active last tells nothing while the server is away", async () => {
  const server = new SqliteLedger(openLedger(":memory:"));
  const spool = new SqliteLedger(openLedger(":memory:"));
  let down = false;
  const ledger = await SpooledLedger.open({
    server: gated(server, () => {
      if (down) throw away();
    }),
    spool,
    clock: new ManualClock(),
  }, "P");
  await ledger.spool.holds(null);
  const message = {
    channel: "email",
    kind: "teste" as const,
    event: "teste:1",
    outageId: null,
    title: "t",
    payload: {},
    at: 1,
  };
  await ledger.outbox.enqueue([message]);
  assert.equal((await ledger.outbox.head("email"))?.event, "teste:1");
  down = true;
  await assert.rejects(() => ledger.outbox.head("email"), LedgerUnavailable);
  await assert.rejects(() => ledger.outages.record([], [message]), LedgerUnavailable);
  await server.close();
  await spool.close();
});

Deno.test("the server's disk is full: small things go through and an outage does not; it is told once, and merged", async () => {
  await using world = await World.open();
  const { lab } = world;
  const full: Gate = (call) => {
    if (/^(files\.decide|outages\.record|outbox\.enqueue|story\.absorb)$/.test(call)) throw away();
  };
  await lab.watching(async () => {
    await lab.clock.until(() => world.is("up"));
    world.trouble = full;
    lab.put("A.ret", retorno(1));
    await lab.clock.advance(90_000);
    lab.away();
    await lab.clock.until(() => world.is("down"));
    // Signs of life are taken, and the story is not: the server counts as away for as long as that is so.
    await world.sign(true);
    await world.deliver();
    lab.back();
    await lab.clock.until(() => world.is("up"));
    await world.deliver();
    assert.deepEqual(kinds(world), ["livro", "queda", "recuperacao"]);
    world.trouble = null;
    await world.sign(false);
    await lab.clock.until(() => lab.names().length === 0);
    await world.deliver();
  });
  assert.deepEqual(kinds(world), ["livro", "queda", "recuperacao", "livro"]);
  assert.deepEqual(titles(world).filter((title) => title.startsWith("Livro")), [
    "Livro de Registro Indisponível",
    "Livro de Registro Disponível",
  ]);
  await settled(world);
});
