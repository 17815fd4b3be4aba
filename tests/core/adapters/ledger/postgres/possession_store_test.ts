/** The possession as PostgreSQL keeps it is the one of the rule, whoever comes together with whom. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { PossessionStore } from "../../../../../core/adapters/ledger/postgres/possession_store.ts";
import { claimOf, type Held } from "../../../../../core/domain/possession.ts";
import { syntheticCbr724 } from "../../../../../core/ensaio/synthetic_cbr724.ts";
import { LedgerUnavailable } from "../../../../../core/ports/ledger/ledger.port.ts";
import { type Looked, PossessionLost } from "../../../../../core/ports/ledger/possession.port.ts";
import { FOLDER, ledgerAt, sharedServer } from "../../../../contract/postgres_engine.ts";
import { type PostgresAddress, postgresMissing } from "../../../../lab/postgres.ts";
import { PostgresProxy } from "../../../../support/postgres_proxy.ts";
import { apply } from "../../../../support/retornos.ts";

const TERM = 600_000;
const file = (n: number) =>
  syntheticCbr724({ titulos: 3, nsa: 1, date: "2025-10-14", firstNumber: 100 + 1000 * n });

/** What a look said, without what is left of the term. */
const short = (looked: Looked) => looked.ours ? looked.generation : looked.post;

