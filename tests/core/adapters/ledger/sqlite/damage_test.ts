import assert from "node:assert/strict";
import { join } from "node:path";
import { checkLedger, openLedger } from "../../../../../core/adapters/ledger/sqlite/database.ts";
import { LedgerDamaged } from "../../../../../core/ports/ledger/ledger.port.ts";
import { latestRebuild } from "../../../../../core/adapters/ledger/sqlite/rebuild_store.ts";
import {
  finishReplacement,
  replaceLedger,
} from "../../../../../core/adapters/ledger/sqlite/replace_ledger.ts";
import { SqliteLedger } from "../../../../../core/adapters/ledger/sqlite/sqlite_ledger.ts";
import { walDamage } from "../../../../../core/adapters/ledger/sqlite/wal_damage.ts";
import { DAMAGES } from "../../../../support/damage.ts";

/** A ledger with so many commits in its log, left as a killed process leaves it. */
async function killedLedger(folder: string, commits: number): Promise<string> {
  const file = join(folder, "ledger.db");
  const url =
    new URL("../../../../../core/adapters/ledger/sqlite/database.ts", import.meta.url).href;
  const script = `import { openLedger } from ${JSON.stringify(url)};
    const db = openLedger(${JSON.stringify(file)});
    for (let i = 0; i < ${commits}; i++) {
      db.prepare("INSERT INTO rebuild (id, kept, reason, noticed_at, finished_at) VALUES (?, '', '', 0, 0)").run(String(i));
    }
    Deno.kill(Deno.pid, "SIGKILL");`;
  const path = join(folder, "fill.ts");
  await Deno.writeTextFile(path, script);
  await new Deno.Command(Deno.execPath(), { args: ["run", "-A", path] }).output();
  await Deno.remove(path);
  return file;
}

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "livro-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const names = async (folder: string) =>
  (await Array.fromAsync(Deno.readDir(folder), (entry) => entry.name)).sort();

for (const [kind, damage] of Object.entries(DAMAGES)) {
  Deno.test(`ledger damage: ${kind} is found, by opening or by the check`, () =>
    withFolder(async (folder) => {
      const file = await killedLedger(folder, 30);
      damage(file);
      let found: string | null = null;
      try {
        const db = openLedger(file);
        found = checkLedger(db, false);
        db.close();
      } catch (error) {
        assert.ok(error instanceof LedgerDamaged, String(error));
        found = error.reason;
      }
      assert.ok(found, "nothing was found");
      assert.ok(!found.includes("\n"));
    }));
}

Deno.test("ledger damage: the log that a kill leaves is sound, cut or torn at its end it still is, in the middle it is not", () =>
  withFolder(async (folder) => {
    const file = await killedLedger(folder, 60);
    const wal = `${file}-wal`;
    const bytes = await Deno.readFile(wal);
    const frame = 24 + 4096;
    assert.equal(walDamage(file), null);
    const cases: [string, Uint8Array, boolean][] = [
      ["cut in the middle of a frame", bytes.slice(0, bytes.length - 1000), false],
      ["cut to its header", bytes.slice(0, 32), false],
      ["cut in its header", bytes.slice(0, 20), false],
      ["empty", new Uint8Array(), false],
      ["never written to", new Uint8Array(4096), false],
      ["torn last commit", bytes.with(bytes.length - 10, 0x55), false],
      ["torn a few commits before the end", bytes.with(bytes.length - 5 * frame - 10, 0x55), false],
      ["damaged in its first frame", bytes.with(32 + 24 + 100, 0x55), true],
      ["damaged in the middle", bytes.with(32 + 10 * frame + 500, 0x55), true],
      ["another magic number", bytes.with(0, 0x55), true],
      ["damaged header", bytes.with(17, bytes[17]! ^ 1), true],
    ];
    for (const [name, content, damaged] of cases) {
      await Deno.writeFile(wal, content);
      assert.equal(walDamage(file) !== null, damaged, name);
    }
  }));

Deno.test("ledger damage: a replacement killed before any of its renames is completed by the next start", () =>
  withFolder(async (folder) => {
    const real = Deno.rename;
    const damage = { id: "x", reason: "teste", noticedAt: 5, stamp: "20251014-092315" };
    for (let killedAt = 1; killedAt <= 5; killedAt++) {
      const place = join(folder, String(killedAt));
      await Deno.mkdir(place);
      const file = await killedLedger(place, 3);
      await Deno.writeTextFile(`${file}.danificado-20251014-092315`, "de outra vez");
      const before = new Map<string, Uint8Array>();
      for (const piece of ["", "-wal", "-shm"]) {
        before.set(piece, await Deno.readFile(file + piece));
      }
      let renames = 0;
      Deno.rename = (from, to) => {
        if (++renames === killedAt) throw new Error("killed");
        return real(from, to);
      };
      try {
        await assert.rejects(replaceLedger(file, damage), /killed/);
      } finally {
        Deno.rename = real;
      }
      if (killedAt === 1) {
        // The decision itself was not made: the damaged ledger is where it was.
        assert.deepEqual(await Deno.readFile(file), before.get(""));
        await replaceLedger(file, damage);
      } else {
        assert.throws(() => openLedger(file), LedgerDamaged, "nobody works on half a replacement");
        assert.throws(() => openLedger(file, { readOnly: true }), LedgerDamaged);
        assert.equal(await finishReplacement(file), true);
      }
      assert.equal(await finishReplacement(file), false);
      const kept = `${file}.danificado-20251014-092315-2`;
      for (const [piece, bytes] of before) {
        assert.deepEqual(await Deno.readFile(kept + piece), bytes, piece);
      }
      assert.equal(await Deno.readTextFile(`${file}.danificado-20251014-092315`), "de outra vez");
      const db = openLedger(file);
      assert.deepEqual(latestRebuild(db), {
        id: "x",
        kept,
        reason: "teste",
        noticedAt: 5,
        finishedAt: null,
        report: null,
      });
      db.close();
      assert.deepEqual((await names(place)).filter((name) => /novo|criando/.test(name)), []);
    }
  }));

Deno.test("ledger damage: found in the middle of work it is told, other trouble is not", () =>
  withFolder(async (folder) => {
    const file = await killedLedger(folder, 3);
    const told: string[] = [];
    {
      const db = openLedger(file);
      const ledger = new SqliteLedger(db);
      ledger.onDamage((reason) => told.push(reason));
      await assert.rejects(() => ledger.outages.record([{ kind: "updated" } as never], []));
      db.exec("DROP TABLE presence");
      await assert.rejects(() => ledger.presence.read(), /presence/);
      assert.equal(told.length, 0);
      db.close();
    }
    DAMAGES["page in the middle overwritten"]!(file);
    const db = openLedger(file);
    const ledger = new SqliteLedger(db);
    ledger.onDamage((reason) => told.push(reason));
    await assert.rejects(() => ledger.titulos.find({}, 10), LedgerDamaged);
    assert.equal(told.length, 1);
    db.close();
  }));
