/** The laboratory's own promise: a server that answers, keeps its port and its data over a stop, and leaves nothing. */
import assert from "node:assert/strict";
import { Postgres, postgresMissing } from "./postgres.ts";

Deno.test({
  name: "a PostgreSQL server is made, stopped as by a power cut, started again, and removed",
  ignore: await postgresMissing() !== null,
  fn: async () => {
    const server = await Postgres.start({ durable: true });
    try {
      const { port, database } = await server.database();
      await server.sql(database, "CREATE TABLE t (n int)");
      await server.sql(database, "INSERT INTO t VALUES (7)");
      await server.down("SIGQUIT");
      await assert.rejects(() => server.sql(database, "SELECT 1"));
      await server.up();
      assert.equal(server.port, port);
      assert.equal(await server.sql(database, "SELECT n FROM t"), "7");
      await assert.rejects(() => server.sql(database, "SELECT 1 / 0"), /division by zero/);
    } finally {
      await server[Symbol.asyncDispose]();
    }
    await assert.rejects(() => Deno.stat(server.root), Deno.errors.NotFound);
  },
});
