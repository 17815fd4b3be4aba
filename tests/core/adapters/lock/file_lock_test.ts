import assert from "node:assert/strict";
import { join } from "node:path";
import { FileLock } from "../../../../core/adapters/lock/file_lock.ts";

Deno.test("file lock: one holder at a time, in a folder made when it is missing; each is named while it has it", async () => {
  const root = await Deno.makeTempDir({ prefix: "trava-" });
  try {
    const path = join(root, "dados", "processamento.lock");
    const [one, other] = ["um", "outro"].map((name) => new FileLock(path, () => name));
    const watcher = new FileLock(path, () => "ninguém");
    assert.equal(await watcher.isHeld(), false);
    for (const [lock, name] of [[one!, "um"], [other!, "outro"], [one!, "um"]] as const) {
      const release = await lock.tryAcquire();
      assert.ok(release !== null);
      assert.equal(await watcher.holder(), name);
      assert.equal(await watcher.isHeld(), true);
      assert.equal(await watcher.tryAcquire(), null);
      assert.equal(await watcher.holder(), name);
      release();
      assert.equal(await watcher.isHeld(), false);
    }
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("file lock: a place that takes no file is an error, not a lock of somebody else", async () => {
  const root = await Deno.makeTempDir({ prefix: "trava-" });
  try {
    await Deno.writeTextFile(join(root, "dados"), "");
    await assert.rejects(new FileLock(join(root, "dados", "a.lock")).tryAcquire());
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
