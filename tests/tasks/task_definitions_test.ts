import assert from "node:assert/strict";
import { checkTask, type TaskDocument } from "./task_schema.ts";

const FOLDER = new URL("../../tasks/", import.meta.url);
const MONITOR = Deno.readFileSync(new URL("MonitorRetornos.xml", FOLDER));
const NOTICES = Deno.readFileSync(new URL("MonitorRetornos-Notificacoes.xml", FOLDER));

/** UTF-16 with the mark, as the files are: `schtasks /XML` refuses a declaration that is not true. */
function encode(xml: string): Uint8Array {
  const units = Uint16Array.from(`\ufeff${xml}`, (c) => c.charCodeAt(0));
  return new Uint8Array(units.buffer);
}
const decode = (bytes: Uint8Array) => new TextDecoder("utf-16le").decode(bytes);

function valid(bytes: Uint8Array): TaskDocument {
  const { task, problems } = checkTask(bytes);
  assert.deepEqual(problems, []);
  assert.ok(task);
  return task;
}

Deno.test("the files are UTF-16 with its mark and CRLF, as their declaration says", () => {
  for (const bytes of [MONITOR, NOTICES]) {
    assert.deepEqual([...bytes.subarray(0, 2)], [0xff, 0xfe]);
    const text = decode(bytes);
    assert.ok(text.startsWith('<?xml version="1.0" encoding="UTF-16"?>'));
    assert.equal(text.replaceAll("\r\n", "").includes("\n"), false);
  }
});

Deno.test("the monitor's task: every setting that keeps it alive", () => {
  const task = valid(MONITOR);
  const expected: Record<string, string | null> = {
    "t:Triggers/t:BootTrigger/t:Enabled": "true",
    "t:Triggers/t:BootTrigger/t:Delay": "PT1M",
    "t:Triggers/t:TimeTrigger/t:Enabled": "true",
    "t:Triggers/t:TimeTrigger/t:Repetition/t:Interval": "PT5M",
    "t:Triggers/t:TimeTrigger/t:Repetition/t:Duration": null,
    "t:Triggers/t:TimeTrigger/t:EndBoundary": null,
    "t:Settings/t:MultipleInstancesPolicy": "IgnoreNew",
    "t:Settings/t:ExecutionTimeLimit": "PT0S",
    "t:Settings/t:DisallowStartIfOnBatteries": "false",
    "t:Settings/t:StopIfGoingOnBatteries": "false",
    "t:Settings/t:RunOnlyIfNetworkAvailable": "false",
    "t:Settings/t:RunOnlyIfIdle": "false",
    "t:Settings/t:StartWhenAvailable": "true",
    "t:Settings/t:Enabled": "true",
    "t:Settings/t:Priority": "5",
    "t:Settings/t:RestartOnFailure/t:Interval": "PT1M",
    "t:Principals/t:Principal/t:RunLevel": "LeastPrivilege",
    "t:Principals/t:Principal/t:LogonType": null,
  };
  for (const [path, value] of Object.entries(expected)) assert.equal(task.text(path), value, path);
  const start = task.text("t:Triggers/t:TimeTrigger/t:StartBoundary");
  assert.ok(start !== null && Date.parse(start) < Date.UTC(2025, 9, 1), "start in the past");
  assert.equal(task.count("t:Triggers/*"), 2);
  assert.equal(task.count("t:Actions/*"), 1);
});

Deno.test("the notices' task: in the sessions of people, never in session 0, and no password", () => {
  const task = valid(NOTICES);
  const expected: Record<string, string | null> = {
    "t:Principals/t:Principal/t:GroupId": "S-1-5-32-545",
    "t:Principals/t:Principal/t:RunLevel": "LeastPrivilege",
    "t:Principals/t:Principal/t:LogonType": null,
    "t:Triggers/t:LogonTrigger/t:Enabled": "true",
    "t:Triggers/t:LogonTrigger/t:UserId": null,
    "t:Settings/t:MultipleInstancesPolicy": "Parallel",
    "t:Settings/t:ExecutionTimeLimit": "PT0S",
    "t:Settings/t:DisallowStartIfOnBatteries": "false",
    "t:Settings/t:StopIfGoingOnBatteries": "false",
  };
  for (const [path, value] of Object.entries(expected)) assert.equal(task.text(path), value, path);
  assert.match(
    task.text("t:Actions/t:Exec/t:Command") ?? "",
    /WindowsPowerShell\\v1\.0\\powershell/,
  );
  assert.match(task.text("t:Actions/t:Exec/t:Arguments") ?? "", /-NoProfile -NonInteractive/);
});

