import assert from "node:assert/strict";
import { join } from "node:path";
import { FileLog, type FileLogOptions } from "../../../../core/adapters/log/file_log.ts";
import { ManualClock } from "../../../support/manual_clock.ts";

function inFolder(
  work: (tools: {
    readonly folder: string;
    readonly file: string;
    readonly clock: ManualClock;
    readonly log: (over?: Partial<FileLogOptions>) => FileLog;
    readonly lines: (name?: string) => string[];
  }) => void,
): void {
  const folder = Deno.makeTempDirSync({ prefix: "log-" });
  const file = join(folder, "logs", "monitor.log");
  const clock = new ManualClock();
  try {
    work({
      folder,
      file,
      clock,
      log: (over = {}) =>
        new FileLog({ file, level: "INFO", maxBytes: 1e6, keep: 3, ...over }, clock),
      lines: (name = "monitor.log") =>
        Deno.readTextFileSync(join(folder, "logs", name)).split("\n").slice(0, -1),
    });
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

Deno.test("one line per record, in the form of the contract, whatever the message holds", () =>
  inFolder(({ log, lines }) => {
    const target = log();
    for (
      const text of [
        "simples",
        "chaves {nome} {0} {{x}} %s %o",
        "quebra\r\nde linha\u2028e outra",
        "emoji 🚨 ç",
        "\u001b[31mvermelho",
        "",
      ]
    ) target.write("WARNING", text);
    const written = lines();
    assert.equal(written.length, 6);
    for (const line of written) {
      assert.match(line, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d - WARNING - /);
    }
    const texts = written.map((line) => line.slice("2025-10-14 09:23:15 - WARNING - ".length));
    assert.equal(texts[1], "chaves {nome} {0} {{x}} %s %o");
    assert.equal(texts[2], "quebra de linha e outra");
    assert.equal(texts[3], "emoji 🚨 ç");
    assert.ok(!texts[4]!.includes("\u001b"));
  }));

Deno.test("records below the level are not written; levels have the names of the contract", () =>
  inFolder(({ log, lines }) => {
    const target = log({ level: "WARNING" });
    for (const level of ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] as const) {
      target.write(level, "x");
    }
    assert.deepEqual(lines().map((line) => line.split(" - ")[1]), [
      "WARNING",
      "ERROR",
      "CRITICAL",
    ]);
  }));

Deno.test("rotation: newest in .1, so many kept, no record lost or cut", () =>
  inFolder(({ log, lines, folder }) => {
    const target = log({ maxBytes: 1000, keep: 3 });
    for (let n = 0; n < 60; n++) target.write("INFO", `registro ${n} ${"x".repeat(40)}`);
    const names = [...Deno.readDirSync(join(folder, "logs"))].map((e) => e.name).sort();
    assert.deepEqual(names, ["monitor.log", "monitor.log.1", "monitor.log.2", "monitor.log.3"]);
    const numbers = [...names].reverse().flatMap((name) => lines(name)).map((line) =>
      Number(/registro (\d+)/.exec(line)![1])
    );
    assert.deepEqual(numbers, Array.from(numbers, (_, i) => 60 - numbers.length + i));
    for (const name of names) {
      assert.ok(Deno.statSync(join(folder, "logs", name)).size <= 1000);
    }
  }));

Deno.test("rotation with nothing kept begins anew", () =>
  inFolder(({ log, lines, folder }) => {
    const target = log({ maxBytes: 300, keep: 0 });
    for (let n = 0; n < 20; n++) target.write("INFO", `registro ${n}`);
    assert.ok(lines().at(-1)!.endsWith("registro 19"));
    assert.equal([...Deno.readDirSync(join(folder, "logs"))].length, 1);
  }));

Deno.test("a log folder that is taken away comes back with the next record", () =>
  inFolder(({ log, lines, folder }) => {
    const target = log();
    target.write("INFO", "antes");
    Deno.removeSync(join(folder, "logs"), { recursive: true });
    target.write("INFO", "depois");
    assert.ok(lines().at(-1)!.endsWith("depois"));
  }));

Deno.test("a console that was closed loses no record of the file", () =>
  inFolder(({ log, lines }) => {
    const target = log({
      echo: () => {
        throw new Deno.errors.BrokenPipe("closed");
      },
    });
    target.write("INFO", "um");
    target.write("WARNING", "dois");
    assert.deepEqual(lines().map((line) => line.split(" - ").at(-1)), ["um", "dois"]);
  }));

Deno.test("a log that cannot be written stops nobody, and goes on when it can", () =>
  inFolder(({ log, lines, folder }) => {
    // In place of the folder there is a file: it fails for root too, as a read-only folder does for others.
    Deno.writeTextFileSync(join(folder, "logs"), "no caminho");
    const echoed: string[] = [];
    const target = log({ echo: (line) => void echoed.push(line) });
    for (let n = 0; n < 3; n++) target.write("INFO", `perdido ${n}`);
    assert.equal(echoed.length, 3);
    Deno.removeSync(join(folder, "logs"));
    target.write("INFO", "depois");
    assert.ok(lines()[0]!.endsWith("depois"));
  }));

Deno.test({
  name: "a read-only log file stops nobody",
  ignore: Deno.build.os === "windows" ? false : Deno.uid() === 0, // root may write everywhere
  fn: () =>
    inFolder(({ log, lines, file }) => {
      const target = log();
      target.write("INFO", "antes");
      if (Deno.build.os !== "windows") Deno.chmodSync(file, 0o400);
      else {
        new Deno.Command("attrib", { args: ["+R", file], stdout: "null", stderr: "null" })
          .outputSync();
      }
      target.write("INFO", "perdido");
      assert.ok(lines()[0]!.endsWith("antes"));
      if (Deno.build.os !== "windows") Deno.chmodSync(file, 0o600);
      else {
        new Deno.Command("attrib", { args: ["-R", file], stdout: "null", stderr: "null" })
          .outputSync();
      }
      target.write("INFO", "depois");
      assert.ok(lines().at(-1)!.endsWith("depois"));
    }),
});
