import assert from "node:assert/strict";
import { WaitWatch } from "../../../core/app/wait_watch.ts";
import type { Wait } from "../../../core/domain/wait.ts";
import { ManualClock } from "../../support/manual_clock.ts";

Deno.test("a wait is told once after two minutes, to the log and the system, and once when it is over", () => {
  const clock = new ManualClock();
  const told: string[] = [];
  let waits: Wait[] = [];
  const watch = new WaitWatch({
    clock,
    log: { write: (level, text) => void told.push(`${level} ${text}`) },
    events: { write: (event, text) => void told.push(`${event} ${text}`) },
    local: (wall) => `[${wall - began.wall}]`,
    waits: () => waits,
  });
  const began = clock.now();
  const look = (ms: number) => {
    clock.pass(ms);
    watch.look();
    return told.splice(0);
  };
  assert.deepEqual(look(1000), [], "nothing is waited for");
  waits = [{
    kind: "processamento",
    since: clock.now().mono,
    by: "o processo 7 (processar)\n\x1b[2J",
  }];
  assert.deepEqual(look(1000), []);
  assert.deepEqual(look(118_999), [], "everyday business");
  assert.deepEqual(watch.current(), []);
  const text =
    "nenhum arquivo é processado por este monitor desde [1000]: o processo 7 (processar) [2J " +
    "segura o processamento; as verificações da pasta continuam";
  assert.deepEqual(look(1), [`WARNING ⏳ Espera: ${text}`, `espera ${text}`]);
  assert.deepEqual(watch.current().map((wait) => [wait.kind, wait.since - began.wall]), [
    ["processamento", 1000],
  ]);
  for (let n = 0; n < 1000; n++) assert.deepEqual(look(60_000), [], "told already");
  // The log is stuck as well: the system's log is told.
  waits = [...waits, { kind: "log", since: clock.now().mono - 120_000, by: null }];
  assert.equal(look(0).length, 2);
  waits = [];
  assert.deepEqual(look(1000), [
    "INFO ✅ O processamento de arquivos segue",
    "INFO ✅ O arquivo de log voltou a aceitar gravação",
  ]);
  assert.deepEqual(watch.current(), []);
  // The next one is a new one.
  waits = [{ kind: "log", since: clock.now().mono, by: null }];
  assert.deepEqual(look(119_999), []);
  assert.equal(look(1).length, 2);
});

Deno.test("the wall clock is set meanwhile: the wait began when it began, on the clock that people see now", () => {
  const clock = new ManualClock();
  const since = clock.now().mono;
  const watch = new WaitWatch({
    clock,
    log: { write: () => {} },
    events: { write: () => {} },
    local: String,
    waits: () => [{ kind: "log", since, by: null }],
  });
  clock.pass(200_000);
  watch.look();
  assert.equal(clock.now().wall - watch.current()[0]!.since, 200_000);
});
