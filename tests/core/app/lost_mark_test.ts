/** The mark "moved" is the one write that a power cut may undo: nothing may depend on it. */
import assert from "node:assert/strict";
import { Lab, retorno } from "../../support/lab.ts";

/** 2 is FULL: every commit is on disk when it returns. */
const FULL = 2;

Deno.test("moved: marks lost in a power cut are found out again; nothing is applied or stored twice", async () => {
  await using lab = new Lab();
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
  const life = lab.start();
  assert.equal(life.ledger.files.owed().length, 4);
  await lab.sweepAll();
  assert.equal(life.ledger.files.owed().length, 0);
  assert.deepEqual(
    [movements(), lab.recorded(), lab.names(lab.processed), lab.names(lab.refused)],
    before,
  );
});

Deno.test("moved: only its own write does without the disk; the question for it does not walk all files", async () => {
  await using lab = new Lab();
  const { db, ledger } = lab.now;
  const level = () => db.prepare("PRAGMA synchronous").get()!.synchronous;
  assert.equal(level(), FULL);
  ledger.files.moved(1, 0);
  assert.equal(level(), FULL);
  assert.throws(() => ledger.transaction(() => ledger.files.moved(1, 0)), /transaction/);
  assert.equal(level(), FULL);
  const plan = db.prepare(
    "EXPLAIN QUERY PLAN SELECT * FROM files WHERE moved_at IS NULL ORDER BY +id",
  ).all();
  assert.match(String(plan[0]!.detail), /files_owed/);
});
