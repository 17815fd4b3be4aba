/**
 * The possession of a folder, gone through exhaustively in small: two monitors and the ledger, every order of their steps, every
 * answer lost or late, a freeze of any length at any point, a clock that falls behind, a clean stop. Times and numbers are kept
 * relative to now and to the ledger, so that the world is finite and nothing ends after so many steps. The rules are those of
 * the program; each of them, broken, is caught.
 */
import assert from "node:assert/strict";
import {
  type Claim,
  claimOf,
  type Held,
  marginOf,
  renewalPause,
  reservePause,
  type Trust,
  trustFrom,
  trusts,
} from "../../../core/domain/possession.ts";

/** Ticks. A monitor's clock may fall behind by the margin within a term, and no more. */
const TERM = 4;
const MARGIN = marginOf(TERM);
/** The ledger's number is always this one; others are so many less, at least {@link OLDEST}. */
const NOW = 9;
const OLDEST = NOW - 3;

/** A look that is under way: how old it is by the monitor's own clock, and by how much that clock fell behind since. */
type Look =
  | { readonly at: "read"; readonly age: number; readonly behind: number }
  | {
    readonly at: "write";
    readonly age: number;
    readonly behind: number;
    readonly claim: Change;
    /** There was no row. */
    readonly first: boolean;
  }
  /** `generation` null: it is not ours. */
  | {
    readonly at: "answer";
    readonly age: number;
    readonly behind: number;
    readonly generation: number | null;
  };

/** What is to be written down. */
type Change = Exclude<Claim, { kind: "wait" }>;
type Row = { readonly owner: number; readonly left: number } | null;

interface Monitor {
  readonly look: Look | null;
  /** `until` on a clock that shows 0 now. */
  readonly trust: (Trust & { readonly behind: number }) | null;
}

interface World {
  readonly row: Row;
  readonly monitors: readonly [Monitor, Monitor];
}

/** What is tried: the program's rules, or one of them broken. */
interface Rules {
  readonly claimOf: (held: Held | null, owner: string) => Claim;
  /** `started` and `answered` on the monitor's clock. */
  readonly trustFrom: (started: number, generation: number, answered: number) => Trust;
  readonly trusts: (trust: Trust | null, now: number) => boolean;
  /** Whether the ledger writes down a claim. */
  readonly holds: (claim: Change, row: Row, who: number) => boolean;
  /** Whether a commit with a number stands. */
  readonly commits: (generation: number) => boolean;
}

const PROGRAM: Rules = {
  claimOf,
  trustFrom: (started, generation) => trustFrom(started, generation, TERM),
  trusts,
  // The conditions of possession_store.ts.
  holds: (claim, row, who) => {
    if (claim.kind === "renew") return row?.owner === who && claim.generation === NOW;
    return row !== null && claim.generation - 1 === NOW && row.left <= 0;
  },
  commits: (generation) => generation === NOW,
};

const START: World = {
  row: null,
  monitors: [{ look: null, trust: null }, { look: null, trust: null }],
};

/** Every world that can follow. */
function* next(world: World, rules: Rules): Iterable<World> {
  for (const who of [0, 1] as const) {
    yield* stepsOf(world, who, rules);
    yield* ticks(world, who);
  }
}

function* ticks(world: World, slow: number): Iterable<World> {
  for (const skips of [false, true]) {
    const monitors = world.monitors.map((m, n) => aged(m, skips && n === slow));
    if (monitors.includes(null)) continue;
    yield {
      row: world.row && { ...world.row, left: Math.max(0, world.row.left - 1) },
      monitors: monitors as [Monitor, Monitor],
    };
  }
}

/** A tick later; null when its clock would fall behind by more than is promised. */
function aged({ look, trust }: Monitor, skips: boolean): Monitor | null {
  const behind = skips ? 1 : 0;
  if (skips && ((look?.behind ?? 0) >= MARGIN || (trust?.behind ?? 0) >= MARGIN)) return null;
  return {
    // Older than a term: no trust comes of it.
    look: look &&
      { ...look, age: Math.min(TERM, look.age + 1 - behind), behind: look.behind + behind },
    trust: trust &&
      { ...trust, until: Math.max(0, trust.until - 1 + behind), behind: trust.behind + behind },
  };
}

function* stepsOf(world: World, who: 0 | 1, rules: Rules): Iterable<World> {
  const { row } = world;
  const me = world.monitors[who];
  const put = (monitor: Monitor, changed = row): World => ({
    row: changed,
    monitors: who === 0 ? [monitor, world.monitors[1]] : [world.monitors[0], monitor],
  });
  const { look } = me;
  if (look === null) {
    yield put({ ...me, look: { at: "read", age: 0, behind: 0 } });
    // A clean stop: nobody begins anything any more, and the term ends now.
    if (me.trust !== null) {
      yield put({ look: null, trust: null }, row?.owner === who ? { ...row, left: 0 } : row);
    }
    return;
  }
  // The question, or its answer, is lost on the way.
  yield put({ ...me, look: null });
  const { age, behind } = look;
  if (look.at === "read") {
    const held = row && { generation: NOW, owner: String(row.owner), remainingMs: row.left };
    const claim = rules.claimOf(held, String(who));
    yield claim.kind === "wait"
      ? put({ ...me, look: { at: "answer", age, behind, generation: null } })
      : put({ ...me, look: { at: "write", age, behind, claim, first: row === null } });
  } else if (look.at === "write") {
    const { claim, first } = look;
    const stands = first ? row === null : rules.holds(claim, row, who);
    const answered = put({
      ...me,
      look: { at: "answer", age, behind, generation: stands ? claim.generation : null },
    }, stands ? { owner: who, left: TERM } : row);
    // The ledger's number is NOW again, and all others are older by one.
    if (!stands) yield answered;
    else if (first) yield shifted(answered, NOW - 1);
    else yield claim.kind === "take" ? shifted(answered, -1) : answered;
  } else {
    const { generation } = look;
    yield put({
      look: null,
      trust: generation === null
        ? null
        : { ...clipped(rules.trustFrom(-age, generation, 0)), behind },
    });
  }
}

