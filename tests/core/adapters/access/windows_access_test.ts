import assert from "node:assert/strict";
import { readSddl, whoRuns } from "../../../../core/adapters/access/windows_access.ts";

const ignore = Deno.build.os !== "windows";

Deno.test({
  name: "windows access: a file has an owner and a list, and the process a SID",
  ignore,
  async fn() {
    const folder = await Deno.makeTempDir({ prefix: "acesso ç " });
    try {
      assert.match(readSddl(folder), /^O:(S-1-[\d-]+|[A-Z]{2})D:/);
      const { sid, elevated } = whoRuns();
      assert.match(sid, /^S-1-5-[\d-]+$/);
      assert.equal(typeof elevated, "boolean");
      assert.throws(() => readSddl(`${folder}\\nada`), { name: "AccessError" });
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
