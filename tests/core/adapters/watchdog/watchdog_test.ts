import assert from "node:assert/strict";
import { join } from "node:path";

const WATCHDOG = new URL("../../../../core/adapters/watchdog/watchdog.ts", import.meta.url).href;

/** A program that lives for a while, then gets stuck (or not) with the loop blocked. */
async function runProgram(body: string): Promise<{ success: boolean; output: string }> {
  const root = await Deno.makeTempDir({ prefix: "watchdog-" });
  const file = join(root, "program.ts");
  await Deno.writeTextFile(
    file,
    `import { startWatchdog } from ${JSON.stringify(WATCHDOG)};
     const watchdog = startWatchdog(1000);
     const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
     ${body}`,
  );
  const { success, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--no-config", "--no-lock", file],
    stdout: "piped",
    stderr: "null",
  }).output();
  await Deno.remove(root, { recursive: true });
  return { success, output: new TextDecoder().decode(stdout).trim() };
}

Deno.test("watchdog: a main thread that is stuck is ended by force", async () => {
  const { success, output } = await runProgram(`
    watchdog.beat();
    console.log("stuck");
    for (const end = Date.now() + 60_000; Date.now() < end;);
    console.log("never");`);
  assert.equal(success, false);
  assert.equal(output, "stuck");
});

Deno.test("watchdog: a program that gives signs of life, or asks it to stop, is left alone", async () => {
  const { success, output } = await runProgram(`
    for (let n = 0; n < 4; n++) { await pause(400); watchdog.beat(); }
    watchdog.stop();
    for (const end = Date.now() + 1500; Date.now() < end;);
    console.log("done");
    Deno.exit(0);`);
  assert.equal(success, true);
  assert.equal(output, "done");
});