const clipped = (trust: Trust): Trust => ({ ...trust, until: Math.max(0, trust.until) });

function shifted(world: World, by: number): World {
  const shift = (generation: number) => Math.max(OLDEST, generation + by);
  return {
    ...world,
    monitors: world.monitors.map(({ look, trust }) => ({
      trust: trust && { ...trust, generation: shift(trust.generation) },
      look: look?.at === "answer" && look.generation !== null
        ? { ...look, generation: shift(look.generation) }
        : look?.at === "write" && !look.first
        ? { ...look, claim: { ...look.claim, generation: shift(look.claim.generation) } }
        : look,
    })) as unknown as World["monitors"],
  };
}

/** What is wrong with a world, or null. */
function fault({ row, monitors }: World, rules: Rules): string | null {
  const sure = monitors.map(({ trust }) => rules.trusts(trust, 0));
  if (sure[0] && sure[1]) return "two trust themselves";
  for (const [who, { trust }] of monitors.entries()) {
    if (sure[who] && (row?.owner !== who || trust!.generation !== NOW)) {
      return "one trusts itself and the ledger does not";
    }
    // Whatever it knows, it may be about to commit: frozen before, or thawed long after.
    if (trust !== null && rules.commits(trust.generation) && row?.owner !== who) {
      return "one writes that does not hold the folder";
    }
  }
  return null;
}

/** Goes through everything that can be reached. */
function explore(rules: Rules): { readonly worlds: number; readonly fault: string | null } {
  const seen = new Set<string>([JSON.stringify(START)]);
  let front = [START];
  while (front.length > 0) {
    const found: World[] = [];
    for (const world of front) {
      for (const one of next(world, rules)) {
        const key = JSON.stringify(one);
        if (seen.has(key)) continue;
        seen.add(key);
        const wrong = fault(one, rules);
        if (wrong !== null) return { worlds: seen.size, fault: wrong };
        found.push(one);
      }
    }
    front = found;
  }
  return { worlds: seen.size, fault: null };
}

Deno.test("no order of events gives a folder two holders, or a write to one that lost it", () => {
  const { worlds, fault } = explore(PROGRAM);
  assert.equal(fault, null);
  // All of it was gone through: takes, renewals, releases, late answers of both.
  assert.ok(worlds > 100_000, `${worlds}`);
});

for (
  const [name, rules] of [
    ["trust that counts from the answer", {
      trustFrom: (_: number, generation: number, answered: number) =>
        trustFrom(answered, generation, TERM),
    }],
    ["trust without a margin", {
      trustFrom: (started: number, generation: number) => ({ generation, until: started + TERM }),
    }],
    ["trust without an end", { trusts: (trust: Trust | null) => trust !== null }],
    ["a take before the end of the term", {
      claimOf: (held: Held | null, owner: string) =>
        claimOf(held && { ...held, remainingMs: held.remainingMs - 1 }, owner),
      holds: (claim: Change, row: Row, who: number) =>
        PROGRAM.holds(claim, row && { ...row, left: row.left - 1 }, who),
    }],
    ["a take that does not look whether the term was renewed meanwhile", {
      holds: (claim: Change, row: Row, who: number) =>
        PROGRAM.holds(claim, row && { ...row, left: claim.kind === "take" ? 0 : row.left }, who),
    }],
    ["a take with the same number", {
      claimOf: (held: Held | null, owner: string): Claim =>
        held !== null && held.remainingMs <= 0
          ? { kind: "renew", generation: held.generation }
          : claimOf(held, owner),
      holds: (claim: Change) => claim.kind === "renew" && claim.generation === NOW,
    }],
    ["a commit that does not look at the number", { commits: () => true }],
  ] as const
) {
  Deno.test(`the model catches ${name}`, () => {
    assert.notEqual(explore({ ...PROGRAM, ...rules as Partial<Rules> }).fault, null);
  });
}

Deno.test("a folder whose holder died is taken within the term and one look; after a clean stop, within one look", () => {
  for (const term of [4000, 30_000, 300_000]) {
    const pause = reservePause(term);
    for (const stopped of [false, true]) {
      for (let phase = 0; phase < pause; phase += pause / 50) {
        // The last renewal was at 0; the end comes at once, so that nothing of the term is spent.
        const left = (at: number) => stopped ? 0 : term - at;
        let at = phase;
        while (
          claimOf({ generation: 1, owner: "a", remainingMs: left(at) }, "b").kind !== "take"
        ) at += pause;
        assert.ok(at < (stopped ? 0 : term) + pause);
      }
    }
    // Two renewals may fail before the trust ends.
    assert.ok(3 * renewalPause(term) < trustFrom(0, 1, term).until);
  }
});