if (await postgresMissing() === null) {
  const server = await sharedServer();

  const test = (
    name: string,
    work: (
      claim: (owner: string, termMs?: number, port?: number, place?: string) => PossessionStore,
      address: PostgresAddress,
    ) => Promise<void>,
  ) =>
    Deno.test(`postgres: ${name}`, async () => {
      const address = await server.database();
      const first = ledgerAt(address);
      await first.ready();
      await first.close();
      const open: PossessionStore[] = [];
      try {
        await work((owner, termMs = TERM, port = address.port, place = owner) => {
          const settings = { ...address, port, tls: "nenhum" } as const;
          const claimant = { folder: FOLDER, owner, post: `POSTO-${owner}`, place, termMs };
          const store = new PossessionStore(settings, claimant);
          open.push(store);
          return store;
        }, address);
      } finally {
        for (const store of open) await store.close();
      }
    });
  /** The term is over, without waiting for it. */
  const expire = ({ database }: PostgresAddress) =>
    server.sql(database, "UPDATE possession SET expires_at = clock_timestamp()");

  test("taken, renewed, waited for, taken over, let go of", async (claim, address) => {
    const [a, b] = [claim("a"), claim("b")];
    assert.equal(short(await a.look()), 1);
    const waits = await b.look();
    assert.ok(!waits.ours && waits.post === "POSTO-a");
    assert.ok(waits.remainingMs > TERM / 2 && waits.remainingMs <= TERM);
    assert.equal(short(await a.look()), 1);
    await expire(address);
    // Nobody else was there: it goes on with its number.
    assert.equal(short(await a.look()), 1);
    await expire(address);
    assert.equal(short(await b.look()), 2);
    assert.equal(short(await a.look()), "POSTO-b");
    // What is not ours is not let go of.
    await a.release();
    assert.equal(short(await a.look()), "POSTO-b");
    await expire(address);
    assert.equal(short(await a.look({ take: false })), "POSTO-b");
    // A holder that has let go comes back no more: nobody is spared.
    await b.release();
    const third = await a.look({ take: false });
    assert.deepEqual(third, { ours: true, generation: 3, from: "POSTO-b", others: false });
    assert.deepEqual(await a.look(), { ...third, from: null });
    // A new run of the same place need not wait for the end of the term of the one that died.
    const again = claim("a2", TERM, address.port, "a");
    assert.equal(short(await again.look()), "POSTO-a");
    await again.inherit();
    assert.equal(short(await again.look()), 4);
    await b.inherit();
    assert.equal(short(await b.look()), "POSTO-a2");
  });

  test(
    "every sequence of looks, ends of terms and stops ends as the rule says",
    async (claim, address) => {
      const owners = ["a", "b", "c"];
      const stores = owners.map((owner) => claim(owner));
      const step = fc.oneof(
        fc.record({ kind: fc.constantFrom("look", "stop"), who: fc.nat(2) }),
        fc.record({ kind: fc.constant("expire"), who: fc.constant(0) }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          await server.sql(address.database, "DELETE FROM possession");
          let held: Held | null = null;
          for (const { kind, who } of steps) {
            const owner = owners[who]!;
            if (kind === "expire") {
              await expire(address);
              held = held && { ...held as Held, remainingMs: 0 };
            } else if (kind === "stop") {
              await stores[who]!.release();
              if (held?.owner === owner) held = { ...held as Held, remainingMs: 0 };
            } else {
              const claim = claimOf(held, owner);
              if (claim.kind !== "wait") {
                held = { generation: claim.generation, owner, remainingMs: TERM };
              }
              assert.equal(
                short(await stores[who]!.look()),
                held!.owner === owner ? held!.generation : `POSTO-${held!.owner}`,
              );
            }
          }
        }),
        { numRuns: 25 },
      );
    },
  );

  test("of many that come at once, one gets it", async (claim, address) => {
    const stores = Array.from({ length: 8 }, (_, n) => claim(String(n)));
    // The first row of a folder is made by one of them, whichever of its keys they meet at.
    for (let round = 0; round < 50; round++) {
      const looked = await Promise.all(stores.map((store) => store.look()));
      assert.deepEqual(looked.flatMap((one) => one.ours ? [one.generation] : []), [1]);
      await server.sql(address.database, "DELETE FROM possession");
    }
    for (let generation = 1; generation <= 4; generation++) {
      const looked = await Promise.all(stores.map((store) => store.look()));
      const ours = looked.flatMap((one, n) => one.ours ? [[n, one.generation]] : []);
      assert.deepEqual(ours, [[ours[0]![0], generation]]);
      // The holder is not there when its term ends.
      await expire(address);
      stores.splice(ours[0]![0]!, 1);
    }
  });

  test(
    "a holder that lost its folder writes nothing; the next one does",
    async (claim, address) => {
      const [a, b] = [claim("a"), claim("b")];
      const [mine, theirs] = [ledgerAt(address), ledgerAt(address)];
      const hold = async (ledger: typeof mine, store: PossessionStore) => {
        const looked = await store.look();
        assert.ok(looked.ours);
        await ledger.ready();
        ledger.hold(looked.generation);
      };
      await hold(mine, a);
      await apply(mine, "A.ret", file(1));
      // Frozen in the middle of a write, and the term ends: the next holder goes on, and does not wait.
      await assert.rejects(
        mine.session.write(async () => {
          await mine.session.change("UPDATE files SET reason = 'tarde' WHERE name = $1", ["A.ret"]);
          await a.look();
          await expire(address);
          await hold(theirs, b);
          await apply(theirs, "C.ret", file(3));
        }),
        PossessionLost,
      );
      await assert.rejects(() => apply(mine, "D.ret", file(4)), PossessionLost);
      const names = (await theirs.files.query({ limit: 9 })).map((
        { name, reason },
      ) => [name, reason]);
      assert.deepEqual(names, [["C.ret", null], ["A.ret", null]]);
      await mine.close();
      await theirs.close();
    },
  );

  test(
    "a look whose answer is lost, or that hears nothing, ends in a part of the term",
    async (claim, address) => {
      await using proxy = new PostgresProxy(address.port);
      const a = claim("a", 8000, proxy.port);
      let left = 1;
      proxy.judge = ({ text }) =>
        /; COMMIT|^COMMIT/.test(text) && left-- > 0 ? "cut-after" : "pass";
      assert.equal(short(await a.look()), 1);
      proxy.judge = () => "hole";
      await assert.rejects(() => a.look(), LedgerUnavailable);
      proxy.judge = () => "pass";
      proxy.closed = true;
      await assert.rejects(() => a.look(), LedgerUnavailable);
      await expire(address);
      const b = claim("b");
      assert.equal(short(await b.look()), 2);
      proxy.closed = false;
    },
  );
}
