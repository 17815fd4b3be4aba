/** The lane of the possession with a clock that the test controls, and a folder that changes hands as the test says. */
import assert from "node:assert/strict";
import { Keeper } from "../../../../core/app/possession/keeper.ts";
import { PossessionLane } from "../../../../core/app/possession/possession_lane.ts";
import type { Shift } from "../../../../core/app/shift.ts";
import { LedgerUnavailable } from "../../../../core/ports/ledger/ledger.port.ts";
import {
  type FencedLedger,
  type Looked,
  type Possession,
  PossessionLost,
} from "../../../../core/ports/ledger/possession.port.ts";
import { ManualClock } from "../../../support/manual_clock.ts";

const TERM = 8000;
const US = (generation: number, from: string | null = null): Looked => ({
  ours: true,
  generation,
  from,
  others: true,
});
const THEM = (post: string, generation: number, remainingMs = TERM): Looked => ({
  ours: false,
  owner: post,
  post,
  generation,
  remainingMs,
});

/** What the ledger answers to a look. */
class Scripted implements Possession {
  answer: Looked | Error = US(1);
  looks = 0;
  ended: string[] = [];
  patient = 0;
  look({ take = true } = {}): Promise<Looked> {
    this.looks++;
    if (!take) this.patient++;
    return this.answer instanceof Error
      ? Promise.reject(this.answer)
      : Promise.resolve(this.answer);
  }
  inherit = () => Promise.resolve();
  release = () => Promise.resolve(void this.ended.push("released"));
  close = () => Promise.resolve(void this.ended.push("closed"));
}

/** A lane that runs, and what it did. */
async function running(
  work: (
    world: {
      readonly clock: ManualClock;
      readonly possession: Scripted;
      readonly lane: PossessionLane;
      readonly did: string[];
      readonly lose: () => void;
      readonly assure: () => Promise<void>;
      /** What the next openings of the work reject with. */
      readonly refusals: Error[];
      /** What the next handings over reject with. */
      readonly untold: Error[];
    },
  ) => Promise<void>,
  first: Looked | Error = US(1),
): Promise<{ readonly did: readonly string[]; readonly ended: readonly string[] }> {
  const clock = new ManualClock();
  const possession = new Scripted();
  possession.answer = first;
  const did: string[] = [];
  let lose = () => {};
  let assure = () => Promise.resolve();
  const refusals: Error[] = [];
  const untold: Error[] = [];
  let opened = 0;
  let wasActive = true;
  const ledger = {
    hold: (generation: number) => void did.push(`hold ${generation}`),
    onPossessionLost: (notice: () => void) => lose = notice,
    spool: {
      away: () => null,
      mayTell: () => wasActive,
      holds: (generation: number | null) => Promise.resolve(void (wasActive = generation !== null)),
      meet: () => Promise.resolve(),
      expects: () => {},
    },
  } as unknown as FencedLedger;
  const lane = new PossessionLane({
    clock,
    ledger,
    possession,
    announcer: {
      tell: (told) => {
        if (told.kind === "possession-taken") did.push(`taken from ${told.from}`);
        else if (told.kind === "possession-lost") did.push(`lost to ${told.active}`);
        else if (told.kind === "possession-reserve") did.push(`waits for ${told.active}`);
      },
    },
    open: (sure) => {
      assure = sure;
      const refusal = refusals.shift();
      if (refusal !== undefined) return Promise.reject(refusal);
      const n = ++opened;
      return Promise.resolve({
        run: (stop: AbortController) => {
          did.push(`work ${n}`);
          return new Promise<void>((resolve) => {
            stop.signal.addEventListener("abort", () => {
              did.push(`end ${n}`);
              resolve();
            }, { once: true });
          });
        },
      } as Shift);
    },
    handOver: () => {
      const error = untold.shift();
      did.push(error === undefined ? "handed over" : "not handed over");
      return error === undefined ? Promise.resolve() : Promise.reject(error);
    },
    onChange: () => {},
  }, { folder: "/pasta", post: "NOS", termMs: TERM });
  const stop = new AbortController();
  const done = lane.run(stop.signal, () => {});
  try {
    await clock.advance(1, 1);
    await work({
      clock,
      possession,
      lane,
      did,
      lose: () => lose(),
      assure: () => assure(),
      refusals,
      untold,
    });
  } finally {
    stop.abort();
    await done;
  }
  return { did, ended: possession.ended };
}

