/** What a look takes and what it leaves: real folder, real folder process, real ledger. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { Lab, retorno } from "../../../support/lab.ts";

const look = (lab: Lab) => lab.now.sweep.look({ outageId: null });

Deno.test("a file is taken only after it stayed unchanged for tempo_espera_arquivo", async () => {
  await using lab = await Lab.open({ settleMs: 3000 });
  lab.put("A.ret", retorno(1));
  for (const [pass, left] of [[0, 1], [2999, 1], [1, 0]] as const) {
    lab.clock.pass(pass);
    const report = await look(lab);
    assert.deepEqual([report.pending, lab.names().length], [left, left]);
    assert.equal(report.again === null, left === 0);
  }
});

Deno.test("a growing file is never read half and delays no other", async () => {
  await using lab = await Lab.open();
  const whole = retorno(1, 400);
  lab.put("crescendo.ret", whole.subarray(0, 100));
  lab.put("zz.ret", retorno(2));
  await look(lab);
  for (let size = 200; size < 20_000; size += 2000) {
    lab.put("crescendo.ret", whole.subarray(0, size));
    lab.clock.pass(1000);
    const report = await look(lab);
    assert.ok((report.again ?? Infinity) <= 1000, "it is looked at again soon");
    assert.deepEqual(lab.names(lab.processed), ["zz.ret"]);
  }
  lab.put("crescendo.ret", whole);
  lab.clock.pass(1000);
  await look(lab);
  await lab.sweepAll();
  assert.deepEqual(lab.recorded().map((r) => r.slice(0, 2)), [
    ["zz.ret", "processado"],
    ["crescendo.ret", "processado"],
  ]);
});

Deno.test("a file preallocated to its full size and filled later is not taken before it is done", async () => {
  await using lab = await Lab.open();
  const whole = retorno(1, 50);
  const file = new Uint8Array(whole.length);
  const path = lab.put("pre.ret", file);
  for (let part = 1; part <= 5; part++) {
    await look(lab);
    file.set(whole.subarray(0, Math.floor(whole.length * part / 5)));
    lab.put("pre.ret", file);
    // As a slow copy would: each write has a time of its own.
    Deno.utimeSync(path, 1_760_000_000 + part, 1_760_000_000 + part);
    lab.clock.pass(1000);
  }
  await look(lab);
  await lab.sweepAll();
  assert.deepEqual(lab.recorded(), [["pre.ret", "processado", "pre.ret"]]);
});

Deno.test("a copy that pauses is held with patience, said once, and taken when it is whole", async () => {
  await using lab = await Lab.open();
  const whole = retorno(1, 20);
  lab.put("lento.ret", whole.subarray(0, whole.length - 500));
  for (let second = 0; second < 8; second++) {
    await look(lab);
    lab.clock.pass(1000);
  }
  const log = lab.log.take();
  assert.equal(log.length, 1);
  assert.ok(log[0]!.startsWith("INFO ⏳ lento.ret parece incompleto"));
  lab.put("lento.ret", whole);
  await look(lab);
  await lab.sweepAll();
  assert.deepEqual(lab.recorded(), [["lento.ret", "processado", "lento.ret"]]);
});

Deno.test("a copy that lacks only the blanks of its last line is not taken for whole while it is fresh", async () => {
  for (const whole of [retorno(1), retorno(2)]) {
    await using lab = await Lab.open();
    lab.put("lento.ret", whole.subarray(0, whole.length - 20));
    for (let second = 0; second < 3; second++) {
      await look(lab);
      lab.clock.pass(1000);
    }
    assert.deepEqual(lab.recorded(), [], "the rest may be on its way");
    lab.put("lento.ret", whole);
    await look(lab);
    await lab.sweepAll();
    assert.deepEqual(lab.recorded(), [["lento.ret", "processado", "lento.ret"]]);
  }
});

Deno.test("a file that really ends like that is accepted once it had its time", async () => {
  await using lab = await Lab.open();
  const whole = retorno(1);
  lab.put("curto.ret", whole.subarray(0, whole.length - 20));
  await lab.sweepAll();
  assert.deepEqual(lab.recorded(), [["curto.ret", "processado", "curto.ret"]]);
});

Deno.test("a copy that never goes on is refused once its time is over", async () => {
  await using lab = await Lab.open();
  const whole = retorno(1, 20);
  const path = lab.put("metade.ret", whole.subarray(0, whole.length - 500));
  const { wall } = lab.clock.now();
  Deno.utimeSync(path, wall / 1000, wall / 1000);
  await lab.sweepAll();
  const waited = lab.clock.now().wall - wall;
  assert.ok(waited >= 10_000 && waited < 13_000, `${waited} ms`);
  assert.deepEqual(lab.recorded(), [["metade.ret", "recusado", "metade.ret"]]);
});

Deno.test("a half file that is old has had its time: refused at once", async () => {
  await using lab = await Lab.open();
  const whole = retorno(1, 20);
  const path = lab.put("velho.ret", whole.subarray(0, whole.length - 500));
  Deno.utimeSync(path, 1_700_000_000, 1_700_000_000);
  const { wall } = lab.clock.now();
  await lab.sweepAll();
  assert.ok(lab.clock.now().wall - wall <= 1000);
  assert.deepEqual(lab.recorded().map((r) => r[1]), ["recusado"]);
});

Deno.test("busy: left for the next looks in silence, told once when it lasts, others go on", async () => {
  await using lab = await Lab.open();
  lab.put("A.ret", retorno(1));
  lab.put("B.ret", retorno(2));
  lab.fault({ at: "open", path: "A.ret", times: 7, what: { posix: 16, windows: 32 } });
  await look(lab);
  lab.clock.pass(1000);
  await look(lab);
  assert.deepEqual(lab.names(lab.processed), ["B.ret"]);
  assert.deepEqual(lab.log.take(), ["INFO ✅ B.ret processado com sucesso"]);
  for (let n = 0; n < 8; n++) {
    lab.clock.pass(1000);
    await look(lab);
  }
  assert.deepEqual(lab.log.take(), [
    "WARNING ⚠️ A.ret não pôde ser lido agora: está aberto em outro programa",
    "INFO ✅ A.ret processado com sucesso",
  ]);
});

Deno.test("a file that fails for good is tried ever more rarely, and never holds the others", async () => {
  await using lab = await Lab.open();
  lab.put("A.ret", retorno(1));
  lab.fault({ at: "open", path: "A.ret", times: 999, what: { posix: 5, windows: 23 } });
  let looks = 0;
  for (let n = 0; n < 40; n++) {
    lab.put(`B${n}.ret`, retorno(2 * n + 4));
    await look(lab);
    lab.clock.pass(15_000);
    looks++;
  }
  await look(lab);
  assert.equal(lab.names(lab.processed).length, looks);
  const failures = lab.log.take().filter((line) => line.includes("A.ret não pôde"));
  assert.equal(failures.length, 1, "the same trouble is told once");
  lab.fault();
  lab.clock.pass(300_000);
  await lab.sweepAll();
  assert.ok(lab.names(lab.processed).includes("A.ret"));
});

Deno.test("a silent file is set aside once the folder has answered a probe; its neighbours are not blamed", async () => {
  // Real time: a loaded machine must start a process within it.
  await using lab = await Lab.open({ deadlineMs: 3000 });
  lab.put("A.ret", retorno(1));
  lab.put("B.ret", retorno(2));
  await look(lab);
  lab.clock.pass(1000);
  lab.fault({ at: "open", path: "A.ret", times: 9, what: "hang" });
  const report = await look(lab);
  assert.deepEqual([report.unreachable, report.again], [null, 0]);
  await look(lab);
  assert.deepEqual(lab.names(lab.processed), ["B.ret"]);
  const [problem] = lab.now.sweep.problems();
  assert.deepEqual([problem?.name, problem?.attempts], ["A.ret", 1]);
});

Deno.test("a silent file is evidence against the share when the probe is silent too", async () => {
  await using lab = await Lab.open({ deadlineMs: 3000 });
  lab.put("A.ret", retorno(1));
  await look(lab);
  lab.clock.pass(1000);
  const hang = { times: 9, what: "hang" } as const;
  lab.fault({ at: "open", path: "A.ret", ...hang }, { at: "readDir", skip: 1, ...hang });
  const report = await look(lab);
  assert.deepEqual([report.unreachable?.code, report.probed], ["sem-resposta", true]);
  assert.deepEqual(lab.now.sweep.problems(), [], "nothing is said of the file");
});

Deno.test("a dead destination on another server is no outage: the rest of the work goes on", async () => {
  await using lab = await Lab.open();
  const dead = { posix: 112, windows: 53 };
  lab.put("A.ret", retorno(1));
  lab.put("ruim.ret", "não é retorno\n");
  lab.fault({ at: "mkdir", path: "Processados", times: 99, what: dead });
  const report = await lab.sweepAll();
  assert.equal(report.unreachable, null);
  assert.deepEqual(lab.recorded(), [["A.ret", "processado", null], [
    "ruim.ret",
    "recusado",
    "ruim.ret",
  ]]);
  lab.fault();
  lab.clock.pass(300_000);
  await lab.sweepAll();
  assert.deepEqual(lab.recorded()[0], ["A.ret", "processado", "A.ret"]);
});

Deno.test("an existing file is left alone; one that comes later under its name is new", async () => {
  await using lab = await Lab.open();
  lab.put("velho.ret", retorno(1));
  assert.equal(await lab.now.sweep.leaveExisting(), 1);
  lab.put("novo.ret", retorno(2));
  let report = await lab.sweepAll();
  assert.deepEqual([lab.names(), report.pending], [["velho.ret"], 0]);
  // A person moves the old one, and the bank sends the name again.
  Deno.renameSync(join(lab.folder, "velho.ret"), join(lab.folder, "guardado.txt"));
  await look(lab);
  lab.put("velho.ret", retorno(3));
  report = await lab.sweepAll();
  assert.deepEqual(lab.names(), ["guardado.txt"]);
  assert.deepEqual(lab.names(lab.processed), ["novo.ret", "velho.ret"]);
});

Deno.test("a look that has no time to meet all names says that they are still to come", async () => {
  let slow = true;
  await using lab = await Lab.open({
    settleMs: 0,
    wrapFolder: (folder) => ({
      probe: (ms) => folder.probe(ms),
      list: (ms) => folder.list(ms),
      read: (entry, ms) => folder.read(entry, ms),
      move: (plan, ms) => folder.move(plan, ms),
      close: () => folder.close(),
      stat: (names, ms) => {
        if (slow) lab.clock.pass(3000);
        return folder.stat(names, ms);
      },
    }),
  });
  for (let n = 0; n < 260; n++) lab.put(`${String(n).padStart(3, "0")}.ret`, retorno(2 * n, 1));
  const report = await look(lab);
  assert.equal(lab.names(lab.processed).length, 250);
  assert.deepEqual([report.pending, report.ripening.size, report.again], [10, 10, 0]);
  slow = false;
  assert.deepEqual((await look(lab)).ripening.size, 0);
  assert.equal(lab.names(lab.processed).length, 260);
});

Deno.test("an interrupted look leaves the rest ripe, and no copy of a file read ahead", async () => {
  await using lab = await Lab.open();
  for (let n = 1; n <= 100; n++) lab.put(`${n}.ret`, retorno(n));
  await look(lab);
  lab.clock.pass(1000);
  let files = 0;
  const report = await lab.now.sweep.look({
    outageId: null,
    onFile: () => files++,
    interrupted: () => files >= 2,
  });
  // What was decided while the first ones were moved is finished, not dropped; the rest, a group or more, is not begun.
  assert.ok(report.pending >= 36 && report.pending <= 98, `${report.pending}`);
  assert.deepEqual([report.ripening.size, report.again], [report.pending, 0]);
  assert.deepEqual(lab.names().length, report.pending);
  await lab.sweepAll();
  assert.equal(lab.names(lab.processed).length, 100);
});
