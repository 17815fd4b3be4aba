import assert from "node:assert/strict";
import { join } from "node:path";
import { openLedger } from "../../../../../core/adapters/ledger/sqlite/database.ts";
import { PREVIOUS } from "../../../../../core/adapters/ledger/sqlite/previous_store.ts";

/** What SQLite does for it, without statistics: as in every ledger. */
const PLANS: Readonly<Record<keyof typeof PREVIOUS, string>> = {
  sameNumber:
    "SEARCH files USING INDEX files_numbers (banco=? AND agencia=? AND conta=? AND convenio=? AND format=? AND nsa=?)",
  sameDate:
    "SEARCH files USING INDEX files_antecedents (banco=? AND agencia=? AND conta=? AND convenio=? AND format=? AND file_date=?)",
  latest:
    "SEARCH files USING INDEX files_antecedents (banco=? AND agencia=? AND conta=? AND convenio=? AND format=?)",
};

Deno.test("the files before a file are found in an index alone: no history is read through, and nothing is sorted", async () => {
  const folder = await Deno.makeTempDir({ prefix: "livro-" });
  const db = openLedger(join(folder, "ledger.db"));
  try {
    for (const [name, text] of Object.entries(PREVIOUS)) {
      const values = Array(text.split("?").length - 1).fill("1");
      const plan = db.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...values).map((row) => row.detail);
      assert.deepEqual(plan, [PLANS[name as keyof typeof PREVIOUS]], name);
    }
  } finally {
    db.close();
    await Deno.remove(folder, { recursive: true });
  }
});