Deno.test("possession lane: works while it holds, looks a few times in each term, and lets go at the end", async () => {
  const { did, ended } = await running(async ({ clock, possession, lane }) => {
    assert.deepEqual(lane.part, { role: "ativo", activeOn: "NOS" });
    const before = possession.looks;
    await clock.advance(TERM * 2, 1);
    assert.equal(possession.looks - before, 8);
  });
  assert.deepEqual(did, ["hold 0", "hold 1", "taken from null", "work 1", "end 1"]);
  assert.deepEqual(ended, ["released", "closed"]);
});

Deno.test("possession lane: in reserve it does nothing but look; it takes over afresh, and says each change once", async () => {
  const { did } = await running(async ({ clock, possession, lane }) => {
    assert.deepEqual(lane.part, { role: "reserva", activeOn: "A" });
    await clock.advance(TERM * 3, 1);
    possession.answer = THEM("B", 2);
    await clock.advance(TERM, 1);
    possession.answer = US(3, "B");
    await clock.advance(TERM, 1);
    assert.ok(lane.shift !== null);
    possession.answer = THEM("A", 4);
    await clock.advance(TERM, 1);
    assert.equal(lane.shift, null);
    assert.deepEqual(lane.part, { role: "reserva", activeOn: "A" });
    possession.answer = US(5, "A");
    await clock.advance(TERM, 1);
  }, THEM("A", 1));
  assert.deepEqual(did, [
    ...["hold 0", "handed over", "waits for A", "waits for B"],
    ...["hold 3", "taken from B", "work 1", "end 1", "lost to A"],
    ...["hold 5", "taken from A", "work 2", "end 2"],
  ]);
});

Deno.test("possession lane: lost and got again between two looks, the work begins afresh; a ledger away ends none", async () => {
  const { did } = await running(async ({ clock, possession, lane }) => {
    possession.answer = new LedgerUnavailable("longe");
    await clock.advance(TERM * 4, 1);
    assert.equal(lane.part.role, "ativo");
    possession.answer = US(1);
    await clock.advance(TERM, 1);
    possession.answer = US(3, "B");
    await clock.advance(TERM, 1);
  });
  assert.deepEqual(did, [
    ...["hold 0", "hold 1", "taken from null", "work 1"],
    ...["end 1", "hold 3", "taken from B", "work 2", "end 2"],
  ]);
});

Deno.test("possession lane: after an absence of the ledger one in reserve leaves the folder to its last holder for a term", async () => {
  await running(async ({ clock, possession }) => {
    await clock.advance(TERM, 1);
    assert.equal(possession.patient, 0);
    // An absence of less than half a term ends nobody's.
    possession.answer = new LedgerUnavailable("longe");
    await clock.advance(3000, 1);
    possession.answer = THEM("A", 1);
    await clock.advance(TERM, 1);
    assert.equal(possession.patient, 0);
    possession.answer = new LedgerUnavailable("longe");
    await clock.advance(5000, 1);
    possession.answer = THEM("A", 1, 0);
    const during = possession.patient;
    await clock.advance(TERM * 4, 1);
    // One look a second, for a term after the latest that failed.
    assert.equal(possession.patient - during, TERM / 1000);
    possession.answer = new LedgerUnavailable("longe");
    await clock.advance(TERM, 1);
    possession.answer = THEM("A", 1);
    await clock.advance(1000, 1);
    possession.answer = THEM("A", 1, 0);
    const back = possession.patient;
    await clock.advance(TERM, 1);
    assert.equal(possession.patient, back, "its last holder was there, and died");
  }, THEM("A", 1));
});

