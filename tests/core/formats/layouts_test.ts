/** The tables themselves: no two fields of a record share a column, every row says where it comes from. */
import assert from "node:assert/strict";
import { CNAB400_BANKS } from "../../../core/formats/cnab400/banks.ts";
import { type Layout, layout } from "../../../core/formats/record/layout.ts";
import * as cbr724 from "../../../core/formats/cbr724/layout.ts";
import * as cnab240 from "../../../core/formats/cnab240/layout.ts";

const TABLES: readonly Layout[] = [
  ...Object.values(cnab240),
  ...Object.values(cbr724),
  ...[...new Set(CNAB400_BANKS.values())].flatMap((bank) =>
    bank.other === null ? [bank] : [bank, bank.other]
  ).flatMap((bank) => [bank.header, bank.detail, ...bank.special.values()]),
] as Layout[];

const WIDTHS: Readonly<Record<string, number>> = { data8: 8, iso8: 8, data6: 6, data4: 4 };

Deno.test("layouts: fields follow each other without overlap, have a source and a width that fits their type", () => {
  assert.equal(TABLES.length, 42);
  for (const table of TABLES) {
    let last = 0;
    for (const field of Object.values(table.fields)) {
      const name = `${table.record}.${field.name}`;
      assert.ok(
        field.first > last,
        `${name} begins at ${field.first}, the field before ends at ${last}`,
      );
      last = field.last;
      assert.match(
        field.source,
        /\[(?:[FBCIDYLRVP]|I2|X2|S2|A2|R2|O2|S4|X4o?|R4|H4|E4|N4|U4|A4|[UMbr])\]/,
        name,
      );
      const width = WIDTHS[field.type];
      if (width !== undefined) assert.equal(field.last - field.first + 1, width, name);
      // More digits than a JavaScript integer holds would lose cents.
      if (field.type === "valor" || field.type === "num") {
        assert.ok(field.last - field.first + 1 <= 15, name);
      }
    }
    assert.ok(last <= table.length);
  }
});

Deno.test("layouts: a row outside its record does not load", () => {
  assert.throws(() => layout("x", 10, { a: [5, 11, "alfa", "[F]"] }), RangeError);
  assert.throws(() => layout("x", 10, { a: [5, 4, "alfa", "[F]"] }), RangeError);
});
