import assert from "node:assert/strict";
import { type ExpectedCriteria, fits, sameCause } from "../../../../core/domain/expected/rule.ts";

const ANY: ExpectedCriteria = { banco: null, convenio: null, conta: null, arquivo: null };
const FILE = { name: "CBR724_2711.RET", banco: "001", convenio: "002345678", conta: "0045678-9" };

Deno.test("a rule means the files that fit all that it asks for", () => {
  const cases: [criteria: Partial<ExpectedCriteria>, fits: boolean][] = [
    [{ banco: "001" }, true],
    [{ banco: "104" }, false],
    [{ convenio: "2345678" }, true],
    [{ convenio: "345678" }, false],
    [{ conta: "456789" }, true],
    [{ conta: "45678" }, true], // without its check digit
    [{ conta: "4567" }, false],
    [{ arquivo: "cbr724*.ret" }, true],
    [{ arquivo: "CBR72?_*.ret" }, true],
    [{ arquivo: "*.ret.txt" }, false],
    [{ arquivo: "CBR724*" }, true],
    [{ arquivo: "CBR724_2711xRET" }, false], // a point is a point
    [{ banco: "001", arquivo: "IED*.ret" }, false],
    [{ banco: "001", convenio: "2345678", conta: "456789", arquivo: "*.ret" }, true],
  ];
  for (const [criteria, expected] of cases) {
    assert.equal(fits({ ...ANY, ...criteria }, FILE), expected, JSON.stringify(criteria));
  }
  assert.equal(fits({ ...ANY, convenio: "1" }, { ...FILE, convenio: null }), false);
  // A name that would take a careless pattern for ever.
  assert.equal(
    fits({ ...ANY, arquivo: "*a*a*a*a*a*a*b" }, { ...FILE, name: "a".repeat(200) }),
    false,
  );
});

Deno.test("two rules have one cause when one of them asks for all that the other asks for", () => {
  const cases: [a: Partial<ExpectedCriteria>, b: Partial<ExpectedCriteria>, same: boolean][] = [
    [{ banco: "001" }, { banco: "001", convenio: "1" }, true],
    [{ banco: "001" }, { banco: "001" }, true],
    [{ banco: "001" }, { banco: "104" }, false],
    [{ banco: "001" }, { arquivo: "X*.ret" }, false],
    [{ arquivo: "X*.ret" }, { arquivo: "x*.RET", banco: "001" }, true],
    [{ banco: "001", convenio: "1" }, { banco: "001", convenio: "2" }, false],
  ];
  for (const [a, b, same] of cases) {
    assert.equal(sameCause({ ...ANY, ...a }, { ...ANY, ...b }), same);
    assert.equal(sameCause({ ...ANY, ...b }, { ...ANY, ...a }), same);
  }
});
