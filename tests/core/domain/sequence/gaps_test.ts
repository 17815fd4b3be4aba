import assert from "node:assert/strict";
import fc from "fast-check";
import { findGaps, type NumberedFile } from "../../../../core/domain/sequence/gaps.ts";
import {
  decideGaps,
  type GapState,
  numbersOf,
  type Series,
} from "../../../../core/domain/sequence/gap_telling.ts";
import { addDays } from "../../../../core/domain/told/local_calendar.ts";

const HOUR = 3_600_000;
const file = (
  number: number,
  date: string,
  at = 0,
  more: Partial<NumberedFile> = {},
): NumberedFile => ({
  number,
  date,
  at,
  name: `R${number}.ret`,
  stock: null,
  stockBroken: false,
  ...more,
});
const days = (numbers: readonly number[], from = "2026-01-01") =>
  numbers.map((number, n) => file(number, addDays(from, n), n));
const range = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, n) => from + n * step);
const missing = (files: readonly NumberedFile[], shared?: ReadonlySet<number>) =>
  findGaps(files, shared).flatMap(numbersOf);

const CASES: readonly (readonly [
  name: string,
  files: NumberedFile[],
  gaps: number[],
  shared?: ReadonlySet<number>,
])[] = [
  ["no file", [], []],
  ["one file: history before the first is none", days([5461]), []],
  ["all are there", days(range(10, 30)), []],
  ["one is missing", days([1, 2, 3, 5, 6]), [4]],
  ["several are missing", days([1, 2, 3, 7, 8, 11]), [4, 5, 6, 9, 10]],
  ["steps of two are the twins' way", days(range(10, 40, 2)), []],
  ["steps of two, and one of them is missing", days([...range(10, 20, 2), ...range(24, 40, 2)]), [
    22,
  ]],
  ["too few files to tell a step of two from a gap", days([10, 12, 14]), []],
  ["a step of one ends the doubt", days([5460, 5462, 5463]), [5461]],
  ["unequal steps of few files are no twins'", days([5460, 5462, 5466]), [5461, 5463, 5464, 5465]],
  ["the same, in another order", days([5460, 5464, 5466]), [5461, 5462, 5463, 5465]],
  ["a single larger step", days([5460, 5463]), [5461, 5462]],
  ["equal larger steps of few files", days([10, 13, 16]), [11, 12, 14, 15]],
  ["a larger step that is learnt", days(range(10, 31, 3)), []],
  [
    "a larger step whose other numbers are in the other formats",
    days([10, 13, 16]),
    [],
    new Set([11, 12, 14, 15]),
  ],
  [
    "the twin's numbers are in the other format",
    days([10, 12, 13, 15, 16]),
    [],
    new Set([11, 14]),
  ],
  [
    "the way changes from steps of two to steps of one",
    days([...range(10, 30, 2), ...range(31, 40)]),
    [],
  ],
  ["a counter that begins again at one", [
    ...days(range(5450, 5461)),
    ...days(range(1, 12), "2027-01-04"),
  ], []],
  ["a new contract begins elsewhere", [
    ...days(range(5450, 5461)),
    ...days(range(90001, 90010), "2026-03-01"),
  ], []],
  ["it begins again, and then one is missing", [
    ...days(range(5450, 5461)),
    ...days([1, 2, 3, 5], "2027-01-04"),
  ], [4]],
  ["a file that is sent again is no new run", [
    ...days(range(1, 20)),
    file(12, "2026-02-01"),
    ...days(range(22, 25), "2026-02-02"),
  ], [21]],
  ["a late one that is dated later fills its gap", [
    ...days([1, 2, 3, 5, 6]),
    file(4, "2026-02-01"),
  ], []],
];

for (const [name, files, gaps, shared] of CASES) {
  Deno.test(`gaps: ${name}`, () => assert.deepEqual(missing(files, shared), gaps));
}

