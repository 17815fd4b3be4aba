import assert from "node:assert/strict";
import fc from "fast-check";
import { compareNames } from "../../../core/domain/name_order.ts";

Deno.test("compareNames: numbers count as numbers, all else by code unit", () => {
  const inOrder: string[][] = [
    ["CNAB_2.ret", "CNAB_19.ret", "CNAB_100.ret"],
    ["CBR724_20251014_9.ret", "CBR724_20251014_10.ret", "CBR724_20251015_1.ret"],
    ["R9a2.ret", "R9a10.ret", "R10a1.ret"],
    // Numbers of one length are in the order they always were in.
    ["R001.ret", "R002.ret", "R010.ret"],
    ["R01.ret", "R1.ret", "R02.ret", "R2.ret"],
    ["R001a.ret", "R1b.ret"],
    ["R0.ret", "R00000000000000000000001.ret", "R99999999999999999999.ret"],
    ["A.ret", "A1.ret", "AB.ret", "a.ret", "á.ret"],
    ["", "1", "1.ret", "a"],
  ];
  for (const names of inOrder) {
    assert.deepEqual([...names].reverse().sort(compareNames), names);
  }
});

Deno.test("compareNames: one order for any names, whatever they hold", () => {
  const name = fc.string({ unit: fc.constantFrom("0", "1", "9", "a", "_", "."), maxLength: 6 });
  fc.assert(
    fc.property(name, name, name, (a, b, c) => {
      assert.equal(compareNames(a, b) === 0, a === b);
      assert.equal(Math.sign(compareNames(a, b)), -Math.sign(compareNames(b, a)) + 0);
      if (compareNames(a, b) < 0 && compareNames(b, c) < 0) assert.ok(compareNames(a, c) < 0);
    }),
    { numRuns: 5000 },
  );
});
