import assert from "node:assert/strict";
import { CHANGES, REPLACES_CHILD, strangers } from "../../../core/domain/access.ts";

const OURS = "S-1-5-21-1-2-3-1001";
const THEIRS = "S-1-5-21-1-2-3-1105";

Deno.test("access: administrators, SYSTEM and whoever runs the program are no strangers", () => {
  for (
    const sddl of [
      "O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)",
      `O:SYG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;0x1301bf;;;${OURS})`,
      `O:${OURS}G:DUD:AI(A;ID;FA;;;SY)(A;ID;FA;;;DA)`,
      // Reading is no change; creators over their own is no way in.
      "O:BAG:SYD:AI(A;OICIID;0x1200a9;;;BU)(A;OICIIOID;GA;;;CO)(A;ID;FRFX;;;WD)",
      `O:BAG:SYD:(D;;FA;;;${THEIRS})(A;;FA;;;SY)`,
      "O:BAG:SYD:",
    ]
  ) assert.deepEqual(strangers(sddl, [OURS]), [], sddl);
});

Deno.test("access: a stranger is one who owns it or can change it", () => {
  const cases: [string, string[]][] = [
    [`O:${THEIRS}G:DUD:PAI(A;;FA;;;SY)`, [THEIRS]],
    // What %ProgramData% hands down to a folder that is simply made there.
    ["O:BAG:SYD:AI(A;OICIID;FA;;;SY)(A;OICIID;0x1200a9;;;BU)(A;CIID;DCLCRPCR;;;BU)", ["BU"]],
    ["O:BAG:SYD:AI(A;;0x1301bf;;;AU)", ["AU"]],
    ["O:BAG:SYD:AI(A;;FW;;;WD)", ["WD"]],
    ["O:BAG:SYD:AI(A;;GA;;;WD)(A;;WD;;;WD)", ["WD"]],
    [`O:BAG:SYD:AI(A;;WO;;;${THEIRS})(A;;SD;;;BU)`, [THEIRS, "BU"]],
    [`O:BAG:SYD:AI(XA;;FA;;;${THEIRS};(@User.x == 1))`, [THEIRS]],
    ["O:BAG:SYD:NO_ACCESS_CONTROL", ["WD"]],
    ["O:BAG:SY", ["WD"]],
    ["", ["", "WD"]],
  ];
  for (const [sddl, expected] of cases) {
    assert.deepEqual(strangers(sddl, [OURS]).map((s) => s.who), expected, sddl);
  }
  assert.deepEqual(strangers(`O:${THEIRS}D:`, []), [{ who: THEIRS, owner: true }]);
});

Deno.test("access: who may only add to a folder replaces nothing in it", () => {
  const added = "O:BAG:SYD:AI(A;CI;DCLC;;;BU)";
  assert.deepEqual(strangers(added, [], REPLACES_CHILD), []);
  assert.equal(strangers(added, [], CHANGES).length, 1);
  assert.equal(strangers("O:BAG:SYD:AI(A;CI;DT;;;BU)", [], REPLACES_CHILD).length, 1);
});