Deno.test("gaps: the bank's own stock has the last word", () => {
  const stock = (number: number, stockBroken = false) =>
    file(number, addDays("2026-01-01", number), number, { stock: 100, stockBroken });
  assert.deepEqual(
    missing([1, 2, 3, 5, 6].map((n) => stock(n))),
    [],
    "the chain holds: nothing is missing",
  );
  const [gap] = findGaps([stock(1), stock(2), stock(3), stock(5, true), stock(6)]);
  assert.deepEqual([gap!.first, gap!.confirmed], [4, true]);
});

Deno.test("gaps: any order of 200 files with 5 removed tells those 5, once each, after the grace time; arrivals close them", () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(range(2, 199), { minLength: 5, maxLength: 5 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 200, maxLength: 200 }),
      (removed, weights) => {
        const all = range(1, 200).map((n) => file(n, addDays("2025-01-01", n)));
        const order = all.map((one, n) => [weights[n]!, one] as const).sort((a, b) => a[0] - b[0])
          .map(([, one]) => one);
        const first = order.filter(({ number }) => !removed.includes(number));
        const late = order.filter(({ number }) => removed.includes(number));
        let state: GapState | null = null;
        const told: number[] = [];
        const closed: number[] = [];
        const present: NumberedFile[] = [];
        const look = (now: number) => {
          const series: Series = { key: "conta", files: present, shared: new Set() };
          const step = decideGaps([series], state, 24 * HOUR, now);
          state = step.state;
          told.push(...step.missing.flatMap(numbersOf));
          closed.push(...step.closed.flatMap(({ files }) => files.map(({ number }) => number)));
        };
        look(0);
        let now = 1;
        // All of them within the grace time, in any order: nothing is told.
        for (const one of first) {
          present.push({ ...one, at: now });
          look(now);
          now += HOUR / 20;
        }
        assert.deepEqual(told, []);
        look(now + 25 * HOUR);
        const sorted = [...removed].sort((a, b) => a - b);
        assert.deepEqual([...told].sort((a, b) => a - b), sorted);
        look(now + 50 * HOUR);
        assert.equal(told.length, 5, "once each");
        for (const one of late) {
          now += 51 * HOUR;
          present.push({ ...one, at: now });
          look(now);
        }
        assert.deepEqual([...closed].sort((a, b) => a - b), sorted);
        look(now + 100 * HOUR);
        assert.equal(told.length, 5);
        assert.deepEqual(state!.told, {});
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("gaps: twins' files in any order within the grace time are never told, few or many", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 12 }).chain((count) =>
        fc.shuffledSubarray(range(10, 8 + 2 * count, 2), { minLength: count, maxLength: count })
      ),
      (order) => {
        const present: NumberedFile[] = [];
        let state: GapState | null = null;
        for (const [at, number] of order.entries()) {
          present.push(file(number, addDays("2026-01-01", number), at));
          const step = decideGaps(
            [{ key: "conta", files: present, shared: new Set() }],
            state,
            HOUR,
            at,
          );
          assert.deepEqual(step.missing, []);
          state = step.state;
        }
        const all = { key: "conta", files: present, shared: new Set<number>() };
        assert.deepEqual(decideGaps([all], state, HOUR, 100 * HOUR).missing, []);
      },
    ),
  );
});

Deno.test("gaps: what could be seen before the sequences were watched is an old story", () => {
  const series: Series = {
    key: "conta",
    files: days([1, 2, 3, 5, 6]).map((f) => ({ ...f, at: 10 })),
    shared: new Set(),
  };
  const first = decideGaps([series], { since: 100, told: {} }, HOUR, 100);
  assert.deepEqual([first.missing, first.state], [[], { since: 100, told: {} }]);
  assert.deepEqual(decideGaps([series], first.state, HOUR, 100 * HOUR).missing, []);
  // The files of an empty ledger's first day are watched from the first one on.
  assert.equal(decideGaps([series], null, HOUR, 100 * HOUR).missing.length, 1);
});
