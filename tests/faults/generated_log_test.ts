/** Each call on the log fails once and for ever, with every number there is: nobody waits, nothing is lost, and it is said. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { FileLog } from "../../core/adapters/log/file_log.ts";
import { ManualClock } from "../support/manual_clock.ts";
import { NUMBERS } from "./numbers.ts";

type Call = "stat" | "writeTextFile" | "mkdir" | "open" | "rename" | "remove";
const CALLS: readonly Call[] = ["stat", "writeTextFile", "mkdir", "open", "rename", "remove"];
/** "The name is there already" from a call that makes one is no failure, but another process at work. */
const NO_FAILURE: readonly number[] = Deno.build.os === "windows" ? [80, 183] : [17];

/** This call on the log's files fails while `left` lasts. */
function faulty(call: Call, folder: string, number: number, times: number) {
  const real = Deno[call] as (...args: unknown[]) => Promise<unknown>;
  const fault = { left: times, struck: 0, heal: () => Object.assign(Deno, { [call]: real }) };
  const replacement = (path: unknown, ...rest: unknown[]) => {
    if (!String(path).startsWith(folder) || fault.left-- <= 0) return real(path, ...rest);
    fault.struck++;
    return Promise.reject(new Error(`falha de teste (os error ${number})`));
  };
  Object.assign(Deno, { [call]: replacement });
  return fault;
}

for (const call of CALLS) {
  for (const [lasting, times] of [["once", 1], ["for ever", Infinity]] as const) {
    Deno.test(`generated: ${call} of the log fails ${lasting}, with ${NUMBERS.length} number(s)`, async () => {
      let struck = 0;
      for (const number of NUMBERS) {
        if (call === "open" && NO_FAILURE.includes(number)) continue;
        const folder = Deno.makeTempDirSync({ prefix: "log-" });
        const file = join(folder, "logs", "monitor.log");
        // So small that some line begins a new file.
        const options = { file, level: "INFO", maxBytes: 200, keep: 9 } as const;
        const log = new FileLog(options, new ManualClock());
        const fault = faulty(call, folder, number, times);
        try {
          for (let n = 0; n < 8; n++) {
            const begun = performance.now();
            log.write("INFO", `linha ${n}`);
            assert.ok(performance.now() - begun < 1000, "whoever writes waits");
            await log.flush();
          }
          assert.equal(log.stuckFor(), 0);
        } finally {
          fault.heal();
        }
        struck += fault.struck;
        log.write("INFO", "linha 8");
        assert.equal(await log.flush(), true);
        assert.deepEqual(
          linesOf(join(folder, "logs")),
          Array.from({ length: 9 }, (_, n) => `linha ${n}`),
          `number ${number}`,
        );
        Deno.removeSync(folder, { recursive: true });
      }
      assert.ok(struck >= NUMBERS.length - NO_FAILURE.length, "the fault was met");
    });
  }
}

/** The messages of all files, oldest first. */
function linesOf(folder: string): string[] {
  const age = (name: string) => Number(/\.(\d+)$/.exec(name)?.[1] ?? 0);
  return [...Deno.readDirSync(folder)].map((entry) => entry.name)
    .filter((name) => /^monitor\.log(\.\d+)?$/.test(name))
    .sort((a, b) => age(b) - age(a))
    .flatMap((name) => Deno.readTextFileSync(join(folder, name)).split("\n").slice(0, -1))
    .map((line) => line.split(" - ").at(-1)!);
}
