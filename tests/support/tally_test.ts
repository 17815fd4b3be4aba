import assert from "node:assert/strict";
import { join } from "node:path";
import { runDenoTests, runSuite } from "./run_suite.ts";
import { add, closing, NOTHING, readFailure, readJUnit, readTally, tallyLine } from "./tally.ts";

Deno.test("a tally is written and read in one form only", () => {
  const cases: [string, [number, number, number] | null][] = [
    ["3 passed, 0 failed", [3, 0, 0]],
    ["3 passed, 1 failed, 2 skipped", [3, 1, 2]],
    ["3 passed, 1 failed\r", [3, 1, 0]],
    ["ok | 3 passed | 0 failed", null],
    ["x 3 passed, 0 failed", null],
    ["3 passed, 0 failed.", null],
    ["", null],
  ];
  for (const [line, counts] of cases) {
    const tally = readTally(line);
    assert.deepEqual(tally && [tally.passed, tally.failed, tally.skipped], counts, line);
    if (tally !== null) assert.equal(tallyLine(tally), line.trim());
  }
  const sum = add(
    { passed: 1, failed: 2, skipped: 3, failures: ["a"] },
    { passed: 10, failed: 20, skipped: 30, failures: ["b: c"] },
  );
  assert.equal(tallyLine(sum), "11 passed, 22 failed, 33 skipped");
  const lines = closing(sum).split("\n");
  assert.deepEqual(lines.map(readFailure), ["a", "b: c", null]);
  assert.equal(closing(NOTHING), "0 passed, 0 failed");
});

Deno.test("readJUnit() never takes a failed run for a good one", () => {
  const suite = (counts: string) => `<testsuites><testsuite name="a" ${counts}></testsuite>`;
  const good = suite('tests="5" disabled="1" errors="0" failures="0"');
  assert.equal(tallyLine(readJUnit(good, true)), "4 passed, 0 failed, 1 skipped");
  assert.equal(tallyLine(readJUnit(good, false)), "4 passed, 1 failed, 1 skipped");
  assert.deepEqual(readJUnit(good, true).failures, []);
  const bad = suite('tests="5" disabled="0" errors="1" failures="2"');
  assert.equal(tallyLine(readJUnit(bad, false)), "2 passed, 3 failed");
  for (const success of [true, false]) {
    assert.equal(tallyLine(readJUnit(null, success)), "0 passed, 1 failed");
  }
});

/** Runs a small program as a suite; how it closes. */
async function suite(code: string, limitMs = 60_000): Promise<string> {
  const dir = await Deno.makeTempDir({ prefix: "suite_" });
  try {
    const file = join(dir, "suite.ts");
    await Deno.writeTextFile(file, code);
    const command = [Deno.execPath(), "run", "-A", "--no-config", file] as const;
    return closing(await runSuite("ensaio", [...command], dir, limitMs, "nobody"));
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

Deno.test("runSuite() counts the last line, and any other end as a failure", async () => {
  const failed = (why: string, passed = 0) => `FALHOU: ensaio: ${why}\n${passed} passed, 1 failed`;
  const silent = "terminou sem dizer quantos testes passaram";
  const cases: [code: string, tally: string][] = [
    ["console.log('x\\n2 passed, 0 failed, 1 skipped')", "2 passed, 0 failed, 1 skipped"],
    ["console.log('9 passed, 0 failed\\nx\\n2 passed, 0 failed')", "2 passed, 0 failed"],
    ["console.log('2 passed, 1 failed'); Deno.exit(1)", "2 passed, 1 failed"],
    [
      "console.log('FALHOU: a: b\\n2 passed, 1 failed'); Deno.exit(1)",
      "FALHOU: ensaio: a: b\n2 passed, 1 failed",
    ],
    ["console.log('2 passed, 0 failed'); Deno.exit(3)", failed("terminou com erro", 2)],
    ["console.log('2 passed, 0 failed\\nand then it went on')", failed(silent)],
    ["console.log('nothing')", failed(silent)],
    ["throw new Error('on purpose, in a test of the runner')", failed(silent)],
  ];
  for (const [code, tally] of cases) assert.equal(await suite(code), tally, code);
});

Deno.test("runSuite() kills a suite that hangs", async () => {
  const hung = "console.log('5 passed, 0 failed'); setInterval(() => {}, 1000)";
  assert.equal(
    await suite(hung, 1500),
    "FALHOU: ensaio: interrompida depois de 2 s\n5 passed, 1 failed",
  );
});

Deno.test("runDenoTests() counts real runs: good, failed, ignored, not even loading", async () => {
  const dir = await Deno.makeTempDir({ prefix: "suite_" });
  try {
    const cases: [code: string, tally: string][] = [
      [
        "Deno.test('a', () => {}); Deno.test.ignore('b', () => {});",
        "1 passed, 0 failed, 1 skipped",
      ],
      [
        "Deno.test('a', () => {}); Deno.test(`b <&\"'>`, () => { throw new Error('on purpose'); });",
        "FALHOU: b <&\"'> (./some_test.ts): Uncaught Error: on purpose\n1 passed, 1 failed",
      ],
      ["throw new Error('on purpose: a module that does not load');", "0 passed, 1 failed"],
    ];
    for (const [code, tally] of cases) {
      const file = join(dir, "some_test.ts");
      await Deno.writeTextFile(file, code);
      const args = ["--no-config", file];
      const run = await runDenoTests(Deno.execPath(), args, dir, (path) => path, "nobody");
      assert.equal(closing(run), tally);
    }
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
