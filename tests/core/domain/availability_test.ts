/** The rule of the availability figure: maintenance excluded, time without a monitor unknown. */
import assert from "node:assert/strict";
import fc from "fast-check";
import {
  allShares,
  availability,
  type TimeShares,
  timeShares,
  type Watched,
} from "../../../core/domain/availability.ts";

const of = (text: string) =>
  text === "" ? [] : text.split(" ").map((part) => {
    const [start, end] = part.split("-");
    return { start: Number(start), end: end === "" ? Infinity : Number(end) };
  });

/** `watched | down | maintenance` of the stretch 0-100: up, down, maintenance, unknown. */
const CASES: readonly (readonly [what: string, known: string, shares: readonly number[]])[] = [
  ["nobody watched", "||", [0, 0, 0, 100]],
  ["watched all the time, and always there", "0-100||", [100, 0, 0, 0]],
  ["an outage inside", "0-100|40-50|", [90, 10, 0, 0]],
  ["an outage that began before and goes on", "0-100|-5-|", [0, 100, 0, 0]],
  ["an outage outside of what was watched is unknown", "0-50|60-70|", [50, 0, 0, 50]],
  ["an outage while the monitor stopped and came back", "0-50 60-100|40-70|", [70, 20, 0, 10]],
  ["maintenance takes an outage along", "0-100|40-50|30-60", [70, 0, 30, 0]],
  ["maintenance takes what nobody watched along", "0-40||30-60", [30, 0, 30, 40]],
  ["pieces that touch, overlap and stand in any order", "50-100 0-60|80-90 85-95|10-20 15-30", [
    65,
    15,
    20,
    0,
  ]],
  ["pieces of no length", "0-100|50-50|60-60", [100, 0, 0, 0]],
  ["everything is maintenance", "0-100|1-99|-9-200", [0, 0, 100, 0]],
];

Deno.test("the shares of a stretch of time", () => {
  for (const [what, known, expected] of CASES) {
    const [watched = "", down = "", maintenance = ""] = known.split("|").map((part) =>
      part.replace(/^-(\d)/, "~$1")
    );
    const list = (text: string) =>
      of(text.replace("~", "")).map((s, n) =>
        n === 0 && text.startsWith("~") ? { ...s, start: -s.start } : s
      );
    const [shares] = timeShares([{ start: 0, end: 100 }], {
      watched: list(watched),
      down: list(down),
      maintenance: list(maintenance),
    });
    const { up, down: lost, maintenance: kept, unknown } = shares!;
    assert.deepEqual([up, lost, kept, unknown], expected, what);
  }
});

Deno.test("the figure is of what was watched and is no maintenance; without any there is none", () => {
  const cases: [Partial<TimeShares>, number | null][] = [
    [{ up: 99, down: 1 }, 0.99],
    [{ up: 50, unknown: 50 }, 1],
    [{ maintenance: 30, unknown: 70 }, null],
    [{ down: 1, maintenance: 99 }, 0],
  ];
  for (const [shares, figure] of cases) {
    assert.equal(availability({ up: 0, down: 0, maintenance: 0, unknown: 0, ...shares }), figure);
  }
});

const STRETCH = fc.tuple(fc.integer({ min: -20, max: 120 }), fc.integer({ min: 0, max: 60 }))
  .map(([start, length]) => ({ start, end: start + length }));

Deno.test("whatever is known: the shares say of each moment one thing, and days add up to the whole", () => {
  fc.assert(
    fc.property(
      fc.array(STRETCH),
      fc.array(STRETCH),
      fc.array(STRETCH),
      (watched, down, maintenance) => {
        const known: Watched = { watched, down, maintenance };
        const has = (list: typeof watched, t: number) =>
          list.some((s) => s.start <= t && t < s.end);
        const bare = { up: 0, down: 0, maintenance: 0, unknown: 0 };
        for (let t = 0; t < 100; t++) {
          if (has(maintenance, t)) bare.maintenance++;
          else if (!has(watched, t)) bare.unknown++;
          else if (has(down, t)) bare.down++;
          else bare.up++;
        }
        const whole = timeShares([{ start: 0, end: 100 }], known);
        const parts = timeShares(
          [0, 25, 50, 75].map((start) => ({ start, end: start + 25 })),
          known,
        );
        assert.deepEqual(whole[0], bare);
        assert.deepEqual(allShares(parts), bare);
      },
    ),
  );
});
