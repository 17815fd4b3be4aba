/** A standby that was behind takes over in the middle of a commit: its numbers of transactions are given out a second time. */
import assert from "node:assert/strict";
import { syntheticCbr724 } from "../../../../../core/ensaio/synthetic_cbr724.ts";
import { OutcomeUnknown } from "../../../../../core/adapters/ledger/outcome_unknown.ts";
import { eventually, ledgerAt } from "../../../../contract/postgres_engine.ts";
import { Postgres, postgresMissing } from "../../../../lab/postgres.ts";
import { PostgresProxy } from "../../../../support/postgres_proxy.ts";
import { apply } from "../../../../support/retornos.ts";

const file = (n: number) =>
  syntheticCbr724({ titulos: 3, nsa: n, date: "2025-10-14", firstNumber: 100 + 1000 * n });

if (await postgresMissing() === null) {
  Deno.test("postgres: a commit that a standby never saw is not taken for one of its own, and the file is decided there", async () => {
    await using first = await Postgres.start();
    const address = await first.database();
    await using proxy = new PostgresProxy(first.port);
    const ledger = ledgerAt({ ...address, port: proxy.port });
    try {
      await apply(ledger, "A.ret", file(1));
      await first.down("SIGINT");
      await using standby = await first.successor();
      await first.up();
      // Renewals and signs of life take the numbers within seconds.
      for (let n = 0; n < 40; n++) await standby.sql("postgres", "SELECT pg_current_xact_id()");
      proxy.judge = ({ type, text }) => {
        if (type !== "Q" || !/\bCOMMIT\b/.test(text)) return "pass";
        proxy.judge = () => "pass";
        proxy.target = standby.port;
        return "cut-after";
      };
      await assert.rejects(() => apply(ledger, "B.ret", file(2)), OutcomeUnknown);
      const known = await eventually(() => ledger.files.query({ limit: 9 }));
      assert.deepEqual(known.map(({ name }) => name), ["A.ret"]);
      const again = await apply(ledger, "B.ret", file(2));
      assert.deepEqual([again.situation, again.applied], ["processado", 3]);
    } finally {
      await ledger.close();
    }
  });
}
