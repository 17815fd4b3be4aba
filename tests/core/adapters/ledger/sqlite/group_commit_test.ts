/** Files that are decided together share one transaction, and no failure makes one of them pay for another. */
import assert from "node:assert/strict";
import type { DatabaseSync } from "node:sqlite";
import { openLedger } from "../../../../../core/adapters/ledger/sqlite/database.ts";
import { SqliteLedger } from "../../../../../core/adapters/ledger/sqlite/sqlite_ledger.ts";
import { LedgerUnavailable } from "../../../../../core/ports/ledger/ledger.port.ts";
import { syntheticCbr724 } from "../../../../../core/ensaio/synthetic_cbr724.ts";
import { apply } from "../../../../support/retornos.ts";

const DATE = "2025-10-14";
const file = (n: number) =>
  syntheticCbr724({ titulos: 2, nsa: 1, date: DATE, firstNumber: 100 + 10 * n });

/** Watches what is done with transactions; `fail` may throw before it is done. */
function watched(db: DatabaseSync, fail: (sql: string) => void = () => {}): string[] {
  const exec = db.exec.bind(db);
  const done: string[] = [];
  db.exec = (sql: string) => {
    fail(sql);
    if (/^(BEGIN|COMMIT|ROLLBACK$)/.test(sql)) done.push(sql.split(" ")[0]!);
    return exec(sql);
  };
  return done;
}

async function withLedger(work: (ledger: SqliteLedger, db: DatabaseSync) => Promise<void>) {
  const db = openLedger(":memory:");
  const ledger = new SqliteLedger(db);
  try {
    await work(ledger, db);
  } finally {
    await ledger.close();
  }
}

/** No time passes for whoever asks `performance`, until it is disposed of. */
function standingStill(): Disposable {
  const { now } = performance;
  const moment = performance.now();
  performance.now = () => moment;
  return { [Symbol.dispose]: () => void (performance.now = now) };
}

const many = (ledger: SqliteLedger, count: number) =>
  Promise.allSettled(
    Array.from({ length: count }, (_, n) => apply(ledger, `F${n}.ret`, file(n))),
  );
const failed = (outcomes: readonly PromiseSettledResult<unknown>[]) =>
  outcomes.flatMap((one, n) => one.status === "rejected" ? [n] : []);

function full(): never {
  throw Object.assign(new Error("database or disk is full"), { errcode: 13 });
}

Deno.test("twelve files asked for together are one transaction; one alone is one", () =>
  withLedger(async (ledger, db) => {
    const done = watched(db);
    // On a busy machine a group would be cut short by its time.
    using _ = standingStill();
    assert.deepEqual(failed(await many(ledger, 12)), []);
    assert.deepEqual(done.splice(0), ["BEGIN", "COMMIT"]);
    await apply(ledger, "A.ret", file(50));
    assert.deepEqual(done, ["BEGIN", "COMMIT"]);
    assert.equal((await ledger.titulos.sum({})).quantidade, 26);
  }));

for (
  const [failures, groups, alone] of [[1, 1, 0], [2, 0, 5]] as const
) {
  Deno.test(`a commit that fails, ${failures} times: all are there once, ${alone} by themselves`, () =>
    withLedger(async (ledger, db) => {
      let left: number = failures;
      const done = watched(db, (sql) => sql === "COMMIT" && left-- > 0 && full());
      using _ = standingStill();
      assert.deepEqual(failed(await many(ledger, 5)), []);
      const undone = Array(failures).fill(["BEGIN", "ROLLBACK"]).flat();
      const kept = Array(groups + alone).fill(["BEGIN", "COMMIT"]).flat();
      assert.deepEqual(done, [...undone, ...kept]);
      assert.equal((await ledger.titulos.sum({})).quantidade, 10);
      assert.equal((await ledger.files.query({ limit: 10 })).length, 5);
    }));
}

Deno.test("two files that fail: the others share the second transaction, the two are tried by themselves", () =>
  withLedger(async (ledger, db) => {
    db.exec(`CREATE TEMP TRIGGER recusa BEFORE INSERT ON files WHEN new.name IN ('F1.ret', 'F3.ret')
      BEGIN SELECT RAISE(FAIL, 'recusado'); END`);
    const done = watched(db);
    using _ = standingStill();
    assert.deepEqual(failed(await many(ledger, 5)), [1, 3]);
    const undone = ["BEGIN", "ROLLBACK"];
    assert.deepEqual(done, [...undone, "BEGIN", "COMMIT", ...undone, ...undone]);
    assert.equal((await ledger.titulos.sum({})).quantidade, 6);
    assert.deepEqual(
      (await ledger.files.query({ limit: 10 })).map(({ name }) => name).sort(),
      ["F0.ret", "F2.ret", "F4.ret"],
    );
  }));

Deno.test("only the file that does not fit fails, whatever the engine undoes with it", () =>
  withLedger(async (ledger, db) => {
    const prepare = db.prepare.bind(db);
    db.prepare = (sql: string) => {
      const statement = prepare(sql);
      if (!sql.startsWith("INSERT INTO files")) return statement;
      const run = statement.run.bind(statement) as (...values: unknown[]) => unknown;
      (statement as { run: unknown }).run = (...values: unknown[]) => {
        if (values[0] !== "F2.ret") return run(...values);
        // As SQLite itself does on a full disk.
        if (db.isTransaction) db.exec("ROLLBACK");
        return full();
      };
      return statement;
    };
    const outcomes = await many(ledger, 5);
    assert.deepEqual(failed(outcomes), [2]);
    const bad = outcomes[2]!;
    assert.ok(bad.status === "rejected" && bad.reason instanceof LedgerUnavailable);
    assert.equal((await ledger.titulos.sum({})).quantidade, 8);
  }));

Deno.test("another's lock is waited for once, not once a file", () =>
  withLedger(async (ledger, db) => {
    const busy = () => {
      throw Object.assign(new Error("database is locked"), { errcode: 5 });
    };
    let asked = 0;
    watched(db, (sql) => sql.startsWith("BEGIN") && (asked++, busy()));
    assert.deepEqual(failed(await many(ledger, 5)), [0, 1, 2, 3, 4]);
    assert.equal(asked, 1);
  }));
