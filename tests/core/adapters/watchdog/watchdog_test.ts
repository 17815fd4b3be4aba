import assert from "node:assert/strict";
import { join } from "node:path";

const WATCHDOG = new URL("../../../../core/adapters/watchdog/watchdog.ts", import.meta.url).href;

/** A program that lives for a while, then gets stuck (or not) with the loop blocked. */
async function runProgram(body: string): Promise<{ code: number; log: string; output: string }> {
  const root = await Deno.makeTempDir({ prefix: "watchdog-" });
  const file = join(root, "program.ts");
  const logFile = join(root, "monitor.log");
  await Deno.writeTextFile(
    file,
    `import { startWatchdog } from ${JSON.stringify(WATCHDOG)};
     const watchdog = startWatchdog({ limitMs: 2000, logFile: ${JSON.stringify(logFile)} });
     const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
     ${body}`,
  );
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--no-config", "--no-lock", file],
    stdout: "piped",
    stderr: "null",
  }).output();
  const log = await Deno.readTextFile(logFile).catch(() => "");
  await Deno.remove(root, { recursive: true });
  return { code, log, output: new TextDecoder().decode(stdout).trim() };
}

Deno.test("watchdog: a main thread that is stuck is ended by force, with last words in the log", async () => {
  const { code, log, output } = await runProgram(`
    watchdog.beat();
    console.log("stuck");
    for (const end = Date.now() + 60_000; Date.now() < end;);
    console.log("never");`);
  assert.notEqual(code, 0);
  assert.equal(output, "stuck");
  assert.match(
    log,
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d - CRITICAL - 💀 .*2 s sem dar sinal de vida.*\n$/,
  );
});

Deno.test("watchdog: a program that gives signs of life, or asks it to stop, is left alone", async () => {
  const { code, log, output } = await runProgram(`
    for (let n = 0; n < 10; n++) { watchdog.beat(); await pause(350); }
    watchdog.stop();
    for (const end = Date.now() + 3500; Date.now() < end;);
    console.log("done");
    Deno.exit(0);`);
  assert.equal(code, 0);
  assert.equal(output, "done");
  assert.equal(log, "");
});
