import assert from "node:assert/strict";
import { fuzzFolder } from "./folder_fuzz.ts";

Deno.test({
  name:
    "a hostile folder for ten seconds: nothing lost, overwritten, doubled, silent, and no outage told",
  // Its entries are those of a POSIX file system.
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const { problems } = await fuzzFolder({ ms: 10_000, seed: 4711, keep: false, say: () => {} });
    assert.deepEqual(problems, []);
  },
});