/** What must not pass, and a word of the reason. */
const BROKEN: [string, (xml: string) => string, RegExp][] = [
  ["an interval that is no duration", (x) => x.replace("PT5M", "5M"), /Interval/],
  ["an interval under a minute", (x) => x.replace("PT5M", "PT30S"), /Interval/],
  ["an interval over 31 days", (x) => x.replace("PT5M", "P32D"), /Interval/],
  [
    "children of a trigger out of order",
    (x) =>
      x.replace(/(<Repetition>[^]*?<\/Repetition>)/, "").replace(
        "<StartBoundary>",
        "<Repetition><Interval>PT5M</Interval></Repetition><StartBoundary>",
      ),
    /StartBoundary/,
  ],
  [
    "a timed trigger without a start",
    (x) => x.replace(/<StartBoundary>.*<\/StartBoundary>/, ""),
    /StartBoundary/,
  ],
  ["a start that is no date", (x) => x.replace("2025-01-01T", "01/01/2025 "), /StartBoundary/],
  ["a policy that does not exist", (x) => x.replace(">IgnoreNew<", ">Ignore<"), /Policy/],
  ["a boolean in Portuguese", (x) => x.replace("Batteries>false", "Batteries>nao"), /Batteries/],
  ["a priority over 10", (x) => x.replace("<Priority>5", "<Priority>11"), /Priority/],
  [
    "a restart without its interval",
    (x) => x.replace(/(<RestartOnFailure>\s*)<Interval>PT1M<\/Interval>/, "$1"),
    /RestartOnFailure/,
  ],
  ["a restart count of 0", (x) => x.replace("<Count>255", "<Count>0"), /Count/],
  ["a restart count of 256", (x) => x.replace("<Count>255", "<Count>256"), /Count/],
  ["an unknown setting", (x) => x.replace("</Settings>", "<KeepAlive/></Settings>"), /KeepAlive/],
  [
    "a setting given twice",
    (x) => x.replace("</Settings>", "<Hidden>true</Hidden></Settings>"),
    /Hidden/,
  ],
  ["no action", (x) => x.replace(/<Exec>[^]*<\/Exec>/, ""), /Actions/],
  ["an empty command", (x) => x.replace(/<Command>.*<\/Command>/, "<Command/>"), /Command/],
  [
    "a context that names no principal",
    (x) => x.replace('Context="Conta"', 'Context="X"'),
    /names no principal/,
  ],
  [
    "a logon type that does not exist",
    (x) => x.replace("<RunLevel>", "<LogonType>Service</LogonType><RunLevel>"),
    /LogonType/,
  ],
  [
    "user and group at once",
    (x) => x.replace("<RunLevel>", "<GroupId>S-1-5-32-545</GroupId><RunLevel>"),
    /either/,
  ],
  ["nobody", (x) => x.replace(/<UserId>.*<\/UserId>/, ""), /either/],
  ["a run level that does not exist", (x) => x.replace("LeastPrivilege", "Admin"), /RunLevel/],
  ["another namespace", (x) => x.replace("2004/02/mit/task", "2004/02/mit/tarefa"), /Task/],
  ["an unclosed element", (x) => x.replace("</Task>", ""), /./],
];

for (const [name, breakIt, reason] of BROKEN) {
  Deno.test(`refused: ${name}`, () => {
    const good = decode(MONITOR);
    const bad = breakIt(good);
    assert.notEqual(bad, good, "the variant must differ");
    const { problems } = checkTask(encode(bad));
    assert.match(problems.join("\n"), reason);
  });
}

Deno.test("refused: a declaration that is not the file's encoding", () => {
  const { problems } = checkTask(new TextEncoder().encode(decode(MONITOR)));
  assert.notDeepEqual(problems, []);
});