Deno.test("possession lane: what was told of an absence is handed over once after each, as soon as the ledger takes it", async () => {
  const { did } = await running(async ({ clock, possession, untold }) => {
    await clock.advance(TERM, 1);
    possession.answer = new LedgerUnavailable("longe");
    await clock.advance(TERM, 1);
    untold.push(new LedgerUnavailable("longe"));
    possession.answer = THEM("A", 1);
    await clock.advance(TERM, 1);
  }, THEM("A", 1));
  const handed = did.filter((what) => what.endsWith("handed over"));
  assert.deepEqual(handed, ["handed over", "not handed over", "handed over"]);
});

Deno.test("possession lane: in reserve it looks at the moment at which what it left to another one ends", async () => {
  await running(async ({ clock, possession }) => {
    const looks: { readonly at: number; readonly take: boolean }[] = [];
    const look = possession.look.bind(possession);
    possession.look = ({ take = true } = {}) => {
      looks.push({ at: clock.now().mono, take });
      clock.pass(100);
      return look({ take });
    };
    possession.answer = new LedgerUnavailable("longe");
    await clock.advance(TERM);
    const away = looks.length;
    possession.answer = THEM("A", 1, 0);
    await clock.advance(TERM * 2);
    const back = looks.slice(away);
    assert.equal(back.find(({ take }) => take)?.at, back[0]!.at + TERM);
  }, THEM("A", 1));
});

Deno.test("possession lane: a ledger that fails while the work is opened is asked again without haste", async () => {
  const { did } = await running(async ({ clock, possession, lane, refusals }) => {
    // Both the lane and its work sleep: each step lets whoever was woken come to rest.
    const pass = async (ms: number) => {
      for (let step = 0; step < ms; step += 100) {
        await clock.advance(100);
        await new Promise<void>((resolve) => setTimeout(resolve));
      }
    };
    refusals.push(...Array.from({ length: 3 }, () => new LedgerUnavailable("longe")));
    possession.answer = US(2, "A");
    await pass(1000);
    assert.equal(refusals.length, 2);
    const before = possession.looks;
    await pass(1900);
    assert.equal(possession.looks - before, 1);
    assert.equal(lane.shift, null);
    await pass(2000);
    assert.ok(lane.shift !== null);
  }, THEM("A", 1));
  assert.deepEqual(did.filter((what) => /^(work|end)/.test(what)), ["work 1", "end 1"]);
});

Deno.test("possession lane: a write that is refused ends the work before the next look", async () => {
  const { did } = await running(async ({ clock, possession, lane, lose, assure }) => {
    await assure();
    possession.answer = THEM("B", 2);
    lose();
    await clock.advance(1, 1);
    assert.equal(lane.shift, null);
    await assert.rejects(assure, PossessionLost);
  });
  assert.deepEqual(did.slice(3), ["work 1", "end 1", "handed over", "lost to B"]);
});

Deno.test("keeper: sure without a question while the term lasts, with one after it, and of one number only", async () => {
  const clock = new ManualClock();
  const possession = new Scripted();
  const keeper = new Keeper(possession, clock, TERM);
  await keeper.look();
  clock.pass(TERM * 7 / 8 - 1);
  await keeper.assure(1);
  assert.equal(possession.looks, 1);
  // Frozen for longer: it asks, and everybody who asks meanwhile waits for the one answer.
  clock.pass(1);
  await Promise.all([keeper.assure(1), keeper.assure(1)]);
  assert.equal(possession.looks, 2);
  await assert.rejects(keeper.assure(2), PossessionLost);
  clock.pass(TERM);
  possession.answer = new LedgerUnavailable("longe");
  await assert.rejects(keeper.assure(1), LedgerUnavailable);
  possession.answer = US(3);
  await assert.rejects(keeper.assure(1), PossessionLost);
  // What was noticed while the answer was on its way is newer than the answer.
  const looking = keeper.look();
  keeper.lost();
  await looking;
  possession.answer = THEM("B", 4);
  await assert.rejects(keeper.assure(3), PossessionLost);
});
