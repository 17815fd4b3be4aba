/** The mark "moved" is the one write that a power cut may undo: nothing may depend on it. */
import assert from "node:assert/strict";
import { SQLITE_ONLY } from "../../../support/engine.ts";
import { Lab, retorno } from "../../../support/lab.ts";
import { decisionOf } from "../../../support/retornos.ts";

/** 2 is FULL: every commit is on disk when it returns. */
const FULL = 2;

Deno.test("moved: marks lost in a power cut are found out again; nothing is applied or stored twice", async () => {
  await using lab = await Lab.open();
  for (let n = 1; n <= 3; n++) lab.put(`${n}.ret`, retorno(n));
  lab.put("ruim.ret", "nada que se conheça\r\n".repeat(30));
  lab.clock.pass(3_600_000);
  await lab.sweepAll();
  lab.clock.pass(3_600_000);
  await lab.sweepAll();
  const { db } = lab.now;
  const movements = () => db.prepare("SELECT count(*) AS n FROM movimentos").get()!.n;
  const before = [movements(), lab.recorded(), lab.names(lab.processed), lab.names(lab.refused)];
  assert.equal(lab.names(lab.processed).length, 3);
  assert.equal(lab.names(lab.refused).length, 2);

  db.exec("UPDATE files SET moved_at = NULL");
  const life = await lab.start();
  assert.equal((await life.ledger.files.owed()).length, 4);
  await lab.sweepAll();
  assert.equal((await life.ledger.files.owed()).length, 0);
  assert.deepEqual(
    [movements(), lab.recorded(), lab.names(lab.processed), lab.names(lab.refused)],
    before,
  );
});

Deno.test(
  "moved: written with the next transaction, or without the disk; the question for it does not walk all files",
  SQLITE_ONLY,
  async () => {
    await using lab = await Lab.open();
    const { db, ledger } = lab.now;
    const level = () => db.prepare("PRAGMA synchronous").get()!.synchronous;
    const marked = () => lab.recorded().map(([name, , target]) => [name, target !== null]);
    for (const n of [1, 2]) {
      db.prepare(
        `INSERT INTO files (id, name, sha256, size, mtime, situation, at, directory, target)
       VALUES (?, ?, ?, 1, 1, 'processado', 1, '', 'x')`,
      ).run(n, `${n}.ret`, `${n}`);
    }
    await ledger.files.moved(1, 7);
    assert.deepEqual(marked(), [["1.ret", false], ["2.ret", false]]);
    // A transaction that fails takes the mark along, and the next one writes it.
    const { summary: _, ...nothing } = decisionOf("x.ret", retorno(1));
    await assert.rejects(() =>
      ledger.files.decide({
        ...nothing,
        summary: null,
        judge: () => {
          assert.deepEqual(marked(), [["1.ret", true], ["2.ret", false]]);
          throw new Error("cheio");
        },
      }), /cheio/);
    assert.deepEqual(marked(), [["1.ret", false], ["2.ret", false]]);
    await ledger.outages.record([], []);
    assert.deepEqual(marked(), [["1.ret", true], ["2.ret", false]]);
    await ledger.files.moved(2, 8);
    assert.equal(level(), FULL);
    assert.deepEqual(await ledger.files.owed(), []);
    assert.deepEqual(marked(), [["1.ret", true], ["2.ret", true]]);
    assert.equal(level(), FULL);
    for (const question of ["(moved_at IS NULL) = 1", "(moved_at IS NULL) IN (0, 1) AND at >= 5"]) {
      const plan = db.prepare(`EXPLAIN QUERY PLAN SELECT * FROM files WHERE ${question}`).all();
      assert.match(String(plan[0]!.detail), /USING INDEX files_at/, question);
    }
  },
);
