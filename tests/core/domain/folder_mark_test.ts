import assert from "node:assert/strict";
import fc from "fast-check";
import {
  cameLater,
  type Holder,
  isSameMonitor,
  isSuccessor,
  markText,
  readMark,
} from "../../../core/domain/folder_mark.ts";

const ME: Holder = {
  machine: "SRV1",
  dataFolder: "C:\\dados",
  pid: 12,
  since: 1_700_000_000_000,
  ledger: null,
  possession: null,
};
const iso = (ms: number) => new Date(ms).toISOString();

Deno.test("a mark says what its monitor is, and is read back", () => {
  assert.deepEqual(readMark(markText(ME, iso)), ME);
  const shared = { ...ME, ledger: "d0c1 \\\\servidor1\\retorno" };
  assert.deepEqual(readMark(markText(shared, iso)), shared);
  const held = { ...shared, possession: 12 };
  assert.deepEqual(readMark(markText(held, iso)), held);
});

Deno.test("whoever may write to the folder may write the mark: no text throws, and what is no mark is none", () => {
  fc.assert(fc.property(fc.string(), (text) => void readMark(text)));
  fc.assert(fc.property(fc.json(), (text) => void readMark(text)));
  for (
    const text of [
      "",
      "null",
      "[]",
      "{}",
      '"x"',
      '{"programa":"MonitorRetornos"}',
      "{".repeat(5000),
    ]
  ) {
    assert.equal(readMark(text), null, text.slice(0, 40));
  }
  const odd = readMark(JSON.stringify({
    programa: "MonitorRetornos",
    maquina: "\u001b[2Jx\u202e" + "y".repeat(1000),
    pastaDados: "a\nb",
    processo: 1e300,
    desde: "ontem",
    posse: "3",
  }))!;
  assert.deepEqual([odd.pid, odd.since, odd.dataFolder], [0, 0, "a b"]);
  assert.equal(odd.possession, null);
  assert.ok(odd.machine.length <= 300);
  for (const char of ["\u001b", "\u202e"]) assert.ok(!odd.machine.includes(char));
});

Deno.test("one monitor is a machine and a data folder, in any letter case; a process and a time are not", () => {
  const same = { ...ME, pid: 99, since: 0 };
  assert.ok(isSameMonitor(ME, same));
  assert.ok(isSameMonitor(ME, { ...same, machine: "srv1", dataFolder: "c:\\DADOS" }));
  assert.ok(!isSameMonitor(ME, { ...ME, machine: "SRV2" }));
  assert.ok(!isSameMonitor(ME, { ...ME, dataFolder: "D:\\dados" }));
});

Deno.test("whoever shares the ledger of the folder is no stranger; whoever has another one is", () => {
  const [one, two] = ["SRV1", "SRV2"].map((machine) => ({ ...ME, machine, ledger: "d0c1 /pasta" }));
  assert.ok(isSameMonitor(one!, two!));
  assert.ok(isSuccessor(two!, one!));
  for (
    const none of [{ ...one!, pid: 99 }, { ...two!, ledger: null }, { ...two!, ledger: "e5a2" }]
  ) {
    assert.ok(!isSuccessor(none, one!));
  }
  for (
    const [theirs, ours, later] of [
      [3, 2, true],
      [2, 2, false],
      [1, 2, false],
      [null, 2, false],
      [3, null, false],
    ] as const
  ) {
    const [holder, me] = [{ ...two!, possession: theirs }, { ...one!, possession: ours }];
    assert.equal(cameLater(holder, me), later, `${theirs} after ${ours}`);
    assert.ok(!cameLater({ ...one!, possession: theirs }, me), "of the same machine");
  }
  assert.ok(!isSameMonitor(one!, { ...two!, ledger: "e5a2 /pasta" }));
  assert.ok(!isSameMonitor(one!, { ...two!, ledger: null }));
  // The same data folder, before and after it was taken to another ledger.
  assert.ok(isSameMonitor(one!, { ...one!, ledger: null }));
});
