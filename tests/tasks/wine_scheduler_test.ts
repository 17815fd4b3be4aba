/** Wine's Task Scheduler takes the very files: created, stored, deleted. It checks less than Windows does. */
import assert from "node:assert/strict";

/** Runs `schtasks` in the Wine laboratory; null where there is none. Killed after a minute. */
async function schtasks(...args: string[]): Promise<number | null> {
  try {
    const child = new Deno.Command("wine-lab", {
      args: ["schtasks", ...args],
      stdin: "null",
      stdout: "null",
      stderr: "null",
      signal: AbortSignal.timeout(60_000),
    });
    return (await child.output()).code;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

for (const name of ["MonitorRetornos", "MonitorRetornos-Notificacoes"]) {
  Deno.test(`Wine's Task Scheduler registers and deletes ${name}`, async (t) => {
    // A copy of the lab's own launcher is not needed under Windows itself: release.yml registers the real tasks.
    if (Deno.build.os === "windows" || await schtasks("/query") === null) {
      await Deno.stderr.write(new TextEncoder().encode("  pulado: wine-lab não está no PATH\n"));
      return;
    }
    const file = new URL(`../../tasks/${name}.xml`, import.meta.url).pathname;
    const wine = `Z:${file.replaceAll("/", "\\")}`;
    const task = `\\Teste-${crypto.randomUUID()}\\${name}`;
    await t.step("create", async () => {
      assert.equal(await schtasks("/create", "/tn", task, "/xml", wine, "/f"), 0);
    });
    await t.step("the name is taken without /f", async () => {
      assert.notEqual(await schtasks("/create", "/tn", task, "/xml", wine), 0);
    });
    await t.step("delete", async () => {
      assert.equal(await schtasks("/delete", "/tn", task, "/f"), 0);
    });
    await t.step("it is gone", async () => {
      assert.notEqual(await schtasks("/delete", "/tn", task, "/f"), 0);
    });
  });
}
