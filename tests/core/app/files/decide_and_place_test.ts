/** Each file applied once and in one place: real folder, real folder process, real ledger. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { Lab, retorno } from "../../../support/lab.ts";

Deno.test("accepted files go to Processados under their own names, in order, with their títulos", async () => {
  await using lab = await Lab.open();
  for (const n of [3, 1, 2]) lab.put(`RETORNO_00${n}.ret`, retorno(n));
  const report = await lab.sweepAll();
  assert.deepEqual(report.pending, 0);
  assert.deepEqual(lab.names(), []);
  assert.deepEqual(lab.names(lab.processed), [1, 2, 3].map((n) => `RETORNO_00${n}.ret`));
  assert.deepEqual(
    lab.log.take(),
    [1, 2, 3].map((n) => `INFO ✅ RETORNO_00${n}.ret processado com sucesso`),
  );
  const { n } = lab.now.db.prepare("SELECT count(*) AS n FROM titulos").get()!;
  assert.equal(n, 6);
});

Deno.test("a backlog is applied in the order of its numbers, however they are written: no NSA looks older than it is", async () => {
  await using lab = await Lab.open();
  const numbers = [1, 3, 5, 7, 9, 11, 13, 19, 21, 101];
  for (const n of [...numbers].reverse()) lab.put(`CNAB_${n}.ret`, retorno(n));
  await lab.sweepAll();
  const names = numbers.map((n) => `CNAB_${n}.ret`);
  assert.deepEqual(lab.recorded().map(([name]) => name), names);
  const files = await lab.now.ledger.files.query({ limit: 100 });
  const warned = files.flatMap(({ warnings }) => warnings.map(({ message }) => message));
  assert.deepEqual(warned.filter((message) => message.includes("menor que o")), []);
});

Deno.test("refused: in Erro with its reason beside it, one line in the log, nothing applied", async () => {
  await using lab = await Lab.open();
  lab.put("ruim.ret", "isto não é um retorno\r\nmesmo\r\n");
  lab.put("vazio.ret", "");
  await lab.sweepAll();
  assert.deepEqual(lab.names(lab.refused), [
    "ruim.ret",
    "ruim.ret.motivo.txt",
    "vazio.ret",
    "vazio.ret.motivo.txt",
  ]);
  assert.match(Deno.readTextFileSync(join(lab.refused, "ruim.ret.motivo.txt")), /formato/);
  const log = lab.log.take();
  assert.ok(log.some((line) => line.startsWith("ERROR ❌ ruim.ret movido para Erro: linha 1")));
  assert.ok(log.some((line) => line.startsWith("ERROR ❌ vazio.ret movido para Erro: ")));
  assert.deepEqual(lab.recorded().map(([, situation]) => situation), ["recusado", "recusado"]);
});

Deno.test("the same content again, under any name, is kept and not applied again", async () => {
  await using lab = await Lab.open();
  lab.put("A.ret", retorno(1));
  lab.put("B.ret", retorno(1));
  await lab.sweepAll();
  lab.put("A.ret", retorno(1));
  await lab.sweepAll();
  assert.deepEqual(lab.recorded(), [
    ["A.ret", "processado", "A.ret"],
    ["B.ret", "duplicado", "B.ret"],
    ["A.ret", "duplicado", "A (2).ret"],
  ]);
  assert.deepEqual(lab.names(lab.processed), ["A (2).ret", "A.ret", "B.ret"]);
  assert.equal(lab.now.db.prepare("SELECT count(*) AS n FROM titulos").get()!.n, 2);
  const log = lab.log.take();
  assert.ok(log.some((line) => line.startsWith("WARNING ♻️ B.ret é uma cópia de A.ret")));
  assert.ok(log.includes("INFO    A.ret foi guardado como A (2).ret (o nome já existia)"));
});

Deno.test("names that are taken get (2), (3)...; nothing is replaced", async () => {
  await using lab = await Lab.open();
  Deno.mkdirSync(lab.processed);
  for (const name of ["A.ret", "A (2).ret"]) {
    Deno.writeTextFileSync(join(lab.processed, name), name);
  }
  lab.put("A.ret", retorno(1));
  await lab.sweepAll();
  assert.deepEqual(lab.recorded(), [["A.ret", "processado", "A (3).ret"]]);
  assert.equal(Deno.readTextFileSync(join(lab.processed, "A.ret")), "A.ret");
  assert.equal(Deno.readTextFileSync(join(lab.processed, "A (2).ret")), "A (2).ret");
});

for (
  const [excluirIed, situation, directory] of [
    [true, "ignorado", "Ignorados"],
    [false, "processado", "Processados"],
  ] as const
) {
  Deno.test(`IEDCBR*.ret with excluir_ied = ${excluirIed}: ${situation}`, async () => {
    await using lab = await Lab.open({ excluirIed });
    lab.put("IEDCBR361008.ret", retorno(1));
    lab.put("iedcbr9.RET", retorno(3));
    await lab.sweepAll();
    assert.deepEqual(lab.recorded().map((r) => r[1]), [situation, situation]);
    assert.deepEqual(lab.names(join(lab.folder, directory)), ["IEDCBR361008.ret", "iedcbr9.RET"]);
  });
}

Deno.test("a kill between the commit and the move: applied once, moved by the next run", async () => {
  await using lab = await Lab.open();
  lab.put("A.ret", retorno(1));
  lab.fault({ at: "reserve", what: "crash" });
  await lab.sweepAll();
  assert.deepEqual(lab.recorded(), [["A.ret", "processado", null]]);
  await lab.start();
  await lab.sweepAll();
  assert.deepEqual(lab.recorded(), [["A.ret", "processado", "A.ret"]]);
  assert.deepEqual([lab.names(), lab.names(lab.processed)], [[], ["A.ret"]]);
});

Deno.test("a kill before the move of a copy of a file that is in Processados: both are kept", async () => {
  await using lab = await Lab.open();
  const path = lab.put("A.ret", retorno(1));
  Deno.utimeSync(path, 1_760_000_000, 1_760_000_000);
  await lab.sweepAll();
  // The very same file is dropped again, as Explorer copies it: with its time.
  lab.put("A.ret", retorno(1));
  Deno.utimeSync(path, 1_760_000_000, 1_760_000_000);
  lab.fault({ at: "lstat", skip: 1, what: "crash" });
  await lab.sweepAll();
  assert.deepEqual(lab.recorded()[1], ["A.ret", "duplicado", null]);
  await lab.start();
  await lab.sweepAll();
  assert.deepEqual(lab.recorded()[1], ["A.ret", "duplicado", "A (2).ret"]);
  assert.deepEqual(lab.names(lab.processed), ["A (2).ret", "A.ret"]);
});

Deno.test("a kill before the move of a file whose name an empty file has in Ignorados: both are kept", async () => {
  await using lab = await Lab.open();
  lab.put("IEDCBR1.ret", "");
  await lab.sweepAll();
  lab.put("IEDCBR1.ret", retorno(1));
  lab.fault({ at: "lstat", skip: 1, what: "crash" });
  await lab.sweepAll();
  await lab.start();
  await lab.sweepAll();
  assert.deepEqual(lab.names(lab.ignored), ["IEDCBR1 (2).ret", "IEDCBR1.ret"]);
  assert.equal(Deno.statSync(join(lab.ignored, "IEDCBR1.ret")).size, 0);
});

Deno.test("a killed monitor's helper that finishes the move late is not taken for another hand", async () => {
  // Between the new run's look at the destination and its reservation the old helper moves the file: the new
  // one then finds the name taken, and under the next name the file gone.
  let late = false;
  await using lab = await Lab.open({
    wrapFolder: (folder) => ({
      probe: (ms) => folder.probe(ms),
      list: (ms) => folder.list(ms),
      stat: (names, ms) => folder.stat(names, ms),
      read: (entry, ms) => folder.read(entry, ms),
      close: () => folder.close(),
      move: (plan, ms) => {
        if (!late) return folder.move(plan, ms);
        late = false;
        Deno.mkdirSync(lab.processed, { recursive: true });
        Deno.renameSync(join(lab.folder, "A.ret"), join(lab.processed, plan.target));
        return Promise.resolve("taken");
      },
    }),
  });
  lab.put("A.ret", retorno(1));
  lab.fault({ at: "reserve", what: "crash" });
  await lab.sweepAll();
  late = true;
  await lab.start();
  await lab.sweepAll();
  assert.deepEqual(lab.recorded(), [["A.ret", "processado", "A.ret"]]);
  assert.deepEqual(lab.names(lab.processed), ["A.ret"]);
  assert.ok(lab.log.take().includes("INFO ✅ A.ret processado com sucesso"));
});

Deno.test("removed by a person before the move: said, and not waited for", async () => {
  await using lab = await Lab.open();
  lab.put("A.ret", retorno(1));
  lab.fault({ at: "reserve", what: "crash" });
  await lab.sweepAll();
  Deno.removeSync(join(lab.folder, "A.ret"));
  lab.clock.pass(60_000);
  await lab.sweepAll();
  assert.equal(lab.recorded()[0]![2], "A.ret");
  assert.ok(lab.log.take().some((line) => line.includes("retirado da pasta por outra pessoa")));
});

Deno.test("replaced before the move: the new content is read as a file of its own", async () => {
  await using lab = await Lab.open();
  lab.put("A.ret", retorno(1));
  lab.fault({ at: "reserve", what: "crash" });
  await lab.sweepAll();
  lab.put("A.ret", retorno(3, 5));
  lab.clock.pass(60_000);
  await lab.sweepAll();
  assert.deepEqual(lab.recorded().map((r) => r[1]), ["processado", "processado"]);
  assert.equal(lab.now.db.prepare("SELECT count(*) AS n FROM titulos").get()!.n, 7);
  assert.deepEqual(lab.names(), []);
});

Deno.test("hostile names stay on one line of the log", async () => {
  await using lab = await Lab.open();
  const name = Deno.build.os === "windows"
    ? "a;b & $(x) {y} %z% 🚨.ret"
    : 'a\n2025-01-01 00:00:00 - ERROR - falso "b" <c> {d} %s 🚨.ret';
  lab.put(name, retorno(1));
  await lab.sweepAll();
  const log = lab.log.take();
  assert.equal(log.length, 1);
  assert.ok(!log[0]!.includes("\n"));
  assert.deepEqual(lab.names(lab.processed), [name]);
});

Deno.test("a file of many megabytes is applied from the local copy, which is removed", async () => {
  await using lab = await Lab.open();
  const big = retorno(1, 40_000); // about 19 MB
  assert.ok(big.length > 9 * 1024 * 1024);
  lab.put("grande.ret", big);
  await lab.sweepAll();
  assert.deepEqual(lab.recorded(), [["grande.ret", "processado", "grande.ret"]]);
  assert.equal(lab.now.db.prepare("SELECT count(*) AS n FROM titulos").get()!.n, 40_000);
  assert.deepEqual(lab.names(join(lab.data, "trabalho")), []);
});
